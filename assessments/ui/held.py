"""Keeps a half-filled page when its person turns out to be signed out. It is shown again, and never saved by itself.

Such a page says who opened it, in a field that nobody else can make: a session that has ended no longer knows whose it
was, and what one person typed is never shown to another.
"""

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from typing import Any, Self

from django import forms
from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpResponse
from django.utils.datastructures import MultiValueDict

from assessments.actions.held import PAGES_HELD, drop_held, hold_answers
from assessments.errors import NotFound
from assessments.models.keys import hash_of
from assessments.permissions import Actor
from assessments.queries.held import HELD_FOR, held_for
from assessments.ui.http import Request, SeeOther, sign_in_first

View = Callable[..., HttpResponse]
IsTyped = Callable[[str], object]
"""Whether a field with this name is one that people fill in on a page. Nothing else that is sent is held."""

OPENED_BY = "opened_by"
A_TRIAL = "trial"
OPEN_FOR = dt.timedelta(days=7)  # a page left open for longer than that is not held
LONGEST_PATH = 200  # what the column takes; no page of ours has a longer one


def opened_by(actor: Actor) -> str:
    """For the page's hidden field: whose page this is."""
    return _signer().sign(str(actor.person_id or A_TRIAL))


def keeps_what_was_typed(is_typed: IsTyped) -> Callable[[View], View]:
    """For a view whose POST may come from someone whose session has ended: keep it, and ask them to sign in.

    What the page shows then, it shows with `what_was_held`; once the page was sent again, that is let go.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def wrapper(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                response = view(request, *args, **kwargs)
            except NotFound:
                is_signed_out = request.actor.person_id is None
                if request.method == "POST" and is_signed_out and _can_be_held(request):
                    return _hold(request, sign_in_first(request), is_typed)
                raise
            return _let_go(request, response) if request.method == "POST" else response

        wrapper.is_typed = is_typed  # type: ignore[attr-defined]  # so that csrf_failure knows what to keep, and where
        return wrapper

    return decorate


class KeptForm(forms.Form):
    """A form whose page keeps what was typed. `opened_by` says whose page it is; `was_held`: it was typed before."""

    opened_by = ""
    was_held = False

    @classmethod
    def asked(cls, request: Request, initial: Mapping[str, object] | None = None) -> Self:
        """Filled with what was sent; else with what was held, all of it; else with what is stored."""
        if request.method == "POST":
            form = cls(request.POST)
        else:
            held = what_was_held(request)
            form = cls(initial=cls._filled_in(held) if held else dict(initial or {}))
            form.was_held = bool(held)
        form.opened_by = opened_by(request.actor)
        return form

    @classmethod
    def is_typed(cls, name: str) -> bool:
        return name in cls.base_fields and not cls.base_fields[name].widget.is_hidden

    @classmethod
    def _filled_in(cls, held: MultiValueDict[str, str]) -> dict[str, object]:
        fields = cls.base_fields.items()
        return {
            name: field.widget.value_from_datadict(held, MultiValueDict(), name) for name, field in fields
        }


def what_was_held(request: Request) -> MultiValueDict[str, str]:
    """What this person had typed on this page before they were signed out, or nothing."""
    found = (
        held_for(request.actor, key_hash=hash_of(key), path=request.path) for key in reversed(_keys(request))
    )
    return MultiValueDict(next((fields for fields in found if fields), {}))


def _let_go(request: Request, response: HttpResponse) -> HttpResponse:
    """After this page was sent again. What was typed on other pages is still held."""
    keys = _keys(request)
    mine = [key for key in keys if held_for(request.actor, key_hash=hash_of(key), path=request.path)]
    for key in mine:
        drop_held(key)
    if mine:
        _set_keys(response, [key for key in keys if key not in mine])
    return response


def keep_after_token_change(request: Request, view: View) -> HttpResponse | None:
    """An old tab, from before signing in again elsewhere: show what was typed once more, to be saved with one press.

    Only for a page of ours that posts to itself; a form on another site gets no further than before.
    """
    is_ours = (
        request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        and request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"
    )
    is_typed: IsTyped | None = getattr(view, "is_typed", None)
    if not is_ours or is_typed is None or not _can_be_held(request):
        return None
    return _hold(request, SeeOther(request.path), is_typed)


def _hold(request: Request, response: HttpResponse, is_typed: IsTyped) -> HttpResponse:
    owner = _owner(request)
    fields = {name: values for name, values in request.POST.lists() if is_typed(name)}
    key = hold_answers(request.path, fields, person_id=owner) if owner is not None else ""
    if key:
        _set_keys(response, [*_keys(request), key][-PAGES_HELD:])
    return response


def _can_be_held(request: Request) -> bool:
    return _owner(request) is not None and len(request.path) <= LONGEST_PATH


def _owner(request: Request) -> int | None:
    """Whose page was sent. A trial's page is that of the account it has moved into meanwhile, if there is one."""
    try:
        mark = _signer().unsign(request.POST.get(OPENED_BY, ""), max_age=OPEN_FOR)
    except BadSignature:
        return None
    return request.actor.person_id if mark == A_TRIAL else int(mark)


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="octant.opened-by")


def _keys(request: Request) -> list[str]:
    """Oldest first."""
    cookie = request.COOKIES.get(settings.HELD_COOKIE_NAME, "")
    return [key[:100] for key in cookie.split(".") if key][-PAGES_HELD:]


def _set_keys(response: HttpResponse, keys: list[str]) -> None:
    if not keys:
        response.delete_cookie(settings.HELD_COOKIE_NAME, samesite="Lax")
        return
    response.set_cookie(
        settings.HELD_COOKIE_NAME,
        ".".join(keys),
        max_age=HELD_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
