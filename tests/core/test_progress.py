"""The one definition of progress."""

import pytest

from assessments.scoring.progress import progress_of
from assessments.scoring.types import Answer, Kind, Progress
from tests.core.instruments import instrument, levels

FRAMEWORK = instrument((4,), (2,))


def test_dont_know_and_not_relevant_count_as_answered():
    answers = levels(FRAMEWORK, "3?- ", "  ")

    assert progress_of(FRAMEWORK.statements, answers) == Progress(
        answered=3, statements=6, dont_know=1, not_relevant=1
    )


def test_an_enabler_is_complete_when_all_its_statements_are_answered():
    answers = levels(FRAMEWORK, "0?-?", " 3")

    complete = [progress_of(enabler.statements, answers).is_complete for enabler in FRAMEWORK.enablers]

    assert complete == [True, False]


@pytest.mark.parametrize(
    ("answers", "is_started"),
    [
        ({}, False),
        ({"E1.1": Answer(Kind.UNANSWERED, backed=True)}, False),
        ({"E1.1": Answer(Kind.DONT_KNOW)}, True),
    ],
)
def test_a_note_alone_is_not_a_start(answers, is_started):
    assert progress_of(FRAMEWORK.statements, answers).is_started is is_started
