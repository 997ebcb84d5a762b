"""What moved since last time. Called a change only when the two ranges do not overlap."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assessments.scoring.score import shown
from assessments.scoring.types import EnablerScore


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    UNCLEAR = "unclear"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Change:
    """`words` speak of the shown scores, so that a reader who subtracts gets the same."""

    direction: Direction
    words: str


def change_between(now: EnablerScore, before: EnablerScore) -> Change | None:
    """None when either has no score."""
    if now.score is None or before.score is None:
        return None
    direction = _direction(now, before)
    return Change(direction, _words(direction, now.score, before.score))


def _direction(now: EnablerScore, before: EnablerScore) -> Direction:
    if now.score == before.score:
        return Direction.SAME
    if _clears(now, before):
        return Direction.UP
    if _clears(before, now):
        return Direction.DOWN
    return Direction.UNCLEAR


def _clears(higher: EnablerScore, lower: EnablerScore) -> bool:
    return higher.low is not None and lower.high is not None and higher.low > lower.high


def _words(direction: Direction, now: Fraction, before: Fraction) -> str:
    if direction in _WITHOUT_STEP:
        return _WITHOUT_STEP[direction]
    step = abs(Fraction(shown(now)) - Fraction(shown(before)))
    return f"{direction.capitalize()} {shown(step) if step else 'less than 0.1'}"


_WITHOUT_STEP = {Direction.SAME: "No change", Direction.UNCLEAR: "No clear change"}
