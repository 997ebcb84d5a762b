"""Why the verdict is another than last time."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.comparison.types import Cause, HalfChange, VerdictChange
from assessments.comparison.verdict_change import verdict_change
from assessments.framework.types import Band, Group
from assessments.scoring.result import work_out
from assessments.scoring.verdict import bands_of, lowest_bands
from tests.core.instruments import instrument, levels
from tests.core.strategies import answers_for, law, small_instruments

FOUR = instrument((2, 2), (2, 2))  # E1 holds the gate
NOT_YET, PARTLY, IN_PLACE = Band


def change(before: str, after: str) -> VerdictChange:
    """Two letters for each of E1 and E2, then E3 and E4."""
    earlier, later = (work_out(FOUR, levels(FOUR, *letters.split())) for letters in (before, after))
    return verdict_change(FOUR, earlier, later)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("33 33 33 33", "44 44 44 44"),
        ("33 33 11 33", "33 33 33 11"),  # another enabler holds it back
        ("33 33 3? 33", "33 3? 33 33"),
        ("03 11 11 11", "13 33 33 33"),
    ],
)
def test_the_same_verdict_has_no_cause(before, after):
    assert change(before, after) == VerdictChange(Cause.NONE)


@pytest.mark.parametrize(
    ("before", "after"), [("03 33 33 33", "33 33 33 33"), ("33 11 33 33", "03 33 33 33")]
)
def test_harm_comes_first(before, after):
    assert change(before, after) == VerdictChange(Cause.HARM)


@pytest.mark.parametrize(
    ("before", "after"),
    [("33 33 3? 33", "33 11 33 33"), ("33 11 33 33", "?3 33 33 33"), ("33 33 -- --", "33 33 33 33")],
    ids=["a score is known now", "harm is not known any more", "a half can be judged now"],
)
def test_then_whether_enough_is_known(before, after):
    assert change(before, after) == VerdictChange(Cause.KNOWN)


@pytest.mark.parametrize(
    ("before", "after", "group", "bands", "moved", "counted"),
    [
        ("33 11 33 33", "33 33 33 33", Group.PURSUIT, (NOT_YET, IN_PLACE), ("E2",), ()),
        ("22 11 33 33", "33 33 33 33", Group.PURSUIT, (NOT_YET, IN_PLACE), ("E1", "E2"), ()),
        ("22 11 33 33", "33 22 33 33", Group.PURSUIT, (NOT_YET, PARTLY), ("E2",), ()),
        ("33 33 33 33", "33 33 11 22", Group.CONDITIONS, (IN_PLACE, NOT_YET), ("E3", "E4"), ()),
        ("33 33 22 33", "33 33 33 11", Group.CONDITIONS, (PARTLY, NOT_YET), ("E4",), ()),
        ("33 33 11 33", "33 33 -- 33", Group.CONDITIONS, (NOT_YET, IN_PLACE), (), ("E3",)),
        ("33 33 -- 33", "33 33 11 22", Group.CONDITIONS, (IN_PLACE, NOT_YET), ("E4",), ("E3",)),
        ("33 11 11 33", "33 22 11 33", Group.PURSUIT, (NOT_YET, PARTLY), ("E2",), ()),
    ],
)
def test_then_the_enablers_that_moved_the_weakest_of_a_half(before, after, group, bands, moved, counted):
    assert change(before, after) == VerdictChange(
        Cause.HALVES, (HalfChange(group, *bands, moved=moved, left_or_joined=counted),)
    )


def test_both_halves_are_named_where_both_made_a_difference():
    found = change("33 11 11 33", "33 33 22 33")

    assert [half.group for half in found.halves] == [Group.PURSUIT, Group.CONDITIONS]
    assert [half.moved for half in found.halves] == [("E2",), ("E3",)]


def test_a_half_that_moved_without_making_a_difference_is_not_named():
    quiet = {(p, c): "build" if p == "not_yet" else "ready" for p in Band for c in Band}
    same_words = instrument((2,), (2,), table=quiet)
    outcomes = {row.outcome.code: row.outcome for row in same_words.table}
    table = tuple(replace(row, outcome=outcomes[row.outcome.code]) for row in same_words.table)
    framework = replace(same_words, table=table)
    before, after = (work_out(framework, levels(framework, *said)) for said in (("21", "11"), ("22", "33")))

    (half,) = verdict_change(framework, before, after).halves

    assert half.group is Group.PURSUIT


@pytest.mark.parametrize("said", ["33 33 33 33", "03 33 33 33", "?3 33 33 33"])
def test_other_words_for_the_same_answers_are_a_change_of_the_rules(said):
    reworded = replace(
        FOUR,
        pause=_in_other_words(FOUR.pause),
        not_enough_known=_in_other_words(FOUR.not_enough_known),
        table=tuple(replace(row, outcome=_in_other_words(row.outcome)) for row in FOUR.table),
    )
    before, after = (work_out(one, levels(one, *said.split())) for one in (FOUR, reworded))

    assert verdict_change(reworded, before, after) == VerdictChange(Cause.RULES)


def _in_other_words(outcome):
    return replace(outcome, headline=f"{outcome.headline}, in other words")


def test_up_is_up_and_down_is_down():
    (up,), (down,) = (
        change(*pair).halves for pair in (("33 11 33 33", "33 33 33 33"), ("33 33 33 33", "33 11 33 33"))
    )

    assert (up.is_up, down.is_up) == (True, False)


# --- Laws


@law
@given(st.data())
def test_there_is_a_cause_exactly_when_the_verdict_says_something_else(data):
    framework = data.draw(small_instruments())
    before, after = (work_out(framework, data.draw(answers_for(framework))) for _ in range(2))

    found = verdict_change(framework, before, after)

    says = [(one.verdict.code, one.verdict.headline) for one in (before, after)]
    assert (found.cause is Cause.NONE) == (says[0] == says[1])
    assert bool(found.halves) == (found.cause is Cause.HALVES)
    assert found.cause is not Cause.RULES


@law
@given(st.data())
def test_without_what_is_named_the_half_would_not_have_moved_there(data):
    framework = data.draw(small_instruments())
    before, after = (work_out(framework, data.draw(answers_for(framework))) for _ in range(2))

    for half in verdict_change(framework, before, after).halves:
        earlier, later = (bands_of(one.scores) for one in (before, after))
        named = {*half.moved, *half.left_or_joined}
        undone = {code: band for code, band in later.items() if code not in named}
        undone |= {code: band for code, band in earlier.items() if code in named}
        low = lowest_bands(framework, undone)[half.group]

        assert named
        assert low is None or (low.rank <= half.before.rank if half.is_up else low.rank >= half.before.rank)


@law
@given(st.data())
def test_turned_round_it_names_the_same_halves(data):
    framework = data.draw(small_instruments())
    before, after = (work_out(framework, data.draw(answers_for(framework))) for _ in range(2))

    there, back = verdict_change(framework, before, after), verdict_change(framework, after, before)

    assert there.cause is back.cause
    assert [half.group for half in there.halves] == [half.group for half in back.halves]
    assert [(half.moved, half.left_or_joined) for half in there.halves] == [
        (half.moved, half.left_or_joined) for half in back.halves
    ]
