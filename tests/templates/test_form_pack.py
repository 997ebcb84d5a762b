"""Forms as crispy draws them with our pack."""

import pytest
from django import forms

from assessments.ui.field_view import error_links
from assessments.ui.forms import Button, Buttons, Field, Group, make_helper
from tests.templates.pages import FORM_PAGE, EveryKind, by_id, draw, draw_form, parsed, request_for, words_of

ANSWERS = {
    "name": "ESCAPE-pain",
    "email": "not an address",
    "stage": "pilot",
    "setting": ["gp"],
    "area": "msk",
}


@pytest.fixture
def blank():
    return by_id(parsed(f"<!DOCTYPE html><title>x</title>{draw_form(EveryKind())}"))


@pytest.fixture
def refused():
    return by_id(parsed(f"<!DOCTYPE html><title>x</title>{draw_form(EveryKind({}))}"))


KINDS = (
    ("id_name", "input", "text"),
    ("id_email", "input", "email"),
    ("id_password", "input", "password"),
    ("id_line", "textarea", None),
    ("id_notes", "textarea", None),
    ("id_area", "select", None),
    ("id_stage_0", "input", "radio"),
    ("id_setting_0", "input", "checkbox"),
    ("id_agreed", "input", "checkbox"),
    ("id_day", "input", "text"),
    ("id_report", "input", "file"),
    ("id_back", "input", "hidden"),
)


@pytest.mark.parametrize(("control", "tag", "kind"), KINDS)
def test_a_field_is_drawn_as_the_control_it_is(blank, control, tag, kind):
    assert (blank[control].tag, blank[control].get("type")) == (tag, kind)


def test_every_field_is_drawn_once():
    html = draw_form(EveryKind())

    drawn_twice = [name for name in EveryKind.base_fields if html.count(f'id="id_{name}"') > 1]

    assert drawn_twice == []


def test_what_describes_a_control_is_on_the_page(refused):
    described = [element.get("aria-describedby", "").split() for element in refused.values()]

    assert [name for names in described for name in names if name not in refused] == []


def test_the_error_summary_leads_to_the_first_control_of_each_question(refused):
    form = EveryKind({})

    links = error_links(form)

    targets = [refused[link.href[1:]] for link in links]
    assert len(links) == 8
    assert {target.tag for target in targets} == {"input", "textarea", "select"}
    assert "#id_stage_0" in {link.href for link in links}


def test_an_error_stands_beside_its_field_in_the_same_words_as_in_the_summary(refused):
    beside = {words_of(element) for name, element in refused.items() if name.endswith("-error")}

    assert {f"Error: {link.text}" for link in error_links(EveryKind({}))} == beside


def test_an_error_of_the_whole_form_is_listed_without_a_link():
    form = EveryKind({})
    form.add_error(None, "Someone else has just saved this")

    first = error_links(form)[0]

    assert (first.text, first.href) == ("Someone else has just saved this", "")


def test_what_was_typed_is_kept():
    page = draw_form(EveryKind(ANSWERS))

    fields = by_id(parsed(f"<!DOCTYPE html><title>x</title>{page}"))
    assert fields["id_email"].get("value") == "not an address"
    assert fields["id_stage_0"].get("checked") is not None
    assert fields["id_setting_0"].get("checked") is not None
    assert fields["id_setting_1"].get("checked") is None
    assert 'value="msk" selected' in page


def test_a_password_is_never_sent_back():
    page = draw_form(EveryKind(ANSWERS | {"password": "correct horse battery"}))

    assert "correct horse" not in page


def test_what_people_type_is_shown_and_never_obeyed():
    nasty = '"><script>alert(1)</script>'

    page = draw_form(EveryKind({"name": nasty, "line": f"</textarea>{nasty}"}))

    assert "<script>" not in page
    assert page.count("</textarea>") == 2


def test_a_first_empty_line_of_a_long_text_is_kept():
    page = draw_form(EveryKind({"notes": "\nSecond line"}))

    notes = by_id(parsed(f"<!DOCTYPE html><title>x</title>{page}"))["id_notes"]
    assert notes.text == "\nSecond line"


def test_only_a_question_that_need_not_be_answered_says_so(blank):
    page = draw_form(EveryKind())

    assert "Notes (optional)" in page
    assert page.count("(optional)") == 3


def test_a_choice_has_its_own_hint(blank):
    assert words_of(blank["id_stage_0-item-hint"]) == "In one or two places"
    assert blank["id_stage_0"].get("aria-describedby") == "id_stage_0-item-hint"


def test_a_divider_stands_before_the_choice_that_is_apart():
    page = draw_form(EveryKind())

    assert page.index("Wide spread") < page.index('__divider">or<') < page.index("None of these")


def test_a_limit_is_told_and_counted(blank):
    assert words_of(blank["id_line-info"]) == "You can enter up to 200 characters"
    assert 'data-maxlength="200" data-threshold="75"' in draw_form(EveryKind())


def test_the_server_tells_the_errors_so_the_browser_is_asked_not_to():
    page = draw_form(EveryKind())

    assert " novalidate" in page
    assert " required" not in page


def test_a_form_that_is_posted_carries_the_token():
    page = draw_form(EveryKind())

    assert page.count('name="csrfmiddlewaretoken"') == 1


def test_a_search_form_carries_no_token_and_no_warning():
    class Search(forms.Form):
        words = forms.CharField(label="Name or keyword", required=False)
        helper = make_helper(Field("words", mark_optional=False), method="get")

    page = draw_form(Search())

    assert 'method="get"' in page
    assert "csrfmiddlewaretoken" not in page
    assert "(optional)" not in page


def test_buttons_say_which_one_was_pressed():
    page = draw_form(EveryKind())

    assert 'name="delete"' in page


def test_the_only_question_of_a_page_is_its_heading():
    class Question(forms.Form):
        stage = forms.ChoiceField(
            label="Which stage?", widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")]
        )
        helper = make_helper(Field("stage", page_heading=True, caption="ESCAPE-pain"))

    page = parsed(f"<!DOCTYPE html><title>x</title>{draw_form(Question())}")

    (heading,) = page.iter("h1")
    assert words_of(heading) == "ESCAPE-pain Which stage?"


def test_the_page_shows_the_summary_above_its_heading_and_says_error_in_its_title():
    page = draw(FORM_PAGE, {"form": EveryKind({})}, request_for())

    assert "<title>Error: A page – Octant</title>" in page
    assert page.count("There is a problem") == 1
    assert page.index("There is a problem") < page.index("<h1>")


def test_a_form_of_another_name_can_show_its_own_summary():
    class Invite(forms.Form):
        email = forms.EmailField(label="Email address")
        helper = make_helper("email", error_summary=True)

    page = draw_form(Invite({}))

    assert '<a href="#id_email">' in page


# --- Fields under one legend


class TwoPeople(forms.Form):
    first, second = forms.CharField(), forms.CharField()

    helper = make_helper(
        Group("Person 1", "first"),
        Group("Person 2", Field("second", label_size="s")),
        Buttons(Button("Save"), Button("Add another", name="add", value="yes", leads_to="#id_third")),
    )


def test_a_group_holds_its_own_fields_under_its_legend():
    page = parsed(f"<!DOCTYPE html><title>x</title>{draw_form(TwoPeople())}")

    groups = {
        words_of(group.find("legend")): [one.get("name") for one in group.iter("input")]
        for group in page.iter("fieldset")
    }

    assert groups == {"Person 1": ["first"], "Person 2": ["second"]}
    labels = [one.get("class", "") for one in page.iter("label")]
    assert ["nhsuk-label--s" in names for names in labels] == [False, True]


def test_a_button_may_say_where_the_page_that_it_brings_is_looked_at_first():
    page = parsed(f"<!DOCTYPE html><title>x</title>{draw_form(TwoPeople())}")

    assert [one.get("formaction") for one in page.iter("button")] == [None, "#id_third"]
