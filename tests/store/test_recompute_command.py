"""manage.py recompute --check finds whatever was changed behind the application's back, and says where."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from assessments.models import Answer, Assessment, Result
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.receipts import result_columns, wrong_results
from assessments.scoring.receipt import read_receipt, receipt_of, to_bytes
from assessments.scoring.result import work_out
from assessments.scoring.types import rating
from tests.conftest import CountQueries
from tests.factories import all_typed, start, submitted, typed
from tests.people import Team
from tests.store.refusals import TRIGGERS

COLUMNS = (
    *(
        "verdict",
        "headline",
        "gate",
        "at_target",
        "answered",
        "dont_know",
        "not_relevant",
        "engine_version",
        "made_at",
    ),
    *(f"e{number}_{what}" for number in range(1, 9) for what in ("score", "low", "high")),
)
WRITTEN_BY_HAND: dict[str, Any] = {
    "verdict": "build",
    "headline": "Ready for anything",
    "gate": "open",
    "engine_version": "0",
    "made_at": "2020-01-01T00:00:00Z",
}


@pytest.fixture
def done(team: Team, alice: Actor) -> AssessmentFacts:
    """Every score is 2.75 or so, so that any column can be moved a little either way."""
    said = [typed(one.statement, "2" if one.statement.endswith(".1") else "3") for one in all_typed()]
    return submitted(team.innovation, by=alice, answers=said)


@pytest.fixture
def behind_our_back(done: AssessmentFacts) -> None:
    """What an engineer with the database's own password could do: the triggers are gone."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name, (table, *_) in TRIGGERS.items():
            cursor.execute(
                f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else "")
            )


def check() -> str:
    said = StringIO()
    call_command("recompute", check=True, stdout=said)
    return said.getvalue()


def complaint() -> str:
    """What is said of the one assessment that is wrong; the command itself fails."""
    said = StringIO()
    with pytest.raises(CommandError, match=r"^1 of \d stored results differ\.$") as failed:
        call_command("recompute", check=True, stderr=said)
    assert failed.value.returncode == 1
    return said.getvalue().strip()


def rewrite_receipt(change: Callable[[dict[str, Any]], object]) -> None:
    document = json.loads(Result.objects.get().receipt)
    change(document)
    Result.objects.update(receipt=to_bytes(document).decode())


def other_value(column: str) -> object:
    """Another value that the database's own rules would allow."""
    if column in WRITTEN_BY_HAND:
        return WRITTEN_BY_HAND[column]
    if column.endswith("_score"):
        return None
    stored = getattr(Result.objects.get(), column)
    return stored - 1 if column.endswith("_low") else stored + 1


# --- Right ------------------------------------------------------------------------------------------------------------


def test_what_was_submitted_is_right(done: AssessmentFacts) -> None:
    assert check() == "All 1 stored results are right.\n"


def test_nothing_submitted_is_right_too(draft: AssessmentFacts) -> None:
    assert check() == "All 0 stored results are right.\n"


def test_a_draft_beside_it_is_not_looked_at(team: Team, done: AssessmentFacts, alice: Actor) -> None:
    start(team.innovation, by=alice, from_last=True)

    assert check() == "All 1 stored results are right.\n"


def test_checking_costs_one_statement_and_one_for_each_result(
    team: Team, done: AssessmentFacts, alice: Actor, count_queries: CountQueries
) -> None:
    submitted(team.innovation, by=alice)

    with count_queries() as queries:
        assert [difference for _, difference in wrong_results()] == ["", ""]

    assert len(queries) == 3


def test_it_only_checks_and_must_be_told_so() -> None:
    with pytest.raises(CommandError, match="--check"):
        call_command("recompute")


# --- Wrong ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_written_by_hand_is_found(column: str, done: AssessmentFacts, behind_our_back: None) -> None:
    Result.objects.update(**{column: other_value(column)})

    assert complaint() == f"{done.id}: The stored column {column} is not what the receipt says."


def test_every_column_of_a_result_is_compared() -> None:
    columns = {field.name for field in Result._meta.concrete_fields}

    assert columns - {"assessment", "receipt"} == set(COLUMNS)


def test_a_receipt_rewritten_by_hand_is_found(done: AssessmentFacts, behind_our_back: None) -> None:
    rewrite_receipt(lambda document: document["result"]["verdict"].update(code="nearly"))

    assert complaint().startswith(f"{done.id}: The receipt, result, verdict, code: it says")


def test_a_receipt_that_cannot_be_read_is_found(done: AssessmentFacts, behind_our_back: None) -> None:
    Result.objects.update(receipt="{")

    assert complaint().startswith(f"{done.id}: ")


def test_a_whole_forged_receipt_with_its_columns_is_found_by_the_answers(
    done: AssessmentFacts, behind_our_back: None
) -> None:
    row = Result.objects.get()
    honest = read_receipt(row.receipt.encode())
    better = {**honest.answers, "E4.1": rating(4)}
    worked_out = work_out(done.framework, better)
    forged = receipt_of(done.framework, better, worked_out, nature=honest.nature, made_at=honest.made_at)
    columns = result_columns(worked_out, target=done.framework.rules.target)

    Result.objects.update(receipt=to_bytes(forged).decode(), **columns)

    assert complaint() == f"{done.id}: The stored answer to E4.1 is not the one on the receipt."


@pytest.mark.parametrize(
    "change",
    [
        lambda answers: answers.filter(statement="E5.2").update(level=4),
        lambda answers: answers.filter(statement="E5.2").update(kind="dont_know", level=None),
        lambda answers: answers.filter(statement="E5.2").update(note="Added later"),
        lambda answers: answers.filter(statement="E5.2").update(statement="E5.9"),
        lambda answers: answers.filter(statement="E5.2").delete(),
    ],
    ids=["level", "kind", "backed later", "statement", "deleted"],
)
def test_an_answer_changed_by_hand_is_found(
    change: Callable[[Any], object], done: AssessmentFacts, behind_our_back: None
) -> None:
    change(Answer.objects.all())

    assert complaint() == f"{done.id}: The stored answer to E5.2 is not the one on the receipt."


@pytest.mark.parametrize("column", ["framework_version", "framework_checksum"])
def test_other_questions_than_those_it_was_answered_with_are_found(
    column: str, done: AssessmentFacts, behind_our_back: None
) -> None:
    Assessment.objects.update(**{column: "another"})

    assert complaint() == f"{done.id}: The receipt is about other questions than the assessment."


def test_an_illustration_passed_off_as_a_rating_is_found(
    done: AssessmentFacts, behind_our_back: None
) -> None:
    Assessment.objects.update(is_illustration=True)

    assert (
        complaint() == f"{done.id}: The receipt and the assessment differ on whether it is an illustration."
    )


def test_a_result_that_was_deleted_is_missed(done: AssessmentFacts) -> None:
    Result.objects.all().delete()

    assert complaint() == f"{done.id}: It was submitted, and has no stored result."


def test_a_submitted_assessment_that_was_opened_again_is_found(
    done: AssessmentFacts, behind_our_back: None
) -> None:
    Assessment.objects.update(submitted_at=None, submitted_by=None)

    assert complaint() == f"{done.id}: It has a stored result, and is not submitted."


def test_of_many_it_is_the_wrong_one_that_is_named(
    team: Team, done: AssessmentFacts, alice: Actor, behind_our_back: None
) -> None:
    second = submitted(team.innovation, by=alice)
    Result.objects.filter(pk=second.pk).update(verdict="build")

    assert complaint() == f"{second.id}: The stored column verdict is not what the receipt says."
