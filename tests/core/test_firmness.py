"""How firm a verdict is."""

import pytest

from assessments.framework.types import VerdictCode
from assessments.scoring.result import work_out
from assessments.scoring.types import DONT_KNOW, Firmness, rating
from tests.core.instruments import all_at, eight_enablers, instrument, levels

EIGHT = eight_enablers()
FOUR = instrument((2, 2), (2, 2))  # E1 holds the gate


def firmness(*letters: str) -> Firmness:
    return work_out(FOUR, levels(FOUR, *letters)).firmness


def test_when_all_is_known_the_verdict_can_be_no_lower_and_no_higher():
    found = firmness("33", "22", "33", "33")

    assert found.at_low == found.at_high == VerdictCode.TEST


def test_an_unknown_rating_is_taken_at_its_worst_and_at_its_best():
    framework = instrument((3,), (2,), gate="E2.1")

    found = work_out(framework, levels(framework, "33?", "33")).firmness

    assert (found.at_low, found.at_high) == (VerdictCode.TEST, VerdictCode.READY)


def test_an_open_gate_is_raised_at_its_worst_and_clear_at_its_best():
    found = work_out(EIGHT, all_at(EIGHT, 4, E2_6=DONT_KNOW)).firmness

    assert (found.at_low, found.at_high) == (VerdictCode.PAUSE, VerdictCode.READY)


def test_a_raised_gate_stays_raised():
    found = work_out(EIGHT, all_at(EIGHT, 4, E2_6=rating(1), E1_1=DONT_KNOW)).firmness

    assert (found.at_low, found.at_high, found.fragile) == (VerdictCode.PAUSE, VerdictCode.PAUSE, ())


def test_nothing_answered_could_be_anything():
    found = work_out(EIGHT, {}).firmness

    assert found == Firmness(VerdictCode.PAUSE, VerdictCode.READY, ())


def test_one_relevant_statement_stays_too_few_even_when_it_is_known():
    found = firmness("33", "33", "33", "?-")

    assert found.at_low == found.at_high == VerdictCode.NOT_ENOUGH_KNOWN


def test_an_enabler_wholly_not_relevant_stays_out():
    found = firmness("33", "33", "33", "--")

    assert found.at_low == found.at_high == VerdictCode.READY


@pytest.mark.parametrize(
    ("letters", "fragile"),
    [
        (("33", "44", "34", "44"), ("E1.1", "E1.2")),  # E3 stays at 3 when one of its 7 points goes
        (("33", "33", "44", "44"), ("E1.1", "E1.2", "E2.1", "E2.2")),
        (("44", "24", "44", "40"), ("E2.1", "E2.2", "E4.1")),
        (("44", "22", "11", "22"), ("E2.1", "E2.2")),  # E4 would fall too, but E3 is already there
        (("40", "40", "44", "44"), ("E1.1", "E2.1")),  # a rating of 0 cannot go lower
    ],
)
def test_ratings_that_change_the_verdict_when_one_level_lower_are_named(letters, fragile):
    assert firmness(*letters).fragile == fragile


def test_a_gate_one_level_above_raised_is_fragile_by_itself():
    found = work_out(EIGHT, all_at(EIGHT, 4, E2_6=rating(2))).firmness

    assert found.fragile == ("E2.6",)


def test_a_gate_well_above_raised_is_not():
    found = work_out(EIGHT, all_at(EIGHT, 4, E2_6=rating(3))).firmness

    assert found.fragile == ()


def test_only_the_gate_is_fragile_when_not_enough_is_known():
    found = work_out(EIGHT, {"E2.6": rating(2), "E1.1": rating(3)}).firmness

    assert found.fragile == ("E2.6",)
