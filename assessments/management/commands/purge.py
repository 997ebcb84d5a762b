from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from assessments.actions.held import purge_held
from assessments.actions.trial import purge_trials
from assessments.models.session import SessionStore


class Command(BaseCommand):
    help = "Deletes what has run out: trials, held answers, sessions and counts. Run it every day."

    def handle(self, *args: object, **options: object) -> None:
        SessionStore.clear_expired()
        _clear_expired_counts()
        self.stdout.write(f"Deleted {purge_trials()} ended trials and {purge_held()} held pages.")


def _clear_expired_counts() -> None:
    """Those of the rate limits: Django's cache table drops what has run out only when it is full."""
    now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM octant_cache WHERE expires < %s", [now])
