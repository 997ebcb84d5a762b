"""Signing in and out, and your account."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from assessments.models import AuditEvent, BrowserSession, Person
from tests.pages.account_steps import (
    ALICE,
    NEW_PASSWORD,
    NOBODY,
    PASSWORD,
    fields_of,
    is_signed_in,
    person,
    sign_in,
)
from tests.pages.reading import read

pytestmark = pytest.mark.django_db


def test_the_sign_in_page_asks_for_an_address_and_a_password(client):
    page = read(client.get(reverse("account_login")))

    assert page.title == "Sign in – Octant"
    assert page.heading == "Sign in"
    assert fields_of(page)["login"]["type"] == "email"
    assert fields_of(page)["login"]["autocomplete"] == "username"
    assert fields_of(page)["password"]["autocomplete"] == "current-password"
    assert "maxlength" not in fields_of(page)["password"], (
        "a browser would cut a pasted password without a word"
    )
    assert page.links["Create an account"] == reverse("account_signup")


def test_a_person_signs_in_and_goes_to_their_innovations(client):
    person()

    response = sign_in(client)

    assert response.status_code == 303
    assert response["Location"] == reverse("innovations")
    assert is_signed_in(client)


def test_the_address_may_be_typed_in_capitals_and_with_spaces_around_it(client):
    person()

    response = sign_in(client, f"  {ALICE.upper()} ")

    assert response.status_code == 303


def test_the_same_password_from_another_keyboard_is_the_same_password(client):
    one = person()
    one.set_password("caf\u00e9 au lait deux fois")
    one.save()

    response = sign_in(client, password="cafe\u0301 au lait deux fois")

    assert response.status_code == 303


def test_signing_in_leads_to_the_page_that_was_asked_for(client):
    person()
    asked_for = client.get(reverse("account_change_password"))

    response = client.post(asked_for["Location"], {"login": ALICE, "password": PASSWORD})

    assert response["Location"] == reverse("account_change_password")


def test_the_page_that_was_asked_for_is_not_forgotten_on_the_way_to_a_new_account(client):
    page = read(client.get(reverse("account_login"), {"next": "/try/keep/"}))

    assert page.links["Create an account"] == f"{reverse('account_signup')}?next=%2Ftry%2Fkeep%2F"


@pytest.mark.parametrize(
    ("email", "password"),
    [(ALICE, "not the password"), (NOBODY, PASSWORD)],
    ids=["wrong password", "unknown address"],
)
def test_one_message_stands_for_both_fields(client, email, password):
    person()

    response = sign_in(client, email, password)

    page = read(response)
    assert response.status_code == 422
    assert page.title == "Error: Sign in – Octant"
    assert page.errors == [("Your email address or password is not right", "#id_login")]
    assert fields_of(page)["login"]["value"] == email
    assert "value" not in fields_of(page)["password"]


@pytest.mark.parametrize(
    ("login", "password", "errors"),
    [
        ("", "", [("Enter your email address", "#id_login"), ("Enter your password", "#id_password")]),
        (ALICE, "", [("Enter your password", "#id_password")]),
        (
            "alice",
            PASSWORD,
            [("Enter an email address in the correct format, like name@example.org", "#id_login")],
        ),
    ],
)
def test_what_is_missing_is_asked_for(client, login, password, errors):
    response = sign_in(client, login, password)

    assert response.status_code == 422
    assert list(read(response).errors) == errors


def test_what_was_typed_on_the_way_in_is_not_kept_once_in(client):
    person()

    sign_in(client)

    assert "account_typed" not in client.session


@pytest.mark.parametrize(
    "headers", [{"accept": "application/json"}, {"x-requested-with": "XMLHttpRequest"}], ids=str
)
def test_the_pages_answer_with_pages_whoever_asks(client, headers):
    person()

    response = sign_in(client, password="not the password", headers=headers)

    assert response.status_code == 422
    assert read(response).heading == "Sign in"


def test_a_closed_account_cannot_be_used(client):
    person(is_active=False)

    response = sign_in(client)

    assert response["Location"] == reverse("account_inactive")
    assert read(client.get(response["Location"])).heading == "This account is closed"
    assert not is_signed_in(client)


def test_someone_signed_in_has_no_need_of_the_sign_in_page(client):
    client.force_login(person())

    response = client.get(reverse("account_login"))

    assert response["Location"] == reverse("innovations")


def test_signing_in_makes_a_new_session_and_the_old_one_is_dead(client):
    person()
    client.get(reverse("account_reset_password_done"))
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key

    sign_in(client)

    assert client.session.session_key != planted
    assert not BrowserSession.objects.filter(session_key=planted).exists()


def test_signing_in_is_on_record(client):
    one = person()

    sign_in(client)

    event = AuditEvent.objects.get(action="account.sign_in")
    assert (event.actor, event.actor_kind, event.subject) == (one, "person", f"person:{one.pk}")
    assert event.request_id


def test_signing_out_is_on_record(client):
    one = person()
    client.force_login(one)

    client.post(reverse("account_logout"))

    event = AuditEvent.objects.get(action="account.sign_out")
    assert (event.actor, event.subject) == (one, f"person:{one.pk}")


@pytest.mark.parametrize("known", [True, False])
def test_a_failed_sign_in_is_on_record_without_the_address(client, known):
    if known:
        person()

    response = sign_in(client, password="wrong guess")

    event = AuditEvent.objects.get()
    assert (event.action, event.subject) == ("account.sign_in_failed", "sign-in")
    assert (event.actor, event.actor_kind, event.before, event.after) == (None, "stranger", "", "")
    assert event.request_id == response["X-Request-Id"]


def test_a_password_that_is_asked_for_again_and_wrong_is_on_record_with_who_was_asked(client):
    one = person()
    client.force_login(one)

    client.post(reverse("account_reauthenticate"), {"password": "wrong guess"})

    event = AuditEvent.objects.get(action="account.sign_in_failed")
    assert event.actor == one


def test_a_page_to_sign_out_says_what_stays_and_signs_nobody_out(client):
    client.force_login(person())

    page = read(client.get(reverse("account_logout")))

    assert page.title == "Do you want to sign out? – Octant"
    assert is_signed_in(client)


def test_signing_out_ends_the_session_on_the_server(client):
    client.force_login(person())
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value

    response = client.post(reverse("account_logout"))

    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert response.status_code == 303
    assert response["Location"] == reverse("account_signed_out")
    assert not is_signed_in(client)
    assert not is_signed_in(thief)


def test_signing_out_leaves_nothing_in_the_browser_but_what_is_not_the_accounts(client):
    client.force_login(person())

    response = client.post(reverse("account_logout"))

    assert response["Clear-Site-Data"] == '"cache", "storage"'


def test_the_page_after_signing_out_leads_back(client):
    page = read(client.get(reverse("account_signed_out"), {"why": "idle", "next": "/innovations/"}))

    assert page.heading == "You have been signed out"
    assert "You did nothing here for 60 minutes" in page.text
    assert page.links["Sign in again"].startswith(f"{reverse('account_login')}?next=")


def test_the_page_after_signing_out_leads_nowhere_else(client):
    page = read(client.get(reverse("account_signed_out"), {"next": "//evil.example/"}))

    assert page.links["Sign in again"] == reverse("account_login")


def test_a_session_ends_after_an_idle_hour(client):
    with time_machine.travel(dt.datetime(2026, 9, 14, 9, tzinfo=dt.UTC)) as clock:
        person()
        sign_in(client)
        is_signed_in(client)
        clock.shift(dt.timedelta(minutes=61))

        assert not is_signed_in(client)


def test_a_session_ends_after_a_working_day_whatever_was_done_meanwhile(client):
    with time_machine.travel(dt.datetime(2026, 9, 14, 8, tzinfo=dt.UTC), tick=False) as clock:
        person()
        sign_in(client)
        is_signed_in(client)

        every_half_hour = []
        for _ in range(26):
            clock.shift(dt.timedelta(minutes=30))
            every_half_hour.append(is_signed_in(client))

    assert every_half_hour.index(False) == 24
    assert not any(every_half_hour[24:])


def test_asking_to_stay_keeps_a_session_alive(client):
    with time_machine.travel(dt.datetime(2026, 9, 14, 9, tzinfo=dt.UTC)) as clock:
        person()
        sign_in(client)
        is_signed_in(client)
        clock.shift(dt.timedelta(minutes=55))

        response = client.post(reverse("account_stay"))

        clock.shift(dt.timedelta(minutes=55))
        assert response.status_code == 204
        assert is_signed_in(client)


def test_someone_signed_out_cannot_stay(client):
    assert client.post(reverse("account_stay")).status_code == 403
    assert client.get(reverse("account_stay")).status_code == 405


def test_your_account_shows_your_name_and_address(client):
    client.force_login(person(name="Zoë O’Hara"))

    page = read(client.get(reverse("account")))

    assert page.title == "Your account – Octant"
    assert "Zoë O’Hara" in page.text
    assert ALICE in page.text
    assert page.links["Change your name"] == reverse("account_change_name")
    assert page.links["Change your password"] == reverse("account_change_password")


@pytest.mark.parametrize("name", ["account", "account_change_name", "account_change_password"])
def test_a_stranger_is_asked_to_sign_in_and_comes_back(client, name):
    response = client.get(reverse(name))

    assert response.status_code in (302, 303)
    assert response["Location"].startswith(f"{reverse('account_login')}?next=")
    assert read(client.get(response["Location"])).heading == "Sign in"


def test_a_name_is_changed_and_the_change_is_on_record(client):
    one = person()
    client.force_login(one)

    response = client.post(reverse("account_change_name"), {"name": "  Alice\n  Baker "})

    one.refresh_from_db()
    assert response.status_code == 303
    assert one.name == "Alice Baker"
    assert read(client.get(response["Location"])).notices == ["Your name is changed."]
    assert AuditEvent.objects.filter(action="account.change_name", actor=one).count() == 1


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("   ", "Enter your name"),
        ("x" * 121, "Your name must be 120 characters or fewer"),
        ("Alice 943 476 5919", "Remove the NHS number. Do not include patient details."),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_kept_on_the_page(client, name, error):
    client.force_login(person())

    response = client.post(reverse("account_change_name"), {"name": name})

    page = read(response)
    assert response.status_code == 422
    assert page.title == "Error: Change your name – Octant"
    assert page.errors == [(error, "#id_name")]
    assert fields_of(page)["name"].get("value", "").strip() == name.strip()


def test_a_name_changes_nothing_but_the_name(client):
    one = person()
    client.force_login(one)
    more = {
        "email": "mallory@example.org",
        "is_staff": "on",
        "is_administrator": "on",
        "password": NEW_PASSWORD,
    }

    client.post(reverse("account_change_name"), {"name": "Alice"} | more)

    known = Person.objects.get(pk=one.pk)
    assert (known.email, known.is_staff, known.is_administrator) == (ALICE, False, False)
    assert known.check_password(PASSWORD)


def test_a_password_is_asked_for_again_where_that_is_needed(client):
    client.force_login(person())
    there = f"{reverse('account_reauthenticate')}?next={reverse('account')}"

    wrong = client.post(there, {"password": "not the password"})
    right = client.post(there, {"password": PASSWORD})

    assert wrong.status_code == 422
    assert read(wrong).title == "Error: Confirm that it is you – Octant"
    assert read(wrong).errors == [
        ("Your password is not right. Enter the one you sign in with", "#id_password"),
    ]
    assert (right.status_code, right["Location"]) == (303, reverse("account"))
