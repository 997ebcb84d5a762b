"""What was measured, as lines at the end of the run. A plugin, so that it also speaks when workers do the tests."""

from collections.abc import Callable

import pytest
from django.db import connection

MEASURED = "measured"
Measured = Callable[..., None]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures, where everyone who runs the tests sees them."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    lines = [
        str(value)
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == MEASURED and report.when == "call"
    ]
    if lines:
        terminalreporter.section("Measured")
        terminalreporter.write_line("\n".join(sorted(lines)))


@pytest.fixture
def measured(record_property: Callable[[str, object], None]) -> Measured:
    """`measured("Saves", 1.2, saves=2000, lost=0)` is one line at the end of the run."""

    def tell(what: str, seconds: float, **figures: int) -> None:
        told = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in figures.items())
        record_property(MEASURED, f"{what}, {connection.vendor}: {told} ({seconds:.1f} s)")

    return tell
