"""What is known of mail: how much waits, and how much was given up."""

from dataclasses import dataclass

from django.db.models import Count, Q

from assessments.models import OutboxMail


@dataclass(frozen=True, slots=True)
class MailCounts:
    """`waiting`: failed at least once and will be tried again. `given_up`: never sent, in the last month or so."""

    waiting: int
    given_up: int


def mail_counts() -> MailCounts:
    """One SQL statement. Rows are deleted after a month, so there are never many."""
    row = OutboxMail.objects.aggregate(
        waiting=Count("pk", filter=Q(next_try_at__isnull=False, tries__gte=1)),
        given_up=Count("pk", filter=Q(next_try_at=None, sent_at=None)),
    )
    return MailCounts(**row)
