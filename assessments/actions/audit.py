"""Writes the record of who did what. Called inside the transaction of the act itself, and last.

Each event follows the one before it (`models.chain`), so all who record wait for each other, from here to their commit.
"""

from collections.abc import Mapping

from django.db import connection, transaction
from django.utils import timezone

from assessments.models import AuditCheck, AuditEvent
from assessments.models.chain import chained
from assessments.permissions import Actor, check_can_administer
from assessments.queries.audit import read_chain

SUBJECT_LENGTH = 200
ONE_AT_A_TIME = 0x0C7A17
"""The number of the lock, on PostgreSQL. On SQLite there is one writer anyway."""


@transaction.atomic
def record(by: Actor, action: str, subject: str, *, before: str = "", after: str = "") -> None:
    """Two SQL statements, three on PostgreSQL. Never a name, an address or a key: it outlives whom it speaks of."""
    last, previous = _last_link()
    said: dict[str, object] = {
        "id": last + 1,
        "at": timezone.now(),
        "actor": by.person_id,
        "actor_kind": by.kind,
        "action": action,
        "subject": subject,
        "before": before,
        "after": after,
        "request_id": by.request_id,
    }
    columns = {"actor_id" if name == "actor" else name: value for name, value in said.items()}
    AuditEvent.objects.create(**columns, hash=chained(previous, said))


def record_refusal(by: Actor, address: str, *, method: str, right: str) -> None:
    """Someone asked for what they may not do. There is no act that was undone with it: this stands alone."""
    record(by, "access.refuse", address[:SUBJECT_LENGTH], after=f"{method}, needs: {right}")


def _last_link() -> tuple[int, str]:
    """The lock is a statement of its own: the one after it then sees what was committed while this one waited."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    return AuditEvent.objects.order_by("-pk").values_list("pk", "hash").first() or (0, "")


def record_export(by: Actor, about: str) -> None:
    """The record leaves the site with everybody's acts in it, so that is on record too."""
    check_can_administer(by)
    record(by, "audit.export", "audit", after=about)


def check_chain(*, by: Actor, known: Mapping[int, str] | None = None) -> AuditCheck:
    """Works every hash out again and keeps the outcome. `known`: hashes of events that were noted down elsewhere."""
    check_can_administer(by)
    chain = read_chain(known or {})
    return AuditCheck.objects.create(
        events=chain.events, last_event=chain.last_event, last_hash=chain.last_hash, problem=chain.problem
    )
