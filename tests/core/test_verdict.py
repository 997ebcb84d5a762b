"""The verdict, and the enablers that decide it."""

from itertools import product

import pytest

from assessments.framework.types import Band, Group, VerdictCode
from assessments.scoring.result import work_out
from assessments.scoring.types import DONT_KNOW, NOT_RELEVANT, UNANSWERED, Verdict, rating
from tests.core.instruments import TABLE, all_at, eight_enablers, instrument, levels

EIGHT = eight_enablers()
FOUR = instrument((2, 2), (2, 2))  # E1 holds the gate

LEVEL_FOR = {"not_yet": "1", "partly": "2", "in_place": "3"}


def verdict(*letters: str) -> Verdict:
    return work_out(FOUR, levels(FOUR, *letters)).verdict


@pytest.mark.parametrize(("pursuit", "conditions"), list(product(Band, Band)))
def test_the_lowest_band_of_each_half_chooses_the_row(pursuit, conditions):
    p, c = LEVEL_FOR[pursuit], LEVEL_FOR[conditions]

    found = verdict("44", p * 2, c * 2, "44")

    assert (found.pursuit, found.conditions) == (pursuit, conditions)
    assert found.code == TABLE[pursuit, conditions]
    assert found.headline == f"{found.code}: {pursuit} and {conditions}"
    assert found.sentence == f"{found.headline}."


@pytest.mark.parametrize("level", [0, 1])
def test_a_raised_gate_stops_everything(level):
    found = work_out(EIGHT, all_at(EIGHT, 4, E2_6=rating(level))).verdict

    assert (found.code, found.headline, found.deciding) == (VerdictCode.PAUSE, "Pause", ("E2",))


def test_a_raised_gate_comes_before_not_enough_known():
    found = work_out(EIGHT, {"E2.6": rating(1)}).verdict

    assert (found.code, found.deciding) == (VerdictCode.PAUSE, ("E2",))


@pytest.mark.parametrize("answer", [DONT_KNOW, UNANSWERED])
def test_an_open_gate_means_not_enough_is_known(answer):
    found = work_out(EIGHT, all_at(EIGHT, 4, E2_6=answer)).verdict

    assert (found.code, found.deciding) == (VerdictCode.NOT_ENOUGH_KNOWN, ("E2",))
    assert found.gate_is_open


def test_a_gate_that_is_clear_is_not_open():
    assert not work_out(EIGHT, all_at(EIGHT, 4)).verdict.gate_is_open


def test_enablers_without_a_score_are_named_with_the_open_gate_in_framework_order():
    answers = all_at(EIGHT, 4, E2_6=DONT_KNOW)
    answers |= {f"E{n}.{place}": DONT_KNOW for n in (1, 8) for place in (1, 2, 3)}

    found = work_out(EIGHT, answers).verdict

    assert (found.code, found.deciding) == (VerdictCode.NOT_ENOUGH_KNOWN, ("E1", "E2", "E8"))


def test_a_half_with_an_enabler_without_a_score_has_no_lowest_band():
    found = verdict("33", "3?", "33", "11")

    assert (found.pursuit, found.conditions) == (None, Band.NOT_YET)


def test_an_enabler_wholly_not_relevant_leaves_its_half_and_is_named():
    found = verdict("33", "33", "--", "33")

    assert (found.code, found.left_out, found.thin_groups) == (VerdictCode.READY, ("E3",), ())


def test_a_half_with_fewer_than_three_enablers_left_cannot_be_judged():
    not_relevant = {f"E{n}.{place}": NOT_RELEVANT for n in (5, 7) for place in range(1, 6)}

    found = work_out(EIGHT, all_at(EIGHT, 4) | not_relevant).verdict

    assert (found.code, found.thin_groups) == (VerdictCode.NOT_ENOUGH_KNOWN, (Group.CONDITIONS,))
    assert (found.pursuit, found.conditions) == (Band.IN_PLACE, None)
    assert found.left_out == found.deciding == ("E5", "E7")


def test_a_half_with_three_enablers_left_can_be_judged():
    not_relevant = {f"E5.{place}": NOT_RELEVANT for place in range(1, 6)}

    found = work_out(EIGHT, all_at(EIGHT, 4) | not_relevant).verdict

    assert (found.code, found.thin_groups, found.left_out) == (VerdictCode.READY, (), ("E5",))


def test_a_half_with_nothing_left_cannot_be_judged():
    found = verdict("33", "33", "--", "--")

    assert (found.code, found.deciding) == (VerdictCode.NOT_ENOUGH_KNOWN, ("E3", "E4"))


@pytest.mark.parametrize(
    ("letters", "code", "deciding"),
    [
        # "build": only what the team shapes can lift it, whatever the conditions are
        (("33", "11", "11", "33"), "build", ("E2",)),
        (("33", "11", "22", "22"), "build", ("E2",)),
        (("33", "11", "33", "33"), "build", ("E2",)),
        # "test": the team's half would lift it, and further still with the conditions
        (("33", "22", "11", "33"), "test", ("E2", "E3")),
        (("22", "22", "22", "33"), "test", ("E1", "E2", "E3")),
        (("33", "22", "33", "33"), "test", ("E2",)),
        # the team's half is in place: the conditions decide
        (("33", "33", "11", "22"), "held_back", ("E3",)),
        (("33", "33", "22", "22"), "nearly", ("E3", "E4")),
        # the best verdict is held up by all that is at its lowest
        (("33", "44", "33", "44"), "ready", ("E1", "E2", "E3", "E4")),
    ],
)
def test_the_weakest_enablers_of_each_half_that_stands_in_the_way_decide(letters, code, deciding):
    found = verdict(*letters)

    assert (found.code, found.deciding) == (code, deciding)


def test_where_neither_half_alone_stands_in_the_way_both_decide():
    stubborn = dict.fromkeys(TABLE, "build") | {("in_place", "in_place"): "ready"}
    framework = instrument((2, 2), (2, 2), table=stubborn)

    found = work_out(framework, levels(framework, "33", "11", "11", "33")).verdict

    assert found.deciding == ("E2", "E3")


def test_conditions_alone_can_stand_in_the_way():
    framework = instrument((2,), (2,), table={(p, c): TABLE[c, p] for p, c in TABLE})

    found = work_out(framework, levels(framework, "22", "11")).verdict

    assert found.deciding == ("E2",)


def test_a_half_that_only_helps_on_top_of_the_other_decides_too():
    table = dict.fromkeys(TABLE, "build") | {
        ("not_yet", "partly"): "test",
        ("partly", "partly"): "nearly",
        ("in_place", "partly"): "nearly",
        ("not_yet", "in_place"): "nearly",
        ("partly", "in_place"): "ready",
        ("in_place", "in_place"): "ready",
    }
    framework = instrument((2,), (2,), table=table)

    found = work_out(framework, levels(framework, "21", "11")).verdict

    assert found.deciding == ("E1", "E2")
