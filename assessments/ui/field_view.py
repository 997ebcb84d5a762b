"""What the pack in templates/nhsuk needs to know of a bound field: which macro draws it, and with what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django import forms
from django.forms import BaseForm
from django.forms.boundfield import BoundField

from assessments.ui.text import printable

# Which macro draws which widget. The first match counts, so the narrower class stands first.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),  # to Django it is a kind of RadioSelect
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "other"),
    (forms.widgets.Input, "input"),
)
SET_BY_THE_PACK = frozenset({"class", "id", "rows", "cols", "required", "maxlength", "minlength"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one field is drawn.

    `label_size`: s, m, l or xl. `page_heading`: the label or legend is the h1, with `caption` above it.
    `hints`: a hint for each choice, by value. `divider_before`: the choice that "or" stands before.
    `width`: 2, 3, 4, 5, 10, 20 or 30 characters.
    `count`: characters allowed; the count shows from `threshold` per cent of them.
    """

    label_size: str = ""
    page_heading: bool = False
    caption: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)
    divider_before: str = ""
    inline: bool = False
    small: bool = False
    width: int = 0
    rows: int = 5
    count: int = 0
    threshold: int = 0
    mark_optional: bool = True


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Item:
    """One radio or checkbox, or the divider before one."""

    value: str
    text: str
    id: str
    checked: bool
    hint: str = ""
    divider: str = ""
    attributes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldView:
    """A bound field as its macro needs it."""

    kind: str
    id: str
    name: str
    type: str
    label: str
    hint: str
    error: str
    value: object
    items: tuple[object, ...]
    attributes: Mapping[str, object]
    autocomplete: str
    rendered: str


def view_of(bound: BoundField, look: Look = PLAIN) -> FieldView:
    widget = bound.field.widget
    kind = kind_of(widget)
    drawn_by_django = kind in ("hidden", "other")
    return FieldView(
        kind=kind,
        id=bound.auto_id,
        name=bound.html_name,
        type=getattr(widget, "input_type", "") or "",
        label=_label(bound, look, kind),
        hint=str(bound.help_text or ""),
        error=str(bound.errors[0]) if bound.errors else "",
        value=_value(bound, kind),
        items=_items(bound, look, kind),
        attributes={name: value for name, value in widget.attrs.items() if name not in _drawn_apart(kind)},
        autocomplete=str(widget.attrs.get("autocomplete", "current-password")),
        rendered=bound.as_widget(attrs={"class": "nhsuk-input"} if kind == "other" else None)
        if drawn_by_django
        else "",
    )


def _drawn_apart(kind: str) -> frozenset[str]:
    return SET_BY_THE_PACK | {"autocomplete"} if kind == "password" else SET_BY_THE_PACK


def kind_of(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    return next((kind for widget_class, kind in KINDS if isinstance(widget, widget_class)), "other")


def _label(bound: BoundField, look: Look, kind: str) -> str:
    is_marked = look.mark_optional and not bound.field.required and kind not in ("checkbox", "checkboxes")
    return f"{bound.label} (optional)" if is_marked else str(bound.label)


def _value(bound: BoundField, kind: str) -> object:
    if kind in ("hidden", "other", "password", "radios", "checkboxes"):
        return ""  # Django draws it, or each item knows whether it is chosen; a password is never sent back
    value = bound.value()
    if kind == "checkbox":
        return bool(bound.field.widget.check_test(value)) if value is not None else False
    if kind == "select":
        return str(value if value is not None else "")
    formatted = bound.field.widget.format_value(value)
    return "" if formatted is None else printable(str(formatted))


def _items(bound: BoundField, look: Look, kind: str) -> tuple[object, ...]:
    if kind in ("radios", "checkboxes"):
        return tuple(_item(choice.data, look) for choice in bound.subwidgets)
    if kind == "select":
        return tuple(_options(bound))
    return ()


def _item(data: Mapping[str, object], look: Look) -> Item:
    value = str(data["value"])
    attributes: Mapping[str, object] = data["attrs"]  # type: ignore[assignment]  # Django's, untyped
    return Item(
        value=value,
        text=str(data["label"]),
        id=str(attributes.get("id", "")),
        checked=bool(data["selected"]),
        hint=look.hints.get(value, ""),
        divider="or" if value == look.divider_before and value else "",
    )


def _options(bound: BoundField) -> Iterable[Item]:
    chosen = {str(bound.value() if bound.value() is not None else "")}
    for value, text in bound.field.choices:  # type: ignore[attr-defined]  # a field with a Select has choices
        yield Item(str(value), str(text), "", str(value) in chosen)


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of the error summary. `href` leads to the first control; none for the form as a whole."""

    text: str
    href: str = ""


def has_errors(form: object) -> bool:
    return isinstance(form, BaseForm) and form.is_bound and bool(form.errors)


def error_links(form: BaseForm) -> tuple[ErrorLink, ...]:
    """What the error summary lists. A form of statements is listed by its statements."""
    whole_form = tuple(ErrorLink(str(text)) for text in form.non_field_errors())
    rows = getattr(form, "statement_rows", None)
    if rows is not None:
        return whole_form + tuple(link for row in rows for link in row.error_links)
    return whole_form + tuple(
        ErrorLink(str(bound.errors[0]), f"#{first_control(bound)}") for bound in form if bound.errors
    )


def first_control(bound: BoundField) -> str:
    """The id of the first input: for radios and checkboxes, of the first choice."""
    if kind_of(bound.field.widget) in ("radios", "checkboxes"):
        return next((choice.id_for_label for choice in bound.subwidgets), bound.auto_id)
    return bound.id_for_label or bound.auto_id
