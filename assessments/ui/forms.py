"""How forms look: crispy layout objects for the pack in templates/nhsuk.

A form says what is asked; its layout says how it looks. Nothing here saves, fetches or decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK, render_field
from django.forms import BaseForm
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

from assessments.framework.types import LEVELS, Statement
from assessments.models.vocabulary import NOTE_LENGTH, Kind
from assessments.ui.field_view import ErrorLink, Look

PACK = "nhsuk"

# What a radio that is not a level posts, and says.
DONT_KNOW = (Kind.DONT_KNOW.value, str(Kind.DONT_KNOW.label))
NOT_RELEVANT = (Kind.NOT_RELEVANT.value, str(Kind.NOT_RELEVANT.label))
CHOICES = frozenset({*map(str, LEVELS), DONT_KNOW[0], NOT_RELEVANT[0]})


def make_helper(
    *contents: object,
    action: str = "",
    method: str = "post",
    tag: bool = True,
    css_class: str = "",
    unsaved_warning: bool = False,
    error_summary: bool = False,
) -> FormHelper:
    """A helper as every form of ours has it: our pack, our buttons, errors told by the server.

    `error_summary`: only where the page shell does not show it, that is where the form is not called `form`.
    `unsaved_warning`: ask before leaving with changes that were not sent.
    """
    helper = FormHelper()
    helper.template_pack = PACK
    helper.layout = Layout(*contents)
    helper.form_action, helper.form_method, helper.form_tag = action, method, tag
    helper.form_class = css_class
    helper.error_summary = error_summary
    helper.render_hidden_fields = True
    helper.include_media = False
    helper.attrs = {"novalidate": True} | ({"data-unsaved-warning": True} if unsaved_warning else {})
    return helper


class Field(LayoutObject):
    """One field and its look: Field("stage", label_size="m"). A bare name in a layout looks PLAIN."""

    def __init__(self, name: str, **look: object) -> None:
        self.fields = [name]
        self.look = Look(**look)  # type: ignore[arg-type]  # Look checks the names

    def render(
        self, form: BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **_: object
    ) -> SafeString:
        (name,) = self.fields
        extra = {"look": self.look}
        return SafeString(render_field(name, form, context, template_pack=template_pack, extra_context=extra))


class _Templated(LayoutObject):
    """Something drawn by a template of the pack. It holds no field that crispy should draw."""

    template: ClassVar[str]
    fields: ClassVar[tuple[object, ...]] = ()

    def render(
        self, form: BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **_: object
    ) -> SafeString:
        return _draw(self.template, part=self, form=form)


def _draw(template: str, **context: object) -> SafeString:
    drawn = get_template(f"{PACK}/{template}").render(context)
    return SafeString(drawn)  # Jinja2 has escaped it; Django's backend hands it over as plain text


@dataclass(frozen=True, slots=True)
class Button:
    """variant: "", secondary or warning. A button with a name tells the view which one was pressed.

    `leads_to`: where the page that it brings is looked at first, "#" and an id.
    """

    text: str
    name: str = ""
    value: str = ""
    variant: str = ""
    leads_to: str = ""


class Buttons(_Templated):
    """They never change, so each form's are drawn once."""

    template = "layout/buttons.html"

    def __init__(self, *contents: Button | str) -> None:
        self.buttons = tuple(Button(one) if isinstance(one, str) else one for one in contents)

    def render(
        self, form: BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **_: object
    ) -> SafeString:
        return self._drawn

    @cached_property
    def _drawn(self) -> SafeString:
        return _draw(self.template, part=self)


class Group(_Templated):
    """Fields that answer one question together: Group("Person 2", Field("email-2"), "role-2")."""

    template = "layout/group.html"

    def __init__(self, legend: str, *contents: Field | str) -> None:
        self.legend = legend
        self.fields = contents  # type: ignore[misc]  # of this one layout, where crispy looks for them
        self.drawn = SafeString("")

    def render(
        self, form: BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **_: object
    ) -> SafeString:
        self.drawn = self.get_rendered_fields(form, context, template_pack)
        return super().render(form, context, template_pack)


class Statements(_Templated):
    """All statements of one enabler, drawn at once from `form.statement_rows`."""

    template = "statements.html"

    def render(
        self, form: BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **_: object
    ) -> SafeString:
        drawn: set[str] = form.rendered_fields  # type: ignore[attr-defined]  # crispy's own note on the form
        rows: tuple[StatementField, ...] = form.statement_rows  # type: ignore[attr-defined]  # theirs to give
        drawn.update(name for row in rows for name in row.posts)  # no hidden one is drawn a second time
        return super().render(form, context, template_pack)


# --- The enabler page ---


@dataclass(frozen=True, slots=True)
class StatementChoice:
    """One radio: a level ("0" to "4", with its anchor sentence), or one of the two other answers."""

    value: str
    text: str
    id: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """The radios of a statement with one of them chosen, or none, and how they are drawn."""

    levels: tuple[StatementChoice, ...]
    others: tuple[StatementChoice, ...]
    drawn: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementField:
    """One statement to rate, as templates/nhsuk/statements.html draws it. Make it with `statement_field`.

    Posts "E3.1" (the answer), "E3.1-note", "E3.1-link" and "E3.1-version". Ids begin with `anchor`, "e3-1". `above` and
    `below`: what a page draws around the choices, with `more_errors` of it.
    """

    code: str
    anchor: str
    number: int
    of: int
    text: str
    hint: str
    choices: Choices
    note: str
    link: str
    version: int
    level_error: str
    note_error: str
    link_error: str
    note_length: int = NOTE_LENGTH
    above: str = ""
    below: str = ""
    more_errors: tuple[ErrorLink, ...] = ()

    @property
    def posts(self) -> tuple[str, ...]:
        return tuple(f"{self.code}{part}" for part in ("", "-note", "-link", "-version"))

    @property
    def has_evidence(self) -> bool:
        return bool(self.note or self.link)

    @property
    def details_open(self) -> bool:
        return bool(self.has_evidence or self.note_error or self.link_error)

    @property
    def described_by(self) -> str:
        parts = (("hint", self.hint), ("error", self.level_error))
        return " ".join(f"{self.anchor}-{part}" for part, text in parts if text)

    @property
    def error_links(self) -> tuple[ErrorLink, ...]:
        targets = (
            (self.level_error, self.choices.levels[0].id),
            (self.note_error, f"{self.anchor}-note"),
            (self.link_error, f"{self.anchor}-link"),
        )
        return tuple(ErrorLink(text, f"#{target}") for text, target in targets if text) + self.more_errors


def anchor_of(code: str) -> str:
    """E3.1 as an id that needs no escaping in a style sheet or an address: e3-1."""
    return code.lower().replace(".", "-")


def statement_field(
    statement: Statement,
    *,
    number: int,
    of: int,
    chosen: str = "",
    note: str = "",
    link: str = "",
    version: int = 0,
    can_be_irrelevant: bool = True,
    more_choices: tuple[tuple[str, str], ...] = (),
    level_error: str = "",
    note_error: str = "",
    link_error: str = "",
) -> StatementField:
    """`chosen` is what the radio posts: "0" to "4", "dont_know", "not_relevant", or nothing."""
    others = (DONT_KNOW, NOT_RELEVANT) if can_be_irrelevant else (DONT_KNOW,)
    known = (
        chosen if chosen in CHOICES or chosen in dict(more_choices) else ""
    )  # and nothing that someone made up is kept
    return StatementField(
        code=statement.code,
        anchor=anchor_of(statement.code),
        number=number,
        of=of,
        text=statement.text,
        hint=statement.hint,
        choices=_choices(statement.code, statement.levels, (*others, *more_choices), known),
        note=note,
        link=link,
        version=version,
        level_error=level_error,
        note_error=note_error,
        link_error=link_error,
    )


@lru_cache(maxsize=1024)
def _choices(code: str, levels: tuple[str, ...], others: tuple[tuple[str, str], ...], chosen: str) -> Choices:
    """The same for everyone who chose the same, so they are drawn once: eight ways for each of 41 statements."""
    of_levels = _radios(code, ((str(level), text) for level, text in enumerate(levels)), chosen)
    of_others = _radios(code, others, chosen)
    drawn = _draw("statement_choices.html", code=code, levels=of_levels, others=of_others)
    return Choices(of_levels, of_others, drawn)


def _radios(code: str, pairs: Iterable[tuple[str, str]], chosen: str) -> tuple[StatementChoice, ...]:
    anchor = anchor_of(code)
    return tuple(
        StatementChoice(value, text, f"{anchor}-{value.replace('_', '-')}", value == chosen)
        for value, text in pairs
    )
