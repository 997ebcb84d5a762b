"""The states of the pages after a result: over time, and the action plan."""

import datetime as dt

from django.urls import reverse

from assessments.actions.plan import StepText, add_step
from assessments.queries.innovation import get_visible as get_innovation
from assessments.queries.plan import Step, steps_of
from tests.pages.browsing import page_of
from tests.pages.reading import press, read
from tests.pages.world import Shown, World, get, state

# --- Over time

get("history", "/innovations/{id}/history/", who="alice")
get("history: nothing yet", "/innovations/{world.bare.public_id}/history/", who="alice")
get("history: a viewer", "/innovations/{id}/history/", who="dana")


# --- The plan

get("plan: empty", "/innovations/{world.bare.public_id}/plan/", who="alice")
get("plan_csv", "/innovations/{id}/plan/plan.csv", who="alice")
get("plan_ics", "/innovations/{id}/plan/plan.ics", who="alice")
get("plan_add", "/innovations/{id}/plan/add/", who="alice")


def a_plan(world: World) -> Step:
    """Two steps: one overdue, one of which more is known than its text."""
    facts, by = get_innovation(world.alice.actor, world.id), world.alice.actor
    more = {
        "enabler": "E3",
        "statement": "E3.1",
        "level": 4,
        "owner_name": "The finance lead",
        "note": "By phone",
    }
    add_step(facts, StepText("Ask two sites what it costs", due_on=dt.date(2020, 1, 31)), by=by)
    add_step(facts, StepText("Reach level 4", **more), by=by)
    return steps_of(facts.pk)[0]


def of_step(name: str, world: World) -> str:
    return reverse(name, args=[world.id, a_plan(world).id])


@state("plan")
def plan(world: World) -> Shown:
    a_plan(world)
    return world.alice, world.alice.get(reverse("plan", args=[world.id]))


@state("plan: a viewer")
def plan_read(world: World) -> Shown:
    a_plan(world)
    return world.dana, world.dana.get(reverse("plan", args=[world.id]))


@state("plan_step")
def plan_step(world: World) -> Shown:
    return world.alice, world.alice.get(of_step("plan_step", world))


@state("plan_step: errors")
def plan_step_wrong(world: World) -> Shown:
    opened = world.alice.get(of_step("plan_step", world))
    wrong = {"text": "", "owner": "else", "due_on": "soon", "status": None}
    return world.alice, press(world.alice, opened, "Save", wrong)


@state("plan_step: changed by two")
def plan_step_conflict(world: World) -> Shown:
    opened = world.alice.get(of_step("plan_step", world))
    press(world.bob, world.bob.get(opened.request["PATH_INFO"]), "Save", {"text": "By Bob", "note": "His"})
    return world.alice, press(world.alice, opened, "Save", {"text": "By Alice"})


@state("plan_take")
def plan_take(world: World) -> Shown:
    opened = world.alice.get(page_of("results", world.second))
    first = next(one for one in read(opened).buttons if one.startswith("Add to action plan"))
    return world.alice, press(world.alice, opened, first)


@state("plan_act")
def plan_act(world: World) -> Shown:
    a_plan(world)
    opened = world.alice.get(reverse("plan", args=[world.id]))
    return world.alice, press(world.alice, opened, "Move down: Ask two sites what it costs")


@state("plan_remove")
def plan_remove(world: World) -> Shown:
    return world.alice, world.alice.get(of_step("plan_remove", world))
