"""What several people's answers say, each given alone. Rules: `docs/how-it-works.md`.

Counts and sorted numbers only: nothing that leaves this room tells who said what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assessments.scoring.types import Answer, Answers

Raters = Sequence[Answers]
"""The answers of each rater who counts: those who had not finished when rating closed are not among them."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One statement. `counts`: how many people chose each level, 0 first. All counts are of people.

    `median` is of the levels and `deviation` their average distance from their mean, which takes two of them.
    `unanimous`: the answer that all gave, when there are at least two people and all gave the same.
    """

    statement: str
    counts: tuple[int, ...]
    dont_know: int
    not_relevant: int
    unanswered: int
    lowest: int | None
    highest: int | None
    median: Fraction | None
    deviation: Fraction | None
    unanimous: Answer | None

    @property
    def rated(self) -> int:
        return sum(self.counts)

    @property
    def people(self) -> int:
        return self.rated + self.dont_know + self.not_relevant + self.unanswered

    @property
    def levels(self) -> tuple[int, ...]:
        """Every chosen level, lowest first: 1, 3, 3."""
        return tuple(level for level, count in enumerate(self.counts) for _ in range(count))

    @property
    def distance(self) -> int | None:
        """From the lowest level to the highest."""
        return None if self.lowest is None or self.highest is None else self.highest - self.lowest


Spreads = tuple[Spread, ...]


class Closeness(StrEnum):
    """How far apart the ratings of an enabler are, before any number is shown."""

    CLOSE = "close"
    MIXED = "mixed"
    FAR_APART = "far_apart"


@dataclass(frozen=True, slots=True)
class Agreement:
    """The indices of one enabler. All three are None with fewer than three raters: then only differences count.

    `raters`: people who chose a level at least once. `statements`: those that two or more of them rated;
    `left_out`: those that fewer did. `deviation` is AD(J), `r_wg` is r_WG(J); see `agreement.indices`.
    """

    raters: int
    statements: int
    left_out: int
    deviation: Fraction | None
    r_wg: Fraction | None
    closeness: Closeness | None


@dataclass(frozen=True, slots=True)
class BlindScores:
    """One enabler as people scored it, each alone, before they talked.

    `scores`: one for each person whose answers carry a score, sorted, so that a place tells nobody's name.
    `median`: of the scores, and the group's score before agreement. `low` and `high`: the lowest and the
    highest that anyone's range allows, with everything that they do not know at 0 and at 4.
    """

    enabler: str
    people: int
    scores: tuple[Fraction, ...]
    median: Fraction | None
    low: Fraction | None
    high: Fraction | None
    agreement: Agreement

    @property
    def lowest(self) -> Fraction | None:
        return self.scores[0] if self.scores else None

    @property
    def highest(self) -> Fraction | None:
        return self.scores[-1] if self.scores else None

    @property
    def without_score(self) -> int:
        return self.people - len(self.scores)

    @property
    def deviation(self) -> Fraction | None:
        return self.agreement.deviation


Blind = Mapping[str, BlindScores]
"""The blind scores by enabler code."""
