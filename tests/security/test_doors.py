"""Who gets through which door: every address, every kind of person, every method.

The table is checked against the URLconf, so that a new address must be added to it.
"""

import re
import uuid

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse

from assessments.models import AuditEvent
from tests.pages.browsing import Browser, a_tryout, signed_in
from tests.pages.every_page import ASKED, as_it_was, url_names
from tests.pages.reading import read
from tests.pages.world import a_world
from tests.people import a_person

pytestmark = pytest.mark.django_db

WHO = ("alice", "bob", "dana", "rob", "charlie", "stranger", "trial of another")
# What each of these gets, in that order. A door that is not for someone is not there (404); someone who may look but
# not touch is told so (403); someone who is not signed in is asked to sign in (303).
SEES = (200, 200, 200, 404, 404, 303, 303)
EDITS = (200, 200, 403, 404, 404, 303, 303)
LED_ON = (303, 303, 303, 404, 404, 303, 303)
WRONG = (422, 422, 403, 404, 404, 303, 303)
STALE = (409, 409, 403, 404, 404, 303, 303)
STARTS = (303, 303, 403, 404, 404, 303, 303)
NEVER = (405,) * 7
# name: (which thing stands in the address, GET, POST of an empty form)
THINGS = {
    "innovation": ("innovation", SEES, NEVER),
    "innovation_about": ("innovation", SEES, NEVER),
    "innovation_headline": ("innovation", EDITS, WRONG),
    "innovation_place": ("innovation", EDITS, WRONG),
    "innovation_lead": ("innovation", EDITS, WRONG),
    "assessment_start": ("innovation", LED_ON, STARTS),
    "task_list": ("draft", SEES, NEVER),
    "check": ("draft", SEES, STALE),
    "enabler": ("draft", EDITS, WRONG),
    "results": ("done", SEES, NEVER),
    "results_radar": ("done", SEES, NEVER),
    "results_receipt": ("done", SEES, NEVER),
    "results_csv": ("done", SEES, NEVER),
    "results_pdf": ("done", SEES, NEVER),
    "results_xlsx": ("done", SEES, NEVER),
    "results_take": ("done", SEES, NEVER),
    "answers": ("done", SEES, NEVER),
    "results_compare": ("done", SEES, NEVER),
}
GET, POST = {"GET", "HEAD"}, {"POST"}
# Doors without a thing behind them: the methods they answer.
OTHERS = {
    **dict.fromkeys(
        ["start", "not_suitable", "trial_ended", "how_it_works", "statements", "sources", "accessibility", "privacy",
         "cookies", "help", "health", "innovations", "account", "account_signed_out",
         "account_email_verification_sent", "demo_mail", "demo_mail_one"],
        GET,
    ),
    **dict.fromkeys(
        ["trial", "suitable", "trial_keep", "innovation_new", "account_change_name", "account_login",
         "account_logout", "account_reauthenticate", "account_signup", "account_new_link",
         "account_change_password", "account_set_password", "account_reset_password"],
        GET | POST,
    ),
    "account_stay": POST,
}  # fmt: skip
# django-allauth answers these with its own class of view: other methods are refused, POST leads nowhere.
ALLAUTH = {
    "account_inactive", "account_reset_password_done", "account_reset_password_from_key_done",
    "account_confirm_email", "account_reset_password_from_key",
}  # fmt: skip
NOT_MINE = ("rob", "charlie", "stranger", "trial of another")


@pytest.fixture
def world(db):
    return a_world()


@pytest.fixture
def people(world):
    known = {
        name: signed_in(getattr(world.team, name)) for name in ("alice", "bob", "dana", "rob", "charlie")
    }
    for browser in known.values():
        browser.get(reverse("account"))  # a session notes when it was first used
    return {**known, "stranger": Browser(), "trial of another": a_tryout("Another").browser}


def arguments(world, name, *, key=None):
    """The own thing, or one with another key in its place."""
    thing, _, _ = THINGS[name]
    keys = {"innovation": world.team.innovation.public_id, "draft": world.draft.id, "done": world.second.id}
    more = {"enabler": ["networks"], "results_compare": [world.first.id]}
    return [key or keys[thing], *more.get(name, [])]


def test_every_door_is_in_the_table():
    assert THINGS.keys() | OTHERS.keys() | ALLAUTH == url_names()


@pytest.mark.parametrize("name", THINGS)
def test_each_gets_what_the_table_says(world, people, name):
    _, on_get, on_post = THINGS[name]
    address = reverse(name, args=arguments(world, name))

    got = tuple(people[who].get(address).status_code for who in WHO)
    sent = tuple(people[who].post(address, {}).status_code for who in WHO)

    assert dict(zip(WHO, got, strict=True)) == dict(zip(WHO, on_get, strict=True))
    assert dict(zip(WHO, sent, strict=True)) == dict(zip(WHO, on_post, strict=True))


@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_what_is_anothers_looks_like_what_is_not_there(world, people, method):
    told_apart = set()
    for name in THINGS:
        there = reverse(name, args=arguments(world, name))
        nowhere = reverse(name, args=arguments(world, name, key=uuid.uuid4()))
        for who in NOT_MINE:
            foreign, missing = (getattr(people[who], method)(address) for address in (there, nowhere))
            if _told(foreign, there) != _told(missing, nowhere):
                told_apart.add((name, who))

    assert told_apart == set()


def _told(response, address):
    """Everything but the number of the request, the token of the form and the address that was asked for."""
    body = re.sub(rb'(name="csrfmiddlewaretoken" value=")[^"]*', rb"\1", response.content)
    headers = {name: value for name, value in response.items() if name != "X-Request-Id"}
    quoted = address.replace("/", "%2F")
    headers["Location"] = headers.get("Location", "").replace(quoted, "ASKED")
    return response.status_code, body, headers, sorted(response.cookies)


def test_an_address_that_cannot_be_leads_nowhere(world, people):
    keys = ("1", "x", "0" * 32, "01a20000-0000-7000-8000-00000000000g", "%00", "../..", "' OR 1=1", "\u202e")
    led_somewhere = {
        (name, key)
        for name in THINGS
        for key in keys
        if people["alice"].get(_with_key(world, name, key)).status_code != 404
    }

    assert led_somewhere == set()


def _with_key(world, name, key):
    mine = arguments(world, name)
    return reverse(name, args=mine).replace(str(mine[0]), key)


def test_being_refused_changes_nothing(world, people):
    before = everything()
    said = {
        "name": "x",
        "summary": "x",
        "E1.1": "4",
        "E1.1-version": "0",
        "revision": "1",
        "from_last": "yes",
    }

    for name in THINGS:
        for who in ("dana", *NOT_MINE):
            people[who].post(reverse(name, args=arguments(world, name)), said)

    assert everything() == before


def test_signing_in_is_asked_for_with_the_way_back(world, people):
    address = reverse("results", args=[world.second.id])

    response = people["stranger"].get(address)

    assert response["Location"] == f"{reverse('account_login')}?next={address.replace('/', '%2F')}"


def test_an_account_that_was_closed_is_out_at_once(world):
    browser = signed_in(world.team.bob)
    world.team.bob.is_active = False
    world.team.bob.save()

    assert browser.get(reverse("innovation", args=[world.id])).status_code == 303


def test_staff_and_site_roles_open_no_innovation(world):
    engineer = a_person(
        "Erin Ellis", is_staff=True, is_superuser=True, is_administrator=True, is_curator=True
    )

    assert signed_in(engineer).get(reverse("innovation", args=[world.id])).status_code == 404


# --- Methods


def test_no_door_answers_a_method_it_does_not_know(world, people):
    """django-allauth looks at who asks before it looks at how: it may also lead away, and never does anything."""
    before = everything()

    answered = set()
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"):
        cache.clear()
        for name, address in _addresses(world).items():
            refused = (405, *_LED_AWAY.get(name.partition("_")[0], ()))
            statuses = {people[who].generic(method, address).status_code for who in ("alice", "stranger")}
            answered |= {(name, method, status) for status in statuses.difference(refused)}

    assert answered == set()
    assert everything() == before


_LED_AWAY = {"account": (302, 303, 410), "demo": (404,)}


def test_a_page_to_read_takes_no_post(world, people):
    to_read = sorted(
        name for name, methods in OTHERS.items() if methods == GET and not name.startswith("demo")
    )
    addresses = _addresses(world)

    responses = {name: people["alice"].post(addresses[name], {"x": "y"}) for name in to_read}

    assert {name for name, response in responses.items() if response.status_code != 405} == set()
    assert {name for name, response in responses.items() if response["Allow"] != "GET, HEAD"} == set()


def test_a_button_without_a_page_takes_no_get(people):
    response = people["alice"].get(reverse("account_stay"))

    assert (response.status_code, response["Allow"]) == (405, "POST")


def test_reading_changes_nothing(world):
    """GET and HEAD of every page, by the person the page is for, leave every row as it was but the sessions'."""
    before = everything()

    changed = []
    for label, (who, template) in ASKED.items():
        browser = as_it_was(world).browser_of(who)
        for ask in (browser.get, browser.head):
            cache.clear()
            ask(world.address(template))
            if everything() != before:
                changed.append(label)
    assert changed == []


def test_head_is_get_without_the_body(world):
    for who, template in ASKED.values():
        address = world.address(template)
        got, asked = (getattr(as_it_was(world).browser_of(who), ask)(address) for ask in ("get", "head"))
        assert (asked.status_code, asked.content) == (got.status_code, b""), address


def _addresses(world):
    more = {
        "account_confirm_email": ["key"],
        "account_reset_password_from_key": ["1", "key"],
        "demo_mail_one": [1],
    }
    things = {name: reverse(name, args=arguments(world, name)) for name in THINGS}
    others = {name: reverse(name, args=more.get(name)) for name in (*OTHERS, *ALLAUTH)}
    return things | others


def everything():
    """Every row of every table, but for sessions."""
    return {
        model.__name__: sorted(model.objects.values_list(), key=str)
        for model in apps.get_models()
        if model is not Session and model._meta.managed
    }


def test_that_looks_at_every_table():
    found = everything()

    assert {
        "Answer",
        "AnswerChange",
        "Assessment",
        "AuditEvent",
        "HeldAnswers",
        "Innovation",
        "Result",
    } <= found.keys()


# --- What is said about a refusal


def test_a_refusal_says_who_can_help(world, people):
    page = read(people["dana"].get(reverse("innovation_lead", args=[world.id])))

    assert page.status == 403
    assert "Ask the person who leads it." in page.text
    assert not AuditEvent.objects.filter(actor=world.team.dana).exists()


def test_the_session_cookie_is_the_only_one_that_signs_in(world):
    thief = Browser()
    thief.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32

    assert thief.get(reverse("innovation", args=[world.id])).status_code == 303
