"""The report as one Excel file: typed cells, the numbers of the screen, and no cell that anything would run.

XlsxWriter makes it. Imported where it is used: starting Octant does not wait for it.
"""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from assessments.reports.content import Report
from assessments.scoring.score import shown

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | dt.date | None
Row = Sequence[Cell]
INERT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""What people typed stays text: no formula, no link, no number that was a code."""


def report_xlsx(report: Report) -> bytes:
    """The same report gives the same bytes: the file carries the day of the assessment and no other time."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, **INERT}) as book:
        book.set_properties(
            {
                "title": f"{report.innovation}: {report.headline}",
                "author": "Octant",
                "created": report.submitted_at.replace(microsecond=0, tzinfo=None),
            }
        )
        sheets = _Sheets(book)
        sheets.add("About", ("", ""), _about(report), widths=(24, 100))
        sheets.add("Scores", SCORE_COLUMNS, _scores(report), widths=(8, 34, 30, 8, 8, 8, 22, 26, 18))
        sheets.add("Answers", ANSWER_COLUMNS, _answers(report), widths=(8, 46, 70, 8, 24, 60, 40))
        sheets.add("Advice", ADVICE_COLUMNS, _advice(report), widths=(40, 28, 60, 60, 60, 16))
    return out.getvalue()


SCORE_COLUMNS = (
    "Code", "Enabler", "Half", "Score", "Low", "High", "In words", "Since last time", "Backed",
)  # fmt: skip
ANSWER_COLUMNS = ("Code", "Enabler", "Statement", "Level", "Answer", "Note", "Link")
ADVICE_COLUMNS = ("Enabler", "Against the target", "Why", "Ask yourselves", "Action", "Sources")


class _Sheets:
    """Every sheet alike: a bold heading row that stays in sight, wrapped text, nothing merged."""

    def __init__(self, book: "Workbook") -> None:
        self.book = book
        wrapped = {"text_wrap": True, "valign": "top"}
        self.text: Format = book.add_format(wrapped)
        self.heading: Format = book.add_format(wrapped | {"bold": True, "bg_color": "#eef5f2"})
        self.tenths: Format = book.add_format(wrapped | {"num_format": "0.0"})
        self.day: Format = book.add_format(wrapped | {"num_format": "d mmmm yyyy", "align": "left"})

    def add(self, name: str, columns: Sequence[str], rows: Iterator[Row], *, widths: Sequence[int]) -> None:
        sheet = self.book.add_worksheet(name)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        first = 0
        if any(columns):
            sheet.write_row(0, 0, columns, self.heading)
            sheet.freeze_panes(1, 0)
            first = 1
        for at, row in enumerate(rows, start=first):
            for column, value in enumerate(row):
                self._write(sheet, at, column, value)

    def _write(self, sheet: "Worksheet", row: int, column: int, value: Cell) -> None:
        match value:
            case None | "":
                return
            case str():
                sheet.write_string(row, column, value, self.text)
            case dt.date():
                sheet.write_datetime(row, column, value, self.day)
            case float():
                sheet.write_number(row, column, value, self.tenths)
            case int():
                sheet.write_number(row, column, value, self.text)


def _about(report: Report) -> Iterator[Row]:
    yield "Innovation", report.innovation
    yield "Result", report.headline
    if report.warning:
        yield report.warning.heading, report.warning.sentence
    yield from (("", sentence) for sentence in report.lede if sentence)
    yield "Whose view", report.nature
    yield "Assessed on", localdate(report.submitted_at)
    yield "Scores", report.scale_words
    yield from ((one.heading, one.sentence) for one in report.findings)
    if report.way_up:
        yield report.way_up.heading, report.way_up.sentence
    yield "How this is worked out", " ".join(report.method)
    yield "Questions", f"{report.question_set}, checksum {report.checksum}"
    yield "Engine", report.engine


def _scores(report: Report) -> Iterator[Row]:
    for group in report.scores:
        for one in group.lines:
            numbers = (_tenths(one.score), _tenths(one.low), _tenths(one.high))
            in_words = one.range_words if one.score is not None else one.score_words
            yield one.code, one.name, group.name, *numbers, in_words, one.since_words, one.backed_words


def _tenths(exact: Fraction | None) -> float | None:
    """As the screen shows it. Unknown is an empty cell, never a zero."""
    return None if exact is None else float(shown(exact))


def _answers(report: Report) -> Iterator[Row]:
    for group in report.answers:
        for one in group.lines:
            yield one.code, group.enabler, one.statement, one.level, one.words, one.note, one.link


def _advice(report: Report) -> Iterator[Row]:
    """A row per action; and where there is no score, a row per statement to find out about."""
    for one in report.advice:
        about = one.heading, one.against_target, one.why, one.question
        yield from ((*about, f"Find out: {text}") for text in one.find_out)
        yield from ((*about, action, ", ".join(one.basis)) for action in one.actions)
