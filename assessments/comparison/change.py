"""Change over time. Called a change only when the two ranges do not overlap.

Where several people rated both times, the ranges are theirs, and medians further apart than people were count too.
"""

from fractions import Fraction

from assessments.comparison.types import BothRounds, Direction, EarlierScores, EnablerChange, RatedAlone
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


def change_of(before: EnablerScore, after: EnablerScore, rounds: BothRounds | None = None) -> EnablerChange:
    """`rounds`: None unless several people rated both times."""
    if before.score is None or after.score is None:
        return EnablerChange(after.enabler, before, after, None, Direction.UNKNOWN)
    difference = after.score - before.score
    direction = _direction(before, after, difference, rounds)
    return EnablerChange(after.enabler, before, after, difference, direction)


def _direction(
    before: EnablerScore, after: EnablerScore, difference: Fraction, rounds: BothRounds | None
) -> Direction:
    if difference == 0 and not before.unknown and not after.unknown:
        return Direction.NONE
    is_clear = _is_clear(*rounds, difference) if rounds else _are_apart(before, after)
    if not is_clear:
        return Direction.UNCLEAR
    return Direction.UP if difference > 0 else Direction.DOWN


def _is_clear(before: RatedAlone, after: RatedAlone, difference: Fraction) -> bool:
    """Never against the agreed scores: what people said alone must have moved the way these did."""
    if before.median is None or after.median is None:
        return False
    moved = after.median - before.median
    return moved * difference > 0 and (_are_apart(before, after) or _is_beyond_doubt(moved, before, after))


def _is_beyond_doubt(moved: Fraction, before: RatedAlone, after: RatedAlone) -> bool:
    if before.deviation is None or after.deviation is None:
        return False
    return abs(moved) > max(before.deviation, after.deviation)


def _are_apart(before: EnablerScore | RatedAlone, after: EnablerScore | RatedAlone) -> bool:
    """Ranges that touch are not. Where there is a score there is a range; with all rated, a single point."""
    lows = [each.low for each in (before, after) if each.low is not None]
    highs = [each.high for each in (before, after) if each.high is not None]
    return max(lows) > min(highs)


def _codes(enabler: Enabler) -> frozenset[str]:
    return frozenset(statement.code for statement in enabler.statements)
