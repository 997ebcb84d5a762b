"""Where somebody is signed in, and ending what should not be."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessments.accounts.devices import device_words
from assessments.models import AuditEvent, BrowserSession
from assessments.models.keys import hash_of
from tests.conftest import CountQueries
from tests.pages.account_steps import (
    NEW_PASSWORD,
    PASSWORD,
    ask_for_reset,
    is_signed_in,
    path_in,
    person,
    sign_in,
)
from tests.pages.reading import read
from tests.pages.test_accounts_two_step import code_of
from tests.people import an_app

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 9, 14, 9, tzinfo=dt.UTC)
ON_WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
ON_A_PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/26.0 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as travelling:
        yield travelling


@pytest.fixture
def alice(clock):
    return person()


def signed_in_with(user_agent: str = ON_WINDOWS) -> Client:
    client = Client(headers={"user-agent": user_agent})
    sign_in(client)
    client.get(reverse("account"))  # a session notes when it was first used
    return client


def listed(client: Client):
    return read(client.get(reverse("account_sessions")))


def end(client: Client, which: str):
    return client.post(reverse("account_sessions"), {"end": which})


def marks_on(page) -> list[str]:
    fields = [field for field in page.main.iter("input") if field.get("name") == "end"]
    return [field.get("value", "") for field in fields if field.get("value") != "others"]


def test_each_is_named_by_its_device_and_when_it_was_seen(alice, clock):
    signed_in_with(ON_A_PHONE)
    clock.shift(dt.timedelta(minutes=12))
    here = signed_in_with(ON_WINDOWS)

    page = listed(here)

    assert page.title == "Where you are signed in – Octant"
    assert "Firefox on Windows This browser, now." in page.text
    assert "Safari on an iPhone Last seen today at 10am." in page.text
    assert len(marks_on(page)) == 1


def test_last_seen_moves_on_while_somebody_is_there(alice, clock):
    phone, here = signed_in_with(ON_A_PHONE), signed_in_with()
    clock.shift(dt.timedelta(minutes=7))
    phone.get(reverse("help"))

    assert "Safari on an iPhone Last seen today at 10:07am." in listed(here).text


def test_one_session_is_ended_and_is_dead_at_its_next_request(alice):
    phone, laptop, here = signed_in_with(ON_A_PHONE), signed_in_with(), signed_in_with()
    key = BrowserSession.objects.get(device="Safari on an iPhone").session_key

    response = end(here, hash_of(key))

    assert response.status_code == 303
    assert listed(here).notices == ["That session is ended."]
    assert [is_signed_in(one) for one in (phone, laptop, here)] == [False, True, True]
    assert AuditEvent.objects.filter(action="account.end_session", actor=alice).count() == 1


def test_all_others_are_ended_at_once(alice):
    others, here = [signed_in_with(ON_A_PHONE), signed_in_with()], signed_in_with()

    end(here, "others")

    assert [is_signed_in(one) for one in (*others, here)] == [False, False, True]
    assert "End all others" not in listed(here).text


@pytest.mark.parametrize("which", ["", "x", "0" * 64, "\x00", "́" * 9])
def test_a_session_that_is_not_there_is_said_to_have_ended(alice, which):
    here = signed_in_with()

    response = end(here, which)

    assert response.status_code == 303
    assert listed(here).notices == ["That session had ended already."]
    assert is_signed_in(here)


def test_nobody_ends_another_persons_session(alice):
    person("bob@example.org")
    bob, here = Client(), signed_in_with()
    sign_in(bob, "bob@example.org")
    mark = marks_on(listed(signed_in_with()))[0]

    end(bob, mark)

    assert is_signed_in(here)


def test_no_key_of_a_session_stands_on_the_page(alice):
    signed_in_with(ON_A_PHONE)
    here = signed_in_with()

    body = listed(here).response.content.decode()

    assert not [key for key in BrowserSession.objects.values_list("session_key", flat=True) if key in body]


def test_sessions_that_have_run_out_are_not_listed(alice, clock):
    signed_in_with(ON_A_PHONE)
    clock.shift(dt.timedelta(minutes=61))

    assert "iPhone" not in listed(signed_in_with()).text


def test_a_long_list_costs_no_more_queries(alice, count_queries: CountQueries):
    here = signed_in_with()
    listed(here)
    with count_queries() as few:
        listed(here)
    for _ in range(9):
        signed_in_with()
    with count_queries() as many:
        listed(here)

    assert len(many) == len(few)


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get(reverse("account_sessions"))["Location"].startswith(reverse("account_login"))
    assert end(client, "others")["Location"].startswith(reverse("account_login"))


# --- A change of what protects the account ends every other session


def test_a_changed_password_ends_the_others(alice):
    phone, here = signed_in_with(ON_A_PHONE), signed_in_with()

    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW_PASSWORD})

    assert (is_signed_in(phone), is_signed_in(here)) == (False, True)
    assert "iPhone" not in listed(here).text


def test_a_password_reset_ends_all(alice, mailoutbox):
    phone, stranger = signed_in_with(ON_A_PHONE), Client()
    ask_for_reset(stranger)
    opened = stranger.get(path_in(mailoutbox[0]))

    stranger.post(opened["Location"], {"password1": NEW_PASSWORD})

    assert not is_signed_in(phone)
    assert not BrowserSession.objects.filter(person=alice).exists()


@pytest.mark.parametrize("name", ["mfa_generate_recovery_codes", "mfa_deactivate_totp"])
def test_a_changed_second_step_ends_the_others(alice, name):
    phone = signed_in_with(ON_A_PHONE)
    secret = an_app(alice)
    here = Client()
    sign_in(here)
    here.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    here.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    here.post(reverse(name))

    assert (is_signed_in(phone), is_signed_in(here)) == (False, True)


# --- Devices


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (ON_WINDOWS, "Firefox on Windows"),
        (ON_A_PHONE, "Safari on an iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/26.0 Safari/605.1.15", "Safari on a Mac"),
        ("Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36", "Chrome on a Chromebook"),
        ("curl/8.5", "A browser"),
        ("", "A browser"),
    ],
)  # fmt: skip
def test_a_device_is_named_in_words(user_agent, words):
    assert device_words(user_agent) == words
