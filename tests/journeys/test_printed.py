"""Pages on paper: printed to PDF by a real Chromium, and read."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import pypdfium2
import pytest
from django.utils.timezone import localdate
from pytest_django import DjangoDbBlocker

from assessments.ui.jinja import day
from tests.journeys.tab import Tab
from tests.pages.every_page import all_shown
from tests.pages.reading import Page, read

FOLD_ALL = "document.querySelectorAll('details').forEach((each) => (each.open = false))"
# So that no sentence is parted. A made-up style sheet is not inline, so the content policy lets it.
ON_ONE_LONG_SHEET = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("@page { size: 210mm 3000mm }");
  document.adoptedStyleSheets.push(sheet);
}"""
HYPHEN = "\ufffe"  # how the reader writes a word that was parted at the end of a line

pytestmark = pytest.mark.django_db


class Paper:
    """The page that was printed, and what stands on each sheet."""

    def __init__(self, page: Page, pdf: bytes) -> None:
        self.page = page
        with pypdfium2.PdfDocument(pdf) as document:
            self.sheets = [bare(sheet.get_textpage().get_text_range()) for sheet in document]

    def sheets_with(self, words: str) -> list[int]:
        return [number for number, sheet in enumerate(self.sheets, start=1) if bare(words) in sheet]


def bare(words: str) -> str:
    return "".join(words.replace(HYPHEN, "").split())


def folded_in(page: Page) -> list[str]:
    """What can be read inside of what folds."""
    parts = [
        part for one in page.main.iter("details") for tag in ("p", "li", "label") for part in one.iter(tag)
    ]
    return ["".join(_seen(part)) for part in parts]


def _seen(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if "nhsuk-u-visually-hidden" not in child.get("class", ""):
            yield from _seen(child)
        yield child.tail or ""


@pytest.fixture
def printed(tab: Tab, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Any:
    def print_page(label: str, *more: str) -> Paper:
        tab.show(all_shown(django_db_blocker)[label])
        for script in (FOLD_ALL, *more):
            tab.page.evaluate(script)
        return Paper(read(tab.shown), tab.page.pdf(prefer_css_page_size=True))

    return print_page


@pytest.mark.parametrize("label", ["results", "results_compare", "results: gate", "results: an illustration"])
def test_results_begin_with_where_they_come_from_the_day_and_the_questions(printed: Any, label: str) -> None:
    paper = printed(label)

    line = f"Octant Readiness to spread Printed from Octant on {day(localdate())}, questions version 1."
    assert paper.sheets_with(line) == [1]


@pytest.mark.parametrize("label", ["results", "results: gate", "results_compare", "enabler"])
def test_what_is_folded_on_screen_is_read_on_paper(printed: Any, label: str) -> None:
    paper = printed(label, ON_ONE_LONG_SHEET)

    folded = folded_in(paper.page)
    assert folded
    assert len(paper.sheets) == 1
    assert [words for words in folded if not paper.sheets_with(words)] == []


def test_the_verdict_and_the_chart_stand_on_the_first_sheet_and_the_table_on_the_second(printed: Any) -> None:
    paper = printed("results")

    assert paper.sheets_with(paper.page.heading) == [1]
    assert paper.sheets_with("Readiness profile") == [1]
    assert paper.sheets_with("Scores by enabler") == [2]
    assert 2 in paper.sheets_with("8. External funding")
