"""What the enabler page refuses, and what a form that no browser would make can do: nothing."""

import pytest

from assessments.models import Answer
from assessments.queries.rating import answers_of
from tests.factories import GATE, save, typed
from tests.pages.browsing import every, in_form, page_of, said_in
from tests.pages.reading import press, read

SAVE, LATER = "Save and continue", "Save and come back later"
NHS_NUMBER = "943 476 5919"

REFUSED = [
    ("E1.1-note", "x" * 2001, "Notes must be 2,000 characters or fewer", "#e1-1-note"),
    ("E1.1-note", f"Seen: {NHS_NUMBER}", "Remove the NHS number. Do not include patient details.", "#e1-1-note"),
    ("E1.1-link", f"https://example.org/?nhs={NHS_NUMBER.replace(' ', '')}",
     "Remove the NHS number from the link, or link to the page above it.", "#e1-1-link"),
    ("E1.1-link", "https://example.org/" + "x" * 500, "The link must be 500 characters or fewer", "#e1-1-link"),
    *[("E1.1-link", link, "Enter a web address that starts with https://, like https://example.org/report",
       "#e1-1-link")
      for link in ("javascript:alert(1)", "data:text/html,x", "ftp://example.org", "http://[", "see the shared drive",
                   "https://user:pass@example.org/")],
    *[("E1.1", level, "Select one of the levels, or choose I do not know", "#e1-1-0")
      for level in ("7", "-1", "3.0", "03", "\u0663", "LEVEL", "unanswered", "3\x00")],
]  # fmt: skip


def networks(facts):
    return page_of("enabler", facts, "networks")


@pytest.mark.parametrize(("field", "value", "error", "href"), REFUSED)
@pytest.mark.parametrize("button", [SAVE, LATER])
def test_it_is_refused_kept_on_the_page_and_not_saved(alice, draft, button, field, value, error, href):
    filled = in_form(every("3"), "networks") | {field: value}

    response = press(alice, alice.get(networks(draft)), button, filled)

    page = read(response)
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert page.errors == [(error, href)]
    assert href[1:] in page.ids
    assert "E1.1" not in said_in(draft)
    assert said_in(draft).keys() == {"E1.2", "E1.3", "E1.4", "E1.5"}, "the others are saved"
    if field != "E1.1":
        assert page.form(SAVE)[1][field] == value


def test_the_gate_cannot_be_called_irrelevant(alice, draft):
    response = press(
        alice, alice.get(page_of("enabler", draft, "evidence")), SAVE, in_form(every("-"), "evidence")
    )

    page = read(response)
    assert page.status == 422
    assert page.errors == [("Select one of the levels, or choose I do not know", "#e2-6-0")]
    assert GATE not in said_in(draft)


def test_characters_that_hide_are_left_out(alice, draft):
    press(alice, alice.get(networks(draft)), LATER, {"E1.1-note": "one\x00 two\u202e\r\nthree\x07"})

    assert answers_of(draft.pk)["E1.1"].note == "one two\nthree"


def test_a_note_may_be_as_long_as_promised_however_its_lines_end(alice, draft):
    note = ("x" * 99 + "\r\n") * 20

    response = press(alice, alice.get(networks(draft)), LATER, {"E1.1-note": note})

    assert response.status_code == 303
    assert len(answers_of(draft.pk)["E1.1"].note) == 1999


def test_fields_that_are_none_of_ours_change_nothing(alice, draft):
    strange = {
        "E9.1": "4", "E9.1-version": "0", "E2.1": "4", "E2.1-version": "0", "E1.1-kind": "level", "E1.1-level": "4",
        "changed_by": "1", "submitted_at": "2026-01-01", "score": "4", "id": "1", "assessment": "1", "E1.": "1",
    }  # fmt: skip

    response = press(alice, alice.get(networks(draft)), LATER, {"E1.2": "1"} | strange)

    assert response.status_code == 303
    assert said_in(draft) == {"E1.2": "1"}


def test_an_answer_without_its_version_is_saved_where_nobody_answered(alice, draft):
    response = alice.post(networks(draft), {"E1.1": "3", "later": ""})

    assert response.status_code == 303
    assert said_in(draft) == {"E1.1": "3"}


def test_an_answer_whose_version_is_missing_among_others_is_not_lost(alice, draft):
    alice.post(networks(draft), {"E1.1": "3", "E1.1-version": "0", "E1.2": "4", "later": ""})

    assert said_in(draft) == {"E1.1": "3", "E1.2": "4"}


def test_an_answer_without_its_version_never_overwrites_another(alice, draft):
    save(draft, typed("E1.1", "1"), by=alice.actor)

    response = alice.post(networks(draft), {"E1.1": "3", "later": ""})

    assert response.status_code == 409
    assert said_in(draft) == {"E1.1": "1"}


@pytest.mark.parametrize(
    "version", ["", "x", "-1", "1.0", "\u0661", "9" * 10, "9" * 5000, "1\x00", "0x1", "1e3", "999999999"]
)
def test_a_version_that_cannot_be_never_overwrites_an_answer(alice, draft, version):
    save(draft, typed("E1.1", "1"), by=alice.actor)

    response = press(alice, alice.get(networks(draft)), LATER, {"E1.1": "3", "E1.1-version": version})

    assert response.status_code == 409
    assert said_in(draft) == {"E1.1": "1"}


@pytest.mark.parametrize("version", ["x", "9" * 5000])
def test_a_version_that_cannot_be_is_not_shown_again(alice, draft, version):
    response = press(alice, alice.get(networks(draft)), SAVE, {"E1.1-version": version})

    page = read(response)
    assert page.status == 422
    assert len(page.errors) == 5
    assert page.form(SAVE)[1]["E1.1-version"] == "0"


def test_of_a_field_sent_twice_the_last_one_counts(alice, draft):
    alice.post(networks(draft), {"E1.1": ["1", "4"], "E1.1-version": ["7", "0"], "later": ""})

    assert said_in(draft) == {"E1.1": "4"}


def test_an_empty_form_is_told_what_is_missing(alice, draft):
    response = alice.post(networks(draft), {})

    assert response.status_code == 422
    assert len(read(response).errors) == 5
    assert not Answer.objects.exists()


def test_an_empty_form_takes_no_answer_away(alice, draft):
    save(draft, typed("E1.1", "1"), by=alice.actor)

    alice.post(networks(draft), {})

    assert said_in(draft) == {"E1.1": "1"}


def test_a_body_that_is_too_big_is_refused_in_words(alice, draft):
    response = alice.post(networks(draft), {"E1.1-note": "x" * 600_000})

    assert response.status_code in (400, 413)
    assert read(response).heading == "We could not read that"


def test_too_many_fields_are_refused_in_words(alice, draft):
    response = alice.post(networks(draft), {f"field-{n}": "x" for n in range(500)})

    assert response.status_code == 400
    assert read(response).heading == "We could not read that"


def test_a_body_that_is_no_form_saves_nothing(alice, draft):
    response = alice.post(networks(draft), b'{"E1.1": 3}', content_type="application/json")

    assert response.status_code == 422
    assert not Answer.objects.exists()
