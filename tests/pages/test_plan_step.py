"""One step of an action plan: written, changed, by two at once."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from assessments.actions.plan import StepText, add_step, change_step, remove_step
from assessments.models import Membership, PlanStep
from assessments.queries.plan import steps_of
from tests.factories import describe
from tests.pages.reading import press, read

TODAY = dt.date(2026, 3, 2)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def facts(alice, innovation):
    return describe(innovation, alice.actor)


@pytest.fixture
def address(innovation):
    return reverse("plan", args=[innovation.public_id])


@pytest.fixture
def planned(alice, facts):
    def plan(*texts, **columns):
        for text in texts:
            add_step(facts, StepText(text, **columns), by=alice.actor)
        return steps_of(facts.pk)

    return plan


def step_page(innovation, step, name="plan_step"):
    return reverse(name, args=[innovation.public_id, step.id])


# --- Writing one


def test_a_step_is_written_by_hand(alice, address, team):
    said = {"text": "Ask two sites", "owner": str(team.bob.pk), "due_on": "14/9/2026", "enabler": "E7"}

    saved = press(alice, alice.get(address + "add/"), "Save", said)

    (step,) = steps_of(team.innovation.pk)
    assert (saved.status_code, saved["Location"]) == (303, address)
    assert (step.text, step.owner, step.due_on, step.enabler, step.status) == (
        "Ask two sites",
        "Bob Barnes",
        dt.date(2026, 9, 14),
        "E7",
        "to_do",
    )


@pytest.mark.parametrize(
    "written",
    [
        "14 September 2026", "14 september 2026", "14 Sep 2026", "14/9/2026", "14.09.2026", "14 9 2026",
        "2026-09-14", " 14  September 2026 ",
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(alice, address, innovation, written):
    press(alice, alice.get(address + "add/"), "Save", {"text": "Ask", "due_on": written})

    assert PlanStep.objects.get().due_on == dt.date(2026, 9, 14)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"text": ""}, ("Enter what you will do", "#id_text")),
        ({"text": "x" * 201}, ("What you will do must be 200 characters or fewer", "#id_text")),
        ({"owner": "else"}, ("Enter who will do this", "#id_owner_name")),
        ({"owner": "999999"}, ("That person is no longer in the team. Select who will do it", "#id_owner")),
        ({"due_on": "soon"}, ("Enter a date like 14 September 2026", "#id_due_on")),
        ({"due_on": "31/2/2026"}, ("Enter a date like 14 September 2026", "#id_due_on")),
        ({"due_on": "1/1/20261"}, ("Enter a date like 14 September 2026", "#id_due_on")),
        ({"due_on": "1/1/0026"}, ("Enter a date like 14 September 2026", "#id_due_on")),
        ({"due_on": "1/3/2026"}, ("The date must be today or in the future", "#id_due_on")),
        ({"status": "late"}, ("Select how far it is", "#id_status_0")),
        ({"enabler": "E99"}, ("Select an enabler from the list", "#id_enabler")),
        ({"note": "NHS number 943 476 5919"}, ("Remove the NHS number. Do not include patient details.", "#id_note")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(alice, address, said, error):
    typed = {"text": "Ask two sites", "note": "A note"} | said

    response = press(alice, alice.get(address + "add/"), "Save", typed)

    page = read(response)
    assert response.status_code == 422
    assert page.errors == [error]
    kept = page.form("Save")[1]
    assert {name: kept[name] for name in ("text", "note")} == {name: typed[name] for name in ("text", "note")}
    assert not PlanStep.objects.exists()


def test_a_step_that_is_there_already_is_said_and_kept(alice, address, planned):
    planned("Ask two sites")

    response = press(alice, alice.get(address + "add/"), "Save", {"text": "Ask two sites"})

    assert response.status_code == 409
    assert read(response).notices == ["That is in your action plan already."]


# --- Changing one


def test_a_step_is_changed_and_keeps_what_it_should_reach(alice, innovation, planned):
    (step,) = planned("Reach it", statement="E1.1", level=3, owner_name="The finance lead")

    opened = alice.get(step_page(innovation, step))
    press(alice, opened, "Save", {"text": "Reach it soon", "status": "doing"})

    (changed,) = steps_of(innovation.pk)
    assert (changed.text, changed.status, changed.statement, changed.level, changed.owner) == (
        "Reach it soon",
        "doing",
        "E1.1",
        3,
        "The finance lead",
    )


def test_an_old_date_may_stand_and_no_new_one_may_be_old(alice, innovation, planned):
    (step,) = planned("Ask", due_on=dt.date(2026, 1, 5))
    address = step_page(innovation, step)

    kept = press(alice, alice.get(address), "Save", {"text": "Ask again"})
    refused = press(alice, alice.get(address), "Save", {"due_on": "6/1/2026"})

    assert (kept.status_code, refused.status_code) == (303, 422)


def test_whoever_left_the_team_stays_by_name(alice, innovation, planned, team):
    (step,) = planned("Ask", owner_id=team.bob.pk)
    Membership.objects.filter(person=team.bob).delete()

    press(alice, alice.get(step_page(innovation, step)), "Save", {"note": "A note"})

    (changed,) = steps_of(innovation.pk)
    assert (changed.owner, changed.owner_id, changed.note) == ("Bob Barnes", None, "A note")


def test_two_who_change_it_at_once_see_both_and_decide(alice, bob, facts, innovation, planned):
    (step,) = planned("First")
    opened = alice.get(step_page(innovation, step))
    change_step(facts, step, StepText("By Bob", note="His"), by=bob.actor, seen=1)

    asked = press(alice, opened, "Save", {"text": "By Alice"})
    page = read(asked)
    decided = press(alice, asked, "Save")

    assert asked.status_code == 409
    assert "By Bob" in page.text
    assert "Changed by Bob Barnes today at midday" in page.text
    assert page.form("Save")[1]["text"] == "By Alice"
    assert decided.status_code == 303
    assert [one.text for one in steps_of(innovation.pk)] == ["By Alice"]


def test_a_change_of_what_was_removed_meanwhile_can_be_saved_as_a_new_step(
    alice, bob, facts, innovation, planned
):
    (step,) = planned("First")
    opened = alice.get(step_page(innovation, step))
    remove_step(facts, step, by=bob.actor)

    asked = press(alice, opened, "Save", {"text": "By Alice"})
    again = press(alice, asked, "Save")

    assert (asked.status_code, again.status_code) == (409, 303)
    assert read(asked).notices[0].startswith("Someone removed this step")
    assert [one.text for one in steps_of(innovation.pk)] == ["By Alice"]
