"""How well people agree: each person's own scores side by side, and the indices of an enabler."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.agreement.blind import blind_of
from assessments.agreement.indices import (
    CLOSE_TO,
    MIXED_TO,
    NULL_VARIANCE,
    agreement_of,
    average_deviation,
    closeness_of,
    within_group_agreement,
)
from assessments.agreement.spread import spread_of, spreads_of, widest_first
from assessments.agreement.types import Agreement, BlindScores, Closeness
from assessments.framework.load import load_framework
from assessments.scoring.score import shown
from assessments.scoring.types import rating
from tests.core import slow_agreement
from tests.core.instruments import LETTERS, instrument, levels, with_answer
from tests.core.strategies import answers_for, law, small_instruments

REAL = load_framework("v1")
FIVE = instrument((1,), (5,))


def agreement(*people: str) -> Agreement:
    """Of E2, a letter for each of its five statements, one text for each person."""
    return blind(*people).agreement


def blind(*people: str) -> BlindScores:
    return blind_of(FIVE, [levels(FIVE, "3", letters) for letters in people])["E2"]


# -- what others published -------------------------------------------------------------------------


def test_the_variance_by_chance_of_five_options_is_two():
    """(A^2 - 1) / 12 with A = 5, in James, Demaree and Wolf 1984; so in the manual of R's `multilevel`, `rwg.j`."""
    assert NULL_VARIANCE == 2


def test_the_practical_limit_of_the_average_deviation_is_a_sixth_of_the_options():
    """c/6, and 0.8 for five options, in the abstract of Burke and Dunlap 2002, doi 10.1177/1094428102005002002."""
    assert 6 * MIXED_TO == 5
    assert shown(MIXED_TO) == "0.8"


def test_people_at_both_ends_deviate_by_two_which_is_the_most_that_five_options_allow():
    """The range 0 to +2 of the mean absolute deviation on a 5-point scale: ASTM MNL63, appendix E (2009)."""
    assert average_deviation([0, 0, 4, 4]) == 2


@pytest.mark.parametrize(
    ("items", "r_wg", "deviation"),
    [
        pytest.param("5454545454 4545454545 5555544444 5445554545", "0.961672", "0.495000", id="all 4 or 5"),
        pytest.param(
            "3243342342 4333223424 3342242433 2232433344 4442223333 3434334222",
            "0.923077",
            "0.600000",
            id="all 2 to 4",
        ),
    ],
)
def test_the_ten_judges_of_james_demaree_and_wolf(items, r_wg, deviation):
    """Their ratings as the examples of the R package `stp25stat` give them, an item each, for J1 to J10.

    The paper itself could not be read; the indices are those that `rwg.j` and `ad.m` of R's `multilevel` 2.7 give.
    """
    spreads = [
        spread_of(item, [rating(int(level) - 1) for level in item])  # 1 to 5 there, and that moves no index
        for item in items.split()
    ]

    found = agreement_of(spreads, raters=10)

    assert to_six(found) == (r_wg, deviation)


@pytest.mark.parametrize(
    ("people", "r_wg", "deviation"),
    [
        ("33333 22222 44444", "0.833333", "0.666667"),
        ("34213 33112 24402", "0.896226", "0.577778"),
        ("00400 04044 40404", "0.000000", "1.777778"),
        ("12340 21334 11243 02431", "0.813953", "0.700000"),
        ("3---- 1---- 2---- 2---- 4----", "0.350000", "0.880000"),
    ],
)
def test_made_up_rounds_come_out_as_in_r(people, r_wg, deviation):
    """By `rwg.j` and `ad.m` of R's `multilevel` 2.7, and its `rwg` for the single statement."""
    assert to_six(agreement(*people.split())) == (r_wg, deviation)


def to_six(found: Agreement) -> tuple[str, str]:
    return f"{float(found.r_wg):.6f}", f"{float(found.deviation):.6f}"


@pytest.mark.parametrize(("letters", "expected"), [("02244", 0), ("04", 0), ("0044", 0), ("222", 1)])
def test_wider_than_chance_counts_as_chance(letters, expected):
    """James, Demaree and Wolf set negative values to 0: so the manual of R's `multilevel`, `rwg.j`."""
    assert within_group_agreement([[int(letter) for letter in letters]]) == expected


# -- the rules -------------------------------------------------------------------------------------


def test_one_statement_of_three_people_worked_out_by_hand():
    """1, 2, 3: variance 1, half of what chance gives; each of two deviates by 1 from the mean, and one by 0."""
    found = agreement("1----", "2----", "3----")

    assert (found.r_wg, found.deviation) == (Fraction(1, 2), Fraction(2, 3))


def test_two_statements_are_averaged_before_they_are_stepped_up():
    """Variances 1 and 0: m = 1/4, so 2 x 3/4 / (2 x 3/4 + 1/4) = 6/7; deviations 2/3 and 0."""
    found = agreement("13---", "23---", "33---")

    assert (found.r_wg, found.deviation) == (Fraction(6, 7), Fraction(1, 3))


def test_people_who_all_say_the_same_agree_wholly():
    found = agreement("32103", "32103", "32103")

    assert (found.r_wg, found.deviation, found.closeness) == (1, 0, Closeness.CLOSE)


@pytest.mark.parametrize("people", [(), ("33333",), ("33333", "11111"), ("33333", "11111", "?????")])
def test_with_fewer_than_three_raters_only_differences_count(people):
    found = agreement(*people)

    assert found.raters == min(len(people), 2)
    assert (found.deviation, found.r_wg, found.closeness) == (None, None, None)


def test_who_rates_one_statement_is_a_rater():
    assert agreement("33333", "33333", "????3").raters == 3


def test_statements_that_fewer_than_two_people_rated_are_left_out_and_counted():
    found = agreement("3?3??", "3?3??", "323-?")

    assert (found.statements, found.left_out) == (2, 3)
    assert found.deviation == 0


def test_three_raters_with_no_statement_in_common_cannot_be_compared():
    found = agreement("3????", "?3???", "??3??")

    assert (found.raters, found.statements, found.left_out) == (3, 0, 5)
    assert (found.deviation, found.r_wg, found.closeness) == (None, None, None)


@pytest.mark.parametrize(
    ("deviation", "closeness"),
    [
        (Fraction(0), Closeness.CLOSE),
        (CLOSE_TO, Closeness.CLOSE),
        (CLOSE_TO + Fraction(1, 1000), Closeness.MIXED),
        (MIXED_TO, Closeness.MIXED),
        (MIXED_TO + Fraction(1, 1000), Closeness.FAR_APART),
        (Fraction(2), Closeness.FAR_APART),
    ],
)
def test_close_mixed_and_far_apart(deviation, closeness):
    assert closeness_of(deviation) is closeness


# -- each person's own score -----------------------------------------------------------------------


def test_each_persons_score_is_kept_and_sorted():
    found = blind("44444", "00000", "22222")

    assert (found.people, found.scores) == (3, (0, 2, 4))
    assert (found.lowest, found.highest) == (0, 4)


@pytest.mark.parametrize(
    ("people", "median"),
    [
        (("44444", "11111", "22222"), 2),
        (("11111", "22222"), Fraction(3, 2)),
        (("11112", "22222", "12333", "?????"), 2),
        (("11112", "22221"), Fraction(3, 2)),
        (("12334",), Fraction(13, 5)),
    ],
)
def test_the_group_before_agreement_stands_at_the_median_of_its_scores(people, median):
    assert blind(*people).median == median


def test_who_does_not_know_enough_has_no_score_but_still_widens_the_range():
    found = blind("33333", "22222", "1????")

    assert (found.scores, found.without_score) == ((2, 3), 1)
    assert (found.low, found.high) == (Fraction(1, 5), Fraction(17, 5))


def test_without_any_score_there_is_no_median_and_the_range_is_still_drawn():
    found = blind("?????", "3????")

    assert (found.scores, found.median, found.lowest, found.highest) == ((), None, None, None)
    assert (found.low, found.high) == (0, 4)


def test_what_nobody_finds_relevant_has_no_range():
    found = blind("-----", "-----")

    assert (found.low, found.high, found.scores) == (None, None, ())


def test_without_raters_nothing_is_known():
    found = blind()

    assert (found.people, found.scores, found.low, found.high) == (0, (), None, None)


# -- laws ------------------------------------------------------------------------------------------


@st.composite
def rounds(draw: st.DrawFn, most: int = 6):
    framework = draw(st.one_of(small_instruments(), st.just(FIVE)))
    return framework, draw(st.lists(answers_for(framework), max_size=most))


def by_the_fast_one(framework, raters) -> dict[str, object]:
    return {
        code: {
            "raters": found.agreement.raters,
            "statements": found.agreement.statements,
            "left out": found.agreement.left_out,
            "deviation": found.agreement.deviation,
            "r_wg": found.agreement.r_wg,
            "closeness": found.agreement.closeness,
            "people": found.people,
            "scores": list(found.scores),
            "median": found.median,
            "low": found.low,
            "high": found.high,
        }
        for code, found in blind_of(framework, raters).items()
    }


def by_the_slow_one(framework, raters) -> dict[str, object]:
    return {
        enabler.code: slow_agreement.indices(framework, raters, enabler.code)
        | slow_agreement.blind(framework, raters, enabler.code)
        for enabler in framework.enablers
    }


@law
@given(rounds())
def test_two_implementations_agree(case):
    assert by_the_fast_one(*case) == by_the_slow_one(*case)


@law
@given(st.lists(answers_for(REAL), max_size=8))
def test_two_implementations_agree_on_the_real_question_set(raters):
    assert by_the_fast_one(REAL, raters) == by_the_slow_one(REAL, raters)


@law
@given(rounds())
def test_two_implementations_talk_about_the_same_statements_first(case):
    order = [spread.statement for spread in widest_first(spreads_of(*case))]

    assert order == slow_agreement.talk_about_first(*case)


@law
@given(case=rounds(), data=st.data())
def test_the_order_of_the_raters_changes_nothing(case, data):
    framework, raters = case
    others = data.draw(st.permutations(raters))

    assert blind_of(framework, others) == blind_of(framework, raters)
    assert spreads_of(framework, others) == spreads_of(framework, raters)


@law
@given(rounds())
def test_indices_stay_within_their_bounds(case):
    for found in blind_of(*case).values():
        if found.agreement.r_wg is not None:
            assert 0 <= found.agreement.r_wg <= 1
            assert 0 <= found.agreement.deviation <= 2


@law
@given(rounds())
def test_every_score_and_the_median_lie_in_the_range(case):
    for found in blind_of(*case).values():
        assert all(found.low <= score <= found.high for score in found.scores)
        if found.scores:
            assert found.lowest <= found.median <= found.highest


@law
@given(framework=small_instruments(), data=st.data(), people=st.integers(3, 6))
def test_people_who_give_the_same_answers_agree_wholly(framework, data, people):
    answers = data.draw(answers_for(framework))

    for found in blind_of(framework, [answers] * people).values():
        assert found.agreement.r_wg in (1, None)
        assert found.agreement.deviation in (0, None)
        assert len(set(found.scores)) <= 1


levels_around_a_whole_mean = st.builds(
    lambda middle, steps: [middle, *(middle + step for step in steps), *(middle - step for step in steps)],
    st.just(2),
    st.lists(st.integers(0, 2), min_size=1, max_size=4),
)


@law
@given(st.lists(levels_around_a_whole_mean, min_size=1, max_size=5))
def test_one_more_rater_at_the_mean_never_lowers_agreement(statements):
    more = [[*levels_, 2] for levels_ in statements]

    assert within_group_agreement(more) >= within_group_agreement(statements)
    assert all(average_deviation(b) <= average_deviation(a) for a, b in zip(statements, more, strict=True))


@law
@given(rounds())
def test_one_more_person_who_knows_nothing_changes_no_index(case):
    framework, raters = case
    before, after = blind_of(framework, raters), blind_of(framework, [*raters, {}])

    assert [found.agreement for found in before.values()] == [found.agreement for found in after.values()]
    assert [found.scores for found in before.values()] == [found.scores for found in after.values()]


@law
@given(case=rounds(), data=st.data())
def test_one_more_rater_never_narrows_a_spread_nor_a_range(case, data):
    framework, raters = case
    more = [*raters, data.draw(answers_for(framework))]

    for before, after in zip(spreads_of(framework, raters), spreads_of(framework, more), strict=True):
        assert (after.distance or 0) >= (before.distance or 0)
    for code, before in blind_of(framework, raters).items():
        after = blind_of(framework, more)[code]
        if before.low is not None:
            assert after.low <= before.low <= before.high <= after.high


@law
@given(case=rounds(), data=st.data())
def test_a_statement_moves_only_the_indices_of_its_own_enabler(case, data):
    framework, raters = case
    if not raters:
        return
    statement = data.draw(st.sampled_from(framework.statements)).code
    moved = [with_answer(raters[0], statement, LETTERS["0"]), *raters[1:]]
    own = framework.enabler_of_statement[statement].code

    before, after = blind_of(framework, raters), blind_of(framework, moved)

    assert {code for code in before if before[code] != after[code]} <= {own}
