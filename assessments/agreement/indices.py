"""How well ratings agree: r_WG(J) and AD(J), with exact fractions.

r_WG(J): James, Demaree and Wolf 1984, against a uniform null. AD(J): Burke, Finkelstein and Dusig 1999, about the
mean, with the practical limit of A/6 from Burke and Dunlap 2002.
"""

from collections.abc import Sequence
from fractions import Fraction

from assessments.agreement.types import Agreement, Closeness, Spread
from assessments.framework.types import LEVELS

MINIMUM_RATERS = 3
"""Two people differ or they do not; an index of two would dress that up."""

NULL_VARIANCE = Fraction(len(LEVELS) ** 2 - 1, 12)
"""The variance of answers by chance, with every level as likely as any other."""

CLOSE_TO = Fraction(2, 5)
MIXED_TO = Fraction(len(LEVELS), 6)


def average_deviation(levels: Sequence[int]) -> Fraction | None:
    """The mean distance from the mean. One level cannot deviate."""
    if len(levels) < 2:
        return None
    mean = Fraction(sum(levels), len(levels))
    return sum((abs(level - mean) for level in levels), Fraction(0)) / len(levels)


def agreement_of(spreads: Sequence[Spread], *, raters: int) -> Agreement:
    """Of one enabler's statements. `raters`: how many people chose a level for at least one of them."""
    kept = [spread for spread in spreads if spread.rated >= 2]
    deviation = r_wg = closeness = None
    if kept and raters >= MINIMUM_RATERS:
        deviation = _mean([spread.deviation or Fraction(0) for spread in kept])
        r_wg = within_group_agreement([spread.levels for spread in kept])
        closeness = closeness_of(deviation)
    return Agreement(raters, len(kept), len(spreads) - len(kept), deviation, r_wg, closeness)


def within_group_agreement(statements: Sequence[Sequence[int]]) -> Fraction:
    """r_WG(J) of at least one statement, each with at least two levels. Wider than chance counts as chance: 0."""
    count = len(statements)
    beside_chance = _mean([_sample_variance(levels) for levels in statements]) / NULL_VARIANCE
    agreed = count * max(1 - beside_chance, Fraction(0))
    return agreed / (agreed + beside_chance)


def closeness_of(deviation: Fraction) -> Closeness:
    if deviation <= CLOSE_TO:
        return Closeness.CLOSE
    return Closeness.MIXED if deviation <= MIXED_TO else Closeness.FAR_APART


def _sample_variance(levels: Sequence[int]) -> Fraction:
    mean = Fraction(sum(levels), len(levels))
    squares = [(level - mean) * (level - mean) for level in levels]
    return sum(squares, Fraction(0)) / (len(levels) - 1)


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)
