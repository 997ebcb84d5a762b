from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.actions.people import reset_two_step
from assessments.errors import NotFound


class Command(BaseCommand):
    help = (
        "Removes somebody's authenticator app, passkeys and recovery codes, so that their password signs them in. For "
        "people who lost their phone and their codes. Be sure who is asking: it takes away half of the lock."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="the email address they sign in with")

    def handle(self, *args: object, address: str, **options: object) -> None:
        try:
            removed = reset_two_step(address)
        except NotFound as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Removed {removed}. They sign in with their password, and can set it up again.")
