"""How many questions each page asks the database: few, and as many for much as for little."""

import pytest
from django.urls import reverse

from assessments.models import Innovation, Organisation, Role
from tests.factories import answer, start, submit
from tests.pages.browsing import every, in_form, page_of, results_from
from tests.pages.reading import press
from tests.people import a_person, join

SAVE = "Save and continue"


@pytest.fixture
def warm(alice):
    """A session's time of last use is written once a minute; not in what is counted here."""
    alice.get(reverse("innovations"))
    return alice


@pytest.fixture
def full(alice, draft):
    answer(draft, every("3", E1="33334"), by=alice.actor)
    return draft


@pytest.fixture
def done(alice, innovation):
    return [results_from(innovation, alice.actor, every(level)) for level in "123"]


@pytest.mark.parametrize(("name", "budget"), [("task_list", 4), ("check", 4)])
def test_the_steps_hold_their_budget(warm, full, count_queries, name, budget):
    with count_queries(at_most=budget):
        response = warm.get(page_of(name, full))

    assert response.status_code == 200


def test_asking_once_more_holds_the_budget_of_the_check_page(warm, draft, count_queries):
    answer(draft, every("3"), by=warm.actor)

    with count_queries(at_most=4):
        response = warm.get(page_of("check_first", draft), {"revision": "41"})

    assert response.status_code == 200


def test_the_enabler_page_holds_its_budget(warm, full, count_queries):
    with count_queries(at_most=4):
        response = warm.get(page_of("enabler", full, "networks"))

    assert response.status_code == 200


def test_a_save_holds_its_budget(warm, draft, count_queries):
    opened = warm.get(page_of("enabler", draft, "evidence"))

    with count_queries(at_most=6):
        response = press(warm, opened, SAVE, in_form(every("3"), "evidence"))

    assert response.status_code == 303


def test_a_save_over_earlier_answers_holds_it_too(warm, full, count_queries):
    opened = warm.get(page_of("enabler", full, "evidence"))

    with count_queries(at_most=6):
        response = press(warm, opened, SAVE, in_form(every("4"), "evidence"))

    assert response.status_code == 303


def test_a_save_that_changes_nothing_asks_less(warm, full, count_queries):
    opened = warm.get(page_of("enabler", full, "evidence"))

    with count_queries(at_most=4):
        response = press(warm, opened, SAVE)

    assert response.status_code == 303


def test_a_conflict_costs_two_questions_more_at_most(warm, bob, full, count_queries):
    opened = warm.get(page_of("enabler", full, "evidence"))
    answer(full, {"E2.1": "0", "E2.2": "0"}, by=bob.actor)

    with count_queries(at_most=8):
        response = press(warm, opened, SAVE, in_form(every("4"), "evidence"))

    assert response.status_code == 409


@pytest.mark.parametrize("at", [0, 2], ids=["the first of three", "the last of three"])
def test_the_results_hold_their_budget(warm, done, count_queries, at):
    with count_queries(at_most=6):
        response = warm.get(page_of("results", done[at]))

    assert response.status_code == 200


@pytest.mark.parametrize("name", ["results_radar", "results_receipt", "results_csv"])
def test_downloads_hold_the_budget_of_the_results(warm, done, count_queries, name):
    with count_queries(at_most=6):
        response = warm.get(page_of(name, done[2]))

    assert response.status_code == 200


def test_two_compared_hold_the_budget_of_the_results(warm, done, count_queries):
    with count_queries(at_most=6):
        response = warm.get(page_of("results_compare", done[2], done[0].id))

    assert response.status_code == 200


def test_the_list_holds_its_budget_whatever_is_on_it(warm, full, count_queries):
    for number in range(12):
        made = Innovation.objects.create(name=f"Innovation {number}", organisation=_organisation(number))
        join(made, warm.person, Role.LEAD)
        facts = start(made, by=warm.actor)
        answer(facts, {"E1.1": "3"}, by=warm.actor)

    with count_queries(at_most=7):  # two of them: who has been invited, and rates elsewhere
        response = warm.get(reverse("innovations"))

    assert response.content.decode().count("Carry on: ") == 13


def _organisation(number):
    return Organisation.objects.create(name=f"Trust {number}")


def test_one_innovation_asks_as_much_for_many_assessments_and_people_as_for_few(
    warm, innovation, full, count_queries
):
    address = reverse("innovation", args=[innovation.public_id])
    with count_queries() as few:
        warm.get(address)
    submit(full, by=warm.actor)
    for level in "1234":
        results_from(innovation, warm.actor, every(level))
    for number in range(6):
        join(innovation, a_person(f"Person{number} Parker"), Role.VIEWER)
    start(innovation, by=warm.actor)

    with count_queries() as many:
        warm.get(address)

    assert len(many) == len(few)
    assert len(many) <= 8


@pytest.mark.parametrize("name", ["task_list", "check"])
def test_the_steps_ask_as_much_with_answers_as_without(warm, draft, count_queries, name):
    with count_queries() as few:
        warm.get(page_of(name, draft))
    answer(draft, every("3"), by=warm.actor)

    with count_queries() as many:
        warm.get(page_of(name, draft))

    assert len(many) == len(few)


def test_a_refusal_costs_as_much_for_what_is_there_as_for_what_is_not(charlie, full, count_queries):
    charlie.get(reverse("innovations"))
    with count_queries() as foreign:
        charlie.get(page_of("task_list", full))

    with count_queries() as missing:
        charlie.get(reverse("task_list", args=["01a20000-0000-7000-8000-000000000000"]))

    assert len(foreign) == len(missing)


@pytest.mark.parametrize(
    "name", ["start", "how_it_works", "statements", "sources", "privacy", "help", "suitable"]
)
def test_a_stranger_reads_without_a_question_to_the_database(client, db, count_queries, name):
    with count_queries(at_most=0):
        assert client.get(reverse(name)).status_code == 200


def test_a_trial_asks_no_more_than_an_account(tryout, count_queries):
    with count_queries(at_most=4):
        response = tryout.browser.get(page_of("enabler", tryout.facts, "networks"))

    assert response.status_code == 200
