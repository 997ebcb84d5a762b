"""A plan: what is written, what is refused, what two people at once find, what is recorded."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest

from assessments.actions.plan import (
    MOST_STEPS,
    StepText,
    add_step,
    change_step,
    move_step,
    remove_step,
    set_status,
)
from assessments.errors import ChangedMeanwhile, NotAllowed, NotFound
from assessments.models import AuditEvent, Innovation, Membership, PlanStep, StepStatus
from assessments.permissions import Actor
from assessments.queries.innovation import InnovationFacts
from assessments.queries.plan import Step, find_step, steps_of, with_steps_reached
from assessments.scoring.types import DONT_KNOW, NOT_RELEVANT, rating
from tests.factories import describe, submitted
from tests.people import Team

ASK = StepText("Ask two sites what it costs", enabler="E7")
SHOW = StepText("Show the numbers", enabler="E2", statement="E2.1", level=3)


@pytest.fixture
def facts(team: Team, alice: Actor) -> InnovationFacts:
    return describe(team.innovation, alice)


def texts(facts: InnovationFacts) -> list[str]:
    return [step.text for step in steps_of(facts.pk)]


def planned(facts: InnovationFacts, by: Actor, *said: str) -> list[Step]:
    for text in said:
        add_step(facts, StepText(text), by=by)
    return list(steps_of(facts.pk))


def test_a_step_goes_to_the_end_with_what_was_said_about_it(
    team: Team, facts: InnovationFacts, alice: Actor
) -> None:
    planned(facts, alice, "First")

    said = replace(ASK, owner_id=team.bob.pk, due_on=dt.date(2027, 1, 31), note="By phone")
    add_step(facts, said, by=alice)

    first, step = steps_of(facts.pk)
    assert first.text == "First"
    assert (step.text, step.enabler, step.owner, step.due_on, step.note, step.status, step.version) == (
        "Ask two sites what it costs",
        "E7",
        "Bob Barnes",
        dt.date(2027, 1, 31),
        "By phone",
        "to_do",
        1,
    )


def test_a_step_remembers_the_assessment_it_came_from_and_no_other_teams(
    team: Team, facts: InnovationFacts, alice: Actor
) -> None:
    done = submitted(team.innovation, by=alice)

    made = [
        add_step(facts, replace(ASK, text=str(n)), by=alice, made_from=key)
        for n, key in enumerate((done.id, uuid.uuid4()))
    ]

    assert [step.made_from_id for step in made if step] == [done.pk, None]


def test_the_same_step_is_not_planned_twice_until_it_is_done(facts: InnovationFacts, alice: Actor) -> None:
    first = add_step(facts, ASK, by=alice)
    again = add_step(facts, ASK, by=alice)
    set_status(facts, steps_of(facts.pk)[0], StepStatus.DONE, by=alice)
    after = add_step(facts, ASK, by=alice)

    assert (bool(first), again, bool(after)) == (True, None, True)


def test_a_plan_has_an_end(facts: InnovationFacts, alice: Actor) -> None:
    PlanStep.objects.bulk_create(
        PlanStep(innovation_id=facts.pk, place=n, text=str(n)) for n in range(MOST_STEPS)
    )

    with pytest.raises(ChangedMeanwhile, match="at most 100 steps"):
        add_step(facts, ASK, by=alice)


def test_whoever_has_left_the_team_cannot_be_given_a_step(
    team: Team, facts: InnovationFacts, alice: Actor
) -> None:
    Membership.objects.filter(person=team.bob).delete()

    with pytest.raises(ChangedMeanwhile, match="no longer in the team"):
        add_step(facts, replace(ASK, owner_id=team.bob.pk), by=alice)
    assert texts(facts) == []


def test_a_change_is_one_version_more(facts: InnovationFacts, alice: Actor, bob: Actor) -> None:
    (step,) = planned(facts, alice, "First")

    change_step(facts, step, replace(ASK, owner_name="The finance lead"), by=bob, seen=1)

    (changed,) = steps_of(facts.pk)
    assert (changed.text, changed.owner, changed.version, changed.changed_by) == (
        ASK.text,
        "The finance lead",
        2,
        "Bob Barnes",
    )


def test_a_change_over_another_ones_change_is_refused_and_nothing_is_lost(
    facts: InnovationFacts, alice: Actor, bob: Actor
) -> None:
    (step,) = planned(facts, alice, "First")
    change_step(facts, step, StepText("By Bob"), by=bob, seen=1)

    with pytest.raises(ChangedMeanwhile):
        change_step(facts, step, StepText("By Alice"), by=alice, seen=1)
    assert texts(facts) == ["By Bob"]


def test_a_change_of_what_was_removed_is_refused(facts: InnovationFacts, alice: Actor) -> None:
    (step,) = planned(facts, alice, "First")
    remove_step(facts, step, by=alice)
    remove_step(facts, step, by=alice)

    with pytest.raises(ChangedMeanwhile):
        change_step(facts, step, ASK, by=alice, seen=1)
    with pytest.raises(NotFound):
        move_step(facts, step, up=True, by=alice)
    assert AuditEvent.objects.filter(action="plan.remove").count() == 1


@pytest.mark.parametrize(
    ("at", "up", "order"),
    [
        (0, True, "abc"),
        (0, False, "bac"),
        (1, True, "bac"),
        (1, False, "acb"),
        (2, True, "acb"),
        (2, False, "abc"),
    ],
)
def test_a_step_trades_places_with_its_neighbour(
    facts: InnovationFacts, alice: Actor, at: int, up: bool, order: str
) -> None:
    steps = planned(facts, alice, "a", "b", "c")

    move_step(facts, steps[at], up=up, by=alice)

    assert "".join(texts(facts)) == order


def test_saying_how_far_it_is_twice_changes_it_once(facts: InnovationFacts, alice: Actor) -> None:
    (step,) = planned(facts, alice, "First")

    for _ in range(2):
        set_status(facts, step, StepStatus.DONE, by=alice)

    (done,) = steps_of(facts.pk)
    assert (done.is_done, done.version) == (True, 2)


@pytest.mark.parametrize("who", ["dana", "rob", "charlie"])
def test_others_change_nothing(team: Team, alice: Actor, who: str) -> None:
    hers = describe(team.innovation, alice)
    (step,) = planned(hers, alice, "First")
    standing = {"dana": "viewer", "rob": "rater", "charlie": ""}[who]
    theirs, by = replace(hers, standing=standing), Actor(getattr(team, who).pk)

    for act in (
        lambda: add_step(theirs, ASK, by=by),
        lambda: change_step(theirs, step, ASK, by=by, seen=1),
        lambda: move_step(theirs, step, up=True, by=by),
        lambda: set_status(theirs, step, StepStatus.DONE, by=by),
        lambda: remove_step(theirs, step, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert [(one.text, one.version) for one in steps_of(hers.pk)] == [("First", 1)]


def test_another_plans_step_is_not_found(facts: InnovationFacts, alice: Actor) -> None:
    (step,) = planned(facts, alice, "First")
    other = Innovation.objects.create(name="Another")

    assert find_step(other.pk, step.id) is None
    assert find_step(facts.pk, step.id) == step


def test_every_act_is_recorded(facts: InnovationFacts, alice: Actor) -> None:
    (step,) = planned(facts, alice, "First")
    change_step(facts, step, ASK, by=alice, seen=1)
    set_status(facts, step, StepStatus.DOING, by=alice)
    remove_step(facts, step, by=alice)

    rows = AuditEvent.objects.filter(action__startswith="plan.").order_by("pk")
    assert [(row.action, row.subject) for row in rows] == [
        (f"plan.{act}", f"step:{step.id}") for act in ("add", "change", "status", "remove")
    ]


# --- What the plan would do -------------------------------------------------------------------------------------------


def reaching(statement: str, level: int | None) -> Step:
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return Step(
        1, uuid.uuid4(), "", "", statement, level, None, None, "", None, "to_do", "", 1, now, None, None
    )


def test_a_step_that_is_reached_is_the_answer() -> None:
    answers = {"E1.1": rating(1, backed=True), "E1.2": DONT_KNOW, "E1.3": NOT_RELEVANT}

    reached = with_steps_reached(answers, [reaching("E1.1", 3), reaching("E1.2", 2), reaching("E1.3", 4)])

    assert reached == {"E1.1": rating(3, backed=True), "E1.2": rating(2), "E1.3": rating(4)}


def test_nothing_comes_out_lower_and_what_is_not_asked_is_left_out() -> None:
    answers = {"E1.1": rating(4)}

    assert (
        with_steps_reached(answers, [reaching("E1.1", 3), reaching("E9.9", 3), reaching("", None)]) == answers
    )
