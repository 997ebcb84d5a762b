"""The action plan: read, taken from the results, written by hand, moved on, taken away as files."""

import csv
import datetime as dt
import io

import icalendar
import pytest
import time_machine
from django.urls import reverse

from assessments.actions.plan import StepText, add_step
from assessments.framework.load import load_advice
from assessments.framework.types import Audience, Band
from assessments.models import PlanStep
from assessments.queries.plan import steps_of
from tests.factories import describe
from tests.pages.browsing import FRAMEWORK, every, page_of, results_from
from tests.pages.reading import press, read
from tests.pages.test_downloads import FORMULAS

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


def cards(page):
    return [one.find(".//h2").text for one in page.with_class("oct-planstep")]


# --- Reading it


def test_an_empty_plan_says_where_actions_come_from(alice, innovation, address):
    before = read(alice.get(address))
    done = results_from(innovation, alice.actor, every("2"))
    after = read(alice.get(address))

    assert "No actions yet. When you have results" in before.text
    assert after.links["results"] == page_of("results", done) + "#advice"
    assert after.links["Add an action"] == address + "add/"


def test_a_step_says_what_who_by_when_and_how_far(alice, address, planned, team):
    planned(
        "Ask two sites", enabler="E7", owner_id=team.bob.pk, due_on=dt.date(2026, 9, 14), note="By\nphone"
    )

    page = read(alice.get(address))

    assert cards(page) == ["Ask two sites"]
    assert page.rows["Enabler"] == "7. Commissioning"
    assert (page.rows["Who"], page.rows["By"]) == ("Bob Barnes", "14 September 2026")
    assert page.rows["Note"].split() == ["By", "phone"]
    assert "0 of 1 step are done." in page.text


@pytest.mark.parametrize(
    ("due_on", "status", "is_overdue"),
    [
        (TODAY - dt.timedelta(days=1), "to_do", True),
        (TODAY - dt.timedelta(days=1), "doing", True),
        (TODAY - dt.timedelta(days=1), "done", False),
        (TODAY, "to_do", False),
        (None, "to_do", False),
    ],
)
def test_what_is_past_its_date_and_not_done_is_overdue(alice, address, planned, due_on, status, is_overdue):
    planned("Ask two sites", due_on=due_on, status=status)

    page = read(alice.get(address))

    assert ("Overdue" in page.text) is is_overdue
    assert ("1 is overdue." in page.text) is is_overdue


def test_a_viewer_reads_the_plan_and_is_offered_nothing_to_press(dana, address, planned):
    planned("Ask two sites")

    page = read(dana.get(address))

    assert cards(page) == ["Ask two sites"]
    assert page.buttons == []
    assert not {"Add an action", "Edit: Ask two sites"} & set(page.links)


def test_a_long_plan_costs_no_more_queries(alice, address, planned, count_queries):
    planned("One")
    alice.get(address)
    with count_queries() as short:
        alice.get(address)
    planned(*map(str, range(30)))
    with count_queries(at_most=6) as long:
        alice.get(address)

    assert len(long) == len(short)


# --- What the plan would do


def test_the_plan_says_what_reaching_its_levels_would_do(alice, innovation, address, planned):
    results_from(innovation, alice.actor, every("3", E3="22222"))

    planned("Ask two sites")
    silent = read(alice.get(address)).text
    for code in ("E3.1", "E3.2", "E3.3", "E3.4", "E3.5"):
        planned(f"Reach {code}", statement=code, level=3)
    would = read(alice.get(address)).text

    assert "If " not in silent
    assert "If all 5 steps that name a level were reached, the result would be “" in would
    ready = next(
        row.outcome.headline
        for row in FRAMEWORK.table
        if (row.pursuit, row.conditions) == (Band.IN_PLACE,) * 2
    )
    assert f"the result would be “{ready}”. Now it is “" in would


def test_a_plan_that_changes_nothing_says_so(alice, innovation, address, planned):
    results_from(innovation, alice.actor, every("1"))

    planned("Reach it", statement="E1.1", level=2)

    said = read(alice.get(address)).text
    assert "If the step that names a level was reached, the result would still be “" in said


# --- Taking a step from the results


def take(browser, facts, key):
    address = reverse("plan_take", args=[facts.innovation_id])
    return browser.post(address, {"assessment": str(facts.id), "step": key})


def test_advice_is_taken_with_one_press(alice, innovation, address):
    done = results_from(innovation, alice.actor, every("3", E7="11111"))

    advice = load_advice("v1").by_place["E7", Band.NOT_YET, Audience.TEAM]
    taken = press(alice, alice.get(page_of("results", done)), f"Add to action plan: {advice.actions[0]}")
    plan = read(alice.get(taken["Location"]))

    assert (taken.status_code, taken["Location"]) == (303, address)
    assert cards(plan) == [advice.actions[0]]
    assert plan.notices == ["Added to your action plan."]
    assert (
        plan.links[f"the results that offered: {advice.actions[0]}"] == page_of("results", done) + "#advice"
    )


def test_pressing_twice_plans_it_once(alice, innovation, address):
    done = results_from(innovation, alice.actor, every("3", E7="11111"))

    for _ in range(2):
        take(alice, done, "advice:E7:team:0")

    page = read(alice.get(address))
    assert len(cards(page)) == 1
    assert "That is in your action plan already." in page.notices


def test_a_level_is_taken_with_what_it_should_reach(alice, innovation):
    done = results_from(innovation, alice.actor, every("3", E3="22222"))

    take(alice, done, "level:E3.1")

    step = PlanStep.objects.get()
    assert (step.statement, step.level, step.enabler) == ("E3.1", 3, "E3")
    assert step.text == f"Reach level 3: {FRAMEWORK.statement_by_code['E3.1'].levels[3]}"


@pytest.mark.parametrize(
    "key",
    [
        "", "advice", "advice:E7:team:9", "advice:E7:team:-1", "advice:E7:team:x", "advice:E99:team:0",
        "advice:E7:nobody:0", "level:E9.9", "level:E1.1", "level:E8.1", "text:Buy more", "advice:E7:team:²",
    ],
)  # fmt: skip
def test_what_the_results_did_not_offer_cannot_be_taken(alice, innovation, key):
    done = results_from(innovation, alice.actor, every("3", E7="11111", E1="44444", E8="?????"))

    assert take(alice, done, key).status_code == 404
    assert not PlanStep.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "01a20000-0000-7000-8000-000000000000"])
def test_a_step_is_taken_from_this_innovations_results_only(alice, innovation, key):
    done = results_from(innovation, alice.actor, every("1"))

    response = alice.post(
        reverse("plan_take", args=[done.innovation_id]), {"assessment": key, "step": "advice:E7:team:0"}
    )

    assert response.status_code == 404


def test_a_viewer_is_offered_no_step_and_told_whom_to_ask(alice, dana, innovation):
    done = results_from(innovation, alice.actor, every("1"))

    page = read(dana.get(page_of("results", done)))
    refused = take(dana, done, "advice:E7:team:0")

    assert not [text for text in page.buttons if "plan" in text]
    assert refused.status_code == 403
    assert "Ask the person who leads it to make you an editor" in read(refused).text


def test_a_trial_has_no_plan(tryout):
    address = reverse("plan", args=[tryout.facts.innovation_id])

    assert read(tryout.browser.get(address)).buttons == []
    assert tryout.browser.get(address + "add/").status_code == 403


# --- One press beside a step


def test_presses_move_a_step_on_and_up_and_down(alice, innovation, address, planned):
    planned("a", "b")

    press(alice, alice.get(address), "Start: b")
    press(alice, alice.get(address), "Mark as done: b")
    press(alice, alice.get(address), "Move up: b")

    assert [(step.text, step.status) for step in steps_of(innovation.pk)] == [("b", "done"), ("a", "to_do")]


def test_the_first_cannot_go_up_nor_the_last_down(alice, address, planned):
    planned("a", "b")

    buttons = read(alice.get(address)).buttons

    assert [text for text in buttons if text.startswith("Move")] == ["Move down: a", "Move up: b"]


@pytest.mark.parametrize("pressed", ["", "sideways", "late"])
def test_a_button_that_is_not_there_does_nothing(alice, innovation, planned, pressed):
    (step,) = planned("a")

    assert alice.post(step_page(innovation, step, "plan_act"), {"do": pressed}).status_code == 404


def test_a_step_is_removed_after_asking(alice, innovation, address, planned):
    (step,) = planned("a")

    asked = alice.get(step_page(innovation, step, "plan_remove"))
    removed = press(alice, asked, "Remove this action")

    assert "Remove this action?" in read(asked).text
    assert removed["Location"] == address
    assert steps_of(innovation.pk) == ()


# --- Files


def test_the_table_has_a_row_for_each_step(alice, address, planned):
    planned("Ask", enabler="E7", owner_name="Finance", due_on=dt.date(2026, 9, 14), note="By phone")

    response = alice.get(address + "plan.csv")

    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert response["Content-Disposition"] == 'attachment; filename="octant-escape-pain-plan.csv"'
    assert (row["action"], row["who"], row["due_on"], row["status"], row["note"]) == (
        "Ask",
        "Finance",
        "2026-09-14",
        "To do",
        "By phone",
    )


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_step_that_a_spreadsheet_would_run_is_text(alice, address, planned, formula):
    planned(formula)

    rows = csv.DictReader(io.StringIO(alice.get(address + "plan.csv").content.decode("utf-8-sig")))

    assert [row["action"] for row in rows] == [f"'{formula}"]


def test_the_calendar_has_a_day_for_what_is_not_done(alice, innovation, address, planned):
    planned("Ask; two, sites\nsoon", due_on=dt.date(2026, 9, 14), note="Named: Sam Smith")
    planned("Done", due_on=dt.date(2026, 9, 15), status="done")
    planned("Some day")

    response = alice.get(address + "plan.ics")

    (event,) = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    (step, *_) = steps_of(innovation.pk)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert event.decoded("dtstart") == dt.date(2026, 9, 14)
    assert str(event["summary"]) == "ESCAPE-pain: Ask; two, sites\nsoon"
    assert event["uid"] == f"{step.id}@octant"
    assert "Sam Smith" not in response.content.decode()
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))


def test_the_same_plan_gives_the_same_calendar(alice, address, planned):
    planned("Ask", due_on=dt.date(2026, 9, 14))

    assert alice.get(address + "plan.ics").content == alice.get(address + "plan.ics").content
