"""One step of a plan, as it is typed."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from assessments.actions.plan import StepText
from assessments.framework.types import Framework
from assessments.models.vocabulary import NAME_LENGTH, NOTE_LENGTH, STEP_LENGTH, StepStatus
from assessments.queries.innovation import Member
from assessments.queries.plan import Step
from assessments.ui.fields import NO_PATIENTS, DayField, TidyText
from assessments.ui.forms import Buttons, Field, make_helper
from assessments.ui.jinja import day

SOMEONE_ELSE = "else"


def _helper(action: str = "") -> FormHelper:
    return make_helper(
        Field("text", label_size="s", rows=2, count=STEP_LENGTH),
        Field("enabler", label_size="s"),
        Field("owner", label_size="s"),
        Field("owner_name", label_size="s", width=30),
        Field("due_on", label_size="s", width=20),
        Field("status", label_size="s", inline=True),
        Field("note", label_size="s", rows=3, count=NOTE_LENGTH, threshold=75),
        Buttons("Save"),
        action=action,
        unsaved_warning=True,
    )


class StepForm(forms.Form):
    text = TidyText(
        label="What will you do?",
        max_length=STEP_LENGTH,
        widget=forms.Textarea,
        help_text="Begin with a verb, for example: ask two sites what it costs them. " + NO_PATIENTS,
        error_messages={
            "required": "Enter what you will do",
            "max_length": f"What you will do must be {STEP_LENGTH} characters or fewer",
        },
    )
    enabler = forms.ChoiceField(
        label="Which enabler is it for?",
        required=False,
        error_messages={"invalid_choice": "Select an enabler from the list"},
    )
    owner = forms.ChoiceField(
        label="Who will do it?",
        required=False,
        error_messages={"invalid_choice": "That person is no longer in the team. Select who will do it"},
    )
    owner_name = TidyText(
        label="Their name, if you selected someone else",
        required=False,
        max_length=NAME_LENGTH,
        error_messages={"max_length": f"The name must be {NAME_LENGTH} characters or fewer"},
    )
    due_on = DayField(
        label="By when?", required=False, help_text="For example 14 September 2026, or 14/9/2026."
    )
    status = forms.ChoiceField(
        label="How far is it?",
        choices=StepStatus.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select how far it is"),
    )
    note = TidyText(
        label="Note",
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea,
        help_text=NO_PATIENTS,
        error_messages={"max_length": f"The note must be {NOTE_LENGTH} characters or fewer"},
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    helper = _helper()

    def __init__(
        self,
        data: Any = None,
        *,
        framework: Framework,
        members: Sequence[Member],
        step: Step | None = None,
        enabler: str = "",
    ) -> None:
        self.step = step
        super().__init__(data, initial=_initial(step, members) if step else _blank(enabler))
        self.fields["enabler"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, above
            ("", "No one enabler"),
            *((one.code, f"{one.number}. {one.short_name}") for one in framework.enablers),
        ]
        self.fields["owner"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, above
            ("", "Not decided yet"),
            *((str(member.person_id), member.name) for member in members),
            (SOMEONE_ELSE, "Someone else"),
        ]

    def to_be_sent_to(self, address: str) -> None:
        self.helper = _helper(address)

    def has_seen(self, version: int) -> None:
        """Sent again, the form is about this version of its step."""
        self.data = {**self.data.dict(), "version": str(version)}  # type: ignore[attr-defined]  # a QueryDict, of single values

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if (
            said.get("owner") == SOMEONE_ELSE
            and not said.get("owner_name")
            and "owner_name" not in self.errors
        ):
            self.add_error("owner_name", "Enter who will do this")
        due_on = said.get("due_on")
        was = self.step.due_on if self.step else None
        is_open = said.get("status") != StepStatus.DONE
        if due_on and due_on != was and is_open and due_on < timezone.localdate():
            self.add_error("due_on", "The date must be today or in the future")
        return said

    @property
    def seen(self) -> int:
        """The version that this form was filled in from. One that is missing has seen nothing."""
        return self.cleaned_data["version"] or 0

    def to_step(self) -> StepText:
        """A typed name counts only where someone else is chosen. What the step should reach stays as it was."""
        said = self.cleaned_data
        is_member = said["owner"] not in ("", SOMEONE_ELSE)
        return StepText(
            text=said["text"],
            enabler=said["enabler"],
            statement=self.step.statement if self.step else "",
            level=self.step.level if self.step else None,
            owner_id=int(said["owner"]) if is_member else None,
            owner_name=said["owner_name"] if said["owner"] == SOMEONE_ELSE else "",
            due_on=said["due_on"],
            status=said["status"],
            note=said["note"],
        )


def _blank(enabler: str) -> dict[str, object]:
    return {"enabler": enabler, "status": StepStatus.TO_DO}


def _initial(step: Step, members: Sequence[Member]) -> dict[str, object]:
    """Whoever has left the team stays by name, until someone else is chosen."""
    is_member = step.owner_id in [member.person_id for member in members]
    return {
        "text": step.text,
        "enabler": step.enabler,
        "owner": str(step.owner_id) if is_member else (SOMEONE_ELSE if step.owner else ""),
        "owner_name": "" if is_member else step.owner,
        "due_on": day(step.due_on) if isinstance(step.due_on, dt.date) else "",
        "status": step.status,
        "note": step.note,
        "version": step.version,
    }
