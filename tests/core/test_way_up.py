"""The smallest way up."""

from functools import cache
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.framework.types import LEVELS, TOP_LEVEL, Framework, VerdictCode
from assessments.scoring.result import work_out
from assessments.scoring.types import (
    DONT_KNOW,
    NOT_RELEVANT,
    Answer,
    Answers,
    WayUp,
    WayUpStep,
    rating,
)
from tests.core import slow_scorer
from tests.core.instruments import TABLE, all_at, eight_enablers, instrument, levels
from tests.core.strategies import law, small_cases

EIGHT = eight_enablers()
FOUR = instrument((3, 2), (2, 2))  # E1 holds the gate


def way_up(framework: Framework, *letters: str) -> WayUp | None:
    return work_out(framework, levels(framework, *letters)).way_up


def improve(enabler: str, steps: int, *statements: str) -> WayUpStep:
    return WayUpStep(enabler, steps, statements, find_out=(), must_raise=())


# -- from the table --------------------------------------------------------------------------------


def test_there_is_no_way_up_from_the_best_verdict():
    assert way_up(FOUR, "333", "33", "33", "33") is None


def test_the_weakest_enabler_is_lifted_to_the_edge_of_the_next_band():
    found = way_up(FOUR, "333", "10", "33", "33")

    assert found == WayUp(VerdictCode.TEST, 3, (improve("E2", 3, "E2.2", "E2.1"),))


def test_every_enabler_below_the_band_is_lifted():
    found = way_up(FOUR, "222", "33", "33", "23")

    assert found == WayUp(VerdictCode.NEARLY, 3, (improve("E1", 3, "E1.1", "E1.2", "E1.3"),))


def test_both_halves_are_lifted_where_only_both_together_help():
    stubborn = dict.fromkeys(TABLE, "build") | {("in_place", "in_place"): "ready"}
    framework = instrument((2,), (2,), table=stubborn)

    found = way_up(framework, "23", "32")

    both = (improve("E1", 1, "E1.1", "E1.2"), improve("E2", 1, "E2.2", "E2.1"))
    assert found == WayUp(VerdictCode.READY, 2, both)


def test_statements_come_lowest_first_then_in_framework_order_and_never_at_the_top():
    framework = instrument((6,), (2,))

    found = way_up(framework, "242100", "44")

    assert found == WayUp(VerdictCode.TEST, 3, (improve("E1", 3, "E1.5", "E1.6", "E1.4", "E1.1", "E1.3"),))


def test_unknown_statements_are_no_part_of_a_way_up_in_the_table():
    framework = instrument((4,), (2,))

    found = way_up(framework, "222?", "44")

    assert found == WayUp(VerdictCode.READY, 3, (improve("E1", 3, "E1.1", "E1.2", "E1.3"),))


def test_an_enabler_wholly_not_relevant_needs_nothing():
    found = way_up(FOUR, "333", "22", "--", "33")

    assert found == WayUp(VerdictCode.READY, 2, (improve("E2", 2, "E2.1", "E2.2"),))


def test_of_two_equally_short_ways_the_better_verdict_wins():
    table = dict.fromkeys(TABLE, "build") | {("partly", "not_yet"): "test", ("not_yet", "partly"): "nearly"}
    table |= {(p, c): "ready" for p in ("partly", "in_place") for c in ("partly", "in_place")}
    table |= {("in_place", "not_yet"): "test", ("not_yet", "in_place"): "nearly"}
    framework = instrument((2,), (2,), table=table)

    found = way_up(framework, "21", "12")

    assert found == WayUp(VerdictCode.NEARLY, 1, (improve("E2", 1, "E2.1", "E2.2"),))


def test_of_two_equally_good_ways_the_earlier_enabler_wins():
    table = dict.fromkeys(TABLE, "test") | {("not_yet", "not_yet"): "build"}
    framework = instrument((2,), (2,), table=table)

    found = way_up(framework, "21", "12")

    assert found == WayUp(VerdictCode.TEST, 1, (improve("E1", 1, "E1.2", "E1.1"),))


def test_the_edges_come_from_the_framework():
    framework = instrument((2,), (2,), partly_from=1, in_place_from=4)

    found = way_up(framework, "33", "44")

    assert found == WayUp(VerdictCode.READY, 2, (improve("E1", 2, "E1.1", "E1.2"),))


# -- from "pause" ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("level", "steps"), [(0, 2), (1, 1)])
def test_from_pause_the_gate_must_be_lifted_until_it_is_clear(level, steps):
    found = work_out(EIGHT, all_at(EIGHT, 4, E2_6=rating(level))).way_up

    assert found == WayUp(
        VerdictCode.READY,
        steps,
        (WayUpStep("E2", steps, statements=(), find_out=(), must_raise=("E2.6",)),),
    )


def test_lifting_the_gate_may_lift_its_enabler_too():
    framework = instrument((2,), (2,))

    found = way_up(framework, "12", "44")

    assert found is not None
    assert (found.reaches, found.steps) == (VerdictCode.TEST, 1)


def test_from_pause_the_way_leads_to_not_enough_known_when_more_is_unknown():
    found = way_up(FOUR, "033", "3?", "33", "33")

    assert found is not None
    assert (found.reaches, found.steps) == (VerdictCode.NOT_ENOUGH_KNOWN, 2)


# -- from "not enough known" -----------------------------------------------------------------------


def test_unknown_statements_are_to_be_found_out_just_as_many_as_a_score_needs():
    framework = instrument((2,), (6,))

    found = way_up(framework, "33", "4?-? ?")

    assert found == WayUp(
        VerdictCode.NEARLY,  # 4, 1 and 1 make a score of 2
        2,
        (WayUpStep("E2", 2, (), ("E2.2", "E2.4", "E2.5", "E2.6"), must_raise=(), find_out_at_least=2),),
    )


def test_an_open_gate_must_come_out_clear_and_stands_first():
    framework = instrument((4,), (2,), gate="E1.3")

    found = way_up(framework, "4?? ", "33")

    assert found == WayUp(
        VerdictCode.TEST,
        3,
        (WayUpStep("E1", 3, (), ("E1.3", "E1.2", "E1.4"), must_raise=("E1.3",), find_out_at_least=2),),
    )


def test_only_the_gate_is_to_be_found_out_where_the_rest_is_enough():
    found = work_out(EIGHT, all_at(EIGHT, 3, E2_1=DONT_KNOW, E2_6=DONT_KNOW)).way_up

    assert found == WayUp(
        VerdictCode.TEST,
        2,
        (WayUpStep("E2", 2, (), ("E2.6",), must_raise=("E2.6",), find_out_at_least=1),),
    )


def test_every_enabler_that_blocks_is_named_in_framework_order():
    found = way_up(FOUR, "33?", "33", "3?", "? ")

    assert found is not None
    assert [(step.enabler, step.find_out, step.find_out_at_least) for step in found.by_enabler] == [
        ("E3", ("E3.2",), 1),
        ("E4", ("E4.1", "E4.2"), 2),
    ]


def test_there_is_no_way_up_where_a_half_has_too_few_enablers():
    not_relevant = {f"E{n}.{place}": NOT_RELEVANT for n in (5, 7) for place in range(1, 6)}

    found = work_out(EIGHT, all_at(EIGHT, 4, E1_1=DONT_KNOW) | not_relevant)

    assert found.verdict.code is VerdictCode.NOT_ENOUGH_KNOWN
    assert found.way_up is None


def test_there_is_no_way_up_where_an_enabler_has_too_few_relevant_statements():
    assert way_up(FOUR, "333", "33", "33", "?-") is None


# -- laws ------------------------------------------------------------------------------------------


@law
@given(case=small_cases(), choice=st.randoms(use_true_random=False))
def test_following_the_way_up_reaches_its_verdict_whatever_is_chosen(case, choice):
    framework, answers = case
    way = work_out(framework, answers).way_up
    assume(way is not None)

    followed = dict(answers)
    for step in way.by_enabler:
        follow(step, followed, framework, choice)

    assert work_out(framework, followed).verdict.code == way.reaches
    assert way.reaches.rank > work_out(framework, answers).verdict.code.rank
    assert way.steps == sum(step.steps for step in way.by_enabler)


@law
@given(case=small_cases())
def test_in_version_ones_table_the_way_up_leads_through_deciding_enablers_only(case):
    framework, answers = case
    assume({(row.pursuit, row.conditions): row.outcome.code for row in framework.table} == TABLE)

    result = work_out(framework, answers)

    lifted = {step.enabler for step in result.way_up.by_enabler} if result.way_up else set()
    assert lifted <= set(result.verdict.deciding)


def follow(step: WayUpStep, answers: dict[str, Answer], framework: Framework, choice) -> None:
    """Do what one step says, choosing at random wherever it leaves a choice."""
    clear = framework.rules.gate_raised_at + 1
    forced = [code for code in step.find_out if code in step.must_raise]
    free = [code for code in step.find_out if code not in forced]
    found = forced + choice.sample(free, step.find_out_at_least - len(forced))
    left = step.steps
    for code in (*found, *step.must_raise):
        before = answers.get(code, DONT_KNOW).level
        after = clear if code in step.must_raise else 1
        if before is None or before < after:
            answers[code] = rating(after)
            left -= after - (before or 0)
    for _ in range(left):
        code = choice.choice([c for c in step.statements if answers[c].level < TOP_LEVEL])
        answers[code] = rating(answers[code].level + 1)


# -- brute force -----------------------------------------------------------------------------------

TINY = {
    "two enablers": instrument((2,), (2,)),
    "one rating is enough": instrument((2,), (2,), minimum_rated=1, gate_raised_at=0),
    "other edges, and the gate among the conditions": instrument(
        (1,), (3,), minimum_rated=1, partly_from=1, in_place_from=4, gate="E2.2", gate_raised_at=2
    ),
    "a half that can become too thin": instrument(
        (1, 1), (2,), minimum_rated=1, minimum_enablers_per_group=2
    ),
}


@pytest.mark.parametrize("name", TINY)
def test_trying_every_answer_finds_no_shorter_way_and_no_better_verdict(name):
    framework = TINY[name]
    verdict_of = cache(lambda said: slow_scorer.code_of(framework, dict(said)))

    for answers in every_set_of_answers(framework):
        found = work_out(framework, answers).way_up

        tried = shortest_by_trying(framework, answers, verdict_of)
        assert (found and (found.steps, found.reaches)) == tried, answers


def every_set_of_answers(framework: Framework) -> list[Answers]:
    codes = [statement.code for statement in framework.statements]
    kinds = [*(rating(level) for level in LEVELS), DONT_KNOW, NOT_RELEVANT]
    sets = [dict(zip(codes, chosen, strict=True)) for chosen in product(kinds, repeat=len(codes))]
    return [answers for answers in sets if answers[framework.rules.gate] != NOT_RELEVANT]


def shortest_by_trying(framework: Framework, answers: Answers, verdict_of) -> tuple[int, str] | None:
    said = slow_scorer.said_in(framework, answers)
    rank = slow_scorer.VERDICTS.index
    now = rank(verdict_of(tuple(said.items())))
    choices = [
        [(code, after) for after in (before, *LEVELS) if slow_scorer.cost(before, after) is not None]
        for code, before in said.items()
    ]
    ways = [
        (sum(slow_scorer.cost(said[code], after) for code, after in chosen), -rank(verdict_of(chosen)))
        for chosen in product(*choices)
    ]
    better = [(steps, -minus) for steps, minus in ways if -minus > now]
    if not better:
        return None
    fewest = min(steps for steps, _ in better)
    return fewest, slow_scorer.VERDICTS[max(after for steps, after in better if steps == fewest)]
