"""Two-step sign-in: codes of an app, recovery codes, and who must have it."""

import datetime as dt
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from assessments.accounts.two_step import renew_seals
from assessments.models import AuditEvent, Person
from tests.pages.account_steps import ALICE, PASSWORD, is_signed_in, person, sign_in
from tests.pages.reading import read
from tests.pages.test_accounts_limits import from_place
from tests.people import an_app

pytestmark = pytest.mark.django_db(transaction=True)  # mail and notices go out when the change is safe
MORNING = dt.datetime(2026, 9, 14, 9, tzinfo=dt.UTC)
WRONG = "The code is not right. Enter the one that your app shows now"


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as travelling:
        yield travelling


@pytest.fixture
def alice(clock):
    return person()


def code_of(secret: str, *, steps_ago: int = 0) -> str:
    now = int(dt.datetime.now(dt.UTC).timestamp())
    return format_hotp_value(hotp_value(secret, now // 30 - steps_ago))


def enter(client: Client, code: str):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def confirm(client: Client, one: Person) -> Client:
    """Signed in, and has just entered the password again."""
    client.force_login(one)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def events() -> list[str]:
    return [action for action in AuditEvent.objects.values_list("action", flat=True) if "two_step" in action]


# --- Signing in


def test_a_password_alone_is_not_enough_once_an_app_is_set_up(client, alice):
    an_app(alice)

    response = sign_in(client)

    assert (response.status_code, response["Location"]) == (303, reverse("mfa_authenticate"))
    assert not is_signed_in(client)
    assert read(client.get(reverse("mfa_authenticate"))).heading == "One more step"


def test_the_code_of_the_app_lets_in_to_the_page_that_was_asked_for(client, alice):
    secret = an_app(alice)
    client.post(f"{reverse('account_login')}?next=/help/", {"login": ALICE, "password": PASSWORD})

    response = enter(client, code_of(secret))

    assert (response.status_code, response["Location"]) == (303, "/help/")
    assert is_signed_in(client)


@pytest.mark.parametrize("written", ["{0} {1}", " {0}{1} ", "{0}-{1}"])
def test_a_code_may_be_written_as_apps_show_it(client, alice, written):
    code = code_of(an_app(alice))
    sign_in(client)

    enter(client, written.format(code[:3], code[3:]))

    assert is_signed_in(client)


@pytest.mark.parametrize("steps_ago", [-1, 1])
def test_a_clock_may_be_half_a_minute_off(client, alice, steps_ago):
    secret = an_app(alice)
    sign_in(client)

    enter(client, code_of(secret, steps_ago=steps_ago))

    assert is_signed_in(client)


@pytest.mark.parametrize("code", ["000000", "", "x", "٣٣٣٣٣٣", "9" * 41, "1\x002"])
def test_a_wrong_code_is_refused_in_words(client, alice, code):
    an_app(alice)
    sign_in(client)

    response = enter(client, code)

    page = read(response)
    assert response.status_code == 422
    assert page.title == "Error: One more step – Octant"
    assert page.errors[0][1] == "#id_code"
    assert not is_signed_in(client)


def test_an_old_code_is_refused(client, alice):
    secret = an_app(alice)
    sign_in(client)

    assert enter(client, code_of(secret, steps_ago=2)).status_code == 422


def test_a_code_works_once_for_as_long_as_it_lives(client, alice, clock):
    secret = an_app(alice)
    code = code_of(secret)
    sign_in(client)
    enter(client, code)
    thief = Client()
    sign_in(thief)

    at_once = enter(thief, code)
    clock.shift(dt.timedelta(seconds=31))  # a step later it still would be right
    later = enter(thief, code)

    assert (at_once.status_code, later.status_code) == (422, 422)
    assert read(later).errors == [(WRONG, "#id_code")]
    assert not is_signed_in(thief)


def test_a_recovery_code_lets_in_once(client, alice):
    an_app(alice)
    first, second, *_ = RecoveryCodes.activate(alice).get_unused_codes()
    sign_in(client)
    enter(client, first)
    again, other = Client(), Client()
    sign_in(again)
    sign_in(other)

    answers = enter(again, first).status_code, enter(other, second).status_code

    assert is_signed_in(client)
    assert answers == (422, 303)


def test_the_eleventh_code_in_five_minutes_is_not_even_looked_at(alice, clock):
    secret = an_app(alice)
    for place in range(10):
        guesser = from_place(place)
        sign_in(guesser)
        assert enter(guesser, "000000").status_code == 422
    owner = from_place(99)
    sign_in(owner)

    stopped = enter(owner, code_of(secret))
    clock.shift(dt.timedelta(minutes=5, seconds=1))
    let_in = enter(owner, code_of(secret))

    assert stopped.status_code == 429
    assert read(stopped).errors == [
        ("You have tried too many codes. Wait 5 minutes, then try again", "#id_code")
    ]
    assert let_in.status_code == 303


def test_a_right_code_of_ones_own_gives_no_guesses_back_at_anybody(client, alice, clock):
    """Otherwise whoever has an account of their own could guess at others for ever, from one place."""
    secret = an_app(alice)
    for number in range(9):
        sign_in(client, f"somebody{number}@example.org", "wrong guess")
        clock.shift(dt.timedelta(seconds=1))
    sign_in(client)
    enter(client, code_of(secret))
    client.post(reverse("account_logout"))
    sign_in(client, "somebody@example.org", "wrong guess")

    assert sign_in(client, "another@example.org", "wrong guess").status_code == 429


def test_nobody_can_begin_with_the_second_step(client, alice):
    an_app(alice)

    assert client.get(reverse("mfa_authenticate"))["Location"] == reverse("account_login")
    assert enter(client, "000000")["Location"] == reverse("account_login")


def test_a_confirmed_address_lets_nobody_past_the_second_step(client, alice):
    """Nor does a new password: each is one step alone."""
    an_app(alice)
    client.post(reverse("account_reset_password"), {"email": ALICE})

    assert not is_signed_in(client)


# --- Setting up


def test_setting_up_asks_for_the_password_again(client, alice):
    client.force_login(alice)

    response = client.get(reverse("mfa_activate_totp"))

    assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_an_app_is_set_up_with_the_key_on_the_page_and_codes_are_shown(client, alice, mailoutbox):
    confirm(client, alice)
    page = read(client.get(reverse("mfa_activate_totp")))
    secret = re.search(r"Key: ([A-Z2-7 ]{39})", page.text)[1].replace(" ", "")

    response = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert (response.status_code, response["Location"]) == (303, reverse("mfa_view_recovery_codes"))
    codes = {code.text for code in read(client.get(response["Location"])).main.iter("code")}
    assert len([code for code in codes if re.fullmatch(r"\d{4} \d{4}", code)]) == 10
    assert mailoutbox[0].subject == "Two-step sign-in is on for Octant"
    assert events() == ["account.two_step_add_app"]


def test_the_square_says_the_same_as_the_key(client, alice):
    confirm(client, alice)

    page = read(client.get(reverse("mfa_activate_totp")))

    secret = re.search(r"Key: ([A-Z2-7 ]{39})", page.text)[1].replace(" ", "")
    address = page.links["Open it in your app"]
    assert address == f"otpauth://totp/alice%40example.org?secret={secret}&issuer=Octant"
    assert 'class="oct-qr"' in page.response.content.decode()


def test_a_wrong_code_sets_nothing_up_and_keeps_the_key(client, alice):
    confirm(client, alice)
    before = read(client.get(reverse("mfa_activate_totp"))).text

    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    page = read(response)
    key = re.search(r"Key: ([A-Z2-7 ]{39})", before)[1]
    assert response.status_code == 422
    assert page.errors == [(WRONG, "#id_code")]
    assert key in page.text
    assert not Authenticator.objects.exists()


def test_guesses_while_setting_up_are_counted_too(client, alice):
    confirm(client, alice)
    client.get(reverse("mfa_activate_totp"))
    for _ in range(10):
        client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert read(response).errors == [
        ("You have tried too many codes. Wait 5 minutes, then try again", "#id_code")
    ]


def test_without_recovery_codes_there_are_none_to_show(client, alice):
    an_app(alice)
    confirm(client, alice)

    response = client.get(reverse("mfa_view_recovery_codes"))

    assert (response.status_code, response["Location"]) == (303, reverse("mfa_index"))


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get(reverse("mfa_index"))["Location"].startswith(reverse("account_login"))


def test_the_code_that_set_it_up_does_not_sign_in(client, alice):
    confirm(client, alice)
    page = read(client.get(reverse("mfa_activate_totp")))
    secret = re.search(r"Key: ([A-Z2-7 ]{39})", page.text)[1].replace(" ", "")
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    thief = Client()
    sign_in(thief)

    assert enter(thief, code_of(secret)).status_code == 422


def test_recovery_codes_are_hidden_from_whoever_finds_the_browser_open(client, alice, clock):
    an_app(alice)
    RecoveryCodes.activate(alice)
    confirm(client, alice)
    clock.shift(dt.timedelta(minutes=6))

    response = client.get(reverse("mfa_view_recovery_codes"))

    assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_new_recovery_codes_end_the_old_ones(client, alice, mailoutbox):
    an_app(alice)
    old = RecoveryCodes.activate(alice).get_unused_codes()
    confirm(client, alice)

    client.post(reverse("mfa_generate_recovery_codes"))

    new = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert not set(old) & set(new)
    assert mailoutbox[0].subject == "You have new recovery codes for Octant"
    assert events() == ["account.two_step_new_codes"]


def test_removing_the_app_takes_the_codes_with_it_and_tells_the_owner(client, alice, mailoutbox):
    an_app(alice)
    RecoveryCodes.activate(alice)
    confirm(client, alice)

    response = client.post(reverse("mfa_deactivate_totp"))

    assert response["Location"] == reverse("mfa_index")
    assert not Authenticator.objects.exists()
    assert mailoutbox[0].subject == "Your authenticator app was removed from Octant"
    assert events() == ["account.two_step_remove_app"]


def test_a_code_confirms_that_it_is_you_where_a_password_does(client, alice):
    secret = an_app(alice)
    client.force_login(alice)

    response = client.post(f"{reverse('mfa_reauthenticate')}?next=/account/", {"code": code_of(secret)})

    assert (response.status_code, response["Location"]) == (303, "/account/")
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200


def test_your_account_says_whether_it_is_on(client, alice):
    client.force_login(alice)
    off = read(client.get(reverse("account"))).text
    an_app(alice)

    on = read(client.get(reverse("account"))).text

    assert "Two-step sign-in Off" in off
    assert "Two-step sign-in On" in on


# --- What is stored


def test_no_secret_stands_in_the_database_as_it_is(alice):
    secret = an_app(alice)
    codes = RecoveryCodes.activate(alice)

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in kept
    assert not any(code in kept for code in codes.get_unused_codes())


def test_a_new_key_opens_what_the_old_one_sealed_and_can_seal_it_anew(client, alice, settings):
    secret, old = an_app(alice), settings.SECRET_KEY
    RecoveryCodes.activate(alice)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key-" * 4, [old]

    assert renew_seals() == 2

    settings.SECRET_KEY_FALLBACKS = []
    sign_in(client)
    enter(client, code_of(secret))
    assert is_signed_in(client)


def test_what_was_sealed_with_a_lost_key_lets_nobody_in(client, alice, settings, caplog):
    secret = an_app(alice)
    settings.SECRET_KEY = "another-key-" * 4
    sign_in(client)

    answers = {enter(client, code).status_code for code in (code_of(secret), code_of("A" * 32))}

    assert answers == {422}
    assert "sealed with a key that is not set any more" in caplog.text
