"""The runs that `dev.py test` makes, and the sum of them.

SQLite sees every test. PostgreSQL sees those that touch a database: the others cannot differ there.
Standard library only, since `dev.py` imports it before there is anything else.
"""

import os
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
NO_TEST_WAS_CHOSEN = 5  # pytest's exit code when the words given match nothing in this run
CORES = min(max(os.cpu_count() or 2, 2), 6)
KINDS = ("tests", "failures", "errors", "skipped")


class Tally(NamedTuple):
    passed: int
    failed: int
    skipped: int

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def run_all(python: str, words: list[str], *, fast: bool, env: dict[str, str]) -> int:
    """With words for pytest, what they choose, in one process; without any, everything, on all cores."""
    whole = not words and not fast
    if whole:
        subprocess.call([python, "-m", "coverage", "erase"], cwd=ROOT)
    tallies = {}
    for name, command in _commands(python, words, whole=whole, fast=fast).items():
        print(f"\n===== Tests on {name} =====", flush=True)
        started = time.monotonic()
        counted = _one_run(command, env)
        tallies[f"{name} ({time.monotonic() - started:.0f} s)"] = counted
    covered = _report_coverage(python) if whole else True
    return _close(tallies, covered=covered)


def _commands(python: str, words: list[str], *, whole: bool, fast: bool) -> dict[str, list[str]]:
    coverage = ["-m", "coverage", "run"] if whole else []
    pytest = [python, *coverage, "-m", "pytest", *(["-n", str(CORES)] if whole else [])]
    if fast:
        return {"SQLite": [*pytest, "-m", "not browser", *words]}
    return {
        "SQLite": [*pytest, *words],
        "PostgreSQL": [python, "-m", "tests.postgres", *pytest, "--only-database", *words],
    }


def _one_run(command: list[str], env: dict[str, str]) -> Tally:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        code = subprocess.call([*command, f"--junitxml={report}"], cwd=ROOT, env=env)
        return tally(report, code)


def tally(report: Path, code: int) -> Tally:
    """What pytest's own report counted; a run that ended badly never counts as clean, whatever it counted."""
    if code == NO_TEST_WAS_CHOSEN:
        return Tally(0, 0, 0)
    if not report.exists():
        return Tally(0, 1, 0)
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    tests, failures, errors, skipped = (sum(int(suite.get(kind, 0)) for suite in suites) for kind in KINDS)
    failed = failures + errors
    return Tally(max(tests - failed - skipped, 0), failed or min(code, 1), skipped)


def _report_coverage(python: str) -> bool:
    print("\n===== Coverage of both runs =====", flush=True)
    steps = (["combine", "--quiet"], ["report"])
    return all(subprocess.call([python, "-m", "coverage", *step], cwd=ROOT) == 0 for step in steps)


def _close(tallies: dict[str, Tally], *, covered: bool) -> int:
    print("\n===== Summary =====")
    for name, counted in tallies.items():
        print(f"{name}: {counted}")
    if not covered:
        print("Coverage is below what pyproject.toml asks for.")
    total = Tally(*(sum(column) for column in zip(*tallies.values(), strict=True)))
    print(total, flush=True)
    return 0 if total.passed and not total.failed and covered else 1
