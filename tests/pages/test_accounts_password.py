"""Choosing a new password: by mail when it is forgotten, with the old one when it is known."""

import datetime as dt
import smtplib

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse

from assessments.models import AuditEvent, OutboxMail
from tests.pages.account_steps import (
    ALICE,
    NEW_PASSWORD,
    PASSWORD,
    ask_for_reset,
    create,
    fields_of,
    is_signed_in,
    path_in,
    person,
    sign_in,
)
from tests.pages.reading import read

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 9, 14, 9, tzinfo=dt.UTC)


def choose(client: Client, link: str, password: str = NEW_PASSWORD):
    """Opens the link, follows it to the form and sends a password."""
    opened = client.get(link)
    return client.post(opened["Location"], {"password1": password})


def test_the_reset_page_asks_for_an_address(client):
    page = read(client.get(reverse("account_reset_password")))

    assert page.title == "Choose a new password – Octant"
    assert fields_of(page)["email"]["autocomplete"] == "email"


def test_a_forgotten_password_is_replaced_by_mail(client, mailoutbox):
    one = person()
    sent = ask_for_reset(client)

    saved = choose(client, path_in(mailoutbox[0]))

    one.refresh_from_db()
    assert (sent.status_code, sent["Location"]) == (303, reverse("account_reset_password_done"))
    assert (saved.status_code, saved["Location"]) == (303, reverse("account_reset_password_from_key_done"))
    assert one.check_password(NEW_PASSWORD)
    assert read(client.get(saved["Location"])).heading == "Your password is changed"
    assert not is_signed_in(client), "whoever has the mail still has to know the password"


def test_the_page_after_asking_names_the_address(client):
    response = ask_for_reset(client)

    page = read(client.get(response["Location"]))

    assert page.heading == "Check your email"
    assert ALICE in page.text


@pytest.mark.parametrize(
    ("email", "error"),
    [
        ("", "Enter your email address"),
        ("alice", "Enter an email address in the correct format, like name@example.org"),
    ],
)
def test_a_reset_needs_an_address(client, email, error):
    response = ask_for_reset(client, email)

    page = read(response)
    assert response.status_code == 422
    assert page.title == "Error: Choose a new password – Octant"
    assert page.errors == [(error, "#id_email")]


def test_the_key_leaves_the_address_bar_before_a_page_is_shown(client, mailoutbox):
    """So that no link on the page, no history and no screenshot carries it."""
    person()
    ask_for_reset(client)
    link = path_in(mailoutbox[0])

    opened = client.get(link)

    key = link.rstrip("/").partition("-")[2]
    page = client.get(opened["Location"])
    assert opened.status_code == 302
    assert key not in opened["Location"]
    assert key not in page.content.decode()


def test_a_reset_link_works_once(client, mailoutbox):
    person()
    ask_for_reset(client)
    choose(client, path_in(mailoutbox[0]))

    again = Client().get(path_in(mailoutbox[0]))

    page = read(again)
    assert again.status_code == 410
    assert page.heading == "This link no longer works"
    assert page.links["Get a new link"] == reverse("account_reset_password")


def test_a_form_that_was_open_when_the_link_was_used_saves_nothing(client, mailoutbox):
    one = person()
    ask_for_reset(client)
    late = Client()
    opened = late.get(path_in(mailoutbox[0]))
    choose(client, path_in(mailoutbox[0]))

    response = late.post(opened["Location"], {"password1": "some other long password"})

    one.refresh_from_db()
    assert response.status_code == 410
    assert one.check_password(NEW_PASSWORD)


def test_a_reset_link_works_for_an_hour(client, mailoutbox):
    with time_machine.travel(MORNING) as clock:
        person()
        ask_for_reset(client)
        clock.shift(dt.timedelta(minutes=59))
        in_time = Client().get(path_in(mailoutbox[0]))
        clock.shift(dt.timedelta(minutes=2))

        too_late = client.get(path_in(mailoutbox[0]))

    assert in_time.status_code == 302
    assert too_late.status_code == 410


def test_a_reset_link_dies_when_the_password_changes_otherwise(client, mailoutbox):
    one = person()
    ask_for_reset(client)
    one.set_password(NEW_PASSWORD)
    one.save()

    assert client.get(path_in(mailoutbox[0])).status_code == 410


def test_an_older_link_dies_with_the_newer_one(client, mailoutbox):
    person()
    ask_for_reset(client)
    ask_for_reset(client)
    choose(client, path_in(mailoutbox[1]))

    assert client.get(path_in(mailoutbox[0])).status_code == 410


@pytest.mark.parametrize("key", ["1-set-password", "1-x", "zzzz-c0ffee-1", "0-", "a" * 300 + "-b"])
def test_a_reset_link_that_was_never_ours_is_explained(client, key):
    person()

    assert client.get(f"/account/password/reset/{key}/").status_code in (404, 410)


def test_a_reset_refuses_a_password_that_will_not_do(client, mailoutbox):
    one = person()
    ask_for_reset(client)

    response = choose(client, path_in(mailoutbox[0]), "too short")

    page = read(response)
    one.refresh_from_db()
    assert response.status_code == 422
    assert page.title == "Error: Choose a new password – Octant"
    assert page.errors == [("Your password must be 12 characters or more", "#id_password1")]
    assert one.check_password(PASSWORD)


def test_a_reset_ends_every_session(client, mailoutbox):
    person()
    sign_in(client)
    elsewhere = Client()
    ask_for_reset(elsewhere)

    choose(elsewhere, path_in(mailoutbox[0]))

    assert not is_signed_in(client)


def test_a_reset_confirms_the_address_it_went_to(client, mailoutbox):
    create(Client())
    ask_for_reset(client)

    choose(client, path_in(mailoutbox[1]))

    assert EmailAddress.objects.get().verified
    assert sign_in(client, password=NEW_PASSWORD)["Location"] == reverse("innovations")


def test_a_closed_account_gets_no_link(client, mailoutbox):
    person(is_active=False)

    ask_for_reset(client)

    assert [mail.subject for mail in mailoutbox] == ["There is no Octant account for this address"]


# --- With the old one


def change(client: Client, old: str = PASSWORD, new: str = NEW_PASSWORD):
    return client.post(reverse("account_change_password"), {"oldpassword": old, "password1": new})


def test_a_password_is_changed_with_the_old_one(client):
    one = person()
    sign_in(client)

    response = change(client)

    one.refresh_from_db()
    assert (response.status_code, response["Location"]) == (303, reverse("account"))
    assert one.check_password(NEW_PASSWORD)
    assert read(client.get(response["Location"])).notices == [
        "Your password is changed. Everywhere else, you are signed out.",
    ]


def test_changing_it_ends_every_other_session_and_keeps_this_one(client):
    person()
    sign_in(client)
    elsewhere = Client()
    sign_in(elsewhere)
    before = client.session.session_key

    change(client)

    assert is_signed_in(client)
    assert client.session.session_key != before
    assert not is_signed_in(elsewhere)


def test_without_the_old_one_nothing_is_changed(client):
    one = person()
    sign_in(client)

    response = change(client, old="not the password")

    page = read(response)
    one.refresh_from_db()
    assert response.status_code == 422
    assert page.title == "Error: Change your password – Octant"
    assert page.errors == [
        ("Your password now is not right. Enter the one you sign in with", "#id_oldpassword"),
    ]
    assert one.check_password(PASSWORD)


def test_no_password_comes_back_in_a_page(client):
    person()
    sign_in(client)

    response = change(client, old="a wrong old password", new="short new")

    assert b"a wrong old password" not in response.content
    assert b"short new" not in response.content


def test_a_changed_password_is_told_to_its_owner_and_is_on_record(client, mailoutbox):
    person()
    sign_in(client)

    with time_machine.travel(dt.datetime(2026, 9, 14, 13, 14, tzinfo=dt.UTC)):
        change(client)

    assert [mail.subject for mail in mailoutbox] == ["Your Octant password was changed"]
    assert "on 14 September 2026 at 2:14pm" in mailoutbox[0].body
    assert AuditEvent.objects.filter(action="account.set_password").count() == 1


def test_an_account_without_a_password_can_be_given_one(client):
    one = person()
    one.set_unusable_password()
    one.save()
    client.force_login(one)
    led = client.get(reverse("account_change_password"))

    response = client.post(led["Location"], {"password1": NEW_PASSWORD})

    one.refresh_from_db()
    assert led["Location"] == reverse("account_set_password")
    assert (response.status_code, response["Location"]) == (303, reverse("account"))
    assert one.check_password(NEW_PASSWORD)


# --- When mail does not work


@pytest.fixture
def no_mail_server(monkeypatch):
    def refuse(*_: object) -> None:
        raise smtplib.SMTPRecipientsRefused({ALICE: (450, b"try again later")})

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("ask", [create, ask_for_reset])
def test_a_mail_that_cannot_be_sent_now_waits_and_costs_nobody_an_error(
    client, ask, known, no_mail_server, caplog
):
    if known:
        person()

    response = ask(client)

    waiting = OutboxMail.objects.get()
    assert response.status_code == 303
    assert ALICE not in caplog.text
    assert (waiting.to, waiting.tries, waiting.last_error) == (ALICE, 1, "SMTPRecipientsRefused")


def test_a_changed_password_stays_changed_when_the_note_about_it_cannot_be_sent(client, no_mail_server):
    one = person()
    client.force_login(one)

    response = change(client)

    one.refresh_from_db()
    assert response.status_code == 303
    assert one.check_password(NEW_PASSWORD)


def test_passwords_are_hashed_modestly():
    """In production: enough to resist guessing, little enough for eight people at once."""
    from assessments.accounts.hashers import ModestArgon2

    hashed = ModestArgon2().encode(PASSWORD, "some-salt-of-sixteen")

    assert hashed.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert ModestArgon2().verify(PASSWORD, hashed)
    assert settings.PASSWORD_RESET_TIMEOUT == 3600
