"""The enabler page's statements, drawn at once."""

import pytest
from django import forms

from assessments.models.rating import NOTE_LENGTH
from assessments.scoring.types import Kind
from assessments.ui import forms as ui
from assessments.ui.field_view import error_links
from tests.templates.pages import STATEMENT, by_id, draw_form, parsed, words_of


class Statements(forms.Form):
    """Four fields a statement, as the wizard's form has them; the version is hidden."""

    def __init__(self, *rows):
        super().__init__()
        self.statement_rows = rows
        for row in rows:
            self.fields[f"{row.code}-version"] = forms.IntegerField(widget=forms.HiddenInput)
        self.helper = ui.make_helper(ui.Statements(), ui.Buttons("Save and continue"))


def row(**given):
    return ui.statement_field(STATEMENT, **{"number": 2, "of": 5} | given)


def draw(*rows):
    return parsed(f"<!DOCTYPE html><title>x</title>{draw_form(Statements(*rows))}")


def test_a_statement_is_one_question_with_its_place_in_the_legend():
    (legend,) = draw(row()).iter("legend")

    assert words_of(legend) == "Statement 2 of 5 We have written down what must stay the same"


def test_each_level_says_its_number_and_its_anchor():
    labels = [words_of(label) for label in draw(row()).iter("label")]

    assert labels[:2] == ["0 – Not discussed", "1 – The founder knows"]
    assert labels[4] == "4 – Sites have tested it"


def test_not_knowing_and_not_relevant_stand_apart_from_the_levels():
    page = draw_form(Statements(row()))

    assert page.index("Sites have tested it") < page.index('__divider">or<') < page.index("I do not know")
    assert "Not relevant to us" in page


def test_the_gate_is_always_relevant():
    assert "Not relevant to us" not in draw_form(Statements(row(can_be_irrelevant=False)))


def test_what_the_radios_post_is_what_the_sums_know():
    posted = {choice.value for choice in (*row().choices.levels, *row().choices.others)}

    assert posted == {"0", "1", "2", "3", "4", Kind.DONT_KNOW.value, Kind.NOT_RELEVANT.value}


def test_nothing_is_chosen_before_someone_chooses():
    assert [one.get("id") for one in draw(row()).iter("input") if one.get("checked") is not None] == []


@pytest.mark.parametrize(("chosen", "control"), [("0", "e3-1-0"), ("dont_know", "e3-1-dont-know")])
def test_what_was_chosen_is_chosen(chosen, control):
    checked = [
        one.get("id") for one in draw(row(chosen=chosen)).iter("input") if one.get("checked") is not None
    ]

    assert checked == [control]


def test_what_one_person_chose_is_not_shown_to_the_next():
    checked = [
        [one.get("value") for one in draw(row(chosen=chosen)).iter("input") if one.get("checked") is not None]
        for chosen in ("1", "", "2", "1")
    ]

    assert checked == [["1"], [], ["2"], ["1"]]


def test_a_choice_that_someone_made_up_chooses_nothing_and_is_not_kept():
    assert row(chosen="x" * 100_000).choices is row().choices


def test_names_and_ids_are_those_the_form_and_its_links_use():
    controls = by_id(draw(row(version=7)))

    assert controls["e3-1"].tag == "div"
    assert controls["e3-1-0"].get("name") == "E3.1"
    assert controls["e3-1-note"].get("name") == "E3.1-note"
    assert controls["e3-1-link"].get("name") == "E3.1-link"


def test_the_version_that_was_seen_is_posted_once():
    page = draw_form(Statements(row(version=7)))

    assert page.count('name="E3.1-version"') == 1
    assert 'name="E3.1-version" value="7"' in page


def test_where_to_go_once_saved_is_posted_when_someone_came_to_change_one_answer():
    form = Statements(row())
    form.back = "check"

    assert '<input type="hidden" name="back" value="check">' in draw_form(form)


def test_evidence_is_folded_away_until_there_is_some():
    (details,) = draw(row()).iter("details")

    assert details.get("open") is None
    assert words_of(next(details.iter("summary"))) == "Add evidence or notes for statement 2"


@pytest.mark.parametrize("given", [{"note": "Agreed in March"}, {"link": "https://example.org/"}])
def test_evidence_that_is_there_is_shown(given):
    (details,) = draw(row(**given)).iter("details")

    assert details.get("open") is not None
    assert words_of(next(details.iter("summary"))) == "Evidence or notes for statement 2"


def test_every_note_asks_for_no_patient_details():
    hint = by_id(draw(row()))["e3-1-note-hint"]

    assert "Do not include patient details." in words_of(hint)
    assert "someone outside your team could check" in words_of(hint)


def test_the_note_counts_to_what_the_database_holds():
    assert row().note_length == NOTE_LENGTH


ERRORS = (("level_error", "e3-1-0"), ("note_error", "e3-1-note"), ("link_error", "e3-1-link"))


@pytest.mark.parametrize(("error", "target"), ERRORS)
def test_an_error_leads_to_its_control_which_can_be_seen(error, target):
    wrong = row(**{error: "Say what to do"})
    form = Statements(wrong)

    (link,) = error_links(form)

    page = draw(wrong)
    assert (link.text, link.href) == ("Say what to do", f"#{target}")
    assert words_of(by_id(page)[f"{target.removesuffix('-0')}-error"]) == "Error: Say what to do"
    assert (next(page.iter("details")).get("open") is not None) == (error != "level_error")


def test_what_describes_a_statement_is_on_the_page():
    wrong = row(level_error="a", note_error="b", link_error="c")

    page = by_id(draw(wrong))

    described = [name for one in page.values() for name in one.get("aria-describedby", "").split()]
    (fieldset,) = draw(wrong).iter("fieldset")
    assert [name for name in described if name not in page] == []
    assert fieldset.get("aria-describedby") == "e3-1-hint e3-1-error"


def test_a_note_is_shown_and_never_obeyed():
    page = draw_form(Statements(row(note="</textarea><script>alert(1)</script>", link='" onfocus="alert(1)')))

    assert "<script>" not in page
    assert 'onfocus="' not in page
