"""A sheet of answers: the team's own, or the view of one rater. What is saved on one is saved on the other alike.

Team and raters have tables of their own, so that no query for the team's answers can ever return a blind one.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import BigAutoField, F, Model

from assessments.errors import NotFound
from assessments.framework.types import Framework
from assessments.models import Answer, AnswerChange, Assessment, RaterAnswer, RaterAnswerChange, RatingRound
from assessments.models.prepared import Given, Prepared, PreparedInsert
from assessments.permissions import Phase
from assessments.queries.assessment import NO_SUCH_ASSESSMENT, AssessmentFacts, check_phase, phase_of
from assessments.queries.rating import WITH_WHO, StoredAnswer, nothing_said, stored_answer


@dataclass(frozen=True, slots=True)
class Sheet(ABC):
    """`whose`: the column of an answer that says on which sheet it stands. `pk`: what stands there."""

    pk: int
    framework: Framework

    whose: ClassVar[str]
    changes: ClassVar[type[Model]]
    written: ClassVar[PreparedInsert]
    history: ClassVar[PreparedInsert]
    locked: ClassVar[Prepared]
    """The row that whatever closes the sheet changes, locked when it is read, with each of the answers on the sheet:
    once per answer, or once with empty columns when there is none."""

    @property
    def owned(self) -> dict[str, object]:
        return {f"{self.whose}_id": self.pk}

    def lock(self) -> None:
        self.locked.rows(pk=self.pk)

    def lock_and_read(self) -> dict[str, StoredAnswer]:
        """Locks the sheet against what would close it, and reads all its answers, in one statement."""
        found = self.locked.rows(pk=self.pk)
        if not found:  # a trial that was deleted since the page was opened, or a rater who was removed
            raise NotFound(NO_SUCH_ASSESSMENT)
        self._check(found[0])
        stored = {code: nothing_said(code) for code in self.framework.statement_by_code}
        for row in found:
            said = row[-len(WITH_WHO) :]
            if said[0] in stored:
                stored[said[0]] = stored_answer(*said)
        return stored

    @abstractmethod
    def _check(self, row: Sequence[Any]) -> None:
        """Raises what says that nothing is written here any more."""


_WRITTEN = ("statement", "kind", "level", "note", "link", "version", "changed_at", "changed_by")


def _said(path: str) -> dict[str, F]:
    return {f"said_{column}": F(f"{path}__{column}") for column in WITH_WHO}


@dataclass(frozen=True, slots=True)
class TeamSheet(Sheet):
    """`phase`: the one in which it is written on. That is answering, or agreeing after a round."""

    phase: Phase = Phase.ANSWERING

    whose = "assessment"
    changes = AnswerChange
    written = PreparedInsert(Answer, ("assessment", *_WRITTEN), unique=("assessment", "statement"))
    history = PreparedInsert(AnswerChange, ("assessment", *_WRITTEN))
    locked = Prepared(
        lambda: (
            Assessment.objects.select_for_update(of=("self",))
            .filter(pk=Given("pk", BigAutoField()))
            .only("submitted_at")
            .annotate(opened=F("rating_round__opened_at"), closed=F("rating_round__closed_at"))
            .annotate(**_said("answers"))
        )
    )

    def _check(self, row: Sequence[Any]) -> None:
        _, submitted_at, opened_at, closed_at, *_ = row
        check_phase(phase_of(submitted_at, opened_at, closed_at), self.phase)


@dataclass(frozen=True, slots=True)
class RaterSheet(Sheet):
    """The round is locked, and not the rater: closing it is what ends everyone's rating."""

    whose = "rater"
    changes = RaterAnswerChange
    written = PreparedInsert(RaterAnswer, ("rater", *_WRITTEN), unique=("rater", "statement"))
    history = PreparedInsert(RaterAnswerChange, ("rater", *_WRITTEN))
    locked = Prepared(
        lambda: (
            RatingRound.objects.select_for_update(of=("self",))
            .filter(raters=Given("pk", BigAutoField()))
            .only("closed_at")
            .annotate(**_said("raters__rateranswers"))
        )
    )

    def _check(self, row: Sequence[Any]) -> None:
        _, closed_at, *_ = row
        check_phase(Phase.AGREEING if closed_at else Phase.RATING, Phase.RATING)


def team_sheet(facts: AssessmentFacts, phase: Phase = Phase.ANSWERING) -> Sheet:
    return TeamSheet(facts.pk, facts.framework, phase)
