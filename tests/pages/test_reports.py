"""Reports to take away: the PDF and the Excel file say what the screen says, and nothing that was not asked for."""

import io
import itertools
import unicodedata

import openpyxl
import pikepdf
import pypdfium2
import pytest

from assessments.actions.assessment import mark_as_illustration
from assessments.framework.types import Audience
from assessments.models import Innovation
from assessments.reports.pdf import STAND_IN
from assessments.results.report import ADVICE_HEADINGS
from tests.factories import answer, save, submit, typed
from tests.pages.browsing import FRAMEWORK, every, page_of, results_from, with_notes
from tests.pages.reading import read, text_of, with_class
from tests.pages.test_downloads import FORMULAS

READERS = [one.value for one in Audience]
FILES = ["results_pdf", "results_xlsx"]


@pytest.fixture
def done(alice, innovation):
    """One enabler wholly unknown, one not relevant, one split, and a note."""
    said = every("3", E1="01234", E8="?????", E6="-----")
    return results_from(innovation, alice.actor, said, E1_1="Named: Sam Smith")


@pytest.fixture
def renamed(alice, innovation):
    def named(name, **notes):
        Innovation.objects.filter(pk=innovation.pk).update(name=name)
        return results_from(innovation, alice.actor, every("3"), **notes)

    return named


def pdf_of(browser, facts, **query):
    response = browser.get(page_of("results_pdf", facts), query)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return response.content


def words_of(pdf):
    """As a reader copies them out, on one line."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    drawn = "".join(one for one in " ".join(pages) if one not in "\ufffe\u200b")
    return " ".join(drawn.split())


def book_of(browser, facts, **query):
    response = browser.get(page_of("results_xlsx", facts), query)
    assert response.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(response.content))


def rows_of(book, sheet):
    heading, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def table_on(page):
    """Of every enabler on the screen: its name, and the words for its score and range."""
    (table,) = with_class(page.root, "oct-scores")
    rows = [[text_of(cell) for cell in row if cell.tag in ("th", "td")] for row in table.iter("tr")]
    return {row[0]: (row[2], row[3]) for row in rows if len(row) > 3 and row[0] != "Enabler"}


def tags_of(pdf):
    """Every tag of the structure tree, in reading order, with its alternative text."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return list(_tags_under(document.Root.StructTreeRoot))


def _tags_under(element):
    if isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield str(element.S), str(element.get("/Alt", ""))
        children = element.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            yield from _tags_under(child)


# --- The PDF


def test_the_pdf_says_the_verdict_and_whose_view_it_is(alice, done):
    words = words_of(pdf_of(alice, done))

    page = read(alice.get(page_of("results", done)))
    (heading,) = page.root.iter("h1")
    assert "ESCAPE-pain" in words
    assert heading[-1].tail.strip() in words
    assert "Scores are the team’s own view" in words
    assert "Self-assessed. Questions v1." in words
    assert FRAMEWORK.checksum in words.replace(" ", "")


def test_the_pdf_has_the_scores_of_the_screen(alice, done):
    words = words_of(pdf_of(alice, done))

    on_screen = table_on(read(alice.get(page_of("results", done))))
    assert len(on_screen) == len(FRAMEWORK.enablers)
    missing = [
        (name, cell) for name, cells in on_screen.items() for cell in (name, *cells) if cell not in words
    ]
    assert missing == []


def test_the_pdf_has_the_findings_and_the_way_up_of_the_screen(alice, innovation):
    facts = results_from(innovation, alice.actor, every("3", E3="22222"))

    words = words_of(pdf_of(alice, facts))

    page = read(alice.get(page_of("results", facts)))
    findings = [
        text_of(one)
        for each in with_class(page.root, "oct-facts")
        for one in each.iter()
        if one.tag in ("h3", "p")
    ]
    steps = [
        one for each in with_class(page.root, "oct-wayup") for one in each.iter() if one.tag in ("h2", "li")
    ]
    way_up = [(one.text or "").strip() for one in steps]  # without the button
    assert len(findings) > 3
    assert len(way_up) > 1
    assert [one for one in findings + way_up if one not in words] == []


@pytest.mark.parametrize("reader", READERS)
def test_the_advice_is_chosen_for_its_reader(alice, innovation, reader):
    facts = results_from(innovation, alice.actor, every("3", E7="11111"))

    words = words_of(pdf_of(alice, facts, **{"for": reader}))

    own = ADVICE_HEADINGS[Audience(reader)]
    assert own in words
    others = [heading for audience, heading in ADVICE_HEADINGS.items() if audience.value != reader]
    assert [heading for heading in others if heading in words] == []


@pytest.mark.parametrize("reader", ["", "TEAM", "nobody", "system'--"])
def test_a_reader_that_is_not_known_is_the_team(alice, done, reader):
    assert pdf_of(alice, done, **{"for": reader}) == pdf_of(alice, done)


def test_harm_comes_first_in_a_report_too(alice, innovation):
    facts = results_from(innovation, alice.actor, every("3", E2="333330"))

    words = words_of(pdf_of(alice, facts, **{"for": "funder"}))

    warning, chart, advice = (
        words.index(one) for one in ("Deal with this before", "Readiness profile", "Check for harm first")
    )
    assert warning < chart < advice < words.index("What funders could do")


def test_last_time_stands_beside_today(alice, innovation):
    results_from(innovation, alice.actor, every("2"))
    facts = results_from(innovation, alice.actor, every("3"))

    assert "Up 1.0, from 2.0" in words_of(pdf_of(alice, facts))


def test_an_illustration_says_so_on_paper(alice, draft):
    mark_as_illustration(draft, as_things_stood="May 2020", by=alice.actor)
    answer(draft, every("3"), by=alice.actor)
    submit(draft, by=alice.actor)

    words = words_of(pdf_of(alice, draft))

    assert "as things stood in May 2020" in words
    assert "Not the team’s own view" in words


def test_the_pdf_is_tagged_for_screen_readers(alice, done):
    """What PDF/UA-1 asks for and a validator would look at: headings, table headers, a figure with its words."""
    pdf = pdf_of(alice, done, notes="yes")

    tags = tags_of(pdf)
    names = [name for name, _ in tags]
    headings = [int(name[2:]) for name in names if name[:2] == "/H" and name[2:].isdigit()]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings))
    assert names.count("/Table") == 1
    assert names.count("/TH") == 5
    assert names.count("/TR") == 1 + len(FRAMEWORK.enablers) + len(FRAMEWORK.groups)
    figures = [words for name, words in tags if name == "/Figure"]
    assert len([words for words in figures if words]) == 1
    assert "All scores are in the table called Scores by enabler." in figures[0]
    assert {"/L", "/LI"} <= set(names)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "en-GB"
        assert bool(document.Root.MarkInfo.Marked)
        assert document.open_metadata().get("pdfuaid:part") == "1"
        assert document.docinfo["/Title"] == f"ESCAPE-pain: {heading_of(alice, done)}"


def heading_of(browser, facts):
    (heading,) = read(browser.get(page_of("results", facts))).root.iter("h1")
    return heading[-1].tail.strip()


def test_the_pdf_embeds_its_fonts_and_asks_for_nothing_else(alice, done):
    with pikepdf.open(io.BytesIO(pdf_of(alice, done))) as document:
        fonts = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        descriptors = [one for one in fonts if one.get("/Type") == "/FontDescriptor"]
        actions = [one for one in fonts if "/JS" in one or "/Launch" in one]

    assert {str(one.FontName).partition("+")[2] for one in descriptors} == {
        "LiberationSans",
        "LiberationSans-Bold",
    }
    assert all("/FontFile2" in one or "/FontFile3" in one for one in descriptors)
    assert actions == []


HARD = {
    "another script": "诊所 عيادة κλινική",
    "pictures": "Falls 🩺 clinic",
    "no shape": "a\x07b\u202ec\u200bd",
    "a program": '#read("/etc/passwd") *bold* $x$ @label <tag> \\',
    "unbroken": "x" * 120,
}


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_whatever_people_typed_is_printed_as_text(alice, renamed, text):
    facts = renamed(text, E1_1=text)

    words = words_of(pdf_of(alice, facts, notes="yes"))

    drawn = "".join(
        one for one in unicodedata.normalize("NFC", text) if ord(one) < 0x590 and one.isprintable()
    )
    assert all(word in words.replace(" ", "") for word in drawn.split())
    assert (STAND_IN in words) == any(ord(one) > 0x2FFF or 0x600 <= ord(one) < 0x700 for one in text)


# --- The Excel file


def test_the_spreadsheet_has_the_numbers_of_the_screen(alice, done):
    rows = {row["Enabler"]: row for row in rows_of(book_of(alice, done), "Scores")}

    on_screen = table_on(read(alice.get(page_of("results", done))))
    assert set(rows) == set(on_screen)
    for name, (score, _) in on_screen.items():
        number = rows[name]["Score"]
        assert (f"{number:.1f}" if number is not None else rows[name]["In words"]) == score


def test_numbers_are_numbers_and_what_is_not_known_is_empty(alice, done):
    rows = {row["Code"]: row for row in rows_of(book_of(alice, done), "Scores")}

    assert (rows["E1"]["Score"], rows["E1"]["Low"], rows["E1"]["High"]) == (2.0, 2.0, 2.0)
    assert (rows["E8"]["Score"], rows["E8"]["Low"], rows["E8"]["High"]) == (None, 0.0, 4.0)
    assert (rows["E6"]["Score"], rows["E6"]["Low"], rows["E6"]["High"]) == (None, None, None)


def test_the_answers_come_back_as_they_were_given(alice, done):
    rows = rows_of(book_of(alice, done), "Answers")

    back = {row["Code"]: row["Level"] for row in rows}
    assert back == {
        code: int(said) if said.isdigit() else None
        for code, said in every("3", E1="01234", E8="?????", E6="-----").items()
    }
    assert {row["Answer"] for row in rows if row["Code"].startswith("E8")} == {"I do not know"}


def test_the_spreadsheet_says_what_it_is_about(alice, done):
    about = dict(book_of(alice, done)["About"].iter_rows(values_only=True))

    assert about["Innovation"] == "ESCAPE-pain"
    assert about["Result"] == heading_of(alice, done)
    assert about["Whose view"].startswith("Scores are the team’s own view")
    assert about["Questions"] == f"v1, checksum {FRAMEWORK.checksum}"
    assert about["Assessed on"].date() == done.submitted_at.date()


@pytest.mark.parametrize("formula", FORMULAS)
def test_nothing_that_was_typed_is_a_formula_or_a_link(alice, renamed, formula):
    facts = renamed(formula, E1_1=formula)

    book = book_of(alice, facts, notes="yes")

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert formula.strip() in {str(cell.value).strip() for cell in cells}


def test_a_link_that_was_typed_is_text_in_the_spreadsheet(alice, draft):
    save(draft, *with_notes(every("3"))[1:], typed("E1.1", "3", link="https://example.org/"), by=alice.actor)
    submit(draft, by=alice.actor)

    sheet = book_of(alice, draft, notes="yes")["Answers"]

    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "https://example.org/")
    assert cell.hyperlink is None


# --- Both


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("query", [{}, {"notes": ""}, {"notes": "no"}, {"notes": "1"}])
def test_notes_stay_at_home_unless_they_are_asked_for(alice, done, file, query):
    assert "Sam Smith" not in everything_in(alice.get(page_of(file, done), query), file)


@pytest.mark.parametrize("file", FILES)
def test_notes_come_when_they_are_asked_for(alice, done, file):
    assert "Sam Smith" in everything_in(alice.get(page_of(file, done), {"notes": "yes"}), file)


@pytest.mark.parametrize("file", FILES)
def test_no_report_names_who_rated(alice, bob, done, file):
    said = everything_in(alice.get(page_of(file, done), {"notes": "yes"}), file)

    assert [name for name in ("Alice", "Archer", "Bob", "@example.org") if name in said] == []


def everything_in(response, file):
    if file == "results_pdf":
        return words_of(response.content)
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    cells = [str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
    return " ".join([*cells, book.properties.creator, book.properties.title])


@pytest.mark.parametrize("file", FILES)
def test_the_same_report_twice_is_the_same_to_the_byte(alice, bob, done, file):
    first, second = (browser.get(page_of(file, done), {"notes": "yes"}).content for browser in (alice, bob))

    assert first == second


@pytest.mark.parametrize("file", FILES)
def test_a_report_is_named_after_its_innovation(alice, done, file):
    ending = file.removeprefix("results_")

    disposition = alice.get(page_of(file, done))["Content-Disposition"]

    assert disposition == f'attachment; filename="octant-escape-pain-1.{ending}"'


@pytest.mark.parametrize("file", FILES)
def test_there_is_no_report_before_there_are_results(alice, draft, file):
    assert alice.get(page_of(file, draft)).status_code == 404


# --- Asking for one


def test_the_results_lead_to_a_report(alice, done):
    page = read(alice.get(page_of("results", done)))

    assert page_of("results_take", done) in [link.get("href") for link in page.root.iter("a")]


@pytest.mark.parametrize(
    ("said", "leads_to"),
    [
        ({"file": "pdf", "reader": "team"}, "results.pdf?for=team"),
        ({"file": "pdf", "reader": "system", "notes": "on"}, "results.pdf?for=system&notes=yes"),
        ({"file": "xlsx", "reader": "funder"}, "results.xlsx?for=funder"),
    ],
)
def test_the_form_leads_to_the_file(alice, done, said, leads_to):
    response = alice.get(page_of("results_take", done), {**said, "take": "yes"})

    assert (response.status_code, response["Location"]) == (303, f"/assessments/{done.id}/{leads_to}")
    assert alice.get(response["Location"]).status_code == 200


def test_nothing_is_chosen_beforehand_and_what_is_missing_is_said(alice, done):
    asked = read(alice.get(page_of("results_take", done)))
    response = alice.get(page_of("results_take", done), {"take": "yes", "reader": "funder"})

    assert [one for one in asked.root.iter("input") if one.get("checked") is not None] == []
    page = read(response)
    assert response.status_code == 422
    assert "Select a PDF or a spreadsheet" in page.text
    assert [one.get("value") for one in page.root.iter("input") if one.get("checked") is not None] == [
        "funder"
    ]
