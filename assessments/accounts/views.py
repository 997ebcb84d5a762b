"""Accounts: making one, signing in and out, passwords. The journeys are django-allauth's, the pages ours."""

from collections.abc import Callable
from typing import Any

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic.base import ContextMixin, TemplateResponseMixin, View

from assessments.accounts import typed
from assessments.accounts.forms import NameForm, NewLinkForm
from assessments.actions.people import change_name as change_name_of
from assessments.ui.http import Request, SeeOther, sign_in_first

NOTHING_HAPPENED = "You did nothing here for {} minutes, so we signed you out."
# The session ended on the server; copies and stored values go too. Cookies stay: a trial held by this browser
# is no part of the account, and "cookies" would reach every neighbour under the same domain.
LEAVE_NOTHING = '"cache", "storage"'


class Ours(TemplateResponseMixin, ContextMixin, View):
    """django-allauth's page by our rules: 422 for a form to put right, 303 after a good one, few methods."""

    @classmethod
    def as_view(cls, **initial: Any) -> Callable[..., HttpResponseBase]:
        """Other methods are refused before anything is looked at: who asks, or whether a link still works."""
        return require_http_methods(["GET", "HEAD", "POST"])(super().as_view(**initial))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 302:
            response.status_code = 303
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


# --- In and out


class SignIn(Ours, allauth.LoginView):
    def form_valid(self, form: Any) -> HttpResponse:
        typed.remember(self.request, address=form.cleaned_data["login"])
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=429 if form.is_stopped else 422)


class SignOut(Ours, allauth.LogoutView):
    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = LEAVE_NOTHING
        return response


@require_safe
def signed_out(request: Request) -> HttpResponse:
    """`?why=idle` says that time ran out; `next` is the page to come back to."""
    if request.actor.person_id is not None:
        return SeeOther(reverse("account"))
    ran_out = request.GET.get("why") == "idle"
    following = request.GET.get("next", "")
    context = {
        "reason": NOTHING_HAPPENED.format(settings.SESSION_IDLE_SECONDS // 60) if ran_out else "",
        "next": following if get_adapter().is_safe_url(following) else "",
    }
    return render(request, "errors/signed_out.jinja", context)


class Inactive(Ours, allauth.AccountInactiveView):
    pass


class ConfirmItIsYou(Ours, allauth.ReauthenticateView):
    pass


@require_POST
def stay(request: Request) -> HttpResponse:
    """Asked by the notice that comes before time is up. Any request keeps a session alive, this one too."""
    return HttpResponse(status=204 if request.actor.person_id else 403)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    response = render(request, "errors/too_many_requests.jinja", {"wait": "5 minutes"}, status=429)
    response["Retry-After"] = "300"
    return response


# --- Making an account


class CreateAccount(Ours, allauth.SignupView):
    def get_initial(self) -> dict[str, Any]:
        return {"name": typed.typed_name(self.request)} | super().get_initial()

    def form_valid(self, form: Any) -> HttpResponse:
        said = form.cleaned_data
        typed.remember(self.request, address=said["email"], name=said["name"])
        return super().form_valid(form)


@never_cache
@require_safe
def check_your_email(request: Request) -> HttpResponse:
    address = typed.typed_address(request)
    if not address:
        return SeeOther(reverse("account_new_link"))
    return render(request, "account/verification_sent.jinja", {"address": address})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="new_link")
def new_link(request: Request) -> HttpResponse:
    """The same answer for every address, "a moment ago" included: that is counted for every address too."""
    initial = {"email": typed.typed_address(request)}
    form = NewLinkForm(request.POST if request.method == "POST" else None, initial=initial)
    if not form.is_valid():
        return render(request, "account/new_link.jinja", {"form": form}, status=422 if form.is_bound else 200)
    address = form.cleaned_data["email"]
    typed.remember(request, address=address, name=typed.typed_name(request))
    if get_adapter().send_link_again(address):
        messages.success(request, "We have sent the email again.")
    else:
        messages.info(request, "We sent an email a moment ago. Wait 3 minutes before you ask for another.")
    return SeeOther(reverse("account_email_verification_sent"))


class ConfirmAddress(Ours, allauth.ConfirmEmailView):
    """A page with a button: machines that read mail follow links, and must neither confirm nor sign out."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.object = self.get_object()
        except Http404:
            return _dead_link(request, "account/confirm_dead.jinja")
        return super().dispatch(request, *args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def respond(self, success: bool) -> HttpResponse:
        return super().respond(success) if success else _dead_link(self.request, "account/confirm_dead.jinja")


def _dead_link(request: HttpRequest, template: str) -> HttpResponse:
    return render(request, template, status=410)


# --- Passwords


class ResetPassword(Ours, allauth.PasswordResetView):
    def get_initial(self) -> dict[str, Any]:
        return {"email": typed.typed_address(self.request)}

    def form_valid(self, form: Any) -> HttpResponse:
        typed.remember(self.request, address=form.cleaned_data["email"])
        return super().form_valid(form)


class ResetSent(Ours, allauth.PasswordResetDoneView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(address=typed.typed_address(self.request), **kwargs)


class NewPassword(Ours, allauth.PasswordResetFromKeyView):
    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if context.get("token_fail"):
            return _dead_link(self.request, "account/reset_dead.jinja")
        return super().render_to_response(context, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Whoever opened the link reads that mail, so an address that was not confirmed is confirmed now."""
        response = super().form_valid(form)
        get_adapter().confirm_address_of(self.reset_user)
        return response


class NewPasswordSaved(Ours, allauth.PasswordResetFromKeyDoneView):
    pass


class ChangePassword(Ours, allauth.PasswordChangeView):
    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "Your password is changed. Everywhere else, you are signed out.")
        return super().form_valid(form)


class SetPassword(Ours, allauth.PasswordSetView):
    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "Your password is saved.")
        return super().form_valid(form)


# --- Your account


@require_safe
def account(request: Request) -> HttpResponse:
    if request.actor.person_id is None:
        return sign_in_first(request)
    return render(request, "account/account.jinja", {"person": request.user})


@require_http_methods(["GET", "HEAD", "POST"])
def change_name(request: Request) -> HttpResponse:
    if request.actor.person_id is None:
        return sign_in_first(request)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": request.actor.name})
    if not form.is_valid():
        return render(
            request, "account/change_name.jinja", {"form": form}, status=422 if form.is_bound else 200
        )
    change_name_of(form.cleaned_data["name"], by=request.actor)
    messages.success(request, "Your name is changed.")
    return SeeOther(reverse("account"))
