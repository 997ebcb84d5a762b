"""What a comparison says. Rules: `docs/how-it-works.md`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from assessments.framework.types import Band, Group
from assessments.scoring.types import EnablerScore


class Direction(StrEnum):
    """UNCLEAR: the two ranges overlap, so nothing can be said. UNKNOWN: one of the two has no score."""

    UP = "up"
    DOWN = "down"
    NONE = "none"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class EnablerChange:
    """One enabler, before and after. `difference` is None exactly when the direction is UNKNOWN."""

    enabler: str
    before: EnablerScore
    after: EnablerScore
    difference: Fraction | None
    direction: Direction


class RatedAlone(Protocol):
    """One enabler as several people rated it, each alone: all that a comparison asks of `agreement`.

    `low`, `high`: what anyone's range allows. `deviation`: how far apart people were; None with fewer than three.
    """

    @property
    def median(self) -> Fraction | None: ...
    @property
    def low(self) -> Fraction | None: ...
    @property
    def high(self) -> Fraction | None: ...
    @property
    def deviation(self) -> Fraction | None: ...


BothRounds = tuple[RatedAlone, RatedAlone]
"""One enabler's blind scores, before and after, where several people rated both times."""

EarlierScores = Mapping[str, EnablerScore]
"""Last time's scores by enabler code: those that can be compared, and no others."""


class Cause(StrEnum):
    """What made the verdict another one. RULES: nothing in the answers; the rules or their words are new."""

    NONE = "none"
    HARM = "harm"
    KNOWN = "known"
    HALVES = "halves"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class HalfChange:
    """A half whose lowest band made a difference. Enabler codes in framework order.

    `moved`: the enablers whose bands did it. `left_or_joined`: those that did it because they are no longer counted,
    where the half is better, or are counted only now, where it is worse.
    """

    group: Group
    before: Band
    after: Band
    moved: tuple[str, ...]
    left_or_joined: tuple[str, ...]

    @property
    def is_up(self) -> bool:
        return self.after.rank > self.before.rank


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """Why a verdict is another than last time. `halves` are there exactly when the cause is HALVES."""

    cause: Cause
    halves: tuple[HalfChange, ...] = ()
