"""Answers as they stand. One SQL statement each."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import BigAutoField, CharField

from assessments.models import Answer
from assessments.models.prepared import Given, Prepared
from assessments.scoring import types as scoring


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One statement's answer. Whoever changed it may be gone, or may have tried without an account."""

    statement: str
    kind: scoring.Kind
    level: int | None
    note: str
    link: str
    version: int
    changed_at: dt.datetime | None
    changed_by: str | None = None
    changed_by_id: int | None = None

    @property
    def choice(self) -> str:
        """What the form holds: "0" to "4", "dont_know", "not_relevant" or ""."""
        return choice_of(self.kind, self.level)

    @property
    def for_scoring(self) -> scoring.Answer:
        return scoring.Answer(self.kind, self.level, bool(self.note or self.link))


def choice_of(kind: scoring.Kind, level: int | None) -> str:
    if kind is scoring.Kind.LEVEL:
        return str(level)
    return "" if kind is scoring.Kind.UNANSWERED else kind.value


def nothing_said(statement: str) -> StoredAnswer:
    """What stands where nobody has answered: version 0."""
    return StoredAnswer(statement, scoring.Kind.UNANSWERED, None, "", "", 0, None)


ANSWER_COLUMNS = ("statement", "kind", "level", "note", "link", "version", "changed_at")
WITH_WHO = (*ANSWER_COLUMNS, "changed_by__name", "changed_by_id")


def stored_answer(statement: str, kind: str, *rest: Any) -> StoredAnswer:
    """From a row of `ANSWER_COLUMNS` or `WITH_WHO`."""
    return StoredAnswer(statement, scoring.Kind(kind), *rest)


def answers_of(assessment_pk: int, statements: Iterable[str] | None = None) -> dict[str, StoredAnswer]:
    """Answers by statement code, without who changed them; all of them, or those of some statements."""
    if statements is None:
        rows = _ALL_ANSWERS.rows(assessment=assessment_pk)
    else:
        asked = {f"statement_{n}": code for n, code in enumerate(statements)}
        rows = _some_answers(len(asked)).rows(assessment=assessment_pk, **asked) if asked else []
    return {row[0]: stored_answer(*row) for row in rows}


_ALL_ANSWERS = Prepared(
    lambda: Answer.objects.filter(assessment=Given("assessment", BigAutoField())).values_list(*ANSWER_COLUMNS)
)


@cache
def _some_answers(count: int) -> Prepared:
    """To as many statements as an enabler has."""
    these = [Given(f"statement_{n}", CharField()) for n in range(count)]
    return Prepared(
        lambda: (
            Answer.objects.filter(assessment=Given("assessment", BigAutoField()))
            .filter(statement__in=these)
            .values_list(*ANSWER_COLUMNS)
        )
    )


def answers_with_who(assessment_pk: int, statements: Iterable[str]) -> dict[str, StoredAnswer]:
    rows = Answer.objects.filter(assessment=assessment_pk, statement__in=tuple(statements))
    return {row[0]: stored_answer(*row) for row in rows.values_list(*WITH_WHO)}


def for_scoring(stored: Mapping[str, StoredAnswer]) -> dict[str, scoring.Answer]:
    return {code: answer.for_scoring for code, answer in stored.items()}


def last_saved(stored: Mapping[str, StoredAnswer]) -> dt.datetime | None:
    times = [answer.changed_at for answer in stored.values() if answer.changed_at]
    return max(times, default=None)


def revision_of(stored: Mapping[str, StoredAnswer]) -> int:
    """Grows with every change of any answer, so that a page can say what it has seen."""
    return sum(answer.version for answer in stored.values())
