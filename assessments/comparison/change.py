"""Change over time, one assessor each time. Called a change only when the two ranges do not overlap."""

from fractions import Fraction

from assessments.comparison.types import Direction, EarlierScores, EnablerChange
from assessments.framework.types import Enabler, Framework
from assessments.scoring.score import shown
from assessments.scoring.types import EnablerScore, Result

_WORDS = {
    Direction.UP: "Up {}",
    Direction.DOWN: "Down {}",
    Direction.NONE: "No change",
    Direction.UNCLEAR: "No clear change",
    Direction.UNKNOWN: "Not known",
}


def comparable_enablers(before: Framework, after: Framework) -> frozenset[str]:
    """Enablers that hold the same statements in both question sets: all of them when the sets are the same.

    A statement's code keeps its meaning or gets a new number, so equal codes are equal questions.
    """
    earlier = {enabler.code: _codes(enabler) for enabler in before.enablers}
    return frozenset(e.code for e in after.enablers if earlier.get(e.code) == _codes(e))


def comparable_scores(earlier: Result, then: Framework, now: Framework) -> EarlierScores:
    """The earlier scores that may stand beside today's. `then`: the question set that gave them."""
    shared = comparable_enablers(then, now)
    return {code: score for code, score in earlier.score_of.items() if code in shared}


def change_in_words(change: EnablerChange) -> str:
    """To be followed by "since March". The step is between shown scores, so a reader who subtracts agrees."""
    before, after = (Fraction(shown(s.score or Fraction(0))) for s in (change.before, change.after))
    step = abs(after - before)
    return _WORDS[change.direction].format(shown(step) if step else "less than 0.1")


def change_of(before: EnablerScore, after: EnablerScore) -> EnablerChange:
    if before.score is None or after.score is None:
        return EnablerChange(after.enabler, before, after, None, Direction.UNKNOWN)
    difference = after.score - before.score
    return EnablerChange(after.enabler, before, after, difference, _direction(before, after, difference))


def _direction(before: EnablerScore, after: EnablerScore, difference: Fraction) -> Direction:
    if difference == 0 and not before.unknown and not after.unknown:
        return Direction.NONE
    if _ranges_overlap(before, after):
        return Direction.UNCLEAR
    return Direction.UP if difference > 0 else Direction.DOWN


def _ranges_overlap(before: EnablerScore, after: EnablerScore) -> bool:
    """Ranges that touch overlap. With every statement rated, a range is a single point."""
    lows = [score.low for score in (before, after) if score.low is not None]
    highs = [score.high for score in (before, after) if score.high is not None]
    return max(lows) <= min(highs)


def _codes(enabler: Enabler) -> frozenset[str]:
    return frozenset(statement.code for statement in enabler.statements)
