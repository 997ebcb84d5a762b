"""What a comparison says. Rules: `docs/how-it-works.md`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

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


EarlierScores = Mapping[str, EnablerScore]
"""Last time's scores by enabler code: those that can be compared, and no others."""
