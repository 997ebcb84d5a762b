"""What every request passes through: its number, idle sessions, who acts, errors to answers, private pages."""

import time
import uuid
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from assessments.errors import OctantError
from assessments.models.keys import hash_of
from assessments.permissions import Actor
from assessments.queries.two_step import has_second_step, holds_site_role
from assessments.ui.http import Request, SeeOther, answer_for
from assessments.ui.reference import request_in_hand

GetResponse = Callable[[Request], HttpResponse]
BEGAN, LAST_SEEN = "began", "seen"
STAFF_PLACES = ("/manage/", "/admin/")
SEEN_STEP = 60  # far less than the five minutes between the notice on the page and the end


def number_requests(get_response: GetResponse) -> GetResponse:
    """Outermost, so that every answer has its number, and every line that is logged on the way to it.

    The number stands until the next request: Django's line about a refusal comes after all middleware.
    """

    def middleware(request: Request) -> HttpResponse:
        request.request_id = uuid.uuid4().hex
        request_in_hand.set(request.request_id)
        response = get_response(request)
        response["X-Request-Id"] = request.request_id
        return response

    return middleware


def keep_to_our_own_pages(get_response: GetResponse) -> GetResponse:
    """No other site may show our pages, pictures or files as a part of its own. Django has no setting for it."""

    def middleware(request: Request) -> HttpResponse:
        response = get_response(request)
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return middleware


def end_old_sessions(get_response: GetResponse) -> GetResponse:
    """Signs out whoever did nothing for too long, or signed in too long ago, whatever they did since.

    The time is written at most once a minute, to spare a query.
    """

    def middleware(request: Request) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "_auth_user_id" in request.session:
            now = int(time.time())
            began, seen = request.session.get(BEGAN, now), request.session.get(LAST_SEEN, 0)
            is_idle = seen and now - seen > settings.SESSION_IDLE_SECONDS
            if is_idle or now - began > settings.SESSION_COOKIE_AGE:
                logout(request)
            elif now - seen > SEEN_STEP:
                request.session[BEGAN], request.session[LAST_SEEN] = began, now
        return get_response(request)

    return middleware


def know_the_actor(get_response: GetResponse) -> GetResponse:
    """`request.actor` is who acts, found when first asked for."""

    def middleware(request: Request) -> HttpResponse:
        request.actor = cast(Actor, SimpleLazyObject(lambda: _actor(request)))
        return get_response(request)

    return middleware


def _actor(request: Request) -> Actor:
    person = request.user if request.user.is_authenticated else None
    return Actor(
        person_id=person.pk if person else None,
        name=person.name if person else "",
        trial_key_hash=_hash_of_cookie(request, settings.TRIAL_COOKIE_NAME),
        guest_key_hash=_hash_of_cookie(request, settings.GUEST_COOKIE_NAME),
        request_id=request.request_id,
        site_roles=person.site_roles if person else frozenset(),
    )


def _hash_of_cookie(request: Request, name: str) -> str:
    return hash_of(request.COOKIES.get(name, "")[:100])


def ask_staff_for_second_step(get_response: GetResponse) -> GetResponse:
    """Nothing that needs a site role opens to a password alone: those who hold one set up two-step sign-in first.

    All else stays as it is for them. One more query, on these pages only.
    """

    def middleware(request: Request) -> HttpResponse:
        if request.path.startswith(STAFF_PLACES) and _lacks_second_step(request):
            return SeeOther(reverse("mfa_index"))
        return get_response(request)

    return middleware


def _lacks_second_step(request: Request) -> bool:
    if not settings.STAFF_NEED_SECOND_STEP or not request.user.is_authenticated:
        return False
    return holds_site_role(request.user) and not has_second_step(request.user.pk)


class AnswerErrors:
    """Our own errors become answers in one place, `ui.http`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Request, error: Exception) -> HttpResponse | None:
        return answer_for(request, error) if isinstance(error, OctantError) else None


def keep_private_pages_private(get_response: GetResponse) -> GetResponse:
    """No cache keeps a page that was made for one person (a signed-in one, or the holder of a key)."""

    def middleware(request: Request) -> HttpResponse:
        response = get_response(request)
        cookies = (settings.SESSION_COOKIE_NAME, settings.TRIAL_COOKIE_NAME, settings.GUEST_COOKIE_NAME)
        if any(name in request.COOKIES for name in cookies) and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response

    return middleware
