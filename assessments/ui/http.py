"""Our errors as answers, once. Pages raise; nothing else turns an error into a status."""

import sys
from urllib.parse import urlencode

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import resolve, reverse

from assessments.errors import (
    AlreadySubmitted,
    NotAllowed,
    NotFound,
    NotSignedIn,
    OctantError,
    RatingIsClosed,
    RatingIsOpen,
)
from assessments.permissions import Actor
from assessments.queries.trial import held_trial
from assessments.ui.reference import request_in_hand
from assessments.ui.unsaved import unsaved_in


class Request(HttpRequest):
    """A request as our middleware leaves it. For the type checker: nothing makes one."""

    actor: Actor
    request_id: str


class SeeOther(HttpResponseRedirect):
    """303: after a good POST, look there with GET."""

    status_code = 303


def answer_for(request: Request, error: OctantError) -> HttpResponse:
    match error:
        case NotSignedIn():
            return sign_in_first(request)
        case NotFound():
            return _not_found(request)
        case NotAllowed():
            return render(request, "errors/no_access.jinja", {"sentence": str(error)}, status=403)
        case RatingIsOpen() | RatingIsClosed():
            return _another_time(request, error)
        case AlreadySubmitted():
            return render(request, "errors/already_submitted.jinja", {"sentence": str(error)}, status=409)
        case _:
            return _bad_request(request, str(error))


def _another_time(request: Request, error: OctantError) -> HttpResponse:
    """Rating was opened or closed since the page was made. What was typed is not saved, and is given back."""
    context = {
        "heading": "Rating is open" if isinstance(error, RatingIsOpen) else "Rating is closed",
        "sentence": str(error),
        "typed": unsaved_in(request),
        "onwards": reverse("rate", args=[resolve(request.path).kwargs["assessment_id"]]),
    }
    return render(request, "errors/another_time.jinja", context, status=409)


def _not_found(request: Request) -> HttpResponse:
    """Someone not signed in is asked to sign in, whether or not the thing exists; unless their trial has just ended."""
    if request.actor.person_id is not None:
        return render(request, "errors/not_found.jinja", status=404)
    if request.actor.trial_key_hash and held_trial(request.actor) is None:
        return SeeOther(reverse("trial_ended"))
    return sign_in_first(request)


def sign_in_first(request: Request) -> HttpResponse:
    """After signing in, people come back to the page they asked for."""
    return SeeOther(f"{reverse('account_login')}?{urlencode({'next': request.path})}")


def page_not_found(request: Request, exception: Exception) -> HttpResponse:
    return render(request, "errors/not_found.jinja", status=404)


def bad_request(request: Request, exception: Exception) -> HttpResponse:
    return _bad_request(request, "")


def _bad_request(request: Request, sentence: str) -> HttpResponse:
    context = {"sentence": sentence, "reference": request_in_hand.get()}
    return render(request, "errors/bad_request.jinja", context, status=400)


def server_error(request: Request) -> HttpResponse:
    """Whatever nobody expected, in a page, in middleware or on the way out.

    All of it passes here, what a database says that is away included, because the session is read before any page.
    """
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        return _unavailable(request)
    return render(request, "errors/problem.jinja", {"reference": request_in_hand.get()}, status=500)


def _unavailable(request: Request) -> HttpResponse:
    """The database is away or at its limit. Asks it nothing, and gives back what was typed."""
    is_sent = request.method == "POST"
    context = {
        "sent": is_sent,
        "typed": unsaved_in(request),
        "path": request.path,
        "reference": request_in_hand.get(),
    }
    response = render(request, "errors/unavailable.jinja", context, status=503)
    response["Cache-Control"] = "no-store"
    response["Retry-After"] = "60"
    return response


def csrf_failure(request: Request, reason: str = "") -> HttpResponse:
    """Mostly an old tab: the person signed in or out elsewhere since this page was opened. What they typed is kept."""
    from assessments.ui.held import keep_after_token_change  # here, because it needs this module

    kept = keep_after_token_change(request, resolve(request.path).func)
    return kept or render(request, "errors/csrf.jinja", {"path": request.get_full_path()}, status=403)
