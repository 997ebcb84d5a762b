"""Single sign-on, against a provider of another make: who is let in as whom, and who is not."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from assessments.actions.erasure import erase_person
from assessments.models import AuditEvent, Membership, Person
from tests.organisation import NAME
from tests.pages.account_steps import ALICE, PASSWORD, is_signed_in, person, sign_in
from tests.pages.browsing import a_tryout
from tests.pages.reading import read
from tests.pages.sign_on_steps import NINA, address_on, leave, sign_in_there, why
from tests.people import acting, an_app

pytestmark = pytest.mark.django_db


# --- Where nothing is configured


def test_there_is_no_trace_of_it_where_it_is_not_configured(client):
    body = client.get(reverse("account_login")).content.decode()

    assert "organisation" not in body
    assert leave(client).status_code == 404
    assert client.get(reverse("openid_connect_callback")).status_code == 404


# --- On the way there


def test_the_sign_in_page_offers_it_by_its_name(client, provider):
    page = read(client.get(reverse("account_login")))

    assert f"Sign in with {NAME}" in page.text


def test_a_page_leads_there_and_asks_for_no_more_than_it_needs(client, provider, settings):
    settings.ALLOWED_HOSTS = ["*"]

    response = client.post(reverse("openid_connect_login"), headers={"host": "evil.example"})

    asked = urlsplit(address_on(response))
    query = {name: value[0] for name, value in parse_qs(asked.query).items()}
    assert response.status_code == 200
    assert f"{asked.scheme}://{asked.netloc}" == provider.address
    assert query["redirect_uri"] == settings.SITE_URL + reverse("openid_connect_callback")
    assert (query["client_id"], set(query["scope"].split())) == ("octant", {"openid", "profile", "email"})
    assert (query["response_type"], query["code_challenge_method"]) == ("code", "S256")
    assert len(query["state"]) >= 16
    assert read(response).links[f"Continue to {NAME}"] == address_on(response)


def test_looking_leads_nowhere(client, provider):
    """Only a person who presses the button leaves: a link on another site cannot sign them in."""
    assert client.get(reverse("openid_connect_login")).status_code == 405


# --- Someone new


def test_someone_new_gets_an_account_that_is_confirmed(client, provider, mailoutbox):
    provider.knows("nina-1", **NINA)

    response = sign_in_there(client, provider)

    nina = Person.objects.get(email="nina@trust.example.org")
    assert (response.status_code, response["Location"]) == (303, reverse("innovations"))
    assert is_signed_in(client)
    assert nina.name == "Nina Newton"
    assert not nina.has_usable_password()
    assert EmailAddress.objects.get(user=nina).verified
    assert mailoutbox == []
    acts = set(AuditEvent.objects.filter(actor=nina).values_list("action", flat=True))
    assert acts == {"account.create", "account.sign_in"}


@pytest.mark.parametrize(
    ("name", "becomes"),
    [(None, "nina"), ("", "nina"), (" Nina \n Newton\x00 ", "Nina Newton"), ("x" * 300, "x" * 120),
     ("Nina 943 476 5919", "nina"), (["Nina"], "['Nina']")],
)  # fmt: skip
def test_a_name_from_there_is_made_fit(client, provider, name, becomes):
    provider.knows("nina-1", **NINA | {"name": name})

    sign_in_there(client, provider)

    assert Person.objects.get(email="nina@trust.example.org").name == becomes


def test_nothing_is_kept_of_what_the_provider_says_but_who_it_is(client, provider):
    provider.knows("nina-1", **NINA, phone_number="0121 496 0000", groups=["ward-7"])

    sign_in_there(client, provider)

    account = SocialAccount.objects.get()
    assert (account.uid, account.extra_data) == ("nina-1", {})


def test_the_page_that_was_asked_for_comes_after_it(client, provider):
    provider.knows("nina-1", **NINA)

    assert sign_in_there(client, provider, next="/help/")["Location"] == "/help/"


def test_it_never_leads_off_the_site(client, provider):
    provider.knows("nina-1", **NINA)

    response = sign_in_there(client, provider, next="//evil.example/")

    assert response["Location"] == reverse("innovations")


def test_what_was_tried_before_comes_along(provider):
    provider.knows("nina-1", **NINA)
    tryout = a_tryout("Virtual ward")

    sign_in_there(tryout.browser, provider)

    assert Membership.objects.get().innovation.name == "Virtual ward"


# --- Someone known


def test_someone_who_came_before_is_known_by_who_they_are_there(client, provider):
    provider.knows("nina-1", **NINA)
    sign_in_there(client, provider)
    provider.knows("nina-1", email="nina.married@trust.example.org", email_verified=False)
    again = Client()

    sign_in_there(again, provider)

    assert is_signed_in(again)
    assert Person.objects.get().email == "nina@trust.example.org"


def test_a_confirmed_account_with_that_address_is_theirs_and_keeps_its_password(client, provider, mailoutbox):
    alice = person()
    provider.knows("alice-1", email=ALICE.upper(), email_verified=True)

    sign_in_there(client, provider, "alice-1")

    assert is_signed_in(client)
    assert SocialAccount.objects.get().user == alice
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)
    assert alice.name == "Alice Archer"
    assert [mail.subject for mail in mailoutbox] == ["You can sign in to Octant another way"]


def test_an_account_that_was_never_confirmed_loses_the_password_of_whoever_made_it(client, provider):
    """A stranger may have made it, to wait inside for its owner."""
    alice = person(confirmed=False)
    provider.knows("alice-1", email=ALICE, email_verified=True)

    sign_in_there(client, provider, "alice-1")

    assert is_signed_in(client)
    alice.refresh_from_db()
    assert not alice.has_usable_password()
    assert EmailAddress.objects.get(user=alice).verified
    assert sign_in(Client()).status_code == 422
    assert AuditEvent.objects.filter(action="account.take_over").count() == 1


def test_a_closed_account_stays_closed(client, provider):
    person(is_active=False)
    provider.knows("alice-1", email=ALICE, email_verified=True)

    response = sign_in_there(client, provider, "alice-1")

    assert response["Location"] == reverse("account_inactive")
    assert not is_signed_in(client)


def test_a_second_step_is_asked_for_all_the_same(client, provider):
    an_app(person())
    provider.knows("alice-1", email=ALICE, email_verified=True)

    response = sign_in_there(client, provider, "alice-1")

    assert response["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_whoever_was_erased_is_a_stranger_when_they_come_again(client, provider):
    provider.knows("nina-1", **NINA)
    sign_in_there(client, provider)
    nina = Person.objects.get()
    erase_person(nina.pk, by=acting(nina))

    sign_in_there(client, provider)

    assert Person.objects.exclude(pk=nina.pk).get().email == "nina@trust.example.org"
    assert SocialAccount.objects.count() == 1


# --- Whom nobody vouches for


@pytest.mark.parametrize("said", [False, None, "false", "no", 0, {}])
def test_an_address_that_nobody_vouches_for_opens_nothing(client, provider, said):
    person()
    provider.knows("mallory", email=ALICE, email_verified=said)

    response = sign_in_there(client, provider, "mallory")

    assert response.status_code == 400
    assert "did not tell us that your email address is confirmed" in why(response)
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("email", ["", None, "not an address", 7])
def test_without_an_address_there_is_no_account(client, provider, email):
    provider.knows("nina-1", email=email, email_verified=True)

    response = sign_in_there(client, provider)

    assert response.status_code == 400
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("email", "is_in"),
    [("nina@trust.example.org", True), ("nina@TRUST.example.org", True), ("nina@evil.example", False),
     ("nina@ward.trust.example.org", False), ("nina@eviltrust.example.org", False)],
)  # fmt: skip
def test_a_domain_that_is_the_providers_own_needs_no_word_for_each_address(
    client, provider, settings, email, is_in
):
    settings.OIDC_EMAIL_DOMAINS = ("trust.example.org",)
    provider.knows("nina-1", email=email)

    sign_in_there(client, provider)

    assert is_signed_in(client) is is_in
