from django.core.management.base import BaseCommand

from assessments.accounts.two_step import renew_seals


class Command(BaseCommand):
    help = "Seals the secrets of two-step sign-in with the newest SECRET_KEY. Run it before an old key is retired."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"Sealed {renew_seals()} secrets with the key that is set now.")
