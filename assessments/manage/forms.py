"""What administrators look for and choose. Forms that only look are sent with GET, so that a link can be kept."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from assessments.manage.words import action_words
from assessments.models.vocabulary import SiteRole
from assessments.queries.audit import AuditCriteria
from assessments.queries.people import CLOSED, PeopleCriteria
from assessments.ui.forms import Button, Buttons, Field, make_helper
from assessments.ui.text import tidy

WRONG_DAY = "Enter a day like 14/9/2026"
FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2999, 12, 31)
LONGEST = 100
ALLOWS = {
    SiteRole.CURATOR.value: "Writes case studies and keeps them true.",
    SiteRole.REVIEWER.value: "Checks a case study before it is published.",
    SiteRole.ADMINISTRATOR.value: "Looks after people and their roles, and reads the audit log.",
}


class Words(forms.CharField):
    """A few words to look for. None means everything."""

    def __init__(self, label: str, *, help_text: str = "") -> None:
        super().__init__(label=label, help_text=help_text, required=False)
        self.widget.attrs["spellcheck"] = "false"

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")[:LONGEST]


class Day(forms.DateField):
    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            input_formats=[
                "%Y-%m-%d",
                "%d/%m/%Y",
            ],  # as a browser with a calendar sends it, and as people type it
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            validators=[MinValueValidator(FIRST_DAY, WRONG_DAY), MaxValueValidator(LAST_DAY, WRONG_DAY)],
            error_messages={"invalid": WRONG_DAY},
        )


def _plain(name: str, width: int = 0) -> Field:
    return Field(name, mark_optional=False, width=width)


class AuditForm(forms.Form):
    person = Words("Person", help_text="A name, an email address or a number.")
    action = forms.ChoiceField(
        label="What was done",
        required=False,
        error_messages={"invalid_choice": "Select something from the list"},
    )
    subject = Words("To what", help_text="For example an address, or the id in it.")
    since = Day("From")
    until = Day("To")

    helper = make_helper(
        *map(_plain, ("person", "action", "subject", "since", "until")),
        Buttons(Button("Show", variant="secondary")),
        method="get",
        css_class="oct-filter",
    )

    def __init__(self, *args: Any, actions: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(action, action_words(action)) for action in actions]
        self.fields["action"].choices = [("", "Anything"), *named]  # type: ignore[attr-defined]  # declared above

    def to_criteria(self) -> AuditCriteria:
        """Of what can be understood; the rest is said beside its field."""
        return AuditCriteria(**self.cleaned_data)


class PeopleForm(forms.Form):
    q = Words("Name or email address")
    kind = forms.ChoiceField(
        label="Who",
        required=False,
        choices=[
            ("", "Everybody"),
            *((role.value, f"{role.label}s") for role in SiteRole),
            (CLOSED, "Closed accounts"),
        ],
        error_messages={"invalid_choice": "Select something from the list"},
    )

    helper = make_helper(
        _plain("q"),
        _plain("kind"),
        Buttons(Button("Search", variant="secondary")),
        method="get",
        css_class="oct-filter",
    )

    def to_criteria(self) -> PeopleCriteria:
        said = self.cleaned_data
        return PeopleCriteria(said.get("q", ""), said.get("kind", ""))


class RolesForm(forms.Form):
    """Asked on the person's page, sent with GET to the page that asks for a yes."""

    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=SiteRole.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Beside their places in teams, which only a team gives.",
        error_messages=dict.fromkeys(("invalid_choice", "invalid_list"), "Select roles from this list"),
    )

    def layout(self, action: str) -> object:
        return make_helper(
            Field("roles", label_size="m", hints=ALLOWS),
            Buttons(Button("Change roles", variant="secondary")),
            method="get",
            action=action,
        )
