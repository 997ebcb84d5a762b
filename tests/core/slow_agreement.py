"""Several raters a second time, written from the rules and not from the code: lists, loops and other formulas.

The variance comes from the differences of all pairs, and r_WG(J) from the Spearman-Brown formula on r_WG, which is
how James, Demaree and Wolf arrived at it. It shares with the first only the framework and the answers.
"""

from fractions import Fraction
from itertools import combinations

from assessments.framework.types import Framework
from assessments.scoring.types import Answers
from tests.core import slow_scorer

OPTIONS = 5


def levels_of(framework: Framework, raters: list[Answers], statement: str) -> list[int]:
    said = [slow_scorer.said_in(framework, answers)[statement] for answers in raters]
    return [answer for answer in said if isinstance(answer, int)]


def variance(levels: list[int]) -> Fraction:
    pairs = list(combinations(levels, 2))
    return Fraction(sum((a - b) ** 2 for a, b in pairs), len(levels) * (len(levels) - 1))


def deviation(levels: list[int]) -> Fraction:
    mean = Fraction(sum(levels), len(levels))
    above = sum(level - mean for level in levels if level > mean)
    return Fraction(2 * above, len(levels))  # what lies above the mean weighs as much as what lies below


def middle(numbers: list[Fraction]) -> Fraction | None:
    """Take the lowest and the highest away until one or two are left."""
    left = sorted(numbers)
    while len(left) > 2:
        left = left[1:-1]
    return sum(left, Fraction(0)) / len(left) if left else None


def talk_about_first(framework: Framework, raters: list[Answers]) -> list[str]:
    """By picking the widest that is left, again and again; of equals the first in the framework."""
    left = [statement.code for statement in framework.statements]
    picked: list[str] = []
    while left:
        best = left[0]
        for code in left[1:]:
            if _how_wide(framework, raters, code) > _how_wide(framework, raters, best):
                best = code
        left.remove(best)
        picked.append(best)
    return picked


def _how_wide(framework: Framework, raters: list[Answers], code: str) -> tuple[int, Fraction]:
    levels = levels_of(framework, raters, code)
    return (
        max(levels) - min(levels) if levels else -1,
        deviation(levels) if len(levels) > 1 else Fraction(-1),
    )


def indices(framework: Framework, raters: list[Answers], enabler: str) -> dict[str, object]:
    codes = slow_scorer.codes_in(framework, enabler)
    compared = [levels for code in codes if len(levels := levels_of(framework, raters, code)) > 1]
    rating = [answers for answers in raters if any(levels_of(framework, [answers], code) for code in codes)]
    found: dict[str, object] = {
        "raters": len(rating),
        "statements": len(compared),
        "left out": len(codes) - len(compared),
        "deviation": None,
        "r_wg": None,
        "closeness": None,
    }
    if len(rating) >= 3 and compared:
        found["deviation"] = average = sum(map(deviation, compared)) / len(compared)
        found["r_wg"] = stepped_up(1 - sum(map(variance, compared)) / len(compared) / 2, len(compared))
        found["closeness"] = "far_apart" if average * 6 > OPTIONS else "mixed" if average > 0.4 else "close"
    return found


def stepped_up(single: Fraction, statements: int) -> Fraction:
    return statements * single / (1 + (statements - 1) * single) if single > 0 else Fraction(0)


def blind(framework: Framework, raters: list[Answers], enabler: str) -> dict[str, object]:
    own = [
        slow_scorer.sums(framework, slow_scorer.said_in(framework, answers), enabler) for answers in raters
    ]
    scores = [each["score"] for each in own if each["score"] is not None]
    edges = [each[edge] for each in own for edge in ("low", "high") if each[edge] is not None]
    return {
        "people": len(raters),
        "scores": sorted(scores),
        "median": middle(scores),
        "low": min(edges) if edges else None,
        "high": max(edges) if edges else None,
    }
