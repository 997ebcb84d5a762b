"""Who gets through which door: every address, every kind of person, every method.

The table is checked against the URLconf, so that a new address must be added to it.
"""

import re
import uuid

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from assessments.errors import NotAllowed
from assessments.models import AuditEvent, BrowserSession
from assessments.permissions import Right
from assessments.ui.http import answer_for
from tests.pages.browsing import Browser, a_tryout, signed_in
from tests.pages.every_page import ASKED, as_it_was, url_names
from tests.pages.reading import read
from tests.pages.world import a_world
from tests.people import a_person, acting
from tests.security.door_table import ALLAUTH, GET, NOT_MINE, OTHERS, THINGS, WHO

pytestmark = pytest.mark.django_db


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
    assessments = {name: getattr(world, name).id for name in ("draft", "rating", "agreeing")}
    keys = {"innovation": world.team.innovation.public_id, "done": world.second.id, **assessments}
    more = {
        **{one: ["networks"] for one in ("enabler", "rate_enabler", "agree_enabler")},
        "results_compare": [world.first.id],
        **{name: [world.wendy.public_id] for name in ("people_role", "people_lead", "people_remove")},
        **{name: [world.waiting.row.public_id] for name in ("people_resend", "people_withdraw")},
        "people_remove_guest": [world.guest.row.public_id],
    }
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
        for who in outsiders_of(name):
            foreign, missing = (getattr(people[who], method)(address) for address in (there, nowhere))
            if _told(foreign, there) != _told(missing, nowhere):
                told_apart.add((name, who))

    assert told_apart == set()


def outsiders_of(name):
    """Rob belongs to the team, and to nothing of what it says."""
    _, on_get, _ = THINGS[name]
    return [who for who in NOT_MINE if on_get[WHO.index(who)] in (303, 404)]


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


def test_being_refused_changes_nothing_but_the_record(world, people):
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
        for who in sorted({"dana", *NOT_MINE} & refused(name)):
            people[who].post(reverse(name, args=arguments(world, name)), said)

    assert everything() == before


def refused(name):
    """Everyone but those who may do it by the table. A stranger is led to the page for signing in."""
    _, _, on_post = THINGS[name]
    members = ("alice", "bob", "dana", "rob", "charlie")
    return {who for who, status in zip(WHO, on_post, strict=True) if who not in members or status >= 400}


def test_every_refusal_is_one_event_that_says_who_where_and_what_for(world, people):
    expected = []
    for name, (_, on_get, on_post) in THINGS.items():
        address = reverse(name, args=arguments(world, name))
        for who, got, sent in zip(WHO, on_get, on_post, strict=True):
            people[who].get(address)
            if sent == 403:  # whoever may do it would change what the others may
                people[who].post(address, {})
            asked = [("GET", got), ("POST", sent)]
            expected += [(who, address, method) for method, status in asked if status == 403]

    refusals = AuditEvent.objects.filter(action="access.refuse").order_by("pk")
    recorded = [(event.actor.name, event.subject, event.after) for event in refusals]
    assert [(who.split()[0].lower(), where, what.split(",")[0]) for who, where, what in recorded] == expected
    rights = {what.partition("needs: ")[2] for _, _, what in recorded}
    assert {"answer", "submit", "start", "describe", "invite", "run_round"} <= rights <= set(Right)


def test_the_key_of_a_link_is_not_on_record(rf, world):
    address = reverse("account_confirm_email", args=["a-key-that-opens"])
    request = rf.get(address)
    request.actor = acting(world.team.dana)
    request.user = world.team.dana

    answer_for(request, NotAllowed("You cannot.", right="enter"))

    event = AuditEvent.objects.get(action="access.refuse")
    assert event.subject == address.replace("a-key-that-opens", "(key)")


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


_LED_AWAY = {"account": (302, 303, 410), "mfa": (302, 303, 404), "openid": (404,), "demo": (404,)}


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
        "mfa_remove_webauthn": [1],
        "demo_mail_one": [1],
        "join": ["key"],
        "join_invited": [uuid.uuid4()],
    }
    more |= {name: [world.team.charlie.pk] for name in OTHERS if name.startswith("manage_person")}
    things = {name: reverse(name, args=arguments(world, name)) for name in THINGS}
    others = {name: reverse(name, args=more.get(name)) for name in (*OTHERS, *ALLAUTH)}
    return things | others


def everything():
    """Every row of every table, but for sessions, and for the record of refusals."""
    unsaid = {AuditEvent: {"action": "access.refuse"}}
    return {
        model.__name__: sorted(
            model.objects.exclude(**unsaid.get(model, {"pk": None})).values_list(), key=str
        )
        for model in apps.get_models()
        if model is not BrowserSession and model._meta.managed
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


def test_the_session_cookie_is_the_only_one_that_signs_in(world):
    thief = Browser()
    thief.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32

    assert thief.get(reverse("innovation", args=[world.id])).status_code == 303
