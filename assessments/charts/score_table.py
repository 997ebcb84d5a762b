"""The rows of "Scores by enabler": the chart's full alternative, with the same numbers."""

from dataclasses import dataclass
from fractions import Fraction

from assessments.charts.raters_words import blind_words
from assessments.charts.reading import (
    NOT_COMPARABLE,
    Reading,
    backed_words,
    range_words,
    readings_of,
    score_words,
)
from assessments.charts.rounds import NO_ROUNDS, Rounds
from assessments.comparison.change import change_in_words, change_of
from assessments.comparison.types import BothRounds, EarlierScores
from assessments.framework.types import Framework, Group, Rules
from assessments.scoring.score import shown
from assessments.scoring.types import EnablerScore, Result, ScoreState


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One enabler's row: words for the cells, exact numbers for its dot plot.

    `change_words` are empty when there is no last time. `before` is its score. `blind`: the scores that people
    gave alone, sorted; with `blind_words`, empty where there was no round.
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
    blind: tuple[Fraction, ...] = ()
    blind_words: str = ""

    @property
    def since_words(self) -> str:
        """ "Up 0.6, from 2.4": last time's score stands in the table too, and not only as a mark."""
        return (
            f"{self.change_words}, from {shown(self.before)}"
            if self.before is not None
            else self.change_words
        )


def table_rows(
    framework: Framework,
    result: Result,
    earlier: EarlierScores | None = None,
    *,
    rounds: Rounds = NO_ROUNDS,
) -> tuple[ScoreRow, ...]:
    """`earlier`: None when there was no last time."""
    return tuple(
        _row(reading, earlier, rounds, framework.rules) for reading in readings_of(framework, result)
    )


def _row(reading: Reading, earlier: EarlierScores | None, rounds: Rounds, rules: Rules) -> ScoreRow:
    enabler, score = reading.enabler, reading.score
    alone = rounds.alone(enabler.code)
    before = earlier.get(enabler.code) if earlier else None
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
        change_words=_moved(before, score, rounds.both(enabler.code)) if earlier is not None else "",
        backed_words=backed_words(score, rules.backed_from),
        blind=alone.scores if alone else (),
        blind_words=blind_words(alone) if alone else "",
    )


def _moved(before: EnablerScore | None, now: EnablerScore, both: BothRounds | None) -> str:
    return change_in_words(change_of(before, now, both)) if before else NOT_COMPARABLE
