"""What several people said, in words."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.agreement.blind import blind_of
from assessments.agreement.spread import spread_of
from assessments.charts.numerals import hundredths
from assessments.charts.raters_words import blind_words, closeness_words, index_words, spread_words
from assessments.framework.types import LEVELS
from tests.core.instruments import LETTERS, instrument, levels

FIVE = instrument((1,), (5,))


def words(letters: str) -> str:
    return spread_words(spread_of("E1.1", [LETTERS[letter] for letter in letters]))


def blind(*people: str):
    return blind_of(FIVE, [levels(FIVE, "3", letters) for letters in people])["E2"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("13331", "Five people rated this: two said 1 and three said 3."),
        ("4013", "Four people rated this: one said 0, one said 1, one said 3 and one said 4."),
        ("33", "Both people who rated this said 3."),
        ("2222", "All four people who rated this said 2."),
        ("0", "One person rated this and said 0."),
        ("13?", "Two people rated this: one said 1 and one said 3. One does not know."),
        ("3??", "One person rated this and said 3. Two do not know."),
        ("33-", "Both people who rated this said 3. One says it is not relevant."),
        ("33--", "Both people who rated this said 3. Two say it is not relevant."),
        ("33 ", "Both people who rated this said 3. One has not answered."),
        (
            "?-  ",
            "Nobody chose a level. One does not know. One says it is not relevant. Two have not answered.",
        ),
        ("", "Nobody chose a level."),
        ("3" * 12 + "4", "13 people rated this: 12 said 3 and one said 4."),
    ],
)
def test_who_said_what_is_told_by_numbers_of_people(said, sentence):
    assert words(said) == sentence


@given(
    st.lists(st.sampled_from("01234?- "), max_size=9).flatmap(
        lambda said: st.tuples(st.just(said), st.permutations(said))
    )
)
def test_the_sentence_is_the_same_whoever_answered_first(case):
    one, other = case

    assert words("".join(one)) == words("".join(other))


@pytest.mark.parametrize(
    ("people", "found"),
    [
        (("11111", "22222", "33332"), "1.0 to 2.8"),
        (("22222", "22222"), "All 2.0"),
        (("22222", "2222?", "?????"), "All 2.0 (1 without a score)"),
        (("11111", "22222", "?????", "-----"), "1.0 to 2.0 (2 without a score)"),
        (("22222", "?????"), "2.0 (1 without a score)"),
        (("?????", "?????"), "Nobody has a score"),
        ((), "Nobody has a score"),
    ],
)
def test_the_blind_scores_are_said_from_lowest_to_highest(people, found):
    assert blind_words(blind(*people)) == found


def test_scores_that_are_shown_alike_stand_as_one():
    framework = instrument((1,), (6,))
    raters = [levels(framework, "3", said) for said in ("33332-", "333323")]

    assert blind_words(blind_of(framework, raters)["E2"]) == "All 2.8"


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        (("33333", "33333", "33332"), "Your ratings are close."),
        (("34213", "33112", "24402"), "Your ratings are mixed."),
        (("00400", "04044", "40404"), "Your ratings are far apart."),
        (("00000", "44444"), ""),
    ],
)
def test_agreement_is_said_in_words_first(people, sentence):
    assert closeness_words(blind(*people).agreement) == sentence


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        (
            ("34213", "33112", "24402"),
            "Average deviation, AD(J): 0.58. Agreement within the group, r_WG(J): 0.90."
            " From three raters and five statements.",
        ),
        (
            ("3?213", "3?112", "24402"),
            "Average deviation, AD(J): 0.61. Agreement within the group, r_WG(J): 0.85."
            " From three raters and four statements."
            " One statement was rated by fewer than two people and left out.",
        ),
        (
            ("3??13", "3??12", "24402"),
            "Average deviation, AD(J): 0.44. Agreement within the group, r_WG(J): 0.94."
            " From three raters and three statements."
            " Two statements were rated by fewer than two people and left out.",
        ),
        (("33333", "44444"), "Indices of agreement take three people who rated."),
        (
            ("3????", "?3???", "??3??"),
            "No statement was rated by two people, so there is nothing to compare.",
        ),
    ],
)
def test_the_numbers_behind_the_words(people, sentence):
    assert index_words(blind(*people).agreement) == sentence


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (Fraction(0), "0.00"),
        (Fraction(1), "1.00"),
        (Fraction(5, 6), "0.83"),
        (Fraction(1, 8), "0.13"),
        (Fraction(999, 1000), "0.99"),
        (Fraction(16, 9), "1.78"),
        (Fraction(2), "2.00"),
    ],
)
def test_two_decimals_half_up_but_never_up_to_a_whole_number(value, found):
    assert hundredths(value) == found


@given(st.fractions(0, 2, max_denominator=500))
def test_a_number_with_two_decimals_is_never_a_hundredth_away(value):
    assert abs(Fraction(hundredths(value)) - value) < Fraction(1, 100)


def test_every_level_can_be_said():
    assert all(f"said {level}." in words(str(level)) for level in LEVELS)
