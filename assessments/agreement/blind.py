"""Each person's own scores, side by side: what the chart keeps when the talking is done."""

from collections.abc import Sequence
from fractions import Fraction
from statistics import median

from assessments.agreement.indices import agreement_of
from assessments.agreement.spread import spreads_in
from assessments.agreement.types import Blind, BlindScores, Raters
from assessments.framework.types import Enabler, Framework, Rules
from assessments.scoring.score import score_enabler


def blind_of(framework: Framework, raters: Raters) -> Blind:
    """One for every enabler, in framework order."""
    return {enabler.code: _scores(enabler, raters, framework.rules) for enabler in framework.enablers}


def _scores(enabler: Enabler, raters: Raters, rules: Rules) -> BlindScores:
    own = [score_enabler(enabler, answers, rules) for answers in raters]
    scores = sorted(score.score for score in own if score.score is not None)
    return BlindScores(
        enabler=enabler.code,
        people=len(raters),
        scores=tuple(scores),
        median=_median(scores),
        low=min((score.low for score in own if score.low is not None), default=None),
        high=max((score.high for score in own if score.high is not None), default=None),
        agreement=agreement_of(
            spreads_in(enabler.statements, raters), raters=sum(score.rated > 0 for score in own)
        ),
    )


def _median(scores: Sequence[Fraction]) -> Fraction | None:
    return median(scores) if scores else None
