"""The rows of "Scores by enabler": the chart's full alternative, with the same numbers."""

from dataclasses import dataclass
from fractions import Fraction

from assessments.charts.reading import (
    Reading,
    backed_words,
    comparable,
    range_words,
    readings_of,
    score_words,
)
from assessments.comparison.change import change_in_words, change_of
from assessments.comparison.types import Direction, EnablerChange
from assessments.framework.types import Framework, Group, Rules
from assessments.scoring.types import EnablerScore, Result, ScoreState


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One enabler's row: words for the cells, exact numbers for its dot plot.

    `change` is empty when there is nothing to compare with. `before` is last time's score.
    """

    number: int
    code: str
    slug: str
    short_name: str
    group: Group
    state: ScoreState
    target: int
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    before: Fraction | None
    is_hollow: bool
    score_words: str
    range_words: str
    change_words: str
    backed_words: str

    @property
    def is_at_target(self) -> bool:
        return self.score is not None and self.score >= self.target


def table_rows(framework: Framework, result: Result, previous: Result | None = None) -> tuple[ScoreRow, ...]:
    earlier = comparable(result, previous)
    scores_before = earlier.score_of if earlier else {}
    return tuple(
        _row(reading, scores_before.get(reading.enabler.code), framework.rules)
        for reading in readings_of(framework, result)
    )


def _row(reading: Reading, before: EnablerScore | None, rules: Rules) -> ScoreRow:
    enabler, score = reading.enabler, reading.score
    change = change_of(before, score) if before else None
    return ScoreRow(
        number=enabler.number,
        code=enabler.code,
        slug=enabler.slug,
        short_name=enabler.short_name,
        group=enabler.group,
        state=score.state,
        target=rules.target,
        score=score.score,
        low=score.low,
        high=score.high,
        before=before.score if before else None,
        is_hollow=score.is_mostly_unbacked,
        score_words=score_words(score),
        range_words=range_words(score),
        change_words=_moved(change),
        backed_words=backed_words(score, rules.backed_from),
    )


def _moved(change: EnablerChange | None) -> str:
    """Nothing to say where there was no last time, or either score is not known: the score's own cell says so."""
    return change_in_words(change) if change and change.direction is not Direction.UNKNOWN else ""
