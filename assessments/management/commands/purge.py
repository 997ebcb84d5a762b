from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand

from assessments.actions.held import purge_held
from assessments.actions.trial import purge_trials


class Command(BaseCommand):
    help = "Deletes what has run out: trials, held answers and sessions. Run it every day."

    def handle(self, *args: object, **options: object) -> None:
        SessionStore.clear_expired()
        self.stdout.write(f"Deleted {purge_trials()} ended trials and {purge_held()} held pages.")
