"""Signing in through an organisation's own page (OpenID Connect), where one is configured.

Whom to let in as whom is decided here, and by nothing but what the provider vouches for: see docs/decisions/0034.
"""

from typing import Any

import jwt
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import (
    DefaultSocialAccountAdapter,
    _build_apps_from_settings,
    get_adapter,
)
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessments import letters
from assessments.actions.people import take_over_unconfirmed
from assessments.models.vocabulary import NAME_LENGTH
from assessments.ui.text import holds_nhs_number, tidy

PROVIDER_ID = "organisation"
# By a key that the provider alone has. Its own word for how is not taken: it might say "none".
SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
CLOCKS_DIFFER = 60  # seconds
NOT_VOUCHED_FOR = "It did not tell us that your email address is confirmed."
CALLED_OFF = "Nothing was changed."


def failed(request: HttpRequest, why: str = "", *, status: int = 400) -> HttpResponse:
    context = {"name": settings.OIDC_NAME, "why": why}
    return render(request, "account/single_sign_on_failed.jinja", context, status=status)


class AskOrganisation(OpenIDConnectOAuth2Adapter):
    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """From the settings, as every link of ours: a request's Host is what its sender says."""
        return letters.at_site("openid_connect_callback")

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """Looks at the signature, although the token came over TLS from the provider itself."""
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key_of(id_token),
                algorithms=SIGNED_BY,
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                leeway=CLOCKS_DIFFER,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except jwt.PyJWTError as problem:
            raise OAuth2Error("The id token is not right.") from problem
        return claims

    def _key_of(self, id_token: str) -> Any:
        """A provider with one key need not say which it is (OpenID Connect Core 10.1)."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        named = jwt.get_unverified_header(id_token).get("kid")
        fitting = [key for key in keys if named in (None, key.key_id)]
        if len(fitting) != 1:
            raise jwt.InvalidKeyError("No one key fits.")
        return fitting[0].key


class Organisation(OpenIDConnectProvider):
    oauth2_adapter_class = AskOrganisation

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Both answers must be about the same person (OpenID Connect Core 5.3.2)."""
        subjects = {str(part["sub"]) for part in data.values()}
        if len(subjects) != 1 or "id_token" not in data:
            raise ProviderException("The provider's answers are about different people.")
        return subjects.pop()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing is kept but who it is."""
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        claims = _claims(data)
        return {"email": _address(claims), "name": claims.get("name")}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        claims = _claims(data)
        return [EmailAddress(email=_address(claims), verified=_is_vouched_for(claims), primary=True)]


def _claims(data: dict[str, Any]) -> dict[str, Any]:
    return {**data["id_token"], **data.get("userinfo", {})}


def _address(claims: dict[str, Any]) -> str:
    return str(claims.get("email") or "").strip().lower()


def _is_vouched_for(claims: dict[str, Any]) -> bool:
    """By the provider's word for this address, or because all of its domain are the provider's own to give."""
    said = claims.get("email_verified")
    return (
        said is True or said == "true" or _address(claims).rpartition("@")[2] in settings.OIDC_EMAIL_DOMAINS
    )


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        """From the settings alone: nobody adds a door by a row in the database."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def get_provider(self, request: HttpRequest, provider: Any, client_id: Any = None) -> Organisation:
        return Organisation(request, app=self.get_app(request, provider=PROVIDER_ID))

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Someone who came this way before is known by who they are there. Anyone else is known by their address."""
        if sociallogin.account.pk:
            return
        vouched_for = [address.email for address in sociallogin.email_addresses if address.verified]
        if not vouched_for:
            raise ImmediateHttpResponse(failed(request, NOT_VOUCHED_FOR))
        if sociallogin.is_existing:
            take_over_unconfirmed(sociallogin.user.pk, vouched_for[0])
            sociallogin.user.refresh_from_db()

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        sociallogin.user.email = _address(data)
        sociallogin.user.name = _name_from(data)
        return sociallogin.user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        sociallogin.user.set_unusable_password()
        sociallogin.save(request)
        get_account_adapter().welcome(request, sociallogin.user)
        return sociallogin.user

    def on_authentication_error(self, request: HttpRequest, provider: Any, **about: Any) -> None:
        """Whatever went wrong there, the person begins again here."""
        was_called_off = request.GET.get("error") == "access_denied"
        raise ImmediateHttpResponse(failed(request, CALLED_OFF if was_called_off else ""))


def _name_from(data: dict[str, Any]) -> str:
    """As it is there; or what their address begins with. They can change it in their account."""
    name = " ".join(tidy(str(data.get("name") or "")).split())[:NAME_LENGTH]
    is_fit = name and not holds_nhs_number(name)
    return name if is_fit else _address(data).partition("@")[0][:NAME_LENGTH]
