"""Change over time, for one assessor or several."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.agreement.blind import blind_of
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


# -- several people both times ---------------------------------------------------------------------


def team_change(before: tuple[str, ...], after: tuple[str, ...]) -> EnablerChange:
    """The first text of each is what the team agreed, the rest what people had said alone."""
    agreed = [work_out(FIVE, levels(FIVE, "3", letters[0])).score_of["E2"] for letters in (before, after)]
    rounds = [
        blind_of(FIVE, [levels(FIVE, "3", letters) for letters in texts[1:]])["E2"]
        for texts in (before, after)
    ]
    return change_of(*agreed, (rounds[0], rounds[1]))


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        pytest.param(
            ("22222", "22222", "22221", "22223"),
            ("33333", "33333", "33332", "33334"),
            Direction.UP,
            id="everyone's range lies higher",
        ),
        pytest.param(
            ("22222", "11111", "22222", "33333"),
            ("22233", "11122", "22333", "33333"),
            Direction.UNCLEAR,
            id="the agreed scores differ, and people overlap",
        ),
        pytest.param(
            ("22222", "22222", "22222", "22??2"),
            ("33333", "33333", "33333", "33??3"),
            Direction.UP,
            id="ranges overlap, but the medians differ by more than people did",
        ),
        pytest.param(
            ("22222", "00000", "22222", "44444"),
            ("33333", "11111", "33333", "44444"),
            Direction.UNCLEAR,
            id="the medians differ by less than people did",
        ),
        pytest.param(
            ("22222", "00000", "22222", "44444"),
            ("33333", "33333", "33333", "33333"),
            Direction.UNCLEAR,
            id="people were far apart then and are of one mind now",
        ),
        pytest.param(
            ("33333", "33333", "33333", "33333"),
            ("22222", "00000", "22222", "44444"),
            Direction.UNCLEAR,
            id="people were of one mind then and are far apart now",
        ),
        pytest.param(
            ("22222", "11111", "22222", "33333"),
            ("44444", "33333", "44444", "44444"),
            Direction.UP,
            id="ranges touch, and the medians are two levels apart",
        ),
        pytest.param(
            ("33333", "11111", "11111", "11111"),
            ("22222", "33333", "33333", "33333"),
            Direction.UNCLEAR,
            id="people went up and the team went down",
        ),
        pytest.param(
            ("2222?", "11111", "11111", "11111"),
            ("2222?", "33333", "33333", "33333"),
            Direction.UNCLEAR,
            id="people went up and the team stayed, with something unknown",
        ),
        pytest.param(
            ("22222", "11111", "11111", "11111"),
            ("22222", "33333", "33333", "33333"),
            Direction.NONE,
            id="the team agreed on the same again, and knows everything",
        ),
        pytest.param(
            ("22222", "2222?", "22222"),
            ("33333", "33333", "333??"),
            Direction.UNCLEAR,
            id="two people have no deviation, and their ranges overlap",
        ),
        pytest.param(
            ("22222", "22222", "22222"),
            ("33333", "33333", "33333"),
            Direction.UP,
            id="two people whose ranges do not overlap",
        ),
        pytest.param(
            ("22222", "?????", "?????", "?????"),
            ("33333", "33333", "33333", "33333"),
            Direction.UNCLEAR,
            id="nobody had a score alone",
        ),
        pytest.param(
            ("22222", "-----", "-----", "-----"),
            ("33333", "33333", "33333", "33333"),
            Direction.UNCLEAR,
            id="nobody thought it relevant",
        ),
        pytest.param(
            ("2????", "22222", "22222", "22222"),
            ("33333", "33333", "33333", "33333"),
            Direction.UNKNOWN,
            id="the team agreed that it does not know",
        ),
    ],
)
def test_with_several_people_both_times_a_change_must_be_theirs(before, after, direction):
    assert team_change(before, after).direction is direction


def test_medians_apart_by_just_as_much_as_people_are_not_beyond_doubt():
    """Medians 1 apart, deviation 1 each time, and ranges that overlap."""
    found = team_change(
        ("22222", "11111", "11111", "33333", "33333"), ("33333", "22222", "22222", "44444", "44444")
    )

    assert found.direction is Direction.UNCLEAR


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
@given(case=small_cases(), data=st.data())
def test_with_several_people_looking_back_turns_every_change_round_too(case, data):
    framework, answers = case
    rounds = [data.draw(st.lists(answers_for(framework), min_size=2, max_size=4)) for _ in range(2)]
    then, now = (blind_of(framework, raters) for raters in rounds)
    before, after = work_out(framework, answers), work_out(framework, data.draw(answers_for(framework)))

    for one, other in zip(before.scores, after.scores, strict=True):
        there = change_of(one, other, (then[one.enabler], now[one.enabler]))
        back = change_of(other, one, (now[one.enabler], then[one.enabler]))

        assert back.direction is OPPOSITE[there.direction]


@law
@given(case=small_cases())
def test_nothing_changes_between_a_result_and_itself(case):
    framework, answers = case
    result = work_out(framework, answers)

    found = changes(result, result)

    assert all(change.direction not in (Direction.UP, Direction.DOWN) for change in found)
    assert comparable_enablers(framework, framework) == result.score_of.keys()
