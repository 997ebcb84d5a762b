"""Honest bounds: what is not known is a range, never counted as zero and never dropped."""

from fractions import Fraction

from assessments.framework.types import TOP_LEVEL


def bounds_of(total: int, *, unknown: int, relevant: int) -> tuple[Fraction, Fraction] | tuple[None, None]:
    """The score with every unknown relevant statement at 0, then at 4. Nothing relevant has no bounds."""
    if relevant == 0:
        return None, None
    return Fraction(total, relevant), Fraction(total + TOP_LEVEL * unknown, relevant)
