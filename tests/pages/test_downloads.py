"""Files that leave: the table, the receipt, their names."""

import csv
import datetime as dt
import io
import json

import pytest
import time_machine
from django.core.management import CommandError, call_command

from assessments.actions.assessment import mark_as_illustration
from assessments.models import Innovation
from assessments.reports.csv import STARTS_A_FORMULA, inert
from tests.factories import answer, save, start, submit, typed
from tests.pages.browsing import FRAMEWORK, every, page_of, results_from, with_notes
from tests.pages.reading import press, read

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("https://evil.example")', "＝1+1", "－2"]
NAMES = {
    "ESCAPE-pain": "octant-escape-pain-1",
    "Évaluer, “mieux”": "octant-evaluer-mieux-1",
    'x"; filename="evil.exe': "octant-x-filename-evil-exe-1",
    "a\r\nSet-Cookie: b=1": "octant-a-set-cookie-b-1-1",
    "../../etc/passwd": "octant-etc-passwd-1",
    "\u202egnp.exe": "octant-gnp-exe-1",
    "عيادة السقوط": "octant-innovation-1",
    "x" * 120: f"octant-{'x' * 60}-1",
    "CON": "octant-con-1",
}


def downloaded(response):
    """The rows of the table, read back by another reader than its writer."""
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.fixture
def renamed(alice, innovation):
    def named(name):
        Innovation.objects.filter(pk=innovation.pk).update(name=name)
        return results_from(innovation, alice.actor, every("3"))

    return named


# --- The table


def test_the_table_has_a_row_for_each_enabler_and_each_statement(alice, innovation):
    facts = results_from(innovation, alice.actor, every("3"))

    response = alice.get(page_of("results_csv", facts))

    rows = downloaded(response)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert [row["code"] for row in rows if row["record"] == "enabler"] == [
        one.code for one in FRAMEWORK.enablers
    ]
    assert [row["code"] for row in rows if row["record"] == "statement"] == list(FRAMEWORK.statement_by_code)


def test_every_row_says_what_it_is_about(alice, innovation):
    facts = results_from(innovation, alice.actor, every("3"))

    rows = downloaded(alice.get(page_of("results_csv", facts)))

    assert {row["innovation"] for row in rows} == {"ESCAPE-pain"}
    assert {row["nature"] for row in rows} == {"self-assessed"}
    assert {row["as_things_stood"] for row in rows} == {""}
    assert {row["question_set"] for row in rows} == {"v1"}
    assert {row["question_set_sha256"] for row in rows} == {FRAMEWORK.checksum}
    assert {row["target"] for row in rows} == {"3"}


def test_the_answers_come_back_as_they_were_given(alice, innovation):
    said = every("3", E1="01234", E3="?????", E6="-----")
    facts = results_from(innovation, alice.actor, said)

    rows = downloaded(alice.get(page_of("results_csv", facts)))

    back = {row["code"]: row["level"] or row["answer"] for row in rows if row["record"] == "statement"}
    assert back == said


def test_what_is_not_known_is_an_empty_cell_and_never_a_zero(alice, innovation):
    facts = results_from(innovation, alice.actor, every("3", E8="?????", E6="-----"))

    rows = {row["code"]: row for row in downloaded(alice.get(page_of("results_csv", facts)))}

    assert (rows["E8"]["score"], rows["E8"]["answer"]) == ("", "Not enough answers")
    assert (rows["E8"]["range_low"], rows["E8"]["range_high"]) == ("0.0", "4.0")
    assert (rows["E6"]["score"], rows["E6"]["answer"]) == ("", "Not relevant to us")
    assert rows["E6"]["range_low"] == ""
    assert rows["E8.1"]["level"] == ""


def test_the_day_is_the_one_on_the_screen(alice, innovation):
    with time_machine.travel(dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)):
        facts = results_from(innovation, alice.actor, every("3"))

        rows = downloaded(alice.get(page_of("results_csv", facts)))

        assert "assessed 1 July 2026" in read(alice.get(page_of("results", facts))).text
        assert rows[0]["submitted_on"] == "2026-07-01"


def test_an_illustration_says_so_in_every_row(alice, draft):
    mark_as_illustration(draft, as_things_stood="May 2020", by=alice.actor)
    answer(draft, every("3"), by=alice.actor)
    submit(draft, by=alice.actor)

    rows = downloaded(alice.get(page_of("results_csv", draft)))

    assert {row["nature"] for row in rows} == {"illustration made from public sources"}
    assert {row["as_things_stood"] for row in rows} == {"May 2020"}


@pytest.mark.parametrize("query", ["", "?notes=", "?notes=no", "?notes=YES", "?notes=1"])
def test_notes_stay_at_home_unless_they_are_asked_for(alice, innovation, query):
    facts = results_from(innovation, alice.actor, every("3"), E1_1="Named: Sam Smith")

    response = alice.get(page_of("results_csv", facts) + query)

    assert "Sam Smith" not in response.content.decode()


def test_notes_and_links_come_when_asked_for(alice, draft):
    said = with_notes(every("3"), E1_1='Two\nlines, "quoted", and a comma')
    said[1] = typed("E1.2", "3", link="https://example.org/?a=1&b=2")
    save(draft, *said, by=alice.actor)
    submit(draft, by=alice.actor)

    rows = {
        row["code"]: row for row in downloaded(alice.get(page_of("results_csv", draft), {"notes": "yes"}))
    }

    assert rows["E1.1"]["note"] == 'Two\nlines, "quoted", and a comma'
    assert rows["E1.2"]["link"] == "https://example.org/?a=1&b=2"


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_note_that_a_spreadsheet_would_run_is_text(alice, innovation, formula):
    facts = results_from(innovation, alice.actor, every("3"), E1_1=formula)

    response = alice.get(page_of("results_csv", facts), {"notes": "yes"})

    note = next(row["note"] for row in downloaded(response) if row["code"] == "E1.1")
    assert note == f"'{formula}"


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_name_that_a_spreadsheet_would_run_is_text(alice, renamed, formula):
    rows = downloaded(alice.get(page_of("results_csv", renamed(formula))))

    assert {row["innovation"] for row in rows} == {f"'{formula}"}


def test_no_cell_of_any_table_starts_a_formula(alice, renamed):
    facts = renamed("=cmd")

    response = alice.get(page_of("results_csv", facts), {"notes": "yes"})

    cells = [cell for row in csv.reader(io.StringIO(response.content.decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(STARTS_A_FORMULA)]


@pytest.mark.parametrize("text", ["", "a=1", "1", "'=1", " =1", "3.0"])
def test_other_text_is_left_as_it_is(text):
    assert inert(text) == text


# --- The receipt


def test_the_receipt_can_be_worked_out_again(alice, innovation, tmp_path, capsys):
    facts = results_from(innovation, alice.actor, every("3", E7="33???", E1="01234"))
    response = alice.get(page_of("results_receipt", facts))
    file = tmp_path / "receipt.json"
    file.write_bytes(response.content)

    call_command("check_receipt", str(file))

    assert response["Content-Type"] == "application/json"
    assert capsys.readouterr().out == "This receipt is right: Not enough is known yet to say\n"


def test_a_receipt_that_was_touched_is_found_out(alice, innovation, tmp_path):
    facts = results_from(innovation, alice.actor, every("3"))
    receipt = alice.get(page_of("results_receipt", facts)).content.decode()
    file = tmp_path / "receipt.json"
    document = json.loads(receipt)
    document["result"]["verdict"]["headline"] = "Splendid"
    file.write_text(json.dumps(document))

    with pytest.raises(CommandError, match=r"This receipt (is not right|cannot be checked)"):
        call_command("check_receipt", str(file))


def test_the_receipt_holds_no_notes_no_names_and_no_addresses(alice, innovation):
    facts = results_from(innovation, alice.actor, every("3"), E1_1="Named: Sam Smith")

    receipt = alice.get(page_of("results_receipt", facts)).content.decode()

    assert not [word for word in ("Sam Smith", "Alice", "@", "ESCAPE") if word in receipt]


def test_the_receipt_stays_the_same_to_the_byte(alice, bob, innovation):
    facts = results_from(innovation, alice.actor, every("3"))
    first = alice.get(page_of("results_receipt", facts)).content
    answer(start(innovation, by=bob.actor), every("0"), by=bob.actor)

    assert bob.get(page_of("results_receipt", facts)).content == first


# --- Names


@pytest.mark.parametrize(("name", "file"), NAMES.items())
def test_a_file_has_a_name_that_every_system_takes(alice, renamed, name, file):
    facts = renamed(name)

    for view, ending in (("results_csv", "csv"), ("results_receipt", "json")):
        disposition = alice.get(page_of(view, facts))["Content-Disposition"]
        assert disposition == f'attachment; filename="{file}.{ending}"'


def test_the_second_assessments_file_has_another_name(alice, innovation):
    results_from(innovation, alice.actor, every("3"))
    second = results_from(innovation, alice.actor, every("4"))

    assert alice.get(page_of("results_csv", second))["Content-Disposition"].endswith('escape-pain-2.csv"')


def test_a_name_typed_into_the_form_makes_a_safe_file_too(alice, innovation):
    opened = alice.get(f"/innovations/{innovation.public_id}/about/name/")
    press(alice, opened, "Save and continue", {"name": 'a\r\nb"c', "summary": "x"})
    facts = results_from(innovation, alice.actor, every("3"))

    assert alice.get(page_of("results_csv", facts))["Content-Disposition"].endswith('"octant-a-b-c-1.csv"')


@pytest.mark.parametrize("view", ["results_csv", "results_receipt", "results_radar"])
def test_no_cache_keeps_a_download(alice, innovation, view):
    facts = results_from(innovation, alice.actor, every("3"))

    assert alice.get(page_of(view, facts))["Cache-Control"] == "no-store"


@pytest.mark.parametrize("view", ["results_csv", "results_receipt", "results_radar"])
def test_downloads_are_for_the_team(charlie, rob, dana, client, alice, innovation, view):
    address = page_of(view, results_from(innovation, alice.actor, every("3")))

    assert [browser.get(address).status_code for browser in (charlie, rob, dana, client)] == [
        404,
        404,
        200,
        303,
    ]
