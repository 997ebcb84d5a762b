"""One enabler's sums. Counts and sums are integers, scores are fractions until they are shown."""

from fractions import Fraction

from assessments.framework.types import Band, Enabler, Framework, Rules
from assessments.scoring.bounds import bounds_of
from assessments.scoring.types import UNANSWERED, Answers, EnablerScore, Kind, Scores, ScoreState

_UNKNOWN = (Kind.DONT_KNOW, Kind.UNANSWERED)


def score_all(framework: Framework, answers: Answers) -> Scores:
    return tuple(score_enabler(enabler, answers, framework.rules) for enabler in framework.enablers)


def score_enabler(enabler: Enabler, answers: Answers, rules: Rules) -> EnablerScore:
    said = [(statement.code, answers.get(statement.code, UNANSWERED)) for statement in enabler.statements]
    kinds = [answer.kind for _, answer in said]
    ratings = [(answer.level, answer.backed) for _, answer in said if answer.level is not None]
    high_ratings = [is_backed for level, is_backed in ratings if level >= rules.backed_from]
    unknown = tuple(code for code, answer in said if answer.kind in _UNKNOWN)
    relevant = len(ratings) + len(unknown)
    total = sum(level for level, _ in ratings)
    state = _state_of(len(ratings), relevant, rules)
    score = Fraction(total, len(ratings)) if state is ScoreState.SCORED else None
    low, high = bounds_of(total, unknown=len(unknown), relevant=relevant)
    return EnablerScore(
        enabler=enabler.code,
        statements=len(said),
        rated=len(ratings),
        dont_know=kinds.count(Kind.DONT_KNOW),
        not_relevant=kinds.count(Kind.NOT_RELEVANT),
        unanswered=kinds.count(Kind.UNANSWERED),
        total=total,
        high_ratings=len(high_ratings),
        backed=sum(high_ratings),
        state=state,
        score=score,
        low=low,
        high=high,
        band=_band_or_none(score, rules),
        low_band=_band_or_none(low, rules),
        high_band=_band_or_none(high, rules),
        unknown=unknown,
    )


def is_enough(rated: int, relevant: int, rules: Rules) -> bool:
    """Whether so many ratings of so many relevant statements carry a score."""
    return rated >= rules.minimum_rated and rated >= rules.coverage_floor * relevant


def band_of(score: Fraction, rules: Rules) -> Band:
    """From the exact score, never from the shown one."""
    if score >= rules.in_place_from:
        return Band.IN_PLACE
    return Band.PARTLY if score >= rules.partly_from else Band.NOT_YET


def shown(score: Fraction) -> str:
    """One decimal, half up, as in "2.7"; but never up to a whole number that the score has not reached.

    Targets and band edges are whole numbers, so no score below target is ever shown as at target. The second
    half of the rule bites only from a denominator of 20 on: never for an enabler, possibly for a median.
    """
    over, under = score.numerator, score.denominator  # whole numbers: a page shows some two hundred scores
    tenths = min((20 * over + under) // (2 * under), over // under * 10 + 9)
    return f"{tenths // 10}.{tenths % 10}"


def _state_of(rated: int, relevant: int, rules: Rules) -> ScoreState:
    if relevant == 0:
        return ScoreState.NOT_RELEVANT
    return ScoreState.SCORED if is_enough(rated, relevant, rules) else ScoreState.NOT_ENOUGH


def _band_or_none(score: Fraction | None, rules: Rules) -> Band | None:
    return None if score is None else band_of(score, rules)
