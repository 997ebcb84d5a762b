"""Writes the record of who did what. Called inside the transaction of the act itself."""

from assessments.models import AuditEvent
from assessments.permissions import Actor


def record(by: Actor, action: str, subject: str, *, before: str = "", after: str = "") -> None:
    AuditEvent.objects.create(
        actor_id=by.person_id,
        actor_kind=by.kind,
        action=action,
        subject=subject,
        before=before,
        after=after,
        request_id=by.request_id,
    )
