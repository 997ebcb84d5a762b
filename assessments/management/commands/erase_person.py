from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.actions.erasure import erase_person
from assessments.errors import NotFound, NotReady
from assessments.permissions import SYSTEM
from assessments.queries.personal import Leaving, find_person, leaving_of


class Command(BaseCommand):
    help = "Says what would happen if somebody left, and with --yes erases them: see docs/decisions/0033."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="the email address they sign in with")
        parser.add_argument("--yes", action="store_true", help="erase them; it cannot be undone")

    def handle(self, *args: object, address: str, yes: bool, **options: object) -> None:
        try:
            person_id = find_person(address)
            self._say(leaving_of(person_id))
            if yes:
                erase_person(person_id, by=SYSTEM)
        except (NotFound, NotReady) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write("Erased." if yes else "Nothing is done yet. To erase them, add --yes")

    def _say(self, leaving: Leaving) -> None:
        for name in leaving.names_ending:
            self.stdout.write(f"Deleted with all its assessments, because nobody else can see it: {name}")
        for one in leaving.passed_on:
            self.stdout.write(f"Led by {one.to} from then on: {one.innovation}")
