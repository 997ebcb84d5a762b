"""The page shell: what stands on every page."""

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import get_template

from assessments.ui import components
from tests.house.source import ROOT
from tests.templates.pages import PAGE, by_id, draw, parsed, request_for, words_of

ERRORS = sorted(path.name for path in (ROOT / "templates" / "errors").glob("*.jinja"))
ALONE = ("problem.jinja", "unavailable.jinja")


def page(source=PAGE, person="", path="/", **context):
    return parsed(draw(source, context, request_for(path, person=person)))


def links_of(document, landmark):
    return [words_of(link) for link in next(document.iter(landmark)).iter("a")]


def test_a_page_is_sound_html_in_british_english():
    document = page(person="Priya Nair")

    assert next(document.iter("html")).get("lang") == "en-GB"
    assert by_id(document)["maincontent"].tag == "main"


def test_the_skip_link_comes_first_and_leads_to_main():
    first = next(page().iter("a"))

    assert (words_of(first), first.get("href")) == ("Skip to main content", "#maincontent")


def test_a_title_names_the_page_and_then_the_service():
    assert words_of(next(page().iter("title"))) == "A page – Octant"


def test_a_title_says_error_when_something_else_than_a_form_failed():
    source = PAGE.replace("{% block title", "{% set has_problem = true %}{% block title", 1)

    assert words_of(next(page(source).iter("title"))) == "Error: A page – Octant"


def test_a_stranger_is_offered_to_sign_in():
    words = links_of(page(), "header")

    assert "Sign in" in words
    assert "Your account" not in words


def test_a_person_sees_their_name_and_can_sign_out_with_one_press():
    document = page(person="Priya Nair")

    header = next(document.iter("header"))
    (form,) = header.iter("form")
    assert "Priya Nair" in words_of(header)
    assert (form.get("method"), words_of(form)) == ("post", "Sign out")
    assert [field.get("name") for field in form.iter("input")] == ["csrfmiddlewaretoken"]


def test_a_name_is_shown_and_never_obeyed():
    assert "<script>" not in draw(PAGE, {}, request_for(person="<script>alert(1)</script>"))


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/innovations/", "page"),
        ("/innovations/new/", "true"),
        ("/assessments/01a20000-0000-7000-8000-000000000000/results/", "true"),
    ],
)
def test_the_navigation_says_where_people_are(path, current):
    document = page(person="Priya Nair", path=path)

    marked = {
        words_of(link): link.get("aria-current") for link in document.iter("a") if link.get("aria-current")
    }
    assert marked == {"Assessments": current}


def test_a_transactional_page_leaves_the_navigation_out():
    document = page(PAGE + "{% block navigation %}{% endblock %}", person="Priya Nair")

    assert list(document.iter("nav")) == []


def test_the_foot_says_what_octant_is_not():
    foot = words_of(next(page().iter("footer")))

    assert "It is not an NHS service" in foot
    assert "Against the Odds" in foot


def test_the_foot_offers_the_same_help_on_every_page():
    assert links_of(page(), "footer")[:4] == [
        "Accessibility statement",
        "Privacy",
        "Cookies",
        "Help and contact",
    ]


def test_the_source_code_is_offered_where_its_address_is_known(settings):
    settings.SOURCE_URL = "https://example.org/octant"

    assert "Source code" in links_of(page(), "footer")


def test_a_room_that_is_not_there_gets_no_link(monkeypatch):
    monkeypatch.setattr(components, "FOR_EVERYONE", (("Nowhere", "no_such_address"), ("Help", "help")))

    assert [link.text for link in components.shell().navigation] == ["Help"]


def test_a_demonstration_says_that_it_is_one(settings):
    settings.IS_DEMO = True

    assert ">Demonstration<" in draw(PAGE, {}, request_for())


def test_only_a_person_can_be_signed_out_by_waiting(settings):
    settings.SESSION_IDLE_SECONDS = 3600

    assert next(page(person="Priya Nair").iter("body")).get("data-session-minutes") == "60"
    assert next(page().iter("body")).get("data-session-minutes") is None


def test_what_just_happened_is_told_once():
    request = request_for()
    request._messages = [Message(constants.SUCCESS, "Your answers are saved")]

    drawn = draw(PAGE, {}, request)

    assert drawn.count("Your answers are saved") == 1
    assert "nhsuk-notification-banner--success" in drawn


def test_the_way_back_stands_before_main_and_only_where_there_is_one():
    with_way_back = draw(
        PAGE + '{% block before_main %}<a href="/">Back</a>{% endblock %}', {}, request_for()
    )

    assert with_way_back.index("oct-crumb") < with_way_back.index("<main")
    assert "oct-crumb" not in draw(PAGE, {}, request_for())


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_says_what_happened_in_one_heading(name):
    drawn = get_template(f"errors/{name}").render({}, request_for(person="Priya Nair"))

    (heading,) = parsed(drawn).iter("h1")
    assert f"<title>{words_of(heading)} – Octant</title>" in drawn
    assert not any(character.isdigit() for character in words_of(heading))


@pytest.mark.parametrize("name", ALONE)
def test_a_page_for_when_all_else_fails_asks_nothing_of_anyone(name):
    request = request_for()
    del request.user

    drawn = get_template(f"errors/{name}").render({}, request)

    assert "Sorry" in drawn
    assert drawn == get_template(f"errors/{name}").render({})
