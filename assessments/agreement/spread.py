"""Where people's own answers differ, statement by statement. Differences first: an average would hide them."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from statistics import median

from assessments.agreement.indices import average_deviation
from assessments.agreement.types import Raters, Spread, Spreads
from assessments.framework.types import LEVELS, Framework, Statement
from assessments.scoring.types import DONT_KNOW, UNANSWERED, Answer, Kind, rating


def spreads_of(framework: Framework, raters: Raters) -> Spreads:
    """One for every statement, in framework order."""
    return spreads_in(framework.statements, raters)


def spreads_in(statements: Sequence[Statement], raters: Raters) -> Spreads:
    codes = [statement.code for statement in statements]
    return tuple(spread_of(code, [answers.get(code, UNANSWERED) for answers in raters]) for code in codes)


def spread_of(statement: str, said: Sequence[Answer]) -> Spread:
    levels = sorted(answer.level for answer in said if answer.level is not None)
    kinds = [answer.kind for answer in said]
    return Spread(
        statement=statement,
        counts=tuple(levels.count(level) for level in LEVELS),
        dont_know=kinds.count(Kind.DONT_KNOW),
        not_relevant=kinds.count(Kind.NOT_RELEVANT),
        unanswered=kinds.count(Kind.UNANSWERED),
        lowest=levels[0] if levels else None,
        highest=levels[-1] if levels else None,
        median=median(map(Fraction, levels)) if levels else None,
        deviation=average_deviation(levels),
        unanimous=_unanimous(said),
    )


def widest_first(spreads: Sequence[Spread]) -> Spreads:
    """ "Talk about these first": by lowest to highest, then by deviation, then as they came."""
    return tuple(sorted(spreads, key=_width, reverse=True))  # which leaves equals in their order


def answer_without_agreement(spread: Spread) -> Answer:
    """What "We could not agree" stands for: the median level, halves down. Without a level nobody knows."""
    return DONT_KNOW if spread.median is None else rating(floor(spread.median))


def _width(spread: Spread) -> tuple[Fraction, Fraction]:
    """Less than nothing where there is nothing to compare."""
    none = Fraction(-1)
    return (
        none if spread.distance is None else Fraction(spread.distance),
        none if spread.deviation is None else spread.deviation,
    )


def _unanimous(said: Sequence[Answer]) -> Answer | None:
    """Notes and links do not matter here. What nobody answered, nobody agrees on."""
    answers = {Answer(answer.kind, answer.level) for answer in said}
    if len(said) < 2 or len(answers) > 1 or UNANSWERED in answers:
        return None
    return answers.pop()
