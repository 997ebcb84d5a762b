"""Saves answers: one row per statement, each with its own version, so that two people never overwrite each other.

No lock is held while anyone thinks. A form says which version of each statement it was filled in from. If the stored
version has moved on, the two are compared: what this person did not touch stays as the other person left it, and what
both changed comes back as a conflict, with everything else saved.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from assessments.actions.sheet import Sheet, TeamSheet, team_sheet
from assessments.framework.types import Framework
from assessments.models import Answer
from assessments.permissions import Actor, check_can_answer
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import (
    ANSWER_COLUMNS,
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
    """`answers`: all answers of the sheet as they stand after saving."""

    saved: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    answers: Mapping[str, Answered]


def save_answers(facts: AssessmentFacts, typed: Sequence[TypedAnswer], *, by: Actor) -> SaveOutcome:
    """What the team says. See `save_on`. Raises NotAllowed too, and what `check_phase` raises."""
    check_can_answer(facts.standing)
    return save_on(team_sheet(facts), typed, by=by)


def save_on(
    sheet: Sheet, typed: Sequence[TypedAnswer], *, by: Actor, beside: Collection[str] = ()
) -> SaveOutcome:
    """Saves what changed and reports what two people changed. At most four SQL statements, three without conflict.

    `beside`: statements for which something changed that stands beside the answer, and gives it a new version.

    Raises AnswerError, NotFound, or what says that the sheet is no longer open.

    On PostgreSQL, a save that waits for another one's lock has read the answers as they were before the wait. Where
    both wrote the same statement, the history then holds that version already and refuses a second one; where the
    other opened or closed rating, a trigger refuses. It is done again, with the lock first: rare, and cheaper than one
    statement more in every save.
    """
    check_answers(sheet.framework, _as_written(typed))
    try:
        return _save(sheet, typed, by=by, beside=beside)
    except IntegrityError:
        with transaction.atomic():
            sheet.lock()
            return _save(sheet, typed, by=by, beside=beside)


@transaction.atomic
def _save(sheet: Sheet, typed: Sequence[TypedAnswer], *, by: Actor, beside: Collection[str]) -> SaveOutcome:
    stored = sheet.lock_and_read()
    stale = [answer for answer in typed if answer.seen != stored[answer.statement].version]
    seen = _as_seen(sheet, stale)
    changed = [a for a in typed if a.statement in beside or not _says_the_same(a, stored[a.statement])]
    to_write = [answer for answer in changed if answer not in stale]
    conflicts = [
        Conflict(answer, stored[answer.statement])
        for answer in stale
        if answer in changed
        and (answer.statement in beside or not _says_the_same(answer, seen[answer.statement]))
    ]
    write_on(sheet, to_write, stored, by=by)
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
    sheet = TeamSheet(to_pk, framework)
    write_on(sheet, typed, {answer.statement: nothing_said(answer.statement) for answer in typed}, by=by)


def _as_written(typed: Sequence[TypedAnswer]) -> dict[str, Answered]:
    return {a.statement: Answered(a.kind, a.level, bool(a.note or a.link)) for a in typed}


def _as_seen(sheet: Sheet, stale: Sequence[TypedAnswer]) -> dict[str, StoredAnswer]:
    """What each stale statement said when this person's page was made. No query when nothing is stale."""
    if not stale:
        return {}
    seen = {answer.statement: nothing_said(answer.statement) for answer in stale}
    versions = Q(pk__in=[])
    for answer in stale:
        versions |= Q(statement=answer.statement, version=answer.seen)
    changes = sheet.changes._default_manager.filter(versions, **sheet.owned)
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


def write_on(
    sheet: Sheet, typed: Sequence[TypedAnswer], stored: Mapping[str, StoredAnswer], *, by: Actor
) -> None:
    """One upsert for the answers as they stand, and one insert for their history."""
    if not typed:
        return
    now = timezone.now()
    rows = [
        sheet.owned
        | {
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
    sheet.written.add(rows)
    sheet.history.add(rows)
