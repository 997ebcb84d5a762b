"""Ending sessions: one, or all but this one. They are dead at their next request."""

from django.db import transaction

from assessments.actions.audit import record
from assessments.models import BrowserSession
from assessments.models.keys import hash_of
from assessments.permissions import Actor


@transaction.atomic
def end_session(mark: str, *, by: Actor) -> bool:
    """False when there is none: it had ended already, or is another person's."""
    if by.person_id is None:
        return False
    mine = BrowserSession.objects.filter(person=by.person_id).values_list("session_key", flat=True)
    keys = [key for key in mine if hash_of(key) == mark]
    ended, _ = BrowserSession.objects.filter(session_key__in=keys).delete()
    if ended:
        record(by, "account.end_session", f"person:{by.person_id}")
    return bool(ended)


@transaction.atomic
def end_sessions(person_id: int, *, but: str | None, by: Actor) -> int:
    """All of one person's, `but` one key. Gives how many."""
    ended, _ = BrowserSession.objects.filter(person=person_id).exclude(session_key=but or "").delete()
    if ended:
        record(by, "account.end_sessions", f"person:{person_id}", after=f"{ended} ended")
    return ended
