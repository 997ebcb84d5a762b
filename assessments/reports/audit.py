"""The audit log as comma-separated values, a line at a time. The same columns as the record, and who it was by name."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import fields
from operator import attrgetter

from assessments.queries.audit import Event
from assessments.reports.csv import inert

COLUMNS = tuple(field.name for field in fields(Event))
cells_of = attrgetter(*COLUMNS)


class _Line:
    """What a csv.writer writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def audit_csv(events: Iterable[Event]) -> Iterator[str]:
    """With a byte order mark, so that spreadsheets read it as UTF-8. Times are in UTC."""
    writer = csv.writer(_Line(), lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    yield "\ufeff" + writer.writerow(COLUMNS)
    for event in events:
        yield writer.writerow(inert(_text(value)) for value in cells_of(event))


def _text(value: object) -> str:
    return "" if value is None else str(value)
