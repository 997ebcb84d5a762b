"""Two implementations that share nothing agree, on the real question set and on made-up ones."""

from hypothesis import given

from assessments.framework.load import load_framework
from assessments.framework.types import Framework
from assessments.scoring.result import work_out
from assessments.scoring.types import Answers
from tests.core import slow_scorer
from tests.core.strategies import answers_for, law, many, small_cases

REAL = load_framework("v1")


def by_the_fast_one(framework: Framework, answers: Answers) -> dict[str, object]:
    result = work_out(framework, answers)
    return {
        "sums": {
            score.enabler: {
                "rated": score.rated,
                "dont_know": score.dont_know,
                "not_relevant": score.not_relevant,
                "unanswered": score.unanswered,
                "score": score.score,
                "low": score.low,
                "high": score.high,
                "band": score.band,
                "low_band": score.low_band,
                "high_band": score.high_band,
            }
            for score in result.scores
        },
        "backing": {score.enabler: (score.high_ratings, score.backed) for score in result.scores},
        "gate": result.gate,
        "verdict": (result.verdict.code, result.verdict.headline),
        "deciding": list(result.verdict.deciding),
        "left out": list(result.verdict.left_out),
        "thin halves": list(result.verdict.thin_groups),
        "at low": result.firmness.at_low,
        "at high": result.firmness.at_high,
        "fragile": list(result.firmness.fragile),
        "way up": result.way_up and (result.way_up.steps, result.way_up.reaches),
    }


def by_the_slow_one(framework: Framework, answers: Answers) -> dict[str, object]:
    said = slow_scorer.said_in(framework, answers)
    codes = [enabler.code for enabler in framework.enablers]
    return {
        "sums": {code: slow_scorer.sums(framework, said, code) for code in codes},
        "backing": {code: slow_scorer.backing(framework, answers, code) for code in codes},
        "gate": slow_scorer.gate(framework, said),
        "verdict": slow_scorer.verdict(framework, said),
        "deciding": slow_scorer.deciding(framework, said),
        "left out": slow_scorer.left_out(framework, said),
        "thin halves": slow_scorer.thin_halves(framework, said),
        "at low": slow_scorer.with_unknowns_at(framework, said, 0),
        "at high": slow_scorer.with_unknowns_at(framework, said, 4),
        "fragile": slow_scorer.fragile(framework, said),
        "way up": slow_scorer.way_up(framework, said),
    }


@law
@given(answers=answers_for(REAL))
def test_both_scorers_agree_on_the_real_question_set(answers):
    assert by_the_fast_one(REAL, answers) == by_the_slow_one(REAL, answers)


@many
@given(case=small_cases())
def test_both_scorers_agree_on_made_up_question_sets_with_other_rules(case):
    framework, answers = case

    assert by_the_fast_one(framework, answers) == by_the_slow_one(framework, answers)
