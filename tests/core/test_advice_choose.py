"""Which advice fits a result, and what to work on first."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given

from assessments.advice.choose import ChosenAdvice, choose_advice, first_to_work_on
from assessments.framework.load import load_advice, load_framework
from assessments.framework.types import Advice, AdviceBook, Audience, Band, Framework
from assessments.scoring.result import work_out
from assessments.scoring.types import ScoreState
from tests.core.instruments import instrument, levels
from tests.core.strategies import answers_for, law

REAL = load_framework("v1")
REAL_BOOK = load_advice("v1")
FRAMEWORK = instrument((2, 2, 2), (2, 2, 2))


def book_for(framework: Framework) -> AdviceBook:
    pieces = (
        Advice(
            enabler.code, band, audience, f"{enabler.code} {band} {audience}?", ("do this", "do that"), "", ()
        )
        for enabler, band, audience in product(framework.enablers, Band, Audience)
    )
    return AdviceBook("v1", "v1", "c" * 64, tuple(pieces))


def chosen(*letters: str, audience: Audience = Audience.TEAM) -> tuple[ChosenAdvice, ...]:
    result = work_out(FRAMEWORK, levels(FRAMEWORK, *letters))
    return choose_advice(result, book_for(FRAMEWORK), audience, FRAMEWORK)


@pytest.mark.parametrize("audience", Audience)
def test_the_advice_is_the_one_for_the_enabler_its_band_and_the_audience(audience):
    found = chosen("11", "22", "33", "44", "44", "44", audience=audience)

    assert [choice.advice.question for choice in found][:3] == [
        f"E1 not_yet {audience}?",
        f"E2 partly {audience}?",
        f"E3 in_place {audience}?",
    ]


def test_furthest_below_target_comes_first_and_ties_stay_in_framework_order():
    found = chosen("22", "33", "11", "44", "22", "10")

    assert [(choice.enabler, choice.below_target) for choice in found] == [
        ("E6", Fraction(5, 2)),
        ("E3", 2),
        ("E1", 1),
        ("E5", 1),
        ("E2", 0),
        ("E4", 0),
    ]


def test_an_enabler_without_enough_answers_says_what_to_find_out_instead():
    found = chosen("33", "3?", "33", "33", "33", "  ")

    assert found[:2] == (
        ChosenAdvice("E2", None, None, None, find_out=("E2.2",)),
        ChosenAdvice("E6", None, None, None, find_out=("E6.1", "E6.2")),
    )


def test_what_to_find_out_comes_between_what_is_below_and_what_is_at_target():
    found = chosen("33", "??", "22", "44", "11", "33")

    assert [choice.enabler for choice in found] == ["E5", "E3", "E2", "E1", "E4", "E6"]


def test_an_enabler_with_too_few_relevant_statements_has_neither_advice_nor_anything_to_find_out():
    assert ChosenAdvice("E2", None, None, None, find_out=()) in chosen("33", "3-", "33", "33", "33", "33")


def test_an_enabler_with_a_score_has_nothing_to_find_out():
    framework = instrument((3,), (2,))

    result = work_out(framework, levels(framework, "33?", "33"))

    assert choose_advice(result, book_for(framework), Audience.TEAM, framework)[0].find_out == ()


def test_an_enabler_wholly_not_relevant_gets_no_advice():
    assert "E4" not in [choice.enabler for choice in chosen("33", "33", "33", "--", "33", "33")]


def test_the_target_comes_from_the_framework():
    strict = replace(FRAMEWORK, rules=replace(FRAMEWORK.rules, target=4))
    result = work_out(strict, levels(strict, "33", "44", "44", "44", "44", "44"))

    first = choose_advice(result, book_for(strict), Audience.TEAM, strict)[0]

    assert (first.enabler, first.below_target, first.is_below_target) == ("E1", 1, True)


@pytest.mark.parametrize(
    ("letters", "first"),
    [
        (("33", "33", "33", "44", "44", "44"), []),
        (("33", "33", "22", "44", "44", "44"), ["E3"]),
        (("11", "22", "33", "44", "44", "44"), ["E1", "E2"]),
        (("11", "20", "12", "22", "44", "44"), ["E1", "E2", "E3"]),  # the fourth is nearer
        (("10", "11", "22", "22", "22", "44"), ["E1", "E2"]),  # three share the third place: they step back
        (("22", "22", "11", "10", "44", "44"), ["E4", "E3"]),
        (("10", "22", "22", "22", "44", "44"), ["E1", "E2", "E3"]),  # stepping back would leave only one
        (("22", "22", "22", "22", "22", "22"), ["E1", "E2", "E3"]),
        (("22", "22", "22", "44", "44", "44"), ["E1", "E2", "E3"]),  # all who share it find room
        (("??", "22", "44", "44", "44", "44"), ["E2"]),
    ],
)
def test_the_two_or_three_furthest_below_target_come_first_and_equals_stay_together(letters, first):
    assert [choice.enabler for choice in first_to_work_on(chosen(*letters))] == first


@pytest.mark.parametrize(
    ("limit", "first"), [(0, []), (1, ["E1"]), (2, ["E1", "E2"]), (6, ["E1", "E2", "E3"])]
)
def test_the_limit_is_never_passed(limit, first):
    found = first_to_work_on(chosen("22", "22", "22", "33", "33", "33"), limit)

    assert [choice.enabler for choice in found] == first


def test_a_tie_may_leave_one_when_two_are_asked_for():
    found = first_to_work_on(chosen("11", "22", "22", "33", "33", "33"), limit=2)

    assert [choice.enabler for choice in found] == ["E1"]


@law
@given(answers=answers_for(REAL))
def test_every_relevant_enabler_gets_its_advice_or_what_to_find_out(answers):
    result = work_out(REAL, answers)

    found = {choice.enabler: choice for choice in choose_advice(result, REAL_BOOK, Audience.SYSTEM, REAL)}

    for score in result.scores:
        assert (score.enabler in found) is (score.state is not ScoreState.NOT_RELEVANT)
        if score.state is ScoreState.SCORED:
            assert found[score.enabler].advice.band is score.band
        if score.state is ScoreState.NOT_ENOUGH:
            assert found[score.enabler].find_out == score.unknown
