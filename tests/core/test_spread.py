"""Where people's own answers differ, statement by statement."""

from fractions import Fraction

import pytest

from assessments.agreement.spread import answer_without_agreement, spread_of, spreads_of, widest_first
from assessments.scoring.types import DONT_KNOW, NOT_RELEVANT, UNANSWERED, rating
from tests.core.instruments import LETTERS, instrument, levels

FOUR = instrument((2,), (2,))


def spread(letters: str):
    """Of one statement, a letter for each person: a level, "?", "-" or " "."""
    return spread_of("E1.1", [LETTERS[letter] for letter in letters])


def order_of(*letters: str) -> list[str]:
    spreads = [spread_of(each, [LETTERS[letter] for letter in each]) for each in letters]
    return [each.statement for each in widest_first(spreads)]


def test_people_are_counted_by_level():
    found = spread("13310")

    assert found.counts == (1, 2, 0, 2, 0)
    assert (found.rated, found.people) == (5, 5)


def test_what_is_no_level_is_counted_apart():
    found = spread("3?? -")

    assert (found.rated, found.dont_know, found.not_relevant, found.unanswered) == (1, 2, 1, 1)
    assert found.people == 5


def test_the_lowest_and_the_highest_level_and_the_distance_between_them():
    found = spread("?3142")

    assert (found.lowest, found.highest, found.distance) == (1, 4, 3)


@pytest.mark.parametrize(
    ("said", "median"),
    [("2", 2), ("13", 2), ("12", Fraction(3, 2)), ("044", 4), ("0?4-1", 1), ("1234", Fraction(5, 2))],
)
def test_the_median_is_of_the_levels_alone(said, median):
    assert spread(said).median == median


@pytest.mark.parametrize(
    ("said", "deviation"),
    [("33", 0), ("13", 1), ("04", 2), ("112", Fraction(4, 9)), ("0?4-1", Fraction(14, 9))],
)
def test_the_deviation_is_the_average_distance_from_the_mean(said, deviation):
    assert spread(said).deviation == deviation


def test_one_level_has_no_deviation():
    found = spread("3??")

    assert (found.distance, found.deviation) == (0, None)


@pytest.mark.parametrize("said", ["", "??", "--", "  "])
def test_without_a_level_there_is_nothing_to_compare(said):
    found = spread(said)

    assert (found.lowest, found.highest, found.distance, found.median, found.deviation) == (None,) * 5


@pytest.mark.parametrize(
    ("said", "answer"), [("33", rating(3)), ("000", rating(0)), ("??", DONT_KNOW), ("---", NOT_RELEVANT)]
)
def test_people_are_unanimous_when_all_give_the_same_answer(said, answer):
    assert spread(said).unanimous == answer


@pytest.mark.parametrize("said", ["34", "3?", "?-", "3 ", "  ", "3", ""])
def test_they_are_not_when_anyone_differs_or_is_alone(said):
    assert spread(said).unanimous is None


def test_a_note_makes_no_difference_to_what_people_agree_on():
    assert spread_of("E1.1", [rating(3, backed=True), rating(3)]).unanimous == rating(3)


def test_every_level_is_listed_lowest_first_whoever_chose_it():
    assert spread("3?131").levels == (1, 1, 3, 3)


def test_there_is_a_spread_for_every_statement_in_framework_order():
    raters = [levels(FOUR, "12", "34"), levels(FOUR, "1?", "30")]

    found = spreads_of(FOUR, raters)

    assert [(each.statement, each.distance) for each in found] == [
        ("E1.1", 0),
        ("E1.2", 0),
        ("E2.1", 0),
        ("E2.2", 4),
    ]


def test_what_a_person_did_not_answer_is_counted_as_such():
    assert [each.unanswered for each in spreads_of(FOUR, [levels(FOUR, "12", "34"), {}])] == [1, 1, 1, 1]


# -- talk about these first ------------------------------------------------------------------------


def test_the_widest_comes_first():
    assert order_of("333", "034", "123") == ["034", "123", "333"]


def test_of_equally_wide_ones_the_one_that_splits_people_most():
    assert order_of("1333", "1133") == ["1133", "1333"]


def test_of_equal_ones_the_first_in_the_question_set():
    assert order_of("22", "13", "33", "02", "24") == ["13", "02", "24", "22", "33"]


def test_those_that_cannot_be_compared_come_last():
    assert order_of("??", "3?", "33", "12") == ["12", "33", "3?", "??"]


# -- we could not agree ----------------------------------------------------------------------------


@pytest.mark.parametrize(("said", "level"), [("13", 2), ("12", 1), ("0144", 2), ("34", 3), ("4?", 4)])
def test_without_agreement_the_median_stands_halves_down(said, level):
    assert answer_without_agreement(spread(said)) == rating(level)


def test_without_agreement_and_without_a_level_nobody_knows():
    assert answer_without_agreement(spread("?-")) == DONT_KNOW


def test_nobody_answering_is_no_agreement():
    assert spread_of("E1.1", [UNANSWERED, UNANSWERED]).unanimous is None
