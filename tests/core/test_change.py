"""Change over time, for one assessor each time."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.comparison.change import (
    change_in_words,
    change_of,
    comparable_enablers,
    comparable_scores,
)
from assessments.comparison.types import Direction, EnablerChange
from assessments.framework.types import Framework
from assessments.scoring.result import work_out
from assessments.scoring.types import Result
from tests.core.instruments import instrument, levels
from tests.core.strategies import answers_for, law, small_cases

FIVE = instrument((1,), (5,))


def change(before: str, after: str) -> EnablerChange:
    """How E2 changed."""
    earlier, later = (work_out(FIVE, levels(FIVE, "3", letters)) for letters in (before, after))
    return change_of(earlier.score_of["E2"], later.score_of["E2"])


def changes(before: Result, after: Result) -> list[EnablerChange]:
    return [change_of(*pair) for pair in zip(before.scores, after.scores, strict=True)]


@pytest.mark.parametrize(
    ("before", "after", "direction", "difference", "words"),
    [
        ("22222", "33222", Direction.UP, Fraction(2, 5), "Up 0.4"),
        ("33222", "22222", Direction.DOWN, Fraction(-2, 5), "Down 0.4"),
        ("22222", "33111", Direction.DOWN, Fraction(-1, 5), "Down 0.2"),
        ("23222", "32222", Direction.NONE, Fraction(0), "No change"),
        ("2222?", "3333?", Direction.UNCLEAR, Fraction(1), "No clear change"),  # 1.6 to 2.4, 2.4 to 3.2
        ("1222?", "3333?", Direction.UP, Fraction(5, 4), "Up 1.2"),  # 1.4 to 2.2, 2.4 to 3.2
        ("3333?", "1222?", Direction.DOWN, Fraction(-5, 4), "Down 1.2"),
        ("2222?", "22222", Direction.UNCLEAR, Fraction(0), "No clear change"),
        ("22222", "2222?", Direction.UNCLEAR, Fraction(0), "No clear change"),
        ("2222?", "22223", Direction.UNCLEAR, Fraction(1, 5), "No clear change"),
        ("22???", "33333", Direction.UNKNOWN, None, "Not known"),
        ("33333", "22???", Direction.UNKNOWN, None, "Not known"),
        ("-----", "33333", Direction.UNKNOWN, None, "Not known"),
        ("33322", "3332-", Direction.UP, Fraction(3, 20), "Up 0.2"),  # 2.6 and 2.8 are shown
        ("1122-", "22222", Direction.UP, Fraction(1, 2), "Up 0.5"),
    ],
)
def test_a_change_is_called_one_only_when_the_ranges_do_not_overlap(
    before, after, direction, difference, words
):
    found = change(before, after)

    assert (found.direction, found.difference) == (direction, difference)
    assert change_in_words(found) == words


def test_a_change_too_small_to_show_is_not_called_nothing():
    framework = instrument((1,), (6,))
    earlier, later = (work_out(framework, levels(framework, "3", said)) for said in ("33332-", "333323"))

    found = change_of(earlier.score_of["E2"], later.score_of["E2"])

    assert (found.difference, change_in_words(found)) == (Fraction(1, 30), "Up less than 0.1")


def test_a_change_keeps_both_scores():
    found = change("22222", "33333")

    assert (found.enabler, found.before.score, found.after.score) == ("E2", 2, 3)


# -- two versions of the questions -----------------------------------------------------------------


def without_last_statement(framework: Framework, code: str) -> Framework:
    return replace(
        framework,
        enablers=tuple(
            replace(enabler, statements=enabler.statements[:-1]) if enabler.code == code else enabler
            for enabler in framework.enablers
        ),
    )


def test_all_enablers_of_the_same_question_set_are_comparable():
    assert comparable_enablers(FIVE, FIVE) == {"E1", "E2"}


@pytest.mark.parametrize("turned", [False, True])
def test_an_enabler_whose_statements_differ_is_not_compared(turned):
    old = instrument((2, 2), (2,))
    versions = [old, without_last_statement(old, "E2")]
    before, after = reversed(versions) if turned else versions

    assert comparable_enablers(before, after) == {"E1", "E3"}
    assert comparable_scores(work_out(before, {}), before, after).keys() == {"E1", "E3"}


@pytest.mark.parametrize("turned", [False, True])
def test_an_enabler_in_only_one_version_is_not_compared(turned):
    versions = [instrument((2,), (2,)), instrument((2,), (2, 2))]
    before, after = reversed(versions) if turned else versions

    assert comparable_scores(work_out(before, {}), before, after).keys() == {"E1", "E2"}


def test_the_scores_that_are_compared_are_last_times():
    earlier = work_out(FIVE, levels(FIVE, "3", "22222"))

    assert comparable_scores(earlier, FIVE, FIVE) == earlier.score_of


def test_the_order_of_statements_does_not_matter():
    turned = replace(
        FIVE, enablers=tuple(replace(e, statements=tuple(reversed(e.statements))) for e in FIVE.enablers)
    )

    assert comparable_enablers(FIVE, turned) == {"E1", "E2"}


# -- laws ------------------------------------------------------------------------------------------

OPPOSITE = {
    Direction.UP: Direction.DOWN,
    Direction.DOWN: Direction.UP,
    Direction.NONE: Direction.NONE,
    Direction.UNCLEAR: Direction.UNCLEAR,
    Direction.UNKNOWN: Direction.UNKNOWN,
}


@law
@given(case=small_cases(), data=st.data())
def test_looking_back_turns_every_change_round(case, data):
    framework, answers = case
    before, after = work_out(framework, answers), work_out(framework, data.draw(answers_for(framework)))

    there, back = changes(before, after), changes(after, before)

    assert [change.direction for change in back] == [OPPOSITE[change.direction] for change in there]


@law
@given(case=small_cases(), data=st.data())
def test_a_clear_change_holds_whatever_the_unknown_statements_turn_out_to_be(case, data):
    framework, answers = case
    before, after = work_out(framework, answers), work_out(framework, data.draw(answers_for(framework)))

    for change in changes(before, after):
        if change.direction is Direction.UP:
            assert change.before.high < change.after.low
        if change.direction is Direction.DOWN:
            assert change.after.high < change.before.low
        if change.direction is Direction.NONE:
            assert change.before.low == change.before.high == change.after.low == change.after.high


@law
@given(case=small_cases())
def test_nothing_changes_between_a_result_and_itself(case):
    framework, answers = case
    result = work_out(framework, answers)

    found = changes(result, result)

    assert all(change.direction not in (Direction.UP, Direction.DOWN) for change in found)
    assert comparable_enablers(framework, framework) == result.score_of.keys()
