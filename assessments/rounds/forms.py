"""Opening a round, and writing down what the team agreed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.template.loader import get_template
from markupsafe import Markup

from assessments.actions.rounds import AgreedAnswer
from assessments.agreement.types import Spread
from assessments.charts.numerals import counted
from assessments.framework.types import Enabler, Framework, Statement
from assessments.models.vocabulary import NOTE_LENGTH
from assessments.queries.rating import StoredAnswer
from assessments.queries.rounds import Agreed, Note
from assessments.scoring.types import Kind
from assessments.ui.answer_form import MEANING, EnablerForm, note_field
from assessments.ui.field_view import ErrorLink
from assessments.ui.forms import Button, Buttons, Field, StatementField, Statements, make_helper
from assessments.ui.text import printable

COULD_NOT_AGREE = ("could_not_agree", "We could not agree")
WHY_LABEL = "Why did you settle on this?"


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")  # the only one that such a control reads


class OpenForm(forms.Form):
    """`today`: rating cannot close before it."""

    closes_on = forms.DateField(
        label="When should everyone have finished?",
        help_text="You close rating yourself. We only tell people the date.",
        required=False,
        widget=DayInput,
        error_messages={"invalid": "Enter a date like 31/3/2027"},
    )
    helper = make_helper(
        Field("closes_on", label_size="s", width=10),
        Buttons(Button("Open rating", name="open", value="yes")),
    )

    def __init__(self, data: Mapping[str, str] | None = None, *, today: dt.date) -> None:
        super().__init__(data=data, use_required_attribute=False)
        self.today = today

    def clean_closes_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["closes_on"]
        if day and day < self.today:
            raise forms.ValidationError("Enter today’s date or a later one, or leave it empty")
        return day


@dataclass(frozen=True, slots=True)
class Talk:
    """What there is to talk about: one statement, what people said of it, and what they noted, without names."""

    spread: Spread
    tag: str
    tint: str
    strip: Markup
    words: str
    notes: tuple[Note, ...]

    @property
    def is_unanimous(self) -> bool:
        return self.spread.unanimous is not None


class AgreeStatements(Statements):
    template = "agree.html"


class AgreeForm(EnablerForm):
    """The form of an enabler's page, with "E3.1-why" and one more choice. `talks`: in the order to talk about them."""

    meaning = MEANING | {
        COULD_NOT_AGREE[0]: (Kind.UNANSWERED, None)
    }  # the median takes its place when it is saved
    missing = "Select the level you agreed for statement {}, or choose We could not agree"
    texts = ("-note", "-link", "-why")
    more_choices = (COULD_NOT_AGREE,)

    helper = make_helper(
        AgreeStatements(),
        Buttons(
            Button("Save and continue"), Button("Save and come back later", name="later", variant="secondary")
        ),
        unsaved_warning=True,
    )

    def __init__(
        self,
        framework: Framework,
        enabler: Enabler,
        data: Mapping[str, str] | None = None,
        *,
        talks: Mapping[str, Talk],
        agreed: Mapping[str, Agreed],
        **more: Any,
    ) -> None:
        self.talks, self.agreed = talks, agreed
        super().__init__(framework, enabler, data, **more)

    def agreed_answers(self) -> tuple[AgreedAnswer, ...]:
        return tuple(
            AgreedAnswer(one, self.could_not_agree(one.statement), self.cleaned_data[f"{one.statement}-why"])
            for one in self.typed_answers()
        )

    def could_not_agree(self, code: str) -> bool:
        return self.cleaned_data.get(code) == COULD_NOT_AGREE[0]

    def sent_again(self, code: str, *, version: int) -> tuple[tuple[str, str], ...]:
        why = self.cleaned_data.get(f"{code}-why") or ""
        return (*super().sent_again(code, version=version), (f"{code}-why", why))

    @property
    def statement_rows(self) -> tuple[StatementField, ...]:
        """In the order to talk about them."""
        rows = {row.code: row for row in super().statement_rows}
        return tuple(rows[code] for code in self.talks)

    @property
    def differing(self) -> tuple[StatementField, ...]:
        return tuple(row for row in self.statement_rows if not self.talks[row.code].is_unanimous)

    @property
    def alike(self) -> tuple[StatementField, ...]:
        return tuple(row for row in self.statement_rows if self.talks[row.code].is_unanimous)

    @property
    def alike_words(self) -> str:
        return f"{counted(len(self.alike), 'statement').capitalize()} you agree on, already filled in"

    @property
    def opens_alike(self) -> bool:
        """Where nothing else is on the page, or something in it is wrong."""
        return not self.differing or any(row.error_links for row in self.alike)

    def _fields_for(self, statement: Statement) -> dict[str, forms.Field]:
        return super()._fields_for(statement) | {
            f"{statement.code}-why": note_field("Why you settled on this")
        }

    def _choice_of(self, said: StoredAnswer) -> str:
        beside = self.agreed.get(said.statement)
        return COULD_NOT_AGREE[0] if beside and beside.could_not_agree else said.choice

    def _row(self, number: int, of: int, statement: Statement) -> StatementField:
        row = super()._row(number, of, statement)
        name, error = f"{row.code}-why", self._error(f"{row.code}-why")
        why = self.agreed.get(row.code, Agreed()).why
        if statement in self.asked and not self._keeps_theirs(row.code):
            why = printable(self.filled.get(name, ""))
        shown = {"row": row, "talk": self.talks[row.code], "why": why, "error": error}
        shown |= {"label": WHY_LABEL, "length": NOTE_LENGTH}
        return replace(
            row,
            above=_drawn("rounds/talk.jinja", shown),
            below=_drawn("rounds/why.jinja", shown),
            more_errors=(ErrorLink(error, f"#{row.anchor}-why"),) if error else (),
        )


def _drawn(template: str, context: dict[str, object]) -> Markup:
    return Markup(get_template(template).render(context))  # noqa: S704 -- Jinja2 has escaped it
