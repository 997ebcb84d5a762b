from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from assessments.actions.held import purge_held
from assessments.actions.outbox import purge_outbox
from assessments.actions.team import purge_invitations
from assessments.actions.trial import purge_trials
from assessments.actions.unconfirmed import purge_unconfirmed


class Command(BaseCommand):
    help = "Deletes what has run out: trials, held answers, accounts, old mail, addresses, sessions, counts. Run daily."

    def handle(self, *args: object, **options: object) -> None:
        SessionStore.clear_expired()
        _clear_expired_counts()
        self.stdout.write(
            f"Deleted {purge_trials()} ended trials, {purge_held()} held pages and {purge_outbox()} old mails."
        )
        self.stdout.write(
            f"Addresses of invited people forgotten: {purge_invitations(days=settings.INVITATION_DAYS)}."
        )
        unconfirmed = purge_unconfirmed(days=settings.UNCONFIRMED_DAYS)
        self.stdout.write(f"Deleted {unconfirmed} accounts that never confirmed their address.")


def _clear_expired_counts() -> None:
    """Those of the rate limits: Django's cache table drops what has run out only when it is full."""
    now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM octant_cache WHERE expires < %s", [now])
