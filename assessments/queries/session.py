"""Where somebody is signed in."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from assessments.models import BrowserSession
from assessments.models.keys import hash_of


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser. `mark` names it on a page without giving away its key."""

    mark: str
    device: str
    seen_at: dt.datetime
    is_here: bool


def sessions_of(person_id: int, *, here: str) -> tuple[SignedIn, ...]:
    """This browser first, then whoever was seen last. `here` is this one's key. One SQL statement."""
    now = timezone.now()
    alive = BrowserSession.objects.filter(
        person=person_id,
        expire_date__gt=now,
        seen_at__gt=now - dt.timedelta(seconds=settings.SESSION_IDLE_SECONDS),
    )
    found = (
        SignedIn(hash_of(row.session_key), row.device, row.seen_at, row.session_key == here)
        for row in alive.order_by("-seen_at")
    )
    return tuple(sorted(found, key=lambda one: not one.is_here))
