"""Every page and every export says whose view it shows: the team's own, or an illustration from public sources."""

import json

import pytest

from assessments.actions.assessment import mark_as_illustration
from assessments.models import Assessment, Innovation, Role
from tests.factories import answer, start, submit
from tests.pages.browsing import every, page_of, results_from
from tests.pages.reading import press, read
from tests.people import join

INSET = "This is an illustration made from public sources, not the team’s own rating."
NOT_OWN = "Made from public sources. Not the team’s own view."
SAVE = "Save and continue"


@pytest.fixture
def rounds(alice, innovation, request):
    """Two submitted assessments and a draft with every answer, all illustrations or none."""
    found = []
    for letter in "234":
        facts = start(innovation, by=alice.actor)
        if request.param == "illustration":
            mark_as_illustration(facts, as_things_stood=f"May 202{letter}", by=alice.actor)
        answer(facts, every(letter), by=alice.actor)
        if letter != "4":
            submit(facts, by=alice.actor)
        found.append(facts)
    return found


ILLUSTRATED = pytest.mark.parametrize("rounds", ["illustration"], indirect=True)
OWN = pytest.mark.parametrize("rounds", ["own"], indirect=True)


def of_draft(name, *more):
    return lambda alice, bob, rounds: alice.get(page_of(name, rounds[2], *more))


def of_result(name):
    return lambda alice, bob, rounds: alice.get(page_of(name, rounds[1]))


def compared(alice, bob, rounds):
    return alice.get(page_of("results_compare", rounds[1], rounds[0].id))


def asked_once_more(alice, bob, rounds):
    pressed = press(alice, alice.get(page_of("check", rounds[2])), "Submit and see results")
    return alice.get(pressed["Location"])


def in_conflict(alice, bob, rounds):
    hers, his = (browser.get(page_of("enabler", rounds[2], "networks")) for browser in (alice, bob))
    press(bob, his, SAVE, {"E1.1": "0"})
    return press(alice, hers, SAVE, {"E1.1": "1"})


def too_late(alice, bob, rounds):
    opened = alice.get(page_of("enabler", rounds[2], "networks"))
    submit(rounds[2], by=bob.actor)
    return press(alice, opened, SAVE, {"E1.1": "1"})


PAGES = {
    "task list": of_draft("task_list"),
    "enabler": of_draft("enabler", "evidence"),
    "check": of_draft("check"),
    "asked once more": asked_once_more,
    "conflict": in_conflict,
    "too late": too_late,
    "results": of_result("results"),
    "answers": of_result("answers"),
    "compared": compared,
}
EXPORTS = {
    "results_csv": ("self-assessed", "illustration made from public sources"),
    "results_receipt": ('"nature":"self-assessed"', '"nature":"illustration made from public sources"'),
    "results_radar": ("Scores are the team’s own view, from 0 (nothing in place) to 4 (embedded).", NOT_OWN),
}


@ILLUSTRATED
@pytest.mark.parametrize("opened", PAGES.values(), ids=PAGES)
def test_every_page_of_an_illustration_says_that_it_is_one(alice, bob, rounds, opened):
    seen = read(opened(alice, bob, rounds))

    assert INSET in seen.text
    assert "Self-assessed" not in seen.text
    assert "your team’s own view" not in seen.text


@OWN
@pytest.mark.parametrize("opened", PAGES.values(), ids=PAGES)
def test_no_page_of_a_teams_own_rating_says_that_it_is_an_illustration(alice, bob, rounds, opened):
    words = read(opened(alice, bob, rounds)).text

    assert "illustration" not in words
    assert "public sources" not in words


@ILLUSTRATED
@pytest.mark.parametrize("name", ["results", "compared"])
def test_beside_the_scores_of_an_illustration_it_says_so_again(alice, bob, rounds, name):
    assert NOT_OWN in read(PAGES[name](alice, bob, rounds)).text


@OWN
@pytest.mark.parametrize("name", ["results", "compared"])
def test_beside_a_teams_own_scores_it_says_that_they_are_its_view(alice, bob, rounds, name):
    assert "Scores are your team’s own view." in read(PAGES[name](alice, bob, rounds)).text


@OWN
def test_what_is_printed_of_a_teams_own_rating_says_that_it_is_self_assessed(alice, bob, rounds):
    assert "Self-assessed." in read(PAGES["results"](alice, bob, rounds)).text


@pytest.mark.parametrize("rounds", ["own", "illustration"], indirect=True)
@pytest.mark.parametrize("export", EXPORTS)
def test_every_export_says_whose_view_it_is(alice, rounds, export):
    is_illustration = Assessment.objects.get(pk=rounds[1].pk).is_illustration

    words = alice.get(page_of(export, rounds[1])).content.decode()

    own, illustration = (one in words for one in EXPORTS[export])
    assert (own, illustration) == (not is_illustration, is_illustration)


# --- One after the other


@pytest.fixture
def turned(alice, team):
    """An illustration, and after it the team's own rating."""
    ward = Innovation.objects.create(name="Virtual ward")
    join(ward, team.alice, Role.LEAD)
    illustration = start(ward, by=alice.actor)
    mark_as_illustration(illustration, as_things_stood="May 2020", by=alice.actor)
    answer(illustration, every("2"), by=alice.actor)
    submit(illustration, by=alice.actor)
    return illustration, results_from(ward, alice.actor, every("3"))


def test_a_line_of_the_other_kind_is_named_as_one_in_the_chart_and_beside_it(alice, turned):
    illustration, own = turned

    seen = read(alice.get(page_of("results_compare", own, illustration.id)))
    figure = json.loads(alice.get(page_of("results_radar", own)).content)

    name = "Score in May 2020, an illustration"
    assert seen.text.count(name) >= 2, "in the key of the chart and in that of the table"
    assert name in [trace.get("name") for trace in figure["data"]]
