"""What every chart, table and sentence starts from: the enablers with their scores, in framework order."""

from dataclasses import dataclass

from assessments.framework.types import Band, Enabler, Framework
from assessments.scoring.score import shown
from assessments.scoring.types import EnablerScore, Result, ScoreState

NOT_ENOUGH_ANSWERS = "Not enough answers"
NOT_RELEVANT_TO_US = "Not relevant to us"
NOT_COMPARABLE = "Not comparable"
BAND_WORDS = {Band.NOT_YET: "not yet in place", Band.PARTLY: "partly in place", Band.IN_PLACE: "in place"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One enabler and its sums."""

    enabler: Enabler
    score: EnablerScore

    @property
    def name(self) -> str:
        return self.enabler.short_name


def readings_of(framework: Framework, result: Result) -> tuple[Reading, ...]:
    scores = result.score_of
    return tuple(Reading(enabler, scores[enabler.code]) for enabler in framework.enablers)


def score_words(score: EnablerScore) -> str:
    """The score as people read it, or why there is none."""
    if score.score is not None:
        return shown(score.score)
    return NOT_RELEVANT_TO_US if score.state is ScoreState.NOT_RELEVANT else NOT_ENOUGH_ANSWERS


def range_words(score: EnablerScore) -> str:
    """ "2.8 to 3.6". A range without width has nothing left to find out."""
    if score.low is None or score.high is None:
        return "None"
    if score.low == score.high:
        return "All known"
    return f"{shown(score.low)} to {shown(score.high)}"


def backed_words(score: EnablerScore, backed_from: int) -> str:
    if not score.high_ratings:
        return f"None at {backed_from} or more"
    return f"{score.backed} of {score.high_ratings}"
