"""Making an account: the form, the mail, the link, and what goes wrong with it."""

import datetime as dt

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.test import Client
from django.urls import reverse

from assessments.models import AuditEvent, Person
from tests.pages.account_steps import (
    ALICE,
    NOBODY,
    PASSWORD,
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


def is_confirmed(email: str = ALICE) -> bool:
    return EmailAddress.objects.get(email=email).verified


def test_the_page_asks_for_what_is_needed_and_no_more(client):
    page = read(client.get(reverse("account_signup")))

    assert page.title == "Create an account – Octant"
    assert set(fields_of(page)) == {"csrfmiddlewaretoken", "name", "email", "password1"}
    assert fields_of(page)["name"]["autocomplete"] == "name"
    assert fields_of(page)["email"]["autocomplete"] == "email"
    assert fields_of(page)["password1"]["autocomplete"] == "new-password"
    assert "At least 12 characters" in page.text
    assert page.links["Sign in"] == reverse("account_login")


def test_an_account_is_made_and_waits_for_its_address(client, mailoutbox):
    response = create(client)

    one = Person.objects.get(email=ALICE)
    assert response.status_code == 303
    assert one.name == "Alice Archer"
    assert one.check_password(PASSWORD)
    assert not is_confirmed()
    assert not is_signed_in(client)
    assert [mail.to for mail in mailoutbox] == [[ALICE]]


def test_the_page_after_it_names_the_address(client):
    response = create(client)

    page = read(client.get(response["Location"]))

    assert page.heading == "Check your email"
    assert ALICE in page.text
    assert fields_of(page)["email"]["value"] == ALICE
    assert page.links["Use a different address"] == reverse("account_signup")


def test_a_different_address_does_not_mean_typing_the_name_again(client):
    create(client, name="Alice Archer")

    page = read(client.get(reverse("account_signup")))

    assert fields_of(page)["name"]["value"] == "Alice Archer"


def test_opening_the_link_shows_a_button_and_confirms_nothing(client, mailoutbox):
    """Mail filters follow links; a person presses a button."""
    create(client)
    machine = Client()

    page = read(machine.get(path_in(mailoutbox[0])))
    machine.head(path_in(mailoutbox[0]))

    assert page.title == "Confirm your email address – Octant"
    assert ALICE in page.text
    assert not is_confirmed()


def test_opening_a_link_signs_nobody_out(client, mailoutbox):
    create(Client())
    client.force_login(person("bob@example.org"))

    client.get(path_in(mailoutbox[0]))

    assert is_signed_in(client)


def test_confirming_in_the_same_browser_signs_in(client, mailoutbox):
    create(client)

    response = client.post(path_in(mailoutbox[0]))

    assert (response.status_code, response["Location"]) == (303, reverse("innovations"))
    assert is_confirmed()
    assert read(client.get(reverse("account"))).notices == ["Your email address is confirmed."]
    assert is_signed_in(client)


def test_confirming_leads_to_the_page_that_was_asked_for_first(client, mailoutbox):
    said = {"name": "Alice", "email": ALICE, "password1": PASSWORD}
    client.post(f"{reverse('account_signup')}?next=/help/", said)

    response = client.post(path_in(mailoutbox[0]))

    assert response["Location"] == "/help/"


def test_confirming_in_another_browser_leads_to_signing_in(client, mailoutbox):
    create(Client())

    response = client.post(path_in(mailoutbox[0]))

    assert (response.status_code, response["Location"]) == (303, reverse("account_login"))
    assert read(client.get(response["Location"])).notices == ["Your email address is confirmed."]
    assert not is_signed_in(client)
    assert sign_in(client)["Location"] == reverse("innovations")


def test_a_link_works_once(client, mailoutbox):
    create(client)
    link = path_in(mailoutbox[0])
    client.post(link)

    again, and_again = Client().get(link), Client().post(link)

    assert [again.status_code, and_again.status_code] == [410, 410]
    assert read(again).heading == "This link no longer works"
    assert read(again).links["Get a new link"] == reverse("account_new_link")


def test_a_link_works_for_a_day(client, mailoutbox):
    with time_machine.travel(MORNING) as clock:
        create(Client())
        link = path_in(mailoutbox[0])
        clock.shift(dt.timedelta(hours=23, minutes=59))
        in_time = client.get(link)
        clock.shift(dt.timedelta(minutes=2))

        too_late = client.post(link)

    assert in_time.status_code == 200
    assert too_late.status_code == 410
    assert not is_confirmed()


@pytest.mark.parametrize("key", ["x", "MQ:1:2", "MQ", "%00", "é", "a" * 500, "..%2f"])
def test_a_link_that_was_never_ours_is_explained_too(client, key):
    assert client.get(f"/account/confirm/{key}/").status_code in (404, 410)


def test_nobody_signs_in_before_the_address_is_confirmed(client, mailoutbox):
    person(confirmed=False)

    response = sign_in(client)

    assert response["Location"] == reverse("account_email_verification_sent")
    assert ALICE in read(client.get(response["Location"])).text
    assert mailoutbox[0].subject == "Confirm your email address for Octant"
    assert not is_signed_in(client)


# --- Send it again


def ask_again(client: Client, email: str = ALICE):
    return client.post(reverse("account_new_link"), {"email": email})


def test_the_mail_can_be_had_again(client, mailoutbox):
    with time_machine.travel(MORNING) as clock:
        create(client)
        clock.shift(dt.timedelta(minutes=4))

        response = ask_again(client)

        page = read(client.get(response["Location"]))
    assert page.notices == ["We have sent the email again."]
    assert ALICE in page.text
    assert [mail.subject for mail in mailoutbox] == ["Confirm your email address for Octant"] * 2


@pytest.mark.parametrize("email", [ALICE, "bob@example.org", NOBODY])
def test_asking_again_at_once_sends_nothing_and_says_so_to_everyone(client, email, mailoutbox):
    person(confirmed=False)
    person("bob@example.org")
    ask_again(client, email)

    response = ask_again(client, email)

    assert read(client.get(response["Location"])).notices[-1] == (
        "We sent an email a moment ago. Wait 3 minutes before you ask for another."
    )
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("email", "subject"),
    [
        (ALICE, "Confirm your email address for Octant"),
        ("bob@example.org", "You already have an Octant account"),
        (NOBODY, "There is no Octant account for this address"),
    ],
)
def test_each_address_gets_the_mail_that_fits_it(client, email, subject, mailoutbox):
    person(confirmed=False)
    person("bob@example.org")

    ask_again(client, email)

    assert [(mail.to, mail.subject) for mail in mailoutbox] == [([email], subject)]


def test_without_an_address_in_this_session_the_page_asks_for_it(client):
    response = client.get(reverse("account_email_verification_sent"))

    assert response["Location"] == reverse("account_new_link")
    assert read(client.get(response["Location"])).title == "Get a new confirmation link – Octant"


def test_a_new_link_needs_an_address(client):
    response = ask_again(client, "alice")

    page = read(response)
    assert response.status_code == 422
    assert page.title == "Error: Get a new confirmation link – Octant"
    assert fields_of(page)["email"]["value"] == "alice"


# --- What is refused


TOO_EASY = "This password is too easy to guess. Try three or four words that do not belong together"
WRONG_ADDRESS = "Enter an email address in the correct format, like name@example.org"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"name": ""}, ("Enter your name", "#id_name")),
        ({"name": "x" * 121}, ("Your name must be 120 characters or fewer", "#id_name")),
        ({"email": ""}, ("Enter your email address", "#id_email")),
        ({"email": "alice at example.org"}, (WRONG_ADDRESS, "#id_email")),
        (
            {"email": f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 9}.org"},
            ("Your email address must be 254 characters or fewer", "#id_email"),
        ),
        ({"password1": ""}, ("Enter a password of 12 characters or more", "#id_password1")),
        ({"password1": "short words"}, ("Your password must be 12 characters or more", "#id_password1")),
        ({"password1": "x1 " * 43}, ("Your password must be 128 characters or fewer", "#id_password1")),
        ({"password1": "passwordpassword"}, (TOO_EASY, "#id_password1")),
        ({"password1": "qwerty123456"}, (TOO_EASY, "#id_password1")),
        ({"password1": "Octant2026!!"}, (TOO_EASY, "#id_password1")),
        ({"password1": "abababababab"}, (TOO_EASY, "#id_password1")),
        (
            {"password1": "alicearcher1"},
            ("Your password must not be like your name or your email address", "#id_password1"),
        ),
        (
            {"password1": "alice@example.org"},
            ("Your password must not be like your name or your email address", "#id_password1"),
        ),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(client, fields, error, mailoutbox):
    response = create(client, **({"email": ALICE} | fields))

    page = read(response)
    assert response.status_code == 422
    assert page.title == "Error: Create an account – Octant"
    assert page.errors == [error]
    assert not Person.objects.exists()
    assert mailoutbox == []


def test_every_rule_for_passwords_is_said_in_a_sentence():
    """Django's own forms and commands ask the rules for it."""
    rules = password_validators_help_texts()

    assert len(rules) == len(settings.AUTH_PASSWORD_VALIDATORS)
    assert [one for one in rules if not (one[:1].isupper() and one.endswith("."))] == []
    assert "At most 128 characters." in rules


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        " spaces at both ends ",
        "日本語のパスワードですよね",
        "🦔" * 3 + " hedgehogs",
        "a" * 4 + "b c d e f g " * 10,
    ],
)
def test_any_long_password_will_do(client, password):
    create(client, password1=password)

    assert Person.objects.get().check_password(password)


def test_what_was_typed_is_kept_but_never_the_password(client):
    page = read(create(client, email="not an address", name="Alice <Archer>"))

    assert fields_of(page)["name"]["value"] == "Alice <Archer>"
    assert fields_of(page)["email"]["value"] == "not an address"
    assert "value" not in fields_of(page)["password1"]


def test_more_fields_than_asked_for_change_nothing(client):
    more = {"is_staff": "on", "is_superuser": "on", "is_administrator": "on", "is_curator": "on", "id": "1"}

    create(client, **more)

    one = Person.objects.get()
    assert (one.is_staff, one.is_superuser, one.is_administrator, one.is_curator) == (False,) * 4


def test_making_an_account_is_on_record(client):
    create(client)

    event = AuditEvent.objects.get(action="account.create")
    assert event.actor == Person.objects.get()
    assert PASSWORD not in event.before + event.after


def test_the_same_address_in_two_tabs_at_the_same_moment_makes_one_account(client, monkeypatch, mailoutbox):
    """The second tab's form was checked before the first one's account was there."""
    from assessments.accounts.forms import CreateAccountForm

    create(client)
    monkeypatch.setattr(CreateAccountForm, "validate_unique_email", lambda form, value: value)

    response = create(Client(), name="Someone else")

    assert (response.status_code, response["Location"]) == (303, reverse("account_email_verification_sent"))
    assert Person.objects.get().name == "Alice Archer"
