from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.queries.receipts import wrong_results


class Command(BaseCommand):
    help = "Works every stored result out again from its answers and compares. Changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", required=True, help="compare, and fail on a difference"
        )

    def handle(self, *args: object, **options: Any) -> None:
        checked = wrong = 0
        for assessment, difference in wrong_results():
            checked += 1
            if difference:
                wrong += 1
                self.stderr.write(f"{assessment}: {difference}")
        if wrong:
            raise CommandError(f"{wrong} of {checked} stored results differ.")
        self.stdout.write(f"All {checked} stored results are right.")
