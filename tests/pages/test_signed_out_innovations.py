"""Signed out while telling of an innovation: what was typed comes back, as on an enabler page."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from assessments.models import HeldAnswers, Innovation
from tests.pages.browsing import Browser, sign_in
from tests.pages.reading import press, read

SAVE = "Save and continue"
BACK = "What you typed is back, and not saved yet"
MORNING = dt.datetime(2026, 9, 14, 9, tzinfo=dt.UTC)
HEADLINE = {"name": "Virtual ward <3", "summary": "Care at home & a daily call."}
PLACE = {"stage": "pilot", "settings": ["hospital", "home"], "care_area": "older_people"}
LEAD = {"organisation_name": "Mount Harry Trust", "ods_code": "rx1"}
PAGES = {
    "innovation_new": HEADLINE,
    "innovation_headline": HEADLINE,
    "innovation_place": PLACE,
    "innovation_lead": LEAD,
}
each_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def address(innovation):
    return lambda name: reverse(name, args=[] if name == "innovation_new" else [innovation.public_id])


@pytest.fixture
def left_alone(clock, alice, address):
    """Opens a page, goes away for an hour, comes back and presses the button."""

    def sent(name, said=None):
        opened = alice.get(address(name))
        clock.shift(dt.timedelta(minutes=62))
        return press(alice, opened, SAVE, PAGES[name] if said is None else said)

    return sent


def shown(response, names):
    _, sent = read(response).form(SAVE)
    return {name: sent.get(name) for name in names}


@each_page
def test_it_is_held_and_its_person_asked_to_sign_in(left_alone, alice, address, name):
    response = left_alone(name)

    here = address(name).replace("/", "%2F")
    assert (response.status_code, response["Location"]) == (303, f"{reverse('account_login')}?next={here}")
    assert HeldAnswers.objects.get().person == alice.person
    assert list(Innovation.objects.values_list("name", flat=True)) == ["ESCAPE-pain"]


@each_page
def test_after_signing_in_it_is_shown_as_not_saved(left_alone, alice, address, name):
    response = left_alone(name)

    back = sign_in(alice, alice.person, to=response["Location"])

    page = read(alice.get(back["Location"]))
    assert back["Location"] == address(name)
    assert (page.status, page.notices, page.errors) == (200, [BACK], [])
    assert shown(page.response, PAGES[name]) == PAGES[name]


@each_page
def test_one_press_saves_it_and_nothing_is_held_any_more(left_alone, alice, address, name):
    left_alone(name)
    sign_in(alice, alice.person)

    response = press(alice, alice.get(address(name)), SAVE)

    assert response.status_code == 303
    assert not HeldAnswers.objects.exists()
    assert read(alice.get(address(name))).notices == []


def test_what_was_saved_is_what_was_typed(left_alone, alice, innovation, address):
    left_alone("innovation_place")
    sign_in(alice, alice.person)

    press(alice, alice.get(address("innovation_place")), SAVE)

    innovation.refresh_from_db()
    assert (innovation.stage, innovation.care_area) == ("pilot", "older_people")
    assert set(innovation.used_in.values_list("setting", flat=True)) == {"home", "hospital"}


def test_what_was_emptied_comes_back_empty_and_not_as_it_is_stored(left_alone, alice, innovation, address):
    press(alice, alice.get(address("innovation_place")), SAVE, PLACE)
    left_alone("innovation_place", {"settings": None, "care_area": ""})
    sign_in(alice, alice.person)

    back = alice.get(address("innovation_place"))

    assert shown(back, PLACE) == {"stage": "pilot", "settings": None, "care_area": ""}


def test_what_is_wrong_is_said_when_it_is_saved(left_alone, alice, address):
    left_alone("innovation_new", {"name": "x" * 300, "summary": ""})
    sign_in(alice, alice.person)

    response = press(alice, alice.get(address("innovation_new")), SAVE)

    assert response.status_code == 422
    assert len(read(response).errors) == 2
    assert not HeldAnswers.objects.exists(), "from here on it is an ordinary page"


@each_page
def test_another_person_who_signs_in_on_that_browser_never_sees_it(left_alone, alice, team, address, name):
    left_alone(name)

    sign_in(alice, team.bob)

    page = read(alice.get(address(name)))
    assert (page.status, page.notices) == (200, [])
    assert shown(page.response, PAGES[name]) != PAGES[name]


@each_page
def test_only_what_the_page_asks_for_is_held(left_alone, name):
    left_alone(name, PAGES[name] | {"anything": "else", "E1.1": "4", "not_a_duplicate": "on"})

    held = HeldAnswers.objects.get().fields
    assert [one for one in ("anything", "E1.1", "not_a_duplicate", "opened_by", "csrf") if one in held] == []


@each_page
def test_a_stranger_without_a_page_of_ours_can_store_nothing(client, address, name):
    response = client.post(address(name), PAGES[name])

    assert response.status_code == 303
    assert not HeldAnswers.objects.exists()


def test_it_is_held_from_the_page_that_asks_about_a_duplicate_too(clock, alice, address):
    asked = press(alice, alice.get(address("innovation_new")), SAVE, HEADLINE | {"name": "ESCAPE pain"})
    clock.shift(dt.timedelta(minutes=62))
    press(alice, asked, "Add another innovation")
    sign_in(alice, alice.person)

    back = alice.get(address("innovation_new"))

    assert shown(back, HEADLINE) == HEADLINE | {"name": "ESCAPE pain"}
    assert read(press(alice, back, SAVE)).heading == "There may already be an entry for this"


@each_page
def test_what_an_old_tab_sends_after_signing_in_again_comes_back(team, address, name):
    browser = Browser(enforce_csrf_checks=True)
    sign_in(browser, team.alice)
    opened = browser.get(address(name))
    press(browser, browser.get(reverse("account")), "Sign out")
    sign_in(browser, team.alice)

    ours = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}
    response = press(browser, opened, SAVE, PAGES[name], **ours)

    back = browser.get(response["Location"])
    assert (response.status_code, response["Location"]) == (303, address(name))
    assert read(back).notices == [BACK]
    assert shown(back, PAGES[name]) == PAGES[name]


@each_page
def test_where_nothing_was_held_it_costs_no_question(alice, address, name, count_queries):
    alice.get(address(name))

    with count_queries() as queries:
        alice.get(address(name))

    assert not [sql for sql in queries.statements if "heldanswers" in sql]
