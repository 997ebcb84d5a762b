"""Where django-allauth meets Octant: our words, our mail, our hooks."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.core import context as current
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.password_validation import get_default_password_validators
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from assessments import letters
from assessments.accounts.typed import forget
from assessments.actions.outbox import post
from assessments.actions.people import record_account_act
from assessments.actions.trial import adopt_claimed_trials, claim_trial
from assessments.permissions import Actor
from assessments.queries.trial import held_trial
from assessments.ui.http import Request

# What is said once something is done, by the template that allauth would read. What is not here the pages say
# themselves, or nobody: "we sent a mail to ..." could not be said of every address.
SAID_AFTERWARDS = {
    "account/messages/email_confirmed.txt": "Your email address is confirmed.",
}
ADOPTED = "We have moved your trial into your account."


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed",
        "email_password_mismatch": "Your email address or password is not right",
        "enter_current_password": "Your password now is not right. Enter the one you sign in with",
        "incorrect_password": "Your password is not right. Enter the one you sign in with",
        "invalid_password_reset": "This link no longer works. Ask for a new one",
        "rate_limited": "You have tried too many times. Wait 5 minutes, then try again",
        "too_many_login_attempts": "You have tried too many times. Wait 5 minutes, or choose a new password",
    }

    # --- Mail. Links are made from SITE_URL, never from the request's Host.

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """templates/mail/ holds one file for each. Where one is missing, nothing else is sent instead."""
        post(letters.write(template_prefix.rpartition("/")[2], to=email, facts=context))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return letters.at_site("account_confirm_email", emailconfirmation.key)

    def get_reset_password_from_key_url(self, key: str) -> str:
        return letters.at_site("account_reset_password_from_key", *key.split("-", 1))

    def send_account_already_exists_mail(self, email: str) -> None:
        self.send_mail("account/email/account_already_exists", email, {})

    def send_link_again(self, email: str) -> bool:
        """The mail that fits the address, or False when one went out a moment ago.

        An account that was never confirmed gets its link. A confirmed one is told that it exists, a stranger
        that there is none. The page says the same to all three.
        """
        known = EmailAddress.objects.filter(email=email).order_by("-verified", "pk").first()
        needs_link = known is not None and not known.verified
        address = known if needs_link else EmailAddress(email=email)
        return send_verification_email_to_address(current.request, address, signup=known is not None)

    # --- What people are told

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        words = message or SAID_AFTERWARDS.get(message_template or "", "")
        if words:
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def is_ajax(self, request: HttpRequest) -> bool:
        """These pages answer browsers, and only with pages."""
        return False

    # --- Where people go

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path of this site: `next` is never an address with a host, not even with ours."""
        is_path = bool(url) and str(url).startswith("/") and str(url).isprintable()
        return is_path and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    # --- Guessing

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Counts wrong passwords by address alone: a Host header may name any port, each a fresh count."""
        return str(credentials.get("email", "")).lower()

    def clean_password(self, password: str, user: Any = None) -> str:
        """One thing to put right at a time: the first rule that is broken."""
        for validator in get_default_password_validators():
            validator.validate(password, user)
        return password

    # --- Hooks

    def save_user(self, request: Request, user: Any, form: Any, commit: bool = True) -> Any:
        user.name = form.cleaned_data["name"]
        user = super().save_user(request, user, form, commit)
        by = _acting(request, user)
        record_account_act("create", by=by)
        if by.trial_key_hash:
            claim_trial(key_hash=by.trial_key_hash, person_id=user.pk)
        return user

    def confirm_address_of(self, user: Any) -> None:
        """For someone who proved otherwise that they read their mail."""
        address = EmailAddress.objects.filter(user=user, email=user.email, verified=False).first()
        if address is not None:
            self.confirm_email(current.request, address)

    def set_password(self, user: Any, password: str) -> None:
        super().set_password(user, password)
        record_account_act("set_password", by=_acting(current.request, user))

    def post_login(self, request: Request, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        forget(request)
        by = _acting(request, user)
        record_account_act("sign_in", by=by)
        if adopt_claimed_trials(by=by):
            messages.success(request, ADOPTED)
            if held_trial(by) is None:
                response.delete_cookie(settings.TRIAL_COOKIE_NAME)
        return response


def _acting(request: Request, user: Any) -> Actor:
    """Who acts from now on; `request.actor` still knows a stranger."""
    before = request.actor
    return Actor(user.pk, user.name, before.trial_key_hash, before.request_id)
