import json

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from assessments.actions.erasure import record_export
from assessments.errors import NotFound
from assessments.permissions import SYSTEM
from assessments.queries.personal import find_person, personal_data_of


class Command(BaseCommand):
    help = "Writes everything that is kept about one person to standard output, as JSON. It is theirs alone to read."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="the email address they sign in with")

    def handle(self, *args: object, address: str, **options: object) -> None:
        try:
            person_id = find_person(address)
        except NotFound as problem:
            raise CommandError(str(problem)) from problem
        record_export(person_id, by=SYSTEM)
        data = personal_data_of(person_id)
        self.stdout.write(json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
