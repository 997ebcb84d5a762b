"""The enabler page's form, made from the question set, and the form that submits."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Self

from django import forms

from assessments.actions.rating import TypedAnswer
from assessments.framework.types import LEVELS, Enabler, Framework, Statement
from assessments.models.vocabulary import LINK_LENGTH, NOTE_LENGTH
from assessments.queries.rating import StoredAnswer, last_saved, nothing_said
from assessments.scoring.types import Kind
from assessments.ui.fields import TidyText, WebLink
from assessments.ui.forms import (
    Button,
    Buttons,
    StatementField,
    Statements,
    make_helper,
    statement_field,
)
from assessments.ui.text import printable

KEEP_MINE, KEEP_THEIRS = "mine", "theirs"
MISSING = "missing"
PARTS = ("", "-note", "-link", "-version")
TYPED = re.compile(r"(E\d{1,2}\.\d{1,2}(-[a-z]+)?|back)\Z")  # what is held of a page that was sent too late
VERSION_DIGITS = 9  # more never fits the column

MEANING: dict[str, tuple[Kind, int | None]] = {
    "": (Kind.UNANSWERED, None),
    **{str(level): (Kind.LEVEL, level) for level in LEVELS},
    Kind.DONT_KNOW.value: (Kind.DONT_KNOW, None),
    Kind.NOT_RELEVANT.value: (Kind.NOT_RELEVANT, None),
}
"""What each choice of the form means."""


class EnablerForm(forms.Form):
    """Four fields per statement: "E3.1" (the choice), "E3.1-note", "E3.1-link" and "E3.1-version" (what was seen).

    A form may send some statements only: the conflict page asks about some of them again, with a fifth field,
    "E3.1-keep". `stored` fills an unbound form, and over it `held`, what was typed before and never saved. `opened_by`
    says whose page it is, see ui.held.
    """

    meaning: Mapping[str, tuple[Kind, int | None]] = MEANING
    missing = "Select a level for statement {}, or choose I do not know"
    texts: tuple[str, ...] = ("-note", "-link")
    more_choices: tuple[tuple[str, str], ...] = ()

    helper = make_helper(
        Statements(),
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
        stored: Mapping[str, StoredAnswer] | None = None,
        held: Mapping[str, str] | None = None,
        back: str = "",
        opened_by: str = "",
    ) -> None:
        super().__init__(data=data, use_required_attribute=False)
        self.enabler, self.gate = enabler, framework.rules.gate
        self.stored, self.opened_by = stored or {}, opened_by
        self.filled: Mapping[str, str] = self.data if self.is_bound else held or {}
        self.saved: frozenset[str] = frozenset()
        self.back = "check" if self.filled.get("back", back) == "check" else ""
        if self.is_bound:  # an unbound form is drawn from what is stored and checks nothing
            for statement in enabler.statements:
                self.fields.update(self._fields_for(statement))

    @cached_property
    def asked(self) -> tuple[Statement, ...]:
        """Those the form sent any part of. A form that sent nothing at all is asked for everything."""
        sent = tuple(
            s for s in self.enabler.statements if any(f"{s.code}{part}" in self.filled for part in PARTS)
        )
        return sent or (self.enabler.statements if self.is_bound else ())

    @cached_property
    def undecided(self) -> tuple[str, ...]:
        """Statements of a conflict page for which neither answer was picked."""
        return tuple(
            s.code
            for s in self.asked
            if f"{s.code}-conflict" in self.filled
            and self.filled.get(f"{s.code}-keep") not in (KEEP_MINE, KEEP_THEIRS)
        )

    @property
    def has_wrong_parts(self) -> bool:
        """Something that cannot be saved as it is. A level that is only missing is not wrong."""
        return any(self._is_wrong(statement.code) for statement in self.asked)

    @property
    def saved_at(self) -> dt.datetime | None:
        return last_saved(self.stored)

    def clean(self) -> dict[str, object]:
        """Only "Save and continue" asks for every statement."""
        if "later" in self.data:
            return self.cleaned_data
        for number, statement in enumerate(self.enabler.statements, start=1):
            is_open = statement in self.asked and f"{statement.code}-conflict" not in self.data
            if is_open and statement.code not in self.errors and not self.cleaned_data[statement.code]:
                self.add_error(
                    statement.code, forms.ValidationError(self.missing.format(number), code=MISSING)
                )
        return self.cleaned_data

    def typed_answers(self) -> tuple[TypedAnswer, ...]:
        """What may be saved: every statement asked whose parts are all right, even where others are missing."""
        return tuple(
            self.typed(statement.code)
            for statement in self.asked
            if not self._is_wrong(statement.code)
            and statement.code not in self.undecided
            and not self._keeps_theirs(statement.code)
        )

    def typed(self, code: str) -> TypedAnswer:
        kind, level = self.meaning[self.cleaned_data.get(code) or ""]
        return TypedAnswer(
            statement=code,
            kind=kind,
            level=level,
            note=self.cleaned_data.get(f"{code}-note") or "",
            link=self.cleaned_data.get(f"{code}-link") or "",
            seen=_version(self.data.get(f"{code}-version", "")),
        )

    def sent_again(self, code: str, *, version: int) -> tuple[tuple[str, str], ...]:
        """What the page on conflicts sends of this statement, so that what was typed is not typed again."""
        typed = self.typed(code)
        return (
            (code, self.cleaned_data.get(code) or ""),
            (f"{code}-note", typed.note),
            (f"{code}-link", typed.link),
            (f"{code}-version", str(version)),
            (f"{code}-conflict", "1"),
        )

    def as_saved(self, saved: Iterable[str]) -> Self:
        """To be shown again: what was saved now has the next version."""
        self.saved = frozenset(saved)
        return self

    @cached_property
    def statement_rows(self) -> tuple[StatementField, ...]:
        of = len(self.enabler.statements)
        return tuple(
            self._row(number, of, one) for number, one in enumerate(self.enabler.statements, start=1)
        )

    def _keeps_theirs(self, code: str) -> bool:
        return self.filled.get(f"{code}-keep") == KEEP_THEIRS

    def _is_wrong(self, code: str) -> bool:
        if any(f"{code}{part}" in self.errors for part in self.texts):
            return True
        return self.has_error(code) and not self.has_error(code, MISSING)

    def _row(self, number: int, of: int, statement: Statement) -> StatementField:
        code = statement.code
        said = self.stored.get(code) or nothing_said(code)
        choice, note, link, version = self._choice_of(said), said.note, said.link, said.version
        if statement in self.asked and not self._keeps_theirs(code):
            choice = self.filled.get(code, "")
            note, link = (printable(self.filled.get(f"{code}{part}", "")) for part in ("-note", "-link"))
            version = self._version_seen(code)
        return statement_field(
            statement,
            number=number,
            of=of,
            chosen=choice,
            note=note,
            link=link,
            version=version,
            can_be_irrelevant=code != self.gate,
            more_choices=self.more_choices,
            level_error=self._error(code),
            note_error=self._error(f"{code}-note"),
            link_error=self._error(f"{code}-link"),
        )

    def _choice_of(self, said: StoredAnswer) -> str:
        return said.choice

    def _version_seen(self, code: str) -> int:
        """What was just saved has the next version. Which of two to keep is asked again where nobody said it: 0."""
        if code in self.undecided:
            return 0
        return _version(self.filled.get(f"{code}-version", "")) + (code in self.saved)

    def _fields_for(self, statement: Statement) -> dict[str, forms.Field]:
        is_gate = statement.code == self.gate
        choices = (one for one in self.meaning if not (is_gate and one == Kind.NOT_RELEVANT))
        return _fields_for(statement.code, tuple(choices))

    def _error(self, name: str) -> str:
        return str(next(iter(self.errors.get(name, [])), "")) if self.is_bound else ""


def note_field(what: str) -> forms.CharField:
    return TidyText(
        required=False,
        max_length=NOTE_LENGTH,
        error_messages={"max_length": f"{what} must be {NOTE_LENGTH:,} characters or fewer"},
    )


@cache
def _fields_for(code: str, choices: tuple[str, ...]) -> dict[str, forms.Field]:
    """Made once and shared by all forms: a field checks what was typed and keeps none of it."""
    return {
        code: forms.ChoiceField(
            required=False,
            choices=[(choice, choice) for choice in choices],
            error_messages={"invalid_choice": "Select one of the levels, or choose I do not know"},
        ),
        f"{code}-note": note_field("Notes"),
        f"{code}-link": WebLink(
            required=False,
            max_length=LINK_LENGTH,
            error_messages={"max_length": f"The link must be {LINK_LENGTH} characters or fewer"},
        ),
    }


def _version(text: str) -> int:
    """Anything but a version that can be means that nothing was seen: what stands is then never overwritten unasked."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= VERSION_DIGITS else 0


class SubmitForm(forms.Form):
    """`revision`: what the person saw when they pressed Submit. `anyway`: they were asked, and are sure."""

    revision = forms.IntegerField(min_value=0)
    anyway = forms.BooleanField(required=False)
