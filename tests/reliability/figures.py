"""What was measured, as lines at the end of the run. A plugin, so that it also speaks when workers do the tests."""

from collections import Counter
from collections.abc import Callable, Iterable

import pytest
from django.db import connection

MEASURED, COUNTED = "measured", "counted"
Measured = Callable[..., None]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures, where everyone who runs the tests sees them."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    said = [
        pair
        for report in reports
        if getattr(report, "when", "") == "teardown"  # by then a test has said everything
        for pair in report.user_properties
    ]
    lines = [str(value) for name, value in said if name == MEASURED]
    lines += _sums(value for name, value in said if name == COUNTED)
    if lines:
        terminalreporter.section("Measured")
        terminalreporter.write_line("\n".join(sorted(lines)))


def _sums(said: Iterable[tuple[str, float, dict[str, int]]]) -> list[str]:
    seconds: Counter[str] = Counter()
    figures: dict[str, Counter[str]] = {}
    for what, took, counts in said:
        seconds[what] += took
        figures.setdefault(what, Counter()).update(counts)
    return [_line(what, seconds[what], figures[what]) for what in figures]


def _line(what: str, seconds: float, figures: dict[str, int]) -> str:
    told = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in figures.items())
    return f"{what}: {told} ({seconds:.1f} s)"


@pytest.fixture
def measured(record_property: Callable[[str, object], None]) -> Measured:
    """`measured("Saves", 1.2, saves=2000, lost=0)` is one line at the end of the run."""

    def tell(what: str, seconds: float, **figures: int) -> None:
        record_property(MEASURED, _line(f"{what}, {connection.vendor}", seconds, figures))

    return tell


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Measured:
    """The same for a number of tests: what they say about one thing is added up, and is one line."""

    def tell(what: str, seconds: float, **figures: int) -> None:
        record_property(COUNTED, (f"{what}, {connection.vendor}", seconds, figures))

    return tell
