"""Two assessments side by side: how each is called, and what may be compared when the questions have changed."""

import datetime as dt
import json
from dataclasses import replace

import pytest
import time_machine

from assessments.actions.assessment import mark_as_illustration
from assessments.results import stored
from assessments.results.changed import why_changed
from assessments.results.stored import told_apart
from assessments.scoring.result import work_out
from assessments.scoring.types import rating
from tests.factories import answer, start, submit
from tests.pages.browsing import FRAMEWORK, every, page_of, results_from
from tests.pages.reading import read, text_of


def at(day):
    return time_machine.travel(dt.datetime.fromisoformat(f"{day}T10:00:00+00:00"))


@pytest.fixture
def made_on(alice, innovation):
    """Assessments of these days, all statements one level higher each time."""

    def made(*days):
        found = []
        for level, day in enumerate(days, start=1):
            with at(day):
                found.append(results_from(innovation, alice.actor, every(str(level))))
        return found

    return made


def rows_of(seen):
    return {
        text_of(row.find("th")).partition(" ")[2]: [text_of(cell) for cell in row.iter("td")]
        for row in seen.main.iter("tr")
        if row.find("td") is not None
    }


# --- What each is called


def ways_to_compare(seen):
    return [words.removeprefix("Compare with ") for words in seen.links if words.startswith("Compare with ")]


@pytest.mark.parametrize(
    ("days", "names"),
    [
        (["2026-03-02", "2026-06-01", "2026-09-14"], ["June 2026", "March 2026"]),
        (["2026-06-02", "2026-06-30", "2026-09-14"], ["30 June 2026", "2 June 2026"]),
        (["2026-06-02", "2026-09-01", "2026-09-14"], ["1 September 2026", "June 2026"]),
        (
            ["2026-06-02", "2026-06-02", "2026-09-14"],
            ["2 June 2026, assessment 2", "2 June 2026, assessment 1"],
        ),
    ],
    ids=["months", "one month earlier", "this month", "one day"],
)
def test_earlier_assessments_are_told_apart(alice, made_on, days, names):
    *_, newest = made_on(*days)

    seen = read(alice.get(page_of("results", newest)))

    assert ways_to_compare(seen) == names


def test_each_link_leads_to_the_one_it_names(alice, made_on):
    first, second, third = made_on("2026-06-02", "2026-06-30", "2026-09-14")

    links = read(alice.get(page_of("results", third))).links

    assert links["Compare with 2 June 2026"] == page_of("results_compare", third, first.id)
    assert links["Compare with 30 June 2026"] == page_of("results_compare", third, second.id)


@pytest.mark.parametrize(
    ("days", "heading", "line"),
    [
        (["2026-08-01", "2026-09-14"], "What has changed since August 2026", "Score in August 2026"),
        (
            ["2026-09-01", "2026-09-14"],
            "What has changed since 1 September 2026",
            "Score on 1 September 2026",
        ),
    ],
)
def test_a_score_is_of_a_month_or_of_a_day(alice, made_on, days, heading, line):
    first, second = made_on(*days)

    seen = read(alice.get(page_of("results_compare", second, first.id)))
    figure = json.loads(alice.get(page_of("results_radar", second), {"with": str(first.id)}).content)

    assert seen.heading == heading
    assert line in seen.text
    assert line in [trace.get("name") for trace in figure["data"]]


def test_two_illustrations_of_one_time_are_told_apart_by_number(alice, innovation):
    for letter in "12":
        facts = start(innovation, by=alice.actor)
        mark_as_illustration(facts, as_things_stood="May 2020", by=alice.actor)
        answer(facts, every(letter), by=alice.actor)
        submit(facts, by=alice.actor)

    assert ways_to_compare(read(alice.get(page_of("results", facts)))) == ["May 2020, assessment 1"]


def test_nothing_is_told_apart_from_nothing():
    assert told_apart(()) == {}


# --- On paper


def test_on_paper_both_pages_say_when_they_were_printed_and_which_questions_they_rest_on(alice, made_on):
    first, second = made_on("2026-03-02", "2026-06-01")

    with at("2026-09-14"):
        pages = [
            alice.get(page_of("results", second)),
            alice.get(page_of("results_compare", second, first.id)),
        ]

    said = [text_of(read(page).with_class("oct-printed")[0]) for page in pages]
    assert said == ["Printed from Octant on 14 September 2026, questions version 1. Self-assessed."] * 2


# --- Why the verdict is another


GATE = FRAMEWORK.statement_by_code[FRAMEWORK.rules.gate].text
WEAK_NETWORKS, PARTLY = every("3", E1="11111"), every("3", E1="22222")


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        (
            WEAK_NETWORKS,
            every("3"),
            "The result changed because networks and stories moved up: the weakest enabler of “In pursuit of "
            "spread” was not yet in place and is now in place.",
        ),
        (
            every("3"),
            every("3", E7="22222", E8="22222"),
            "The result changed because commissioning and external funding moved down: the weakest enabler of "
            "“Creating the conditions for spread” was in place and is now partly in place.",
        ),
        (
            every("2"),
            every("3"),
            "The result changed because all four enablers moved up: the weakest enabler of “In pursuit of spread” was "
            "partly in place and is now in place. Also, all four enablers moved up: the weakest enabler of “Creating "
            "the conditions for spread” was partly in place and is now in place.",
        ),
        (
            every("3", E6="22222"),
            every("3", E6="-----"),
            "The result changed because you no longer count policy and finance levers: the weakest",
        ),
        (
            every("3", E5="22222", E6="-----"),
            every("3", E6="11111"),
            "The result changed because you now count policy and finance levers: the weakest",
        ),
        (
            every("3", E2="333331"),
            every("3"),
            f"The result changed because of what is said about harm: “{GATE}” was rated 0 or 1, and no longer is.",
        ),
        (
            every("3", E2="333331"),
            every("3", E2="33333?"),
            f"“{GATE}” was rated 0 or 1, and is not known now.",
        ),
        (
            every("3"),
            every("3", E2="333331"),
            f"The result changed because of what is said about harm: “{GATE}” is now rated 0 or 1.",
        ),
        (
            every("3", E2="33333?", E7="?????", E8="?????"),
            every("3"),
            "The result changed because enough is now known about commissioning, external funding and harm.",
        ),
        (
            every("3"),
            every("3", E6="-----", E7="-----"),
            "The result changed because too little is now known about “Creating the conditions for spread”.",
        ),
        (
            WEAK_NETWORKS,
            every("3", E1="11112"),
            "The result has stayed the same, and still rests on networks and stories.",
        ),
        (
            WEAK_NETWORKS,
            every("3", E3="11111"),
            "The result has stayed the same. It rested on networks and stories, and now rests on fidelity and "
            "adaptability.",
        ),
        (
            every("3", E2="333331"),
            every("4", E2="444440"),
            "The result has stayed the same, and still rests on what is said about harm.",
        ),
        (
            every("3", E8="?????"),
            every("3", E8="????3"),
            "The result has stayed the same, and still rests on what is not known about external funding.",
        ),
    ],
)
def test_it_says_why_the_result_is_another_or_that_it_stayed(alice, innovation, before, after, sentences):
    first, second = (results_from(innovation, alice.actor, choices) for choices in (before, after))

    seen = read(alice.get(page_of("results_compare", second, first.id)))

    assert sentences in seen.text


# --- Other questions last time


@pytest.fixture
def then(monkeypatch):
    """Last time's question set: its last two enablers had another last statement."""
    *kept, seventh, eighth = FRAMEWORK.enablers
    others = [_with_another_statement(one) for one in (seventh, eighth)]
    earlier = replace(FRAMEWORK, checksum="another text", enablers=(*kept, *others))
    monkeypatch.setattr(stored, "load_framework", {FRAMEWORK.version: earlier}.get)
    return earlier


def _with_another_statement(enabler):
    *kept, last = enabler.statements
    return replace(enabler, statements=(*kept, replace(last, code=f"{enabler.code}.9")))


def test_a_result_that_is_only_worded_anew_is_not_said_to_come_from_the_answers():
    reworded = replace(FRAMEWORK, pause=replace(FRAMEWORK.pause, headline="Another headline"))
    before, after = (work_out(one, {FRAMEWORK.rules.gate: rating(0)}) for one in (FRAMEWORK, reworded))

    said = why_changed(FRAMEWORK, before, reworded, after)

    assert said == ("The result is put another way because the rules, or their words, have changed since.",)


@pytest.fixture
def both(made_on):
    return made_on("2026-03-02", "2026-06-01")


@pytest.mark.parametrize("view", ["results", "results_compare"])
def test_the_table_compares_what_is_shared_and_says_what_is_not(alice, both, then, view):
    first, second = both

    seen = read(alice.get(page_of(view, second, *([first.id] if view == "results_compare" else []))))

    changes = {name: cells[3] for name, cells in rows_of(seen).items()}
    assert [changes.pop("Commissioning"), changes.pop("External funding")] == ["Not comparable"] * 2
    assert set(changes.values()) == {"Up 1.0, from 1.0"}


def test_the_page_says_that_the_questions_differ(alice, both, then):
    first, second = both

    words = read(alice.get(page_of("results_compare", second, first.id))).text

    assert "The two assessments used different questions, so only what they share is compared." in words
    assert "Commissioning and External funding cannot be compared, as their statements have changed." in words


def test_last_times_line_has_a_gap_where_the_questions_differ(alice, both, then):
    figure = json.loads(alice.get(page_of("results_radar", both[1])).content)

    (line,) = [
        one for one in figure["data"] if one.get("name") == "Score in March 2026" and "customdata" in one
    ]

    assert line["r"] == [1, 1, 1, 1, 1, 1, None, None, 1]
    assert [words for words, _, _ in line["customdata"]][6] == "Not comparable"


def test_the_same_questions_are_compared_in_full(alice, both):
    first, second = both

    seen = read(alice.get(page_of("results_compare", second, first.id)))

    assert {cells[3] for cells in rows_of(seen).values()} == {"Up 1.0, from 1.0"}
    assert "used different questions" not in seen.text


def test_a_score_that_is_not_known_is_not_called_incomparable(alice, innovation):
    first = results_from(innovation, alice.actor, every("3", E8="?????"))
    second = results_from(innovation, alice.actor, every("3"))

    seen = read(alice.get(page_of("results_compare", second, first.id)))

    assert rows_of(seen)["External funding"][3] == "Not known"
