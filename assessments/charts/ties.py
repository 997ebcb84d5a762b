"""Who is highest, lowest, least known, with ties: shared places are said as shared.

Highest and lowest are judged by the shown score, because that is what a reader sees twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments.charts.numerals import count_word, joined
from assessments.charts.reading import Reading, score_words
from assessments.scoring.score import shown

_MANY = 3
"""More names than this are counted, not listed."""


@dataclass(frozen=True, slots=True)
class Tie:
    """The readings that share a place, out of how many. False when there is none."""

    readings: tuple[Reading, ...]
    among: int

    def __bool__(self) -> bool:
        return bool(self.readings)

    def __len__(self) -> int:
        return len(self.readings)

    @property
    def is_long(self) -> bool:
        return len(self) > _MANY

    @property
    def subject(self) -> str:
        """The names, or how many when there are too many to say."""
        if not self.is_long:
            return joined([reading.name for reading in self.readings])
        return f"{'all ' if len(self) == self.among else ''}{count_word(len(self))} enablers"

    @property
    def score_words(self) -> str:
        return score_words(self.readings[0].score)


def with_score(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    return tuple(reading for reading in readings if reading.score.score is not None)


def highest(readings: Sequence[Reading]) -> Tie:
    return _at_edge(readings, max)


def lowest(readings: Sequence[Reading]) -> Tie:
    return _at_edge(readings, min)


def widest(readings: Sequence[Reading]) -> Tie:
    """The widest ranges. None when no range has any width."""
    edge = max((_width(reading) for reading in readings), default=Fraction(0))
    return _tie(readings, lambda reading: edge > 0 and _width(reading) == edge)


def least_backed(readings: Sequence[Reading]) -> Tie:
    """The lowest share of high ratings with a note or link. None when everything high is backed."""
    edge = min((_backed_share(reading) for reading in readings), default=Fraction(1))
    return _tie(readings, lambda reading: edge < 1 and _backed_share(reading) == edge)


def _tie(readings: Sequence[Reading], belongs: Callable[[Reading], bool]) -> Tie:
    return Tie(tuple(filter(belongs, readings)), len(readings))


def _at_edge(readings: Sequence[Reading], pick: Callable[[Sequence[Fraction]], Fraction]) -> Tie:
    scores = [reading.score.score for reading in readings if reading.score.score is not None]
    edge = pick(scores) if scores else None
    return _tie(readings, lambda reading: edge is not None and score_words(reading.score) == shown(edge))


def _width(reading: Reading) -> Fraction:
    low, high = reading.score.low, reading.score.high
    return Fraction(0) if low is None or high is None else high - low


def _backed_share(reading: Reading) -> Fraction:
    """Without a high rating there is nothing to back."""
    high_ratings = reading.score.high_ratings
    return Fraction(reading.score.backed, high_ratings) if high_ratings else Fraction(1)
