from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.actions.people import make_administrator
from assessments.errors import NotFound


class Command(BaseCommand):
    help = "Makes someone who has an account an administrator: the first one, who can then make others."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="the email address they sign in with")

    def handle(self, *args: object, address: str, **options: Any) -> None:
        try:
            make_administrator(address)
        except NotFound as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{address} is an administrator.")
