"""Checks the question sets and the advice, and freezes new ones."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.errors import FrameworkError
from assessments.framework.freeze import draft_and_frozen_versions, freeze, problems_in_files, read_version
from assessments.framework.load import FIXTURES, frozen_checksums, versioned_files
from assessments.framework.reading_age import reading_ages


class Command(BaseCommand):
    help = "Check every question set and its advice. Says what to put right, and where."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--freeze", action="store_true", help="Write down the checksums of new files.")
        parser.add_argument(
            "--reading-age", action="store_true", help="Show the reading age of each enabler."
        )
        parser.add_argument(
            "--fixtures", type=Path, default=FIXTURES, help="Another folder of content files."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        fixtures: Path = options["fixtures"]
        try:
            self._check(fixtures)
            if options["freeze"]:
                self._freeze(fixtures)
            if options["reading_age"]:
                self._show_reading_ages(fixtures)
            self._say_what_is_there(fixtures)
        except FrameworkError as error:
            raise CommandError(str(error)) from error

    def _check(self, fixtures: Path) -> None:
        problems = problems_in_files(fixtures)
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} to put right. Nothing was frozen.")

    def _freeze(self, fixtures: Path) -> None:
        new = freeze(fixtures)
        self.stdout.write(f"Frozen: {', '.join(new)}" if new else "Nothing new to freeze.")

    def _show_reading_ages(self, fixtures: Path) -> None:
        for version in draft_and_frozen_versions(fixtures):
            self.stdout.write(f"Reading ages of {version} (Flesch-Kincaid grade + 5)")
            self.stdout.write("Enabler  Questions  Advice")
            for row in reading_ages(*read_version(version, fixtures)):
                self.stdout.write(f"{row.enabler:<9}{row.questions:>9.1f}{row.advice:>8.1f}")

    def _say_what_is_there(self, fixtures: Path) -> None:
        for version in draft_and_frozen_versions(fixtures):
            framework, book = read_version(version, fixtures)
            self.stdout.write(
                f"{version}: {len(framework.enablers)} enablers, {len(framework.statements)} statements, "
                f"{len(book.pieces)} pieces of advice"
            )
        drafts = len(set(versioned_files(fixtures)) - set(frozen_checksums(fixtures)))
        self.stdout.write(
            f"Content OK. {drafts} files not frozen yet." if drafts else "Content OK, all frozen."
        )
