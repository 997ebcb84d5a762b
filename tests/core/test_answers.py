"""What a question set allows as an answer."""

import re
from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.errors import AnswerError
from assessments.scoring.answers import check_answers
from assessments.scoring.types import DONT_KNOW, NOT_RELEVANT, UNANSWERED, Answer, Kind, rating
from tests.core.instruments import instrument
from tests.core.strategies import law, small_cases

FRAMEWORK = instrument((2,), (2,))

REFUSED = [
    ("E9.1", rating(3), "There is no statement E9.1 in question set v1."),
    ("E1.2", rating(5), "Statement E1.2 has level 5. Levels go from 0 to 4."),
    ("E1.2", rating(-1), "Statement E1.2 has level -1. Levels go from 0 to 4."),
    ("E1.2", rating(2.5), "Statement E1.2 has level 2.5. Levels go from 0 to 4."),
    ("E1.2", rating(True), "Statement E1.2 has level True. Levels go from 0 to 4."),
    ("E1.2", Answer(Kind.LEVEL), "Statement E1.2 is rated, but has no level."),
    ("E1.2", Answer(Kind.DONT_KNOW, 3), "Statement E1.2 has level 3, but its answer is not a level."),
    ("E1.2", Answer(Kind.UNANSWERED, 0), "Statement E1.2 has level 0, but its answer is not a level."),
    ("E1.1", NOT_RELEVANT, "Statement E1.1 cannot be marked as not relevant. It asks about harm."),
]


@pytest.mark.parametrize(("code", "answer", "sentence"), REFUSED)
def test_an_answer_the_question_set_does_not_allow_is_refused_by_name(code, answer, sentence):
    with pytest.raises(AnswerError) as refusal:
        check_answers(FRAMEWORK, {"E2.1": rating(0), code: answer})

    assert str(refusal.value) == sentence


@pytest.mark.parametrize("answer", [rating(0), rating(4, backed=True), DONT_KNOW, NOT_RELEVANT, UNANSWERED])
def test_every_kind_of_answer_is_allowed_beside_the_gate(answer):
    check_answers(FRAMEWORK, {"E1.1": DONT_KNOW, "E1.2": answer})


def test_a_note_may_stand_alone():
    check_answers(FRAMEWORK, {"E1.2": Answer(Kind.UNANSWERED, backed=True)})


@law
@given(case=small_cases(), surprise=st.integers() | st.floats(allow_nan=False), kind=st.sampled_from(Kind))
def test_any_level_is_either_allowed_or_refused_with_a_sentence(case, surprise, kind):
    framework, answers = case
    code = framework.statements[-1].code
    is_allowed = kind is Kind.LEVEL and type(surprise) is int and 0 <= surprise <= 4

    refusal = nullcontext() if is_allowed else pytest.raises(AnswerError, match=re.escape(code))

    with refusal:
        check_answers(framework, answers | {code: Answer(kind, surprise)})
