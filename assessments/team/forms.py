"""Inviting people, a row for each, and giving a member another role."""

from collections.abc import Mapping
from typing import Any, Self

from crispy_forms.helper import FormHelper
from django import forms

from assessments.actions.team import Proposal
from assessments.models.vocabulary import InvitedAs, Role
from assessments.queries.team import Known
from assessments.ui.forms import Button, Buttons, Field, Group, make_helper
from assessments.ui.text import tidy

FEWEST_ROWS, MOST_ROWS = 2, 8
LONGEST_ADDRESS = 254
# a list to pick from is cut off on a phone, where a question is not
SHORT_ROLES = (
    (InvitedAs.RATER.value, "Rater (a view of their own)"),
    (InvitedAs.EDITOR.value, "Editor (answers with you)"),
    (InvitedAs.VIEWER.value, "Viewer (only reads)"),
)
ROLES = (
    (InvitedAs.RATER.value, "Rater: gives their own view, without seeing anyone else’s"),
    (InvitedAs.EDITOR.value, "Editor: answers and submits with you"),
    (InvitedAs.VIEWER.value, "Viewer: reads, and changes nothing"),
)
REFUSALS = {
    Known.BELONGS: "Person {} is in this team already. Leave the row empty or enter another address",
    Known.WAITS: "Person {} has been invited already. You can send that invitation again from the list of people",
}


class InviteForm(forms.Form):
    """`known`: the addresses that need no invitation, and why. A row without an address is left out."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        rows: int = FEWEST_ROWS,
        known: Mapping[str, Known] | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.known = known or {}
        self.rows = rows if data is None else _rows_in(data)
        for number in range(1, self.rows + 1):
            self.fields[f"email-{number}"] = _address(number)
            self.fields[f"role-{number}"] = _role(number)

    @classmethod
    def with_another_row(cls, data: Mapping[str, Any]) -> Self:
        """What was typed, as it was, and one more row. Nothing is checked yet."""
        return cls(rows=min(_rows_in(data) + 1, MOST_ROWS), initial={name: data[name] for name in data})

    @property
    def helper(self) -> FormHelper:
        people = [
            Group(f"Person {n}", *(Field(f"{asked}-{n}", mark_optional=False) for asked in ("email", "role")))
            for n in range(1, self.rows + 1)
        ]
        buttons = [Button("Send invitations")]
        if self.rows < MOST_ROWS:
            following = f"#id_email-{self.rows + 1}"
            buttons += [
                Button("Add another person", name="add", value="yes", variant="secondary", leads_to=following)
            ]
        return make_helper(*people, Buttons(*buttons))

    def clean(self) -> dict[str, Any]:
        first_with: dict[str, int] = {}
        for number, email in self._addresses():
            if email in first_with:
                self.add_error(f"email-{number}", _same(number, first_with[email]))
            elif email in self.known:
                self.add_error(f"email-{number}", REFUSALS[self.known[email]].format(number))
            first_with.setdefault(email, number)
            if not self.cleaned_data.get(f"role-{number}") and f"role-{number}" not in self.errors:
                self.add_error(f"role-{number}", _no_role(number))
        if not first_with and not self.errors:
            self.add_error("email-1", "Enter the email address of at least one person")
        return self.cleaned_data

    def _addresses(self) -> list[tuple[int, str]]:
        typed = ((n, self.cleaned_data.get(f"email-{n}", "")) for n in range(1, self.rows + 1))
        return [(number, email) for number, email in typed if email]

    def to_proposals(self) -> tuple[Proposal, ...]:
        return tuple(Proposal(email, Role(self.cleaned_data[f"role-{n}"])) for n, email in self._addresses())


def _rows_in(data: Mapping[str, Any]) -> int:
    asked = sum(f"email-{number}" in data for number in range(1, MOST_ROWS + 1))
    return max(asked, FEWEST_ROWS)


def _same(number: int, first: int) -> str:
    return f"Person {number} has the same address as person {first}. Leave the row empty or enter another one"


class _Address(forms.EmailField):
    """In lower case, as every address is kept."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "").lower()


def _address(number: int) -> forms.Field:
    return _Address(
        label="Email address",
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "invalid": f"Enter the email address of person {number} in the correct format, like name@example.org",
            "max_length": f"The email address of person {number} must be {LONGEST_ADDRESS} characters or fewer",
        },
    )


def _role(number: int) -> forms.Field:
    """Asked for where there is an address to give it to."""
    return forms.ChoiceField(
        label="Role",
        choices=SHORT_ROLES,
        required=False,
        error_messages={"invalid_choice": _no_role(number)},
    )


def _no_role(number: int) -> str:
    return f"Select the role of person {number}"


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label="What may they do?",
        choices=ROLES,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select a role"),
    )

    helper = make_helper(Field("role", label_size="m"), Buttons("Save role"))

    def to_role(self) -> Role:
        return Role(self.cleaned_data["role"])
