"""Recompute a receipt from its answers and say whether it is right."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from assessments.errors import ReceiptError
from assessments.scoring.receipt import first_difference, read_receipt


class Command(BaseCommand):
    help = "Recompute a receipt and name the first difference. Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a receipt, as downloaded from a results page")

    def handle(self, *, file: Path, **options: object) -> None:
        try:
            receipt = read_receipt(file.read_bytes())
            difference = first_difference(receipt)
        except (OSError, ReceiptError) as error:
            raise CommandError(f"This receipt cannot be checked. {error}") from error
        if difference is not None:
            raise CommandError(f"This receipt is not right. {difference}")
        self.stdout.write(f"This receipt is right: {receipt.result.verdict.headline}")
