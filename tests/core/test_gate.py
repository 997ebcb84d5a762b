"""The gate for harm."""

import pytest

from assessments.scoring.gate import gate_at, gate_of
from assessments.scoring.types import DONT_KNOW, NOT_RELEVANT, UNANSWERED, Gate, rating
from tests.core.instruments import RULES

HERE = RULES.gate


@pytest.mark.parametrize(
    ("answers", "gate"),
    [
        ({HERE: rating(0)}, Gate.RAISED),
        ({HERE: rating(1)}, Gate.RAISED),
        ({HERE: rating(2)}, Gate.CLEAR),
        ({HERE: rating(3)}, Gate.CLEAR),
        ({HERE: rating(4)}, Gate.CLEAR),
        ({HERE: DONT_KNOW}, Gate.OPEN),
        ({HERE: UNANSWERED}, Gate.OPEN),
        ({}, Gate.OPEN),
        ({"E2.5": rating(4)}, Gate.OPEN),
    ],
)
def test_the_gate_follows_its_one_statement(answers, gate):
    assert gate_of(RULES, answers) is gate


def test_only_a_level_clears_the_gate():
    assert gate_of(RULES, {HERE: NOT_RELEVANT}) is Gate.OPEN


def test_a_gate_without_a_level_is_open():
    assert gate_at(None, RULES) is Gate.OPEN
