"""The states of the pages after a result: over time, and the action plan."""

import datetime as dt

from django.urls import reverse

from assessments.actions.plan import StepText, add_step
from assessments.actions.share import Sharing, share_result
from assessments.models import Share
from assessments.queries.assessment import get_visible as get_assessment
from assessments.queries.innovation import get_visible as get_innovation
from assessments.queries.plan import Step, steps_of
from assessments.results.sharing import key_of
from tests.pages.browsing import page_of
from tests.pages.reading import press, read
from tests.pages.world import Shown, World, get, state

# --- Over time

get("history", "/innovations/{id}/history/", who="alice")
get("history: nothing yet", "/innovations/{world.bare.public_id}/history/", who="alice")
get("history: a viewer", "/innovations/{id}/history/", who="dana")


# --- Sharing

get("shares: nothing to share", "/innovations/{world.bare.public_id}/share/", who="alice")
get("shares: nothing yet", "/innovations/{id}/share/", who="alice")
get("share_new", "/innovations/{id}/share/new/", who="alice")
get("shared: a link that does not work", "/shared/01a20000-0000-7000-8000-000000000000/key/")


def a_link(world: World, *, notes: bool = False) -> Share:
    facts = get_assessment(world.alice.actor, world.second.id)
    return share_result(facts, Sharing("The board", shows_notes=notes, days=30), by=world.alice.actor)


def opened(world: World, name: str, *, notes: bool = False) -> Shown:
    share = a_link(world, notes=notes)
    return world.stranger, world.stranger.get(reverse(name, args=[share.public_id, key_of(share.public_id)]))


@state("shares")
def shares(world: World) -> Shown:
    opened(world, "shared")
    return world.alice, world.alice.get(reverse("shares", args=[world.id]))


@state("share_new: errors")
def share_new_wrong(world: World) -> Shown:
    asked = world.alice.get(reverse("share_new", args=[world.id]))
    return world.alice, press(world.alice, asked, "Make the link")


@state("share_end")
def share_end(world: World) -> Shown:
    return world.alice, world.alice.get(reverse("share_end", args=[world.id, a_link(world).public_id]))


@state("shared")
def shared(world: World) -> Shown:
    return opened(world, "shared")


@state("shared: with notes")
def shared_notes(world: World) -> Shown:
    return opened(world, "shared", notes=True)


@state("shared_radar")
def shared_radar(world: World) -> Shown:
    return opened(world, "shared_radar")


@state("shared_pdf")
def shared_pdf(world: World) -> Shown:
    return opened(world, "shared_pdf")


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
