"""What people said alone before they agreed on a result: read anew from their views, which no receipt holds."""

from assessments.agreement.blind import blind_of
from assessments.agreement.types import BlindScores
from assessments.charts.rounds import Rounds
from assessments.framework.load import load_framework
from assessments.queries.assessment import StoredResult
from assessments.queries.rounds import raters_of

Alone = tuple[tuple[BlindScores, ...], tuple[BlindScores, ...]]
"""Of a result and of the one beside it: what can be kept, and compared with what was kept."""
NOBODY: Alone = ((), ())


def alone_before(stored: StoredResult, beside: StoredResult | None) -> Alone:
    """One SQL statement where either was rated together, and none where not."""
    pks = [one.pk for one in (stored, beside) if one and one.is_rated_together]
    raters = raters_of(pks) if pks else {}

    def scores(assessment: StoredResult | None) -> tuple[BlindScores, ...]:
        if assessment is None or assessment.pk not in raters:
            return ()
        framework = load_framework(assessment.framework_version)
        return tuple(blind_of(framework, raters[assessment.pk]).values())

    return scores(stored), scores(beside)


def rounds_from(alone: Alone) -> Rounds:
    now, earlier = alone
    return Rounds({one.enabler: one for one in now}, {one.enabler: one for one in earlier})
