"""All assessments of an innovation: in rows, in lines, and any two of them compared."""

import datetime as dt
import itertools

import pytest
import time_machine
from django.urls import reverse

from tests.pages.browsing import FRAMEWORK, every, page_of, results_from
from tests.pages.reading import read, text_of


@pytest.fixture
def rounds(alice, innovation):
    """Three in three months: enabler 1 goes from unknown to 2.0 to 3.0."""
    made = []
    for month, letters in enumerate(("?????", "22222", "33333"), start=1):
        with time_machine.travel(dt.datetime(2026, month, 10, 12, tzinfo=dt.UTC)):
            made.append(results_from(innovation, alice.actor, every("3", E1=letters)))
    return made


@pytest.fixture
def address(innovation):
    return reverse("history", args=[innovation.public_id])


def test_without_a_result_it_says_so(alice, address, draft):
    assert "There are no results yet" in read(alice.get(address)).text


def test_with_one_it_says_what_another_would_show(alice, address, innovation):
    results_from(innovation, alice.actor, every("3"))

    page = read(alice.get(address))

    assert "When you do another you can see what changed." in page.text
    assert "Compare two" not in page.text


def test_the_newest_comes_first_with_its_result(alice, address, rounds):
    page = read(alice.get(address))

    rows = [[text_of(cell) for cell in row] for row in next(page.root.iter("tbody")).iter("tr")]
    assert [row[0] for row in rows] == ["March 2026", "February 2026", "January 2026"]
    assert rows[0][2:] == ["8 of 8 enablers are at or above the target.", "v1", "Alice Archer"]


def test_a_line_says_each_score_and_never_makes_a_zero_of_what_is_not_known(alice, address, rounds):
    page = read(alice.get(address))

    lines = [[text_of(cell) for cell in row] for row in list(page.root.iter("tbody"))[1].iter("tr")]
    assert len(lines) == len(FRAMEWORK.enablers)
    assert lines[0][2] == "not known, then 2.0, then 3.0"
    assert lines[1][2] == "3.0, then 3.0, then 3.0"


def test_any_two_are_compared_whichever_is_named_first(alice, address, rounds):
    for before, after in itertools.permutations(rounds, 2):
        response = alice.get(address, {"before": before.id, "after": after.id})

        newer, older = sorted((before, after), key=lambda one: one.number, reverse=True)
        assert response["Location"] == page_of("results_compare", newer, older.id)
        assert alice.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("query", [{}, {"before": "x"}, {"before": "01a20000-0000-7000-8000-000000000000"}])
def test_a_comparison_that_cannot_be_made_shows_the_list(alice, address, rounds, query):
    assert alice.get(address, query).status_code == 200
    same = {"before": rounds[0].id, "after": rounds[0].id}
    assert alice.get(address, same).status_code == 200


def test_another_teams_history_is_not_there(charlie, client, address, rounds):
    assert charlie.get(address).status_code == 404
    assert client.get(address)["Location"].startswith(reverse("account_login"))


def test_a_long_history_costs_no_more_queries(alice, address, innovation, rounds, count_queries):
    alice.get(address)
    with count_queries() as short:
        alice.get(address)
    for _ in range(4):
        results_from(innovation, alice.actor, every("2"))
    with count_queries(at_most=5) as long:
        alice.get(address)

    assert len(long) == len(short)
