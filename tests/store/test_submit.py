"""Submitting: the answers freeze and the results are stored, in one act, once."""

import datetime as dt
import json
import zoneinfo
from dataclasses import replace

import pytest
from django.db import connection
from django.utils import timezone

from assessments.actions import assessment as submitting
from assessments.actions.assessment import mark_as_illustration, submit_assessment
from assessments.errors import (
    AlreadySubmitted,
    ChangedMeanwhile,
    FrameworkError,
    NotAllowed,
    NotFound,
    NotReady,
    OctantError,
)
from assessments.models import SCORE_UNIT, Answer, Assessment, AuditEvent, Result
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts, get_visible
from assessments.queries.rating import answers_of, for_scoring, revision_of
from assessments.scoring.receipt import ENGINE_VERSION, first_difference, read_receipt, receipt_of, to_bytes
from assessments.scoring.result import work_out
from assessments.scoring.types import Nature
from tests.conftest import CountQueries
from tests.factories import (
    GATE,
    STATEMENTS,
    HeldTrial,
    all_typed,
    answer,
    save,
    start,
    submit,
    submitted,
    typed,
)
from tests.people import Team

E4 = [code for code in STATEMENTS if code.startswith("E4.")]


@pytest.fixture
def complete(draft: AssessmentFacts, alice: Actor) -> AssessmentFacts:
    """Every statement answered, not submitted."""
    save(draft, *all_typed("3"), by=alice)
    return draft


def nothing_was_submitted() -> bool:
    is_open = Assessment.objects.get().submitted_at is None
    return is_open and not Result.objects.exists() and not submissions()


def submissions() -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(action="assessment.submit"))


# --- What is stored ---------------------------------------------------------------------------------------------------


def test_submitting_says_who_and_when(complete: AssessmentFacts, bob: Actor, team: Team) -> None:
    before = timezone.now()

    submit(complete, by=bob)

    stored = Assessment.objects.get()
    assert stored.submitted_by == team.bob
    assert before <= stored.submitted_at <= timezone.now()
    assert Result.objects.get().made_at == stored.submitted_at


def test_submitting_is_recorded_with_its_verdict(complete: AssessmentFacts, bob: Actor, team: Team) -> None:
    submit(complete, by=bob)

    [event] = submissions()
    assert (event.actor, event.actor_kind, event.request_id) == (team.bob, "person", "a-request")
    assert (event.subject, event.before, event.after) == (f"assessment:{complete.id}", "", "ready")


def test_the_receipt_is_what_anyone_would_work_out_again(complete: AssessmentFacts, alice: Actor) -> None:
    made_at = dt.datetime(2026, 5, 12, 15, 40, tzinfo=dt.UTC)
    submit_assessment(complete, by=alice, seen_revision=len(STATEMENTS), made_at=made_at)

    said = for_scoring(answers_of(complete.pk))
    again = receipt_of(
        complete.framework,
        said,
        work_out(complete.framework, said),
        nature=Nature.SELF_ASSESSED,
        made_at="2026-05-12T15:40:00+00:00",
    )

    stored = Result.objects.get()
    assert stored.receipt.encode() == to_bytes(again)
    assert first_difference(read_receipt(stored.receipt.encode())) is None
    assert stored.engine_version == ENGINE_VERSION


def test_the_receipt_tells_the_time_in_utc(complete: AssessmentFacts, alice: Actor) -> None:
    in_summer = dt.datetime(2026, 7, 1, 0, 30, tzinfo=zoneinfo.ZoneInfo("Europe/London"))

    submit_assessment(complete, by=alice, seen_revision=len(STATEMENTS), made_at=in_summer)

    assert json.loads(Result.objects.get().receipt)["made_at"] == "2026-06-30T23:30:00+00:00"
    assert Assessment.objects.get().submitted_at == in_summer


def test_the_receipt_holds_levels_and_no_notes(draft: AssessmentFacts, alice: Actor) -> None:
    save(draft, *(replace(one, note="A private remark") for one in all_typed()), by=alice)

    submit(draft, by=alice)

    receipt = Result.objects.get().receipt
    assert json.loads(receipt)["notes"] is None
    assert "remark" not in receipt


def test_what_was_called_an_illustration_since_the_page_was_opened_is_submitted_as_one(
    complete: AssessmentFacts, alice: Actor
) -> None:
    mark_as_illustration(complete, as_things_stood="March 2020", by=alice)

    submit(complete, by=alice)

    assert json.loads(Result.objects.get().receipt)["nature"] == Nature.ILLUSTRATION


def test_scores_are_stored_as_exact_columns(team: Team, alice: Actor) -> None:
    """In 2,520ths of a level. E1: 12 over 4 rated of 5. E2: 17 over 6. E3: nothing relevant. E4: 1 of 5 rated."""
    said = all_typed("3", E1_5="dont_know", E2_1="2", **{f"E3_{n}": "not_relevant" for n in range(1, 6)})
    little_known = [typed(one.statement, "dont_know") if one.statement in E4[1:] else one for one in said]

    submitted(team.innovation, by=alice, answers=little_known)

    row = Result.objects.get()
    assert (row.e1_score, row.e1_low, row.e1_high) == (
        3 * SCORE_UNIT,
        12 * SCORE_UNIT // 5,
        16 * SCORE_UNIT // 5,
    )
    assert (row.e2_score, row.e2_low, row.e2_high) == (17 * SCORE_UNIT // 6,) * 3
    assert (row.e3_score, row.e3_low, row.e3_high) == (None, None, None)
    assert (row.e4_score, row.e4_low, row.e4_high) == (None, 3 * SCORE_UNIT // 5, 19 * SCORE_UNIT // 5)
    assert (row.e8_score, row.e8_low, row.e8_high) == (3 * SCORE_UNIT,) * 3


def test_counts_and_verdict_are_stored_beside_them(team: Team, alice: Actor) -> None:
    said = all_typed("3", E1_5="dont_know", E2_1="2", **{f"E3_{n}": "not_relevant" for n in range(1, 6)})

    submitted(team.innovation, by=alice, answers=said)

    row = Result.objects.get()
    assert (row.answered, row.dont_know, row.not_relevant) == (41, 1, 5)
    assert (row.at_target, row.gate, row.verdict) == (6, "clear", "test")
    assert row.headline == json.loads(row.receipt)["result"]["verdict"]["headline"]


@pytest.mark.parametrize(
    ("said", "gate", "verdict"), [("0", "raised", "pause"), ("dont_know", "open", "not_enough_known")]
)
def test_the_gate_is_stored_too(said: str, gate: str, verdict: str, team: Team, alice: Actor) -> None:
    submitted(team.innovation, by=alice, answers=all_typed("4", **{GATE: said}))

    row = Result.objects.get()
    assert (row.gate, row.verdict) == (gate, verdict)


def test_columns_and_receipt_tell_the_same(team: Team, alice: Actor) -> None:
    choices = ["0", "1", "2", "3", "4", "dont_know", "not_relevant"]
    said = [typed(code, choices[n % 7] if code != GATE else "2") for n, code in enumerate(STATEMENTS)]
    submitted(team.innovation, by=alice, answers=said)

    row = Result.objects.get()
    result = read_receipt(row.receipt.encode()).result

    for score in result.scores:
        for what in ("score", "low", "high"):
            exact, column = getattr(score, what), getattr(row, f"{score.enabler.lower()}_{what}")
            assert column == (None if exact is None else exact * SCORE_UNIT)


def test_a_trial_is_submitted_by_nobody_in_particular(trial: HeldTrial) -> None:
    save(trial.facts, *all_typed(), by=trial.holder)

    submit(trial.facts, by=trial.holder)

    assert Assessment.objects.get().submitted_by is None
    assert [event.actor_kind for event in submissions()] == ["trial"]


# --- Once -------------------------------------------------------------------------------------------------------------


def test_submitting_again_does_nothing(complete: AssessmentFacts, alice: Actor, bob: Actor) -> None:
    submit(complete, by=alice)
    before = Assessment.objects.values().get(), Result.objects.values().get()

    submit(complete, by=alice)
    submit_assessment(complete, by=bob, seen_revision=0)  # from an old page, too

    assert (Assessment.objects.values().get(), Result.objects.values().get()) == before
    assert len(submissions()) == 1


def test_after_submitting_nothing_can_be_saved(complete: AssessmentFacts, alice: Actor, bob: Actor) -> None:
    submit(complete, by=alice)

    with pytest.raises(AlreadySubmitted):
        save(complete, typed("E1.1", "0", seen=1), by=bob)

    assert Answer.objects.get(statement="E1.1").level == 3


# --- What is refused, and then nothing is stored ----------------------------------------------------------------------


def test_statements_without_an_answer_are_counted_and_refused(draft: AssessmentFacts, alice: Actor) -> None:
    save(draft, *all_typed("3")[:-2], by=alice)

    with pytest.raises(
        NotReady, match=r"^Answer every statement before you submit\. 2 have no answer yet\.$"
    ):
        submit(draft, by=alice)

    assert nothing_was_submitted()


def test_an_answer_taken_back_is_missing_even_with_a_note(complete: AssessmentFacts, alice: Actor) -> None:
    save(complete, typed("E8.5", "", note="Ask the trust", seen=1), by=alice)

    with pytest.raises(NotReady, match="1 have no answer yet"):
        submit(complete, by=alice)

    assert nothing_was_submitted()


def test_nothing_answered_at_all_is_refused(draft: AssessmentFacts, alice: Actor) -> None:
    with pytest.raises(NotReady, match="41 have no answer yet"):
        submit(draft, by=alice)


@pytest.mark.parametrize("change", ["E1.1", "E8.5"])
def test_what_changed_after_the_page_was_opened_must_be_looked_at_first(
    change: str, complete: AssessmentFacts, alice: Actor, bob: Actor
) -> None:
    seen = revision_of(answers_of(complete.pk))
    answer(complete, {change: "0"}, by=bob)

    with pytest.raises(ChangedMeanwhile):
        submit_assessment(complete, by=alice, seen_revision=seen)

    assert nothing_was_submitted()


@pytest.mark.parametrize("standing", ["viewer", "rater", ""])
def test_who_may_not_submit_is_refused(standing: str, complete: AssessmentFacts, team: Team) -> None:
    with pytest.raises(NotAllowed):
        submit(replace(complete, standing=standing), by=Actor(team.dana.pk))

    assert nothing_was_submitted()


def test_an_assessment_that_is_gone_is_not_found(complete: AssessmentFacts, team: Team, alice: Actor) -> None:
    team.innovation.delete()

    with pytest.raises(NotFound):
        submit_assessment(complete, by=alice, seen_revision=len(STATEMENTS))

    assert not submissions()


def test_questions_with_another_text_than_it_was_started_with_are_refused(
    complete: AssessmentFacts, alice: Actor
) -> None:
    Assessment.objects.update(framework_checksum="another")

    with pytest.raises(FrameworkError, match="another text of its questions"):
        submit(complete, by=alice)

    assert nothing_was_submitted()


def test_without_its_record_a_submission_does_not_happen(
    complete: AssessmentFacts, alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object, **kwargs: object) -> None:
        raise OctantError("The disk is full.")

    monkeypatch.setattr(submitting, "record", fails)

    with pytest.raises(OctantError):
        submit(complete, by=alice)

    assert nothing_was_submitted()
    assert not get_visible(alice, complete.id).is_submitted


def test_submitting_costs_four_statements_and_those_of_the_record(
    complete: AssessmentFacts, alice: Actor, count_queries: CountQueries
) -> None:
    with count_queries() as queries:
        submit_assessment(complete, by=alice, seen_revision=len(STATEMENTS))

    assert len(queries) == 4 + (3 if connection.vendor == "postgresql" else 2)


def test_an_older_assessment_of_the_same_innovation_is_left_alone(team: Team, alice: Actor) -> None:
    first = submitted(team.innovation, by=alice, answers=all_typed("1"))
    before = Result.objects.values().get()
    second = start(team.innovation, by=alice, from_last=True)
    answer(second, dict.fromkeys(STATEMENTS, "4"), by=alice)

    submit(second, by=alice)

    assert Result.objects.values().get(pk=first.pk) == before
    assert Result.objects.get(pk=second.pk).verdict == "ready"
