"""Guessing passwords, and asking for mail over and over."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.pages.account_steps import (
    ALICE,
    NEW_PASSWORD,
    NOBODY,
    PASSWORD,
    ask_for_reset,
    create,
    path_in,
    person,
    sign_in,
)
from tests.pages.reading import read

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 9, 14, 9, tzinfo=dt.UTC)
STOPPED = "You have tried too many times. Wait 5 minutes, or choose a new password"


def from_place(number: int) -> Client:
    return Client(REMOTE_ADDR=f"198.51.100.{number}")


def test_the_eleventh_wrong_password_in_five_minutes_is_not_even_looked_at(client):
    person()
    answers = [sign_in(client, password=f"wrong guess {n}").status_code for n in range(10)]

    response = sign_in(client)

    assert answers == [422] * 10
    assert response.status_code == 429
    assert read(response).errors == [(STOPPED, "#id_login")]


def test_guesses_from_many_places_count_together():
    person()
    for number in range(10):
        sign_in(from_place(number), password="wrong guess")

    assert sign_in(from_place(11)).status_code == 429


def test_guesses_at_many_accounts_from_one_place_count_together(client):
    person()
    for number in range(10):
        sign_in(client, f"somebody{number}@example.org", "wrong guess")

    assert sign_in(client).status_code == 429
    assert sign_in(from_place(2)).status_code == 303


def test_another_host_header_does_not_start_a_new_count(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    person()
    for number in range(10):
        sign_in(from_place(number), password="wrong guess", headers={"host": f"testserver:{8000 + number}"})

    assert sign_in(from_place(11), headers={"host": "testserver:9000"}).status_code == 429


@pytest.mark.parametrize("spelling", [ALICE.upper(), f" {ALICE} "])
def test_another_spelling_does_not_start_a_new_count(spelling):
    person()
    for number in range(10):
        sign_in(from_place(number), password="wrong guess")

    assert sign_in(from_place(11), spelling).status_code == 429


def test_an_unknown_address_is_stopped_just_the_same():
    for number in range(10):
        sign_in(from_place(number), NOBODY, "wrong guess")

    assert sign_in(from_place(11), NOBODY).status_code == 429


def test_after_five_minutes_the_owner_is_let_in(client):
    with time_machine.travel(MORNING) as clock:
        person()
        for _ in range(11):
            sign_in(client, password="wrong guess")
        clock.shift(dt.timedelta(minutes=5, seconds=1))

        assert sign_in(client).status_code == 303


def test_a_stranger_who_keeps_guessing_cannot_keep_the_owner_out(mailoutbox):
    person()
    for number in range(11):
        sign_in(from_place(number), password="wrong guess")
    owner = from_place(200)
    ask_for_reset(owner)
    opened = owner.get(path_in(mailoutbox[0]))
    owner.post(opened["Location"], {"password1": NEW_PASSWORD})

    assert sign_in(owner, password=NEW_PASSWORD).status_code == 303


def test_signing_in_rightly_uses_nothing_up():
    """A hospital is one address on the network."""
    person()

    assert [sign_in(Client()).status_code for _ in range(15)] == [303] * 15


def test_a_right_password_in_between_does_not_start_a_new_count(client):
    person()
    for number in range(10):
        sign_in(client, password="wrong guess")
        if number == 5:
            sign_in(Client())

    assert sign_in(client).status_code == 429


def assert_the_page_says_wait(response):
    page = read(response)
    assert response.status_code == 429
    assert response["Retry-After"] == "300"
    assert page.title == "Try again later – Octant"
    assert "Wait 5 minutes" in page.text


def test_guessing_the_old_password_is_limited_too(client):
    person()
    sign_in(client)
    for _ in range(10):
        client.post(reverse("account_change_password"), {"oldpassword": "wrong", "password1": NEW_PASSWORD})

    response = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW_PASSWORD}
    )

    assert_the_page_says_wait(response)


@pytest.mark.parametrize("email", [ALICE, NOBODY])
def test_nobody_is_flooded_with_reset_mail(email, mailoutbox):
    person()
    for number in range(5):
        ask_for_reset(from_place(number), email)

    assert_the_page_says_wait(ask_for_reset(from_place(6), email))
    assert len(mailoutbox) == 5


@pytest.mark.parametrize("email", [ALICE, NOBODY])
def test_nobody_is_flooded_with_account_mail(email, mailoutbox):
    person()
    for number in range(5):
        response = create(from_place(number), email)

    assert response.status_code == 303
    assert len(mailoutbox) == 1


def test_one_place_cannot_ask_for_links_without_end(client, mailoutbox):
    for number in range(20):
        client.post(reverse("account_new_link"), {"email": f"somebody{number}@example.org"})

    response = client.post(reverse("account_new_link"), {"email": ALICE})

    assert_the_page_says_wait(response)
    assert len(mailoutbox) == 20


def test_a_room_full_of_people_can_make_accounts(mailoutbox):
    answers = [create(Client(), f"somebody{number}@example.org").status_code for number in range(40)]

    assert answers == [303] * 40
    assert_the_page_says_wait(create(Client(), ALICE))


def test_looking_is_never_limited(client):
    assert {client.get(reverse("account_login")).status_code for _ in range(70)} == {200}


def test_behind_a_proxy_each_place_is_counted_by_itself(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    person()
    for _ in range(10):
        sign_in(Client(headers={"x-forwarded-for": "203.0.113.9"}), NOBODY, "wrong guess")

    assert sign_in(Client(headers={"x-forwarded-for": "203.0.113.9"})).status_code == 429
    assert sign_in(Client(headers={"x-forwarded-for": "203.0.113.10"})).status_code == 303


def test_a_forged_address_before_the_proxys_own_is_not_believed(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    person()
    for number in range(10):
        sign_in(Client(headers={"x-forwarded-for": f"10.0.0.{number}, 203.0.113.9"}), NOBODY, "wrong guess")

    assert sign_in(Client(headers={"x-forwarded-for": "10.0.0.99, 203.0.113.9"})).status_code == 429
