"""Starting an assessment: one at a time, pinned to its questions, blank or from the last one's answers."""

from dataclasses import replace

import pytest

from assessments.actions.assessment import mark_as_illustration, start_assessment
from assessments.errors import AlreadySubmitted, NotAllowed, NotFound
from assessments.framework.load import latest_version, load_framework
from assessments.models import Answer, Assessment, AuditEvent, Result
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import answers_of
from tests.factories import HeldTrial, answer, describe, start, submit, submitted
from tests.people import Team


def started(action: str = "assessment.start") -> list[tuple[int | None, str, str]]:
    rows = AuditEvent.objects.filter(action=action).order_by("pk")
    return [(row.actor_id, row.subject, row.after) for row in rows]


def test_a_first_assessment_is_number_one_and_pins_its_questions(team: Team, bob: Actor) -> None:
    start(team.innovation, by=bob)

    stored, framework = Assessment.objects.get(), load_framework(latest_version())
    assert (stored.number, stored.started_by, stored.started_from) == (1, team.bob, None)
    assert (stored.framework_version, stored.framework_checksum) == (framework.version, framework.checksum)
    assert (stored.submitted_at, stored.is_illustration, stored.as_things_stood) == (None, False, "")


def test_starting_is_recorded_with_who_and_by_which_request(team: Team, bob: Actor) -> None:
    facts = start(team.innovation, by=bob)

    event = AuditEvent.objects.get(action="assessment.start")

    assert (event.actor, event.actor_kind, event.request_id) == (team.bob, "person", "a-request")
    assert (event.subject, event.after) == (f"assessment:{facts.id}", "number 1")


def test_pressing_start_twice_starts_one(team: Team, alice: Actor) -> None:
    first, second = start(team.innovation, by=alice), start(team.innovation, by=alice)

    assert first == second
    assert len(started()) == 1


def test_an_unfinished_assessment_is_carried_on_whoever_began_it(
    team: Team, alice: Actor, bob: Actor
) -> None:
    begun = start(team.innovation, by=bob)
    answer(begun, {"E1.1": "2"}, by=bob)

    carried_on = start(team.innovation, by=alice, from_last=True)

    assert carried_on.pk == begun.pk
    assert Assessment.objects.get().started_by == team.bob
    assert answers_of(carried_on.pk)["E1.1"].level == 2


def test_after_submitting_the_next_one_starts_blank(team: Team, alice: Actor) -> None:
    submitted(team.innovation, by=alice)

    following = start(team.innovation, by=alice)

    assert following.number == 2
    assert answers_of(following.pk) == {}
    assert Assessment.objects.get(pk=following.pk).started_from is None


def test_the_next_one_may_start_from_the_last_ones_answers(team: Team, alice: Actor, bob: Actor) -> None:
    submitted(team.innovation, by=alice)
    answers_before = list(Answer.objects.values())
    receipt_before = Result.objects.get().receipt

    following = start(team.innovation, by=bob, from_last=True)

    assert Assessment.objects.get(pk=following.pk).started_from.number == 1
    assert {said.level for said in answers_of(following.pk).values()} == {3}
    assert list(Answer.objects.exclude(assessment=following.pk).values()) == answers_before
    assert Result.objects.get().receipt == receipt_before


def test_it_is_the_newest_that_is_carried_over(team: Team, alice: Actor) -> None:
    submitted(team.innovation, by=alice)
    second = start(team.innovation, by=alice, from_last=True)
    answer(second, {"E1.1": "1"}, by=alice)
    submit(second, by=alice)

    third = start(team.innovation, by=alice, from_last=True)

    assert (third.number, answers_of(third.pk)["E1.1"].level) == (3, 1)


def test_from_the_last_one_where_there_is_none_starts_blank(team: Team, alice: Actor) -> None:
    first = start(team.innovation, by=alice, from_last=True)

    assert (first.number, answers_of(first.pk)) == (1, {})


def test_what_starts_from_an_illustration_is_the_teams_own(team: Team, alice: Actor) -> None:
    draft = start(team.innovation, by=alice)
    mark_as_illustration(draft, as_things_stood="March 2020", by=alice)
    submitted(team.innovation, by=alice)

    following = start(team.innovation, by=alice, from_last=True)

    assert (following.is_illustration, following.as_things_stood) == (False, "")


def test_a_blank_one_after_an_illustration_is_the_teams_own(team: Team, alice: Actor) -> None:
    mark_as_illustration(start(team.innovation, by=alice), as_things_stood="March 2020", by=alice)
    submitted(team.innovation, by=alice)

    assert not start(team.innovation, by=alice).is_illustration


@pytest.mark.parametrize("standing", ["viewer", "rater", ""])
def test_who_may_not_start_is_refused_and_nothing_is_begun(standing: str, team: Team, alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        start_assessment(replace(describe(team.innovation, alice), standing=standing), by=Actor(team.dana.pk))

    assert not Assessment.objects.exists()
    assert not started()


def test_an_innovation_that_is_gone_is_not_found(team: Team, alice: Actor) -> None:
    facts = describe(team.innovation, alice)
    team.innovation.delete()

    with pytest.raises(NotFound):
        start_assessment(facts, by=alice)

    assert not started()


def test_a_trial_is_started_by_nobody_in_particular(trial: HeldTrial) -> None:
    assert Assessment.objects.get().started_by is None
    assert AuditEvent.objects.get(action="assessment.start").actor_kind == "trial"


# --- Illustrations ----------------------------------------------------------------------------------------------------


def test_an_illustration_says_so_and_as_of_when(draft: AssessmentFacts, alice: Actor) -> None:
    mark_as_illustration(draft, as_things_stood="March 2020", by=alice)

    stored = Assessment.objects.get()
    assert (stored.is_illustration, stored.as_things_stood) == (True, "March 2020")
    assert started("assessment.illustrate") == [(alice.person_id, f"assessment:{draft.id}", "March 2020")]


def test_a_viewer_may_not_call_it_an_illustration(draft: AssessmentFacts, alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        mark_as_illustration(replace(draft, standing="viewer"), as_things_stood="", by=alice)

    assert not Assessment.objects.get().is_illustration


def test_what_is_submitted_is_not_called_an_illustration_afterwards(team: Team, alice: Actor) -> None:
    done = submitted(team.innovation, by=alice)

    with pytest.raises(AlreadySubmitted):
        mark_as_illustration(done, as_things_stood="March 2020", by=alice)

    assert not Assessment.objects.get().is_illustration
    assert not started("assessment.illustrate")
