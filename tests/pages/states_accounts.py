"""The states of the pages about your own account: two-step sign-in."""

from collections.abc import Callable
from unittest import mock

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.http import HttpResponse
from django.test import override_settings
from django.urls import reverse

from assessments.accounts.single_sign_on import AskOrganisation
from assessments.models import Person
from tests.organisation import Provider, configure
from tests.pages.browsing import Browser, sign_in, signed_in
from tests.pages.world import Shown, World, get, state
from tests.passkeys import a_passkey
from tests.people import PASSWORD, a_person, an_app

get("account_sessions", "/account/sessions/", who="alice")
get("account_data", "/account/data/", who="alice")
get("account_erased", "/account/erased/")
get("mfa_index", "/account/two-step/", who="alice")
get("mfa_login_webauthn", "/account/sign-in/passkey/")


def confirmed(person: Person) -> Browser:
    """Someone who has just entered their password again."""
    browser = signed_in(person)
    EmailAddress.objects.get_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return browser


def two_step(label: str, name: str, *of: object) -> None:
    """A page that opens to Bob, who has an app, a passkey and recovery codes, when he has confirmed that it is him."""

    @state(label)
    def shown(world: World) -> Shown:
        an_app(world.team.bob)
        RecoveryCodes.activate(world.team.bob)
        passkey = a_passkey(world.team.bob)
        browser = confirmed(world.team.bob)
        return browser, browser.get(reverse(name, args=[passkey.pk] if of else []))


two_step("mfa_index: all set up", "mfa_index")
two_step("mfa_deactivate_totp", "mfa_deactivate_totp")
two_step("mfa_view_recovery_codes", "mfa_view_recovery_codes")
two_step("mfa_generate_recovery_codes", "mfa_generate_recovery_codes")
two_step("mfa_add_webauthn", "mfa_add_webauthn")
two_step("mfa_remove_webauthn", "mfa_remove_webauthn", "passkey")
two_step("mfa_reauthenticate", "mfa_reauthenticate")
two_step("mfa_reauthenticate_webauthn", "mfa_reauthenticate_webauthn")


@state("mfa_index: a curator without")
def curator_without(world: World) -> Shown:
    browser = signed_in(a_person("Ed Ellis", is_curator=True, second_step=False))
    return browser, browser.get(reverse("mfa_index"))


@state("mfa_activate_totp")
def set_up_app(world: World) -> Shown:
    browser = confirmed(world.team.alice)
    return browser, browser.get(reverse("mfa_activate_totp"))


@state("mfa_activate_totp: errors")
def set_up_app_errors(world: World) -> Shown:
    browser, _ = set_up_app(world)
    return browser, browser.post(reverse("mfa_activate_totp"), {"code": "000"})


@state("mfa_add_webauthn: errors")
def add_passkey_errors(world: World) -> Shown:
    browser = confirmed(world.team.alice)
    return browser, browser.post(reverse("mfa_add_webauthn"), {"name": "My phone", "credential": "{}"})


@state("mfa_authenticate")
def second_step(world: World) -> Shown:
    an_app(world.team.bob)
    a_passkey(world.team.bob)
    browser = Browser()
    return browser, browser.get(sign_in(browser, world.team.bob)["Location"])


@state("mfa_authenticate: errors")
def second_step_errors(world: World) -> Shown:
    browser, _ = second_step(world)
    return browser, browser.post(reverse("mfa_authenticate"), {"code": "000"})


@state("mfa_login_webauthn: failed")
def passkey_failed(world: World) -> Shown:
    return world.stranger, world.stranger.post(reverse("mfa_login_webauthn"), {"credential": "{}"})


@state("account_sessions: two places")
def two_places(world: World) -> Shown:
    browser = Browser(
        headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Safari/604.1"}
    )
    sign_in(browser, world.team.alice)
    return world.alice, world.alice.get(reverse("account_sessions"))


@state("account_erase")
def erase(world: World) -> Shown:
    browser = confirmed(world.team.alice)
    return browser, browser.get(reverse("account_erase"))


@state("account_erase: errors")
def erase_errors(world: World) -> Shown:
    browser = confirmed(world.team.bob)
    return browser, browser.post(reverse("account_erase"), {})


@state("account_erase: the last administrator")
def last_administrator(world: World) -> Shown:
    browser = confirmed(world.ada.person)
    return browser, browser.get(reverse("account_erase"))


# --- Single sign-on


def _at_the_organisation(ask: Callable[[Browser], HttpResponse]) -> Shown:
    """With a provider that is configured and answers, without one that runs."""
    there = {
        "authorization_endpoint": "https://login.example.org/authorize",
        "token_endpoint": "https://login.example.org/token",
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
    }
    browser = Browser()
    with override_settings():
        configure(settings, Provider(9))
        with mock.patch.object(AskOrganisation, "openid_config", there):
            return browser, ask(browser)


@state("account_login: single sign-on")
def offered(world: World) -> Shown:
    return _at_the_organisation(lambda browser: browser.get(reverse("account_login")))


@state("openid_connect_login")
def leaving(world: World) -> Shown:
    return _at_the_organisation(lambda browser: browser.post(reverse("openid_connect_login")))


@state("openid_connect_callback")
def not_signed_in(world: World) -> Shown:
    return _at_the_organisation(lambda browser: browser.get(reverse("openid_connect_callback")))
