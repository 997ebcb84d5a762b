"""Two people press Submit, or Start, or one saves while another submits: at the same moment."""

import time

from django.db import transaction

from assessments.actions.assessment import submit_assessment
from assessments.errors import AlreadySubmitted, ChangedMeanwhile
from assessments.models import Answer, Assessment, AuditEvent, Innovation, Result, Role
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.receipts import wrong_results
from tests.factories import STATEMENTS, all_typed, save, start, typed
from tests.people import Team, join
from tests.reliability.crowd import together
from tests.reliability.figures import Measured

SEEN = len(STATEMENTS)


def innovations(team: Team, count: int) -> list[Innovation]:
    """Alice leads each of them, and Bob edits."""
    made = [Innovation.objects.create(name=f"Innovation {number}") for number in range(count)]
    for innovation in made:
        join(innovation, team.alice, Role.LEAD)
        join(innovation, team.bob, Role.EDITOR)
    return made


@transaction.atomic
def complete_assessments(team: Team, count: int, *, by: Actor) -> list[AssessmentFacts]:
    """Every statement answered once, nothing submitted."""
    drafts = [start(innovation, by=by) for innovation in innovations(team, count)]
    for facts in drafts:
        save(facts, *all_typed("3"), by=by)
    return drafts


def submissions() -> int:
    return AuditEvent.objects.filter(action="assessment.submit").count()


def test_two_hundred_double_submits_are_two_hundred_submissions(
    team: Team, alice: Actor, bob: Actor, measured: Measured
) -> None:
    drafts = complete_assessments(team, 200, by=alice)

    def submits(actor: Actor, number: int) -> None:
        submit_assessment(drafts[number], by=actor, seen_revision=SEEN)

    crowd = together(lambda n: submits(alice, n), lambda n: submits(bob, n), rounds=200)

    measured(
        "Double submits", crowd.seconds, pairs=200, submissions=submissions(), results=Result.objects.count()
    )
    assert (submissions(), Result.objects.count()) == (200, 200)
    assert set(crowd.rounds) == {(None, None)}
    assert Assessment.objects.filter(submitted_at=None).count() == 0


def test_no_answer_is_saved_once_someone_has_submitted(
    team: Team, alice: Actor, bob: Actor, measured: Measured
) -> None:
    drafts = complete_assessments(team, 150, by=alice)

    def submits(number: int) -> str:
        time.sleep((number % 4) / 1000)  # so that now the one comes first and now the other
        submit_assessment(drafts[number], by=alice, seen_revision=SEEN)
        return "submitted"

    def saves(number: int) -> str:
        save(drafts[number], typed("E1.1", "0", seen=1), by=bob)
        return "saved"

    crowd = together(submits, saves, rounds=150)

    rounds = crowd.rounds
    submitted = [number for number, (first, _) in enumerate(rounds) if first == "submitted"]
    saved = [number for number, (_, second) in enumerate(rounds) if second == "saved"]
    firsts = {"submitted_first": len(submitted), "saved_first": len(saved)}
    measured("A save against a submit", crowd.seconds, pairs=150, **firsts)
    assert sorted(submitted + saved) == list(range(150))
    assert all(isinstance(rounds[number][1], AlreadySubmitted) for number in submitted)
    assert all(isinstance(rounds[number][0], ChangedMeanwhile) for number in saved)
    assert [difference for _, difference in wrong_results() if difference] == []
    assert not Answer.objects.filter(assessment__submitted_at__isnull=False).exclude(level=3).exists()


def test_two_who_press_start_start_one(team: Team, alice: Actor, bob: Actor, measured: Measured) -> None:
    made = innovations(team, 100)

    crowd = together(lambda n: start(made[n], by=alice).id, lambda n: start(made[n], by=bob).id, rounds=100)

    measured("Double starts", crowd.seconds, pairs=100, assessments=Assessment.objects.count())
    assert Assessment.objects.count() == 100
    assert all(first == second for first, second in crowd.rounds)
    assert AuditEvent.objects.filter(action="assessment.start").count() == 100
