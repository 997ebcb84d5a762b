"""Which advice fits a result, and what to look at first."""

from dataclasses import dataclass
from fractions import Fraction

from assessments.framework.types import Advice, AdviceBook, Audience, Framework
from assessments.scoring.types import EnablerScore, Result, ScoreState


@dataclass(frozen=True, slots=True)
class ChosenAdvice:
    """What to do about one enabler: the advice for its band, or what to find out where it has no score.

    `below_target` is 0 at target and above, and None without a score. Where there is neither a score nor
    anything to find out, too few of the enabler's statements are relevant.
    """

    enabler: str
    score: Fraction | None
    below_target: Fraction | None
    advice: Advice | None
    find_out: tuple[str, ...]

    @property
    def is_below_target(self) -> bool:
        return self.below_target is not None and self.below_target > 0


def choose_advice(
    result: Result, book: AdviceBook, audience: Audience, framework: Framework
) -> tuple[ChosenAdvice, ...]:
    """Furthest below target first, then what to find out, then what is at target; ties in framework order.

    Enablers wholly not relevant are left out.
    """
    scores = result.score_of
    chosen = [
        _choose(scores[enabler.code], book, audience, framework.rules.target)
        for enabler in framework.enablers
        if scores[enabler.code].state is not ScoreState.NOT_RELEVANT
    ]
    return tuple(sorted(chosen, key=_place))


def first_to_work_on(chosen: tuple[ChosenAdvice, ...], limit: int = 3) -> tuple[ChosenAdvice, ...]:
    """Those furthest below target: `limit` of them, or one fewer where that keeps equals together.

    When the last place is shared with an enabler that finds no room, the equals step back together, if that
    takes only one place away; otherwise framework order decides among them.
    """
    below = tuple(choice for choice in chosen if choice.is_below_target)
    if len(below) <= limit or below[limit - 1].below_target != below[limit].below_target:
        return below[:limit]
    ahead = tuple(choice for choice in below if choice.below_target != below[limit].below_target)[:limit]
    return ahead if len(ahead) == limit - 1 > 0 else below[:limit]


def _choose(score: EnablerScore, book: AdviceBook, audience: Audience, target: int) -> ChosenAdvice:
    if score.score is None or score.band is None:
        return ChosenAdvice(score.enabler, None, None, None, find_out=score.unknown)
    return ChosenAdvice(
        enabler=score.enabler,
        score=score.score,
        below_target=max(target - score.score, Fraction(0)),
        advice=book.by_place[score.enabler, score.band, audience],
        find_out=(),
    )


def _place(choice: ChosenAdvice) -> tuple[int, Fraction]:
    if choice.below_target is None:
        return 1, Fraction(0)
    return (0, -choice.below_target) if choice.is_below_target else (2, Fraction(0))
