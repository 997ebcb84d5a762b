"""Browsers in which somebody has signed in before. Their guesses count apart.

At most 10 wrong passwords in 5 minutes count for one account, whoever guesses. A stranger who keeps guessing would keep
its owner out by that, but not from a browser that the owner has used before. Only a right sign-in makes a browser
known, so strangers gain no guess by it.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

SALT = "octant.known-device"
MOST_PEOPLE = 20  # who share one browser, on a ward


def known_as(request: HttpRequest, address: str) -> str:
    """The browser's own name, when `address` has signed in with it before. Otherwise nothing."""
    name, people = _read(request)
    return name if _digest(address) in people else ""


def remember(request: HttpRequest, response: HttpResponse, address: str) -> None:
    name, people = _read(request)
    others = [person for person in people if person != _digest(address)]
    known = [*others, _digest(address)][-MOST_PEOPLE:]
    response.set_cookie(
        settings.KNOWN_COOKIE_NAME,
        signing.dumps([name or secrets.token_hex(16), known], salt=SALT),
        max_age=_longest(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _longest() -> int:
    return settings.KNOWN_DEVICE_DAYS * 24 * 3600


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        name, people = signing.loads(
            request.COOKIES.get(settings.KNOWN_COOKIE_NAME, ""), salt=SALT, max_age=_longest()
        )
    except signing.BadSignature:
        return "", []
    return name, people


def _digest(address: str) -> str:
    """The cookie names nobody, even to who finds it."""
    return salted_hmac(SALT, address.strip().lower()).hexdigest()[:20]
