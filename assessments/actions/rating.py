"""Saves answers: one row per statement, each with its own version, so that two people never overwrite each other.

No lock is held while anyone thinks. A form says which version of each statement it was filled in from. If the stored
version has moved on, the two are compared: what this person did not touch stays as the other person left it, and what
both changed comes back as a conflict, with everything else saved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import BigAutoField, F, Q
from django.utils import timezone

from assessments.errors import AlreadySubmitted, NotFound
from assessments.framework.types import Framework
from assessments.models import Answer, AnswerChange, Assessment
from assessments.models.prepared import Given, Prepared, PreparedInsert
from assessments.permissions import Actor, check_can_answer
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import (
    ANSWER_COLUMNS,
    WITH_WHO,
    StoredAnswer,
    choice_of,
    nothing_said,
    stored_answer,
)
from assessments.scoring.answers import check_answers
from assessments.scoring.types import Answer as Answered
from assessments.scoring.types import Kind


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """What someone typed for one statement, and the version they were looking at (0: nobody had answered)."""

    statement: str
    kind: Kind
    level: int | None
    note: str
    link: str
    seen: int

    @property
    def choice(self) -> str:
        return choice_of(self.kind, self.level)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people changed the same statement: what I typed, and what stands now."""

    mine: TypedAnswer
    theirs: StoredAnswer


@dataclass(frozen=True, slots=True)
class SaveOutcome:
    """`answers`: all answers of the assessment as they stand after saving."""

    saved: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    answers: Mapping[str, Answered]


def save_answers(facts: AssessmentFacts, typed: Sequence[TypedAnswer], *, by: Actor) -> SaveOutcome:
    """Saves what changed and reports what two people changed. At most four SQL statements, three without conflict.

    Raises NotAllowed, AnswerError, NotFound, or AlreadySubmitted when someone submitted meanwhile.

    On PostgreSQL, a save that waits for another one's lock has read the answers as they were before the wait. Where
    both wrote the same statement, the history then holds that version already and refuses a second one. It is done
    again, with the lock first: rare, and cheaper than one statement more in every save.
    """
    check_can_answer(facts.standing)
    check_answers(facts.framework, _as_written(typed))
    try:
        return _save(facts, typed, by=by)
    except IntegrityError:
        with transaction.atomic():
            _lock(facts)
            return _save(facts, typed, by=by)


@transaction.atomic
def _save(facts: AssessmentFacts, typed: Sequence[TypedAnswer], *, by: Actor) -> SaveOutcome:
    stored = _lock_and_read(facts)
    stale = [answer for answer in typed if answer.seen != stored[answer.statement].version]
    seen = _as_seen(facts.pk, stale)
    to_write = [a for a in typed if a not in stale and not _says_the_same(a, stored[a.statement])]
    conflicts = [
        Conflict(answer, stored[answer.statement])
        for answer in stale
        if not _says_the_same(answer, stored[answer.statement])
        and not _says_the_same(answer, seen[answer.statement])
    ]
    _write(facts.pk, to_write, stored, by=by)
    return SaveOutcome(
        saved=tuple(answer.statement for answer in to_write),
        conflicts=tuple(conflicts),
        answers={code: answer.for_scoring for code, answer in stored.items()} | _as_written(to_write),
    )


def copy_answers(from_pk: int, to_pk: int, framework: Framework, *, by: Actor) -> None:
    """Carries answers into a new assessment, for the statements its framework still has. Three SQL statements."""
    rows = Answer.objects.filter(assessment=from_pk, statement__in=framework.statement_by_code)
    typed = [
        TypedAnswer(row.statement, Kind(row.kind), row.level, row.note, row.link, seen=0) for row in rows
    ]
    _write(to_pk, typed, {answer.statement: nothing_said(answer.statement) for answer in typed}, by=by)


def _lock(facts: AssessmentFacts) -> None:
    Assessment.objects.select_for_update().filter(pk=facts.pk).first()


def _lock_and_read(facts: AssessmentFacts) -> dict[str, StoredAnswer]:
    """Locks the assessment against submitting, and reads all its answers, in one statement.

    The assessment comes back once per answer (or once, with empty columns, when there is none).
    """
    found = _LOCKED_WITH_ANSWERS.rows(pk=facts.pk)
    if not found:  # a trial that was deleted since the page was opened
        raise NotFound("There is no such assessment.")
    stored = {code: nothing_said(code) for code in facts.framework.statement_by_code}
    for _, submitted_at, *said in found:
        if submitted_at is not None:
            raise AlreadySubmitted("This assessment has been submitted. Its answers no longer change.")
        if said[0] in stored:
            stored[said[0]] = stored_answer(*said)
    return stored


_LOCKED_WITH_ANSWERS = Prepared(
    lambda: (
        Assessment.objects.select_for_update(of=("self",))
        .filter(pk=Given("pk", BigAutoField()))
        .only("submitted_at")
        .annotate(**{f"said_{column}": F(f"answers__{column}") for column in WITH_WHO})
    )
)


def _as_written(typed: Sequence[TypedAnswer]) -> dict[str, Answered]:
    return {a.statement: Answered(a.kind, a.level, bool(a.note or a.link)) for a in typed}


def _as_seen(assessment_pk: int, stale: Sequence[TypedAnswer]) -> dict[str, StoredAnswer]:
    """What each stale statement said when this person's page was made. No query when nothing is stale."""
    if not stale:
        return {}
    seen = {answer.statement: nothing_said(answer.statement) for answer in stale}
    versions = Q(pk__in=[])
    for answer in stale:
        versions |= Q(statement=answer.statement, version=answer.seen)
    changes = AnswerChange.objects.filter(versions, assessment=assessment_pk)
    for row in changes.values_list(*ANSWER_COLUMNS):
        seen[row[0]] = stored_answer(*row)
    return seen


def _says_the_same(typed: TypedAnswer, stored: StoredAnswer) -> bool:
    return (typed.kind, typed.level, typed.note, typed.link) == (
        stored.kind,
        stored.level,
        stored.note,
        stored.link,
    )


def _write(
    assessment_pk: int, typed: Sequence[TypedAnswer], stored: Mapping[str, StoredAnswer], *, by: Actor
) -> None:
    """One upsert for the answers as they stand, and one insert for their history."""
    if not typed:
        return
    now = timezone.now()
    rows = [
        {
            "assessment_id": assessment_pk,
            "statement": answer.statement,
            "kind": answer.kind.value,
            "level": answer.level,
            "note": answer.note,
            "link": answer.link,
            "version": stored[answer.statement].version + 1,
            "changed_at": now,
            "changed_by_id": by.person_id,
        }
        for answer in typed
    ]
    _ANSWERS.add(rows)
    _HISTORY.add(rows)


_WRITTEN = ("assessment", "statement", "kind", "level", "note", "link", "version", "changed_at", "changed_by")
_ANSWERS = PreparedInsert(Answer, _WRITTEN, unique=("assessment", "statement"))
_HISTORY = PreparedInsert(AnswerChange, _WRITTEN)
