"""A sheet of answers: the team's own, or the view of one rater. What is saved on one is saved on the other alike.

Team and raters have tables of their own, so that no query for the team's answers can ever return a blind one.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import F, Model, QuerySet

from assessments.errors import NotFound
from assessments.framework.types import Framework
from assessments.models import Answer, AnswerChange, Assessment, Rater, RaterAnswer, RaterAnswerChange
from assessments.permissions import Phase
from assessments.queries.assessment import NO_SUCH_ASSESSMENT, AssessmentFacts, check_phase, phase_of
from assessments.queries.rating import WITH_WHO, StoredAnswer, nothing_said, stored_answer


@dataclass(frozen=True, slots=True)
class Sheet(ABC):
    """`whose`: the column of an answer that says on which sheet it stands. `pk`: what stands there."""

    pk: int
    framework: Framework

    whose: ClassVar[str]
    answers: ClassVar[type[Model]]
    changes: ClassVar[type[Model]]

    @property
    def owned(self) -> dict[str, object]:
        return {f"{self.whose}_id": self.pk}

    def lock(self) -> None:
        self._locked().first()

    def lock_and_read(self) -> dict[str, StoredAnswer]:
        """Locks the sheet against what would close it, and reads all its answers, in one statement.

        Its row comes back once per answer (or once, with empty columns, when there is none).
        """
        related = f"{self.answers.__name__.lower()}s"
        said = {f"said_{column}": F(f"{related}__{column}") for column in WITH_WHO}
        found = list(self._locked().annotate(**said))
        if not found:  # a trial that was deleted since the page was opened, or a rater who was removed
            raise NotFound(NO_SUCH_ASSESSMENT)
        self._check(found[0])
        stored = {code: nothing_said(code) for code in self.framework.statement_by_code}
        for row in found:
            columns = [row.__dict__[name] for name in said]
            if columns[0] in stored:
                stored[columns[0]] = stored_answer(*columns)
        return stored

    @abstractmethod
    def _locked(self) -> QuerySet[Any]:
        """The one row that whatever closes this sheet changes, to be locked when it is read."""

    @abstractmethod
    def _check(self, row: Any) -> None:
        """Raises what says that nothing is written here any more."""


@dataclass(frozen=True, slots=True)
class TeamSheet(Sheet):
    """`phase`: the one in which it is written on. That is answering, or agreeing after a round."""

    phase: Phase = Phase.ANSWERING

    whose = "assessment"
    answers = Answer
    changes = AnswerChange

    def _locked(self) -> QuerySet[Any]:
        rows = Assessment.objects.select_for_update(of=("self",)).filter(pk=self.pk).only("submitted_at")
        return rows.annotate(opened=F("rating_round__opened_at"), closed=F("rating_round__closed_at"))

    def _check(self, row: Any) -> None:
        check_phase(phase_of(row.submitted_at, row.opened, row.closed), self.phase)


@dataclass(frozen=True, slots=True)
class RaterSheet(Sheet):
    """The round is locked, and not the rater: closing it is what ends everyone's rating."""

    whose = "rater"
    answers = RaterAnswer
    changes = RaterAnswerChange

    def _locked(self) -> QuerySet[Any]:
        rows = Rater.objects.select_for_update(of=("rating_round",)).select_related("rating_round")
        return rows.filter(pk=self.pk)

    def _check(self, row: Any) -> None:
        check_phase(Phase.AGREEING if row.rating_round.closed_at else Phase.RATING, Phase.RATING)


def team_sheet(facts: AssessmentFacts, phase: Phase = Phase.ANSWERING) -> Sheet:
    return TeamSheet(facts.pk, facts.framework, phase)
