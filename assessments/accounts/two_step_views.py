"""Two-step sign-in: an app, passkeys and recovery codes. The journeys are django-allauth's, the pages ours.

Everything works without script but passkeys, which are script by nature: the browser itself is asked to sign.
"""

import json
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.accounts import two_step_forms as forms
from assessments.accounts.qr import qr_code
from assessments.accounts.views import Ours
from assessments.actions.people import record_account_act
from assessments.actions.session import end_sessions
from assessments.queries.two_step import holds_site_role, recovery_codes_of, two_step_of
from assessments.ui.http import Request, SeeOther, sign_in_first


def for_script(options: dict[str, Any]) -> str:
    """What static/js/passkey.js hands to the browser. It stands in an attribute, because no script may stand inline."""
    return json.dumps(options)


def passkey_failed(request: HttpRequest, elsewhere: str) -> HttpResponse:
    """There is nothing here to put right by typing, so the page leads to where one can begin again."""
    return render(request, "mfa/passkey_failed.jinja", {"elsewhere": reverse(elsewhere)}, status=400)


def changed(request: HttpRequest, act: str) -> None:
    """On record; and whoever may have got in elsewhere before is out."""
    by = cast(Request, request).actor
    record_account_act(act, by=by)
    end_sessions(cast(int, by.person_id), but=request.session.session_key, by=by)


# --- What is set up


@require_safe
def two_step(request: Request) -> HttpResponse:
    if request.actor.person_id is None:
        return sign_in_first(request)
    context = {
        "two_step": two_step_of(request.actor.person_id),
        "is_needed": holds_site_role(request.user),  # type: ignore[arg-type]  # signed in, so a Person
    }
    return render(request, "mfa/index.jinja", context)


# --- Signing in


class EnterCode(Ours, base.AuthenticateView):
    template_name = "mfa/authenticate.jinja"
    form_class, webauthn_form_class = forms.CodeForm, forms.PasskeyForm

    def form_invalid(self, form: Any) -> HttpResponse:
        if form is not self.auth_form:
            return passkey_failed(self.request, "mfa_authenticate")
        is_stopped = form.has_error("code", "too_many_login_attempts")
        context = self.get_context_data() | {"form": form}
        return self.render_to_response(context, status=429 if is_stopped else 422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        steps = two_step_of(self.stage.login.user.pk)
        return context | {
            "two_step": steps,
            "code_form": self.auth_form,
            "options": for_script(context["js_data"]["request_options"]) if steps.passkeys else "",
        }


class SignInWithPasskey(Ours, webauthn.LoginWebAuthnView):
    """GET gives script the question to sign; POST brings the answer, and is a whole sign-in: no password, no code."""

    form_class = forms.PasskeyForm

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return JsonResponse(dict(passkeys.begin_authentication(None)))

    def form_valid(self, form: Any) -> HttpResponse:
        passkey = form.cleaned_data["credential"]
        login = Login(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        return perform_passwordless_login(self.request, passkey, login)

    def form_invalid(self, form: Any) -> HttpResponse:
        return passkey_failed(self.request, "account_login")


# --- Confirming that it is you


class ConfirmByCode(Ours, base.ReauthenticateView):
    template_name = "mfa/reauthenticate.jinja"
    form_class = forms.ConfirmByCodeForm


class ConfirmByPasskey(Ours, webauthn.ReauthenticateWebAuthnView):
    template_name = "mfa/reauthenticate_passkey.jinja"
    form_class = forms.ConfirmByPasskeyForm

    def form_invalid(self, form: Any) -> HttpResponse:
        return passkey_failed(self.request, "account_reauthenticate")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data() | kwargs
        following = get_next_redirect_url(self.request) or ""
        return context | {
            "options": for_script(context["js_data"]["request_options"]),
            "following": following,
        }


# --- The app


class SetUpApp(Ours, totp.ActivateTOTPView):
    template_name = "mfa/app.jinja"
    form_class = forms.SetUpAppForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super(totp.ActivateTOTPView, self).get_context_data(**kwargs)
        secret = context["form"].secret
        address = get_adapter().build_totp_url(self.request.user, secret)
        in_fours = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return context | {"qr": qr_code(address), "secret": in_fours, "address": address}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        changed(self.request, "two_step_add_app")
        return response


class RemoveApp(Ours, totp.DeactivateTOTPView):
    template_name = "mfa/app_remove.jinja"
    form_class = forms.RemoveAppForm

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        changed(self.request, "two_step_remove_app")
        return response


# --- Recovery codes


@require_safe
@never_cache
@reauthentication_required(app="allauth.mfa")
def recovery_codes(request: Request) -> HttpResponse:
    """Those that were not used yet. Shown only a few minutes after somebody has confirmed that it is them."""
    codes = recovery_codes_of(cast(int, request.actor.person_id))
    if not codes:
        return SeeOther(reverse("mfa_index"))
    return render(request, "mfa/codes.jinja", {"codes": codes})


class NewCodes(Ours, recovery.GenerateRecoveryCodesView):
    template_name = "mfa/codes_new.jinja"
    form_class = forms.NewCodesForm

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        changed(self.request, "two_step_new_codes")
        return response


# --- Passkeys


class AddPasskey(Ours, webauthn.AddWebAuthnView):
    template_name = "mfa/passkey_add.jinja"
    form_class = forms.AddPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every passkey of ours can sign in by itself, so the device must check who holds it: finger, face or PIN."""
        context = super(webauthn.AddWebAuthnView, self).get_context_data(**kwargs)
        context["form"].ask(for_script(passkeys.begin_registration(self.request.user, True)))
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        messages.success(self.request, "Your passkey is added.")
        changed(self.request, "two_step_add_passkey")
        return response


class RemovePasskey(Ours, webauthn.RemoveWebAuthnView):
    template_name = "mfa/passkey_remove.jinja"
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        messages.success(self.request, "Your passkey is removed.")
        changed(self.request, "two_step_remove_passkey")
        return response
