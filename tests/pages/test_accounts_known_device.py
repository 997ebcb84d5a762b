"""A stranger who guesses cannot keep the owner out, and gains no guess by what keeps the door open."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from assessments.accounts.known_device import MOST_PEOPLE
from tests.pages.account_steps import (
    ALICE,
    NEW_PASSWORD,
    NOBODY,
    PASSWORD,
    ask_for_reset,
    is_signed_in,
    path_in,
    person,
    sign_in,
)
from tests.pages.test_accounts_limits import from_place
from tests.pages.test_accounts_passkeys import question, send
from tests.passkeys import Passkey, keep

pytestmark = pytest.mark.django_db
BOB = "bobby@example.org"


def known_to(*addresses: str, place: int = 200) -> Client:
    """A browser in which these have signed in before, and out again."""
    browser = from_place(place)
    for address in addresses:
        assert sign_in(browser, address).status_code == 303
        browser.post("/account/sign-out/")
    return browser


def a_stranger_guesses(address: str = ALICE) -> None:
    for number in range(11):
        sign_in(from_place(number), address, "wrong guess")


def test_the_owners_own_browser_stays_open_while_a_stranger_guesses():
    person()
    browser = known_to(ALICE)
    a_stranger_guesses()

    assert sign_in(from_place(201)).status_code == 429
    assert sign_in(browser).status_code == 303


def test_neighbours_who_guess_do_not_close_it_either():
    """A hospital is one address on the network."""
    person()
    browser = known_to(ALICE, place=7)
    for number in range(10):
        sign_in(from_place(7), f"somebody{number}@example.org", "wrong guess")

    assert sign_in(from_place(7)).status_code == 429
    assert sign_in(browser).status_code == 303


def test_a_known_browser_has_ten_guesses_too():
    person()
    browser = known_to(ALICE)
    answers = [sign_in(browser, password="wrong guess").status_code for _ in range(10)]

    assert answers == [422] * 10
    assert sign_in(browser).status_code == 429


def test_guesses_in_a_known_browser_take_none_from_another():
    person()
    lost, other = known_to(ALICE), known_to(ALICE, place=201)
    for _ in range(11):
        sign_in(lost, password="wrong guess")

    assert sign_in(other).status_code == 303


def test_a_browser_that_knows_one_person_is_a_strangers_to_the_next():
    person()
    person(BOB)
    bobs = known_to(BOB)
    a_stranger_guesses()

    assert sign_in(bobs).status_code == 429


def test_a_browser_on_a_ward_knows_everybody_who_uses_it():
    person()
    person(BOB)
    shared = known_to(ALICE, BOB)
    a_stranger_guesses(ALICE)
    a_stranger_guesses(BOB)

    assert sign_in(shared, BOB).status_code == 303


def test_what_a_browser_knows_is_bounded_and_names_nobody():
    browser, addresses = Client(), [f"nurse{number}@example.org" for number in range(MOST_PEOPLE + 2)]
    for address in addresses:
        person(address)
        sign_in(browser, address)
        browser.post("/account/sign-out/")

    cookie = browser.cookies[settings.KNOWN_COOKIE_NAME]

    assert len(cookie.value) < 1000
    assert "nurse" not in cookie.value
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_wrong_password_makes_no_browser_known():
    person()
    browser = Client()
    for address in (ALICE, NOBODY):
        sign_in(browser, address, "wrong guess")

    assert settings.KNOWN_COOKIE_NAME not in browser.cookies


@pytest.mark.parametrize(
    "turn", [str.upper, lambda text: text[:-1], lambda text: "", lambda text: "W10:1:x", "é".join]
)
def test_a_forged_cookie_is_a_strangers(turn):
    person()
    browser = known_to(ALICE)
    forged = from_place(201)
    forged.cookies[settings.KNOWN_COOKIE_NAME] = turn(browser.cookies[settings.KNOWN_COOKIE_NAME].value)
    a_stranger_guesses()

    assert sign_in(forged).status_code == 429


def test_a_browser_is_known_for_half_a_year():
    with time_machine.travel(dt.datetime(2026, 1, 14, 9, tzinfo=dt.UTC)) as clock:
        person()
        browser = known_to(ALICE)
        clock.shift(dt.timedelta(days=181))
        a_stranger_guesses()

        assert sign_in(browser).status_code == 429


def test_a_new_password_opens_the_browser_in_which_its_owner_guessed(mailoutbox):
    person()
    browser = known_to(ALICE)
    for _ in range(11):
        sign_in(browser, password="which one was it")
    ask_for_reset(browser)
    opened = browser.get(path_in(mailoutbox[0]))
    browser.post(opened["Location"], {"password1": NEW_PASSWORD})

    assert sign_in(browser, password=NEW_PASSWORD).status_code == 303


def test_a_stranger_who_asks_for_every_link_sends_the_owner_one(mailoutbox):
    """No more mail goes out for a while, and one of those that did is all the owner needs."""
    person()
    a_stranger_guesses()
    for number in range(6):
        ask_for_reset(from_place(number))
    owner = from_place(200)

    opened = owner.get(path_in(mailoutbox[-1]))
    owner.post(opened["Location"], {"password1": NEW_PASSWORD})

    assert len(mailoutbox) == 6  # five links, and the word that the password is changed
    assert sign_in(owner, password=NEW_PASSWORD).status_code == 303


def test_a_passkey_opens_whoever_guesses_at_the_password():
    passkey = Passkey(person())
    keep(passkey)
    a_stranger_guesses()
    browser = from_place(200)

    send(browser, "mfa_login_webauthn", passkey.signed_for(question(browser)))

    assert is_signed_in(browser)


def test_the_password_is_asked_for_again_whoever_guesses(client):
    """Someone who is signed in goes on changing how their account is protected."""
    person()
    sign_in(client)
    a_stranger_guesses()

    response = client.post("/account/reauthenticate/?next=/account/", {"password": PASSWORD})

    assert response["Location"] == "/account/"
