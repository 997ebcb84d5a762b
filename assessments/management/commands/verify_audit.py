from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.actions.audit import check_chain
from assessments.permissions import SYSTEM


def _noted(text: str) -> tuple[int, str]:
    number, _, digest = text.partition(":")
    if not number.isdecimal() or len(digest) != 64:
        raise ArgumentTypeError(f"{text} is not an event and its hash, as this command printed them.")
    return int(number), digest


class Command(BaseCommand):
    help = "Works the chain of the audit record out again. Names the first event that is wrong, and fails."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--known",
            type=_noted,
            action="append",
            default=[],
            metavar="EVENT:HASH",
            help="what this command printed on another day, and you kept where the database cannot reach it",
        )

    def handle(self, *args: object, known: list[tuple[int, str]], **options: Any) -> None:
        check = check_chain(by=SYSTEM, known=dict(known))
        if check.problem:
            raise CommandError(check.problem)
        self.stdout.write(f"All {check.events} events are as they were written.")
        if check.events:
            self.stdout.write(f"The last one: {check.last_event}:{check.last_hash}")
