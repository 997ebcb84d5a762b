"""A trial made without an account moves into the account that is made to keep it."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from assessments.actions.trial import start_trial
from assessments.models import Innovation, Membership, Trial
from tests.pages.account_steps import ALICE, NEW_PASSWORD, ask_for_reset, create, path_in, person, sign_in
from tests.pages.reading import read

pytestmark = pytest.mark.django_db
MOVED = "We have moved your trial into your account."


@pytest.fixture
def trying() -> Client:
    """A browser that holds a trial."""
    client = Client()
    client.cookies[settings.TRIAL_COOKIE_NAME] = start_trial("Virtual ward", days=7).key
    return client


def leads() -> list[tuple[str, str]]:
    return list(Membership.objects.filter(role="lead").values_list("person__email", "innovation__name"))


def test_the_trial_becomes_the_persons_when_they_first_sign_in(trying, mailoutbox):
    create(trying)
    before = leads()

    response = trying.post(path_in(mailoutbox[0]))

    page = read(trying.get(reverse("account")))
    assert before == []
    assert leads() == [(ALICE, "Virtual ward")]
    assert not Trial.objects.exists()
    assert MOVED in page.notices
    assert response.cookies[settings.TRIAL_COOKIE_NAME].value == "", "the cookie opens nothing any more"


def test_it_moves_as_well_when_the_address_is_confirmed_in_another_browser(trying, mailoutbox):
    create(trying)
    phone = Client()
    phone.post(path_in(mailoutbox[0]))

    sign_in(phone)

    assert leads() == [(ALICE, "Virtual ward")]
    assert MOVED in read(phone.get(reverse("account"))).notices


def test_it_moves_after_the_password_was_forgotten_at_once(trying, mailoutbox):
    create(trying)
    phone = Client()
    ask_for_reset(phone)
    phone.post(phone.get(path_in(mailoutbox[1]))["Location"], {"password1": NEW_PASSWORD})

    sign_in(phone, password=NEW_PASSWORD)

    assert leads() == [(ALICE, "Virtual ward")]


def test_until_then_the_trial_stays_with_its_browser(trying):
    create(trying)

    assert Trial.objects.count() == 1
    assert leads() == []


def test_another_trial_on_the_browser_that_signs_in_is_left_alone(trying, mailoutbox):
    create(trying)
    other = Client()
    other.cookies[settings.TRIAL_COOKIE_NAME] = start_trial("Falls clinic", days=7).key
    other.post(path_in(mailoutbox[0]))

    response = sign_in(other)

    assert leads() == [(ALICE, "Virtual ward")]
    assert settings.TRIAL_COOKIE_NAME not in response.cookies
    assert Trial.objects.get().innovation.name == "Falls clinic"


def test_signing_in_to_an_older_account_takes_no_trial_unasked(trying):
    person()

    sign_in(trying)

    assert leads() == []
    assert Trial.objects.count() == 1


def test_an_address_that_has_an_account_already_claims_no_trial(trying):
    one = person()

    create(trying)

    assert not Trial.objects.filter(claimed_by=one).exists()


def test_signing_out_leaves_the_trial_where_it_is(trying):
    person()
    sign_in(trying)

    response = trying.post(reverse("account_logout"))

    assert settings.TRIAL_COOKIE_NAME not in response.cookies
    assert "cookies" not in response["Clear-Site-Data"]


def test_without_a_trial_nothing_is_said_of_one(client, mailoutbox):
    create(client)

    client.post(path_in(mailoutbox[0]))

    assert MOVED not in read(client.get(reverse("account"))).notices
    assert not Innovation.objects.exists()


def test_the_trial_goes_to_the_right_address_when_the_first_was_mistyped(trying, mailoutbox):
    create(trying, "alcie@example.org")
    create(trying, ALICE)

    trying.post(path_in(mailoutbox[1]))

    assert leads() == [(ALICE, "Virtual ward")]
