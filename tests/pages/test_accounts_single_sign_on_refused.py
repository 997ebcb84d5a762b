"""Single sign-on that goes wrong, by mistake or on purpose: nobody gets in, and everybody is told in words."""

import pytest
import requests
from django.test import Client
from django.urls import reverse

from assessments.accounts.single_sign_on import AskOrganisation
from tests.organisation import NAME, Provider, a_provider, configure
from tests.pages.account_steps import ALICE, is_signed_in, person, sign_in
from tests.pages.sign_on_steps import NINA, address_on, come_back, leave, sign_in_there, why

pytestmark = pytest.mark.django_db


def test_calling_it_off_leads_back_in_words(client, provider):
    response = sign_in_there(client, provider, "")

    assert response.status_code == 400
    assert "Nothing was changed" in why(response)


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?code=x&state=y", "?error=server_error", "?state=%00&code=%00"]
)
def test_nobody_comes_back_who_did_not_leave(client, provider, query):
    response = client.get(reverse("openid_connect_callback") + query)

    assert response.status_code == 400
    assert not is_signed_in(client)


def test_an_answer_works_in_the_browser_that_asked_and_once(client, provider):
    provider.knows("nina-1", **NINA)
    answer = provider.let_in("nina-1", at=address_on(leave(client)))
    victim = Client()
    leave(victim)

    planted = come_back(victim, answer)
    come_back(client, answer)
    client.post(reverse("account_logout"))
    again = come_back(client, answer)

    assert (planted.status_code, again.status_code) == (400, 400)
    assert not is_signed_in(victim)
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "override",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://127.0.0.1:9/"},
        {"jwks_uri": "http://127.0.0.1:9/"},
    ],
    ids=lambda override: next(iter(override)),
)
def test_a_provider_that_does_not_say_what_it_is_lets_nobody_in(client, running, settings, override):
    configure(settings, running, openid_configuration_overrides=override)
    running.knows("nina-1", **NINA)

    response = sign_in_there(client, running)

    assert why(response)
    assert not is_signed_in(client)


def test_a_token_that_another_key_signed_lets_nobody_in(client, provider, monkeypatch):
    with a_provider() as other:
        keys = f"{other.address}/jwks"
        real = AskOrganisation.openid_config.fget
        monkeypatch.setattr(
            AskOrganisation, "openid_config", property(lambda self: real(self) | {"jwks_uri": keys})
        )
        provider.knows("nina-1", **NINA)

        response = sign_in_there(client, provider)

    assert why(response)
    assert not is_signed_in(client)


def test_two_answers_about_two_people_let_nobody_in(client, provider, monkeypatch):
    provider.knows("nina-1", **NINA)
    said = {"sub": "alice-1", "email": ALICE, "email_verified": True}
    monkeypatch.setattr(AskOrganisation, "_fetch_user_info", lambda self, token: said)
    person()

    response = sign_in_there(client, provider)

    assert response.status_code == 400
    assert not is_signed_in(client)


@pytest.mark.parametrize("said", [{}, [], "x", {"sub": None}, {"sub": "x" * 999}])
def test_an_answer_of_another_shape_lets_nobody_in(client, provider, monkeypatch, said):
    provider.knows("nina-1", **NINA)
    monkeypatch.setattr(AskOrganisation, "_fetch_user_info", lambda self, token: said)

    response = sign_in_there(client, provider)

    assert response.status_code in (400, 502)
    assert not is_signed_in(client)


def test_a_provider_that_is_away_is_said_and_passwords_still_work(client, settings, caplog):
    configure(settings, Provider(9))
    person()

    response = leave(client)

    assert response.status_code == 502
    assert NAME in why(response)
    assert "Single sign-on failed: ConnectionError" in caplog.text
    assert sign_in(client).status_code == 303


def test_a_provider_without_json_is_said(client, provider, monkeypatch):
    def no_json(*args, **kwargs):
        answer = requests.Response()
        answer.status_code, answer._content = 200, b"<html>"
        return answer

    monkeypatch.setattr(requests.Session, "request", no_json)

    assert leave(client).status_code == 502


@pytest.mark.parametrize("process", ["connect", "redirect"])
def test_nothing_else_can_be_asked_of_it(client, provider, process):
    """allauth knows more than signing in: joining two accounts, and leading on without any."""
    provider.knows("nina-1", **NINA)

    response = sign_in_there(client, provider, process=process)

    assert response["Location"] == reverse("innovations")
    assert is_signed_in(client)
