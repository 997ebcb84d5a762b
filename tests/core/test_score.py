"""One enabler's sums."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessments.framework.check import MOST_STATEMENTS
from assessments.framework.types import TOP_LEVEL, Band
from assessments.scoring.bounds import bounds_of
from assessments.scoring.result import work_out
from assessments.scoring.score import band_of, score_all, score_enabler, shown
from assessments.scoring.types import EnablerScore, ScoreState, rating
from tests.core.instruments import RULES, instrument, levels


def score(letters: str) -> EnablerScore:
    framework = instrument((1,), (len(letters),))
    answers = levels(framework, "3", letters)
    return score_enabler(framework.enabler_by_code["E2"], answers, framework.rules)


def test_the_score_is_the_mean_of_the_ratings():
    assert score("32330").score == Fraction(11, 5)


@pytest.mark.parametrize(
    ("letters", "is_at_target"), [("33333", True), ("33332", False), ("44???", False), ("-----", False)]
)
def test_at_target_goes_by_the_exact_score_and_needs_one(letters, is_at_target):
    assert score(letters).is_at_target(3) is is_at_target


def test_a_result_counts_its_enablers_at_target():
    framework = instrument((5,), (5, 5))

    result = work_out(framework, levels(framework, "33333", "33332", "44444"))

    assert [result.at_target(target) for target in (2, 3, 4)] == [3, 2, 1]


def test_dont_know_is_left_out_of_the_average_but_not_of_the_range():
    enabler = score("4400?")

    assert (enabler.score, enabler.low, enabler.high) == (2, Fraction(8, 5), Fraction(12, 5))


def test_not_relevant_leaves_the_average_and_the_range():
    enabler = score("330--")

    assert (enabler.score, enabler.low, enabler.high) == (2, 2, 2)


def test_a_missing_answer_counts_like_dont_know():
    missing, unknown = score("44 0 "), score("44?0?")

    assert replace(missing, unanswered=0, dont_know=2) == unknown


def test_every_statement_is_counted_once():
    enabler = score("4310??- ")

    counts = (enabler.statements, enabler.rated, enabler.dont_know, enabler.not_relevant, enabler.unanswered)
    assert counts == (8, 4, 2, 1, 1)
    assert (enabler.total, enabler.relevant, enabler.answered) == (8, 7, 7)


def test_the_unknown_statements_are_named_in_framework_order():
    assert score("4?3- 3").unknown == ("E2.2", "E2.5")


@pytest.mark.parametrize(
    ("letters", "state"),
    [
        ("333??", ScoreState.SCORED),  # 60% exactly
        ("33???", ScoreState.NOT_ENOUGH),  # 40%
        ("33?--", ScoreState.SCORED),  # 2 of the 3 relevant
        ("3----", ScoreState.NOT_ENOUGH),  # all that is relevant, but only one rating
        ("33---", ScoreState.SCORED),
        ("3?---", ScoreState.NOT_ENOUGH),
        ("?????", ScoreState.NOT_ENOUGH),
        ("     ", ScoreState.NOT_ENOUGH),
        ("-----", ScoreState.NOT_RELEVANT),
        ("33333????", ScoreState.NOT_ENOUGH),  # 5 of 9 is under 60%
        ("333333????", ScoreState.SCORED),  # 6 of 10 is 60%
    ],
)
def test_a_score_needs_sixty_per_cent_and_two_ratings(letters, state):
    enabler = score(letters)

    assert enabler.state is state
    assert (enabler.score is not None) is (enabler.band is not None) is (state is ScoreState.SCORED)


def test_all_not_relevant_gives_no_score_and_no_range_not_zero():
    enabler = score("---")

    assert (enabler.score, enabler.low, enabler.high, enabler.low_band) == (None, None, None, None)


def test_all_unknown_gives_no_score_and_the_whole_range():
    enabler = score("?? ")

    assert (enabler.score, enabler.low, enabler.high) == (None, 0, 4)
    assert (enabler.low_band, enabler.high_band) == (Band.NOT_YET, Band.IN_PLACE)


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (Fraction(0), Band.NOT_YET),
        (Fraction(199, 100), Band.NOT_YET),
        (Fraction(2), Band.PARTLY),
        (Fraction(299, 100), Band.PARTLY),
        (Fraction(3), Band.IN_PLACE),
        (Fraction(4), Band.IN_PLACE),
    ],
)
def test_the_exact_value_decides_the_band(value, band):
    assert band_of(value, RULES) is band


def test_band_edges_come_from_the_framework():
    rules = replace(RULES, partly_from=1, in_place_from=2)

    assert [band_of(Fraction(level), rules) for level in range(3)] == list(Band)


def test_only_ratings_from_three_up_are_asked_for_something_to_show():
    framework = instrument((5,), (1,))
    backed = {
        "E1.1": rating(4, backed=True),
        "E1.2": rating(3),
        "E1.3": rating(3),
        "E1.4": rating(2, backed=True),
    }

    enabler = score_enabler(framework.enablers[0], backed, framework.rules)

    assert (enabler.high_ratings, enabler.backed) == (3, 1)
    assert enabler.is_mostly_unbacked


@pytest.mark.parametrize(
    ("high", "backed", "is_hollow"), [(0, 0, False), (2, 1, False), (3, 1, True), (1, 0, True)]
)
def test_a_point_is_hollow_when_fewer_than_half_of_its_high_ratings_are_backed(high, backed, is_hollow):
    enabler = replace(score("33333"), high_ratings=high, backed=backed)

    assert enabler.is_mostly_unbacked is is_hollow


def test_scores_come_in_framework_order():
    framework = instrument((2, 2), (2,))

    scores = score_all(framework, levels(framework, "11", "22", "33"))

    assert [(s.enabler, s.score) for s in scores] == [("E1", 1), ("E2", 2), ("E3", 3)]


def test_nothing_relevant_has_no_bounds():
    assert bounds_of(0, unknown=0, relevant=0) == (None, None)


# -- the shown score -------------------------------------------------------------------------------

POSSIBLE = sorted(
    {
        Fraction(total, count)
        for count in range(1, MOST_STATEMENTS + 1)
        for total in range(TOP_LEVEL * count + 1)
    }
)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Fraction(0), "0.0"),
        (Fraction(4), "4.0"),
        (Fraction(8, 3), "2.7"),
        (Fraction(7, 3), "2.3"),
        (Fraction(9, 4), "2.3"),  # half up, where Python's own rounding gives 2.2
        (Fraction(13, 4), "3.3"),
        (Fraction(1, 4), "0.3"),
        (Fraction(11, 5), "2.2"),
        (Fraction(17, 6), "2.8"),
    ],
)
def test_a_score_is_shown_with_one_decimal_half_up(value, words):
    assert shown(value) == words


@pytest.mark.parametrize("edge", range(1, TOP_LEVEL + 1))
def test_no_score_of_an_enabler_looks_as_if_it_had_reached_a_level_it_has_not(edge):
    wrong = [score for score in POSSIBLE if (Fraction(shown(score)) >= edge) is not (score >= edge)]

    assert wrong == []


def test_for_every_possible_score_of_an_enabler_shown_is_plain_half_up():
    wrong = [score for score in POSSIBLE if Fraction(shown(score)) != Fraction((20 * score + 1) // 2, 10)]

    assert wrong == []


@pytest.mark.parametrize(
    ("value", "words"), [(Fraction(59, 20), "2.9"), (Fraction(299, 100), "2.9"), (Fraction(39, 20), "1.9")]
)
def test_a_median_just_below_a_level_is_not_rounded_up_to_it(value, words):
    assert shown(value) == words
