"""What holds for every page in every state: sound HTML, names for everything, nothing inline, nothing from elsewhere.

Each test is one rule, and fails with the pages that break it.
"""

import gzip
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from django.contrib.staticfiles import finders

from tests.pages.every_page import NO_PAGE, STATES, all_shown, is_html, url_names
from tests.pages.reading import Page, read, text_of

pytestmark = pytest.mark.django_db
REFERS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "list")
LOADS = ("src", "srcset", "data", "poster", "action", "data-plotly-src", "data-plotly-css", "data-figure-url")
CONTROLS = ("input", "select", "textarea")
KIBIBYTE = 1024


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker) -> dict[str, Page]:
    shown = all_shown(django_db_blocker)
    return {label: read(response) for label, response in shown.items() if is_html(response)}


def breaking(pages: dict[str, Page], rule: Callable[[Page], object]) -> dict[str, object]:
    """The pages that break a rule, and how. A rule gives what is wrong, or nothing."""
    return {label: found for label, page in pages.items() if (found := rule(page))}


def test_every_address_is_on_the_list():
    assert {label.partition(":")[0] for label in STATES} == url_names()


def test_everything_on_the_list_is_a_page_but_files_and_redirects(pages):
    assert STATES.keys() - pages.keys() == NO_PAGE


# --- The shape of the page


def test_it_has_one_heading_of_the_first_level(pages):
    def rule(page: Page) -> object:
        headings = [text_of(heading) for heading in page.root.iter("h1")]
        return None if len(headings) == 1 and headings[0] else headings or "none"

    assert breaking(pages, rule) == {}


def test_no_level_of_heading_is_skipped(pages):
    def rule(page: Page) -> object:
        levels = [int(one.tag[1]) for one in page.main.iter() if re.fullmatch("h[1-6]", str(one.tag))]
        return [(above, below) for above, below in pairwise(levels) if below > above + 1]

    assert breaking(pages, rule) == {}


def test_the_title_begins_with_error_when_something_is_wrong_and_ends_with_the_name(pages):
    def rule(page: Page) -> object:
        is_wrong = page.status == 422
        begins_well = page.title.startswith("Error: ") == is_wrong == bool(page.errors)
        return None if begins_well and re.fullmatch(r"\S.*\S – Octant", page.title) else page.title

    assert breaking(pages, rule) == {}


def test_it_has_one_main_part_a_language_and_a_way_past_the_header(pages):
    def rule(page: Page) -> object:
        found = (
            len(list(page.root.iter("main"))),
            page.root.get("lang"),
            page.main.get("id"),
            page.with_class("nhsuk-skip-link")[0].get("href"),
        )
        return None if found == (1, "en-GB", "maincontent", "#maincontent") else found

    assert breaking(pages, rule) == {}


def test_every_id_is_used_once(pages):
    def rule(page: Page) -> object:
        return [name for name, count in Counter(page.ids).items() if count > 1 or not name or " " in name]

    assert breaking(pages, rule) == {}


def test_everything_that_points_at_an_id_finds_it(pages):
    def rule(page: Page) -> object:
        elements = list(page.root.iter())
        pointed = {
            name for one in elements for attribute in REFERS for name in one.get(attribute, "").split()
        }
        hrefs = {one.get("href", "") for one in elements if one.tag == "a"}
        return (pointed | {href[1:] for href in hrefs if href.startswith("#")}) - set(page.ids)

    assert breaking(pages, rule) == {}


def test_every_error_in_a_summary_leads_to_a_control_or_to_another_page(pages):
    def rule(page: Page) -> object:
        controls = {one.get("id") for one in page.root.iter() if one.tag in CONTROLS}
        return [
            (words, href)
            for words, href in page.errors
            if not href.startswith("/") and href[1:] not in controls
        ]

    assert breaking(pages, rule) == {}


def test_every_control_has_a_label(pages):
    def rule(page: Page) -> object:
        labelled = {label.get("for") for label in page.root.iter("label") if text_of(label)}
        inside = {id(part) for label in page.root.iter("label") for part in label.iter()}
        return [
            control.get("name")
            for control in _controls(page.root)
            if control.get("id") not in labelled and id(control) not in inside
        ]

    assert breaking(pages, rule) == {}


def _controls(root: Element) -> Iterator[Element]:
    return (one for one in root.iter() if one.tag in CONTROLS and one.get("type") != "hidden")


def test_radios_stand_under_a_question(pages):
    def rule(page: Page) -> object:
        groups = list(page.root.iter("fieldset"))
        grouped = {id(part) for group in groups for part in group.iter()}
        loose = [one.get("id") for one in page.root.iter("input") if _is_loose_radio(one, grouped)]
        return loose or [group for group in groups if not text_of(group.find(".//legend"))]

    assert breaking(pages, rule) == {}


def _is_loose_radio(element: Element, grouped: set[int]) -> bool:
    return element.get("type") == "radio" and id(element) not in grouped


def test_every_link_and_button_says_something(pages):
    def rule(page: Page) -> object:
        return [
            one.get("href") for one in page.root.iter() if one.tag in ("a", "button") and not text_of(one)
        ]

    assert breaking(pages, rule) == {}


def test_links_that_say_the_same_lead_to_the_same_place(pages):
    def rule(page: Page) -> object:
        places: dict[str, set[str]] = {}
        for link in page.main.iter("a"):
            places.setdefault(text_of(link), set()).add(link.get("href", ""))
        return {words: found for words, found in places.items() if len(found) > 1}

    assert breaking(pages, rule) == {}


def test_every_table_has_a_caption_and_headings_with_a_scope(pages):
    def rule(page: Page) -> object:
        return [
            table
            for table in page.root.iter("table")
            if not text_of(table.find("caption")) or not all(one.get("scope") for one in table.iter("th"))
        ]

    assert breaking(pages, rule) == {}


def test_every_picture_has_a_name_or_is_left_out(pages):
    def rule(page: Page) -> object:
        pictures = [one for one in page.root.iter() if str(one.tag).endswith("}svg") or one.tag == "img"]
        named = ("aria-labelledby", "alt")
        return [one for one in pictures if one.get("aria-hidden") != "true" and not any(map(one.get, named))]

    assert breaking(pages, rule) == {}


def test_there_is_one_way_back_and_no_more(pages):
    def rule(page: Page) -> object:
        return len(page.with_class("nhsuk-back-link")) > 1 or len(page.with_class("nhsuk-breadcrumb")) > 1

    assert breaking(pages, rule) == {}


def test_a_success_and_an_error_never_stand_together(pages):
    def rule(page: Page) -> object:
        return page.errors and page.with_class("nhsuk-notification-banner--success")

    assert breaking(pages, rule) == {}


def test_no_link_on_it_is_dead(pages):
    assert breaking(pages, lambda page: page.response.dead_links) == {}


def test_nothing_of_a_template_is_left_over(pages):
    marks = ("{{", "{%", "{#", "Undefined", "&amp;amp;", "&lt;a ", "<Markup")

    def rule(page: Page) -> object:
        return [mark for mark in marks if mark in page.response.content.decode()]

    assert breaking(pages, rule) == {}


# --- What the content policy would block, and what would tell others who reads it


def test_nothing_runs_or_is_styled_in_the_page_itself(pages):
    def rule(page: Page) -> object:
        inline = [
            (one.tag, name)
            for one in page.root.iter()
            for name in one.keys()  # noqa: SIM118 -- an Element is no mapping
            if name == "style" or name.startswith("on")
        ]
        blocks = [
            one for one in page.root.iter() if one.tag == "style" or (one.tag == "script" and text_of(one))
        ]
        return inline or blocks

    assert breaking(pages, rule) == {}


def test_nothing_is_loaded_from_elsewhere(pages):
    def rule(page: Page) -> object:
        loaded = [one.get(name, "") for one in page.root.iter() for name in LOADS]
        loaded += [one.get("href", "") for one in page.root.iter("link")]
        return [address for address in loaded if urlsplit(address).scheme or urlsplit(address).netloc]

    assert breaking(pages, rule) == {}


def test_no_link_runs_a_script(pages):
    def rule(page: Page) -> object:
        schemes = {urlsplit(link.get("href", "")).scheme for link in page.root.iter("a")}
        return schemes - {"", "https", "http", "mailto"}

    assert breaking(pages, rule) == {}


def test_every_form_that_changes_something_is_sent_with_a_token_and_every_other_without(pages):
    """One that only asks is sent by GET, and its address travels: a token has no business in it."""

    def rule(page: Page) -> object:
        return [
            form.get("action")
            for form in page.root.iter("form")
            if (form.get("method") or "get") not in ("get", "post")
            or (form.get("method") == "post")
            != ("csrfmiddlewaretoken" in [field.get("name") for field in form.iter("input")])
        ]

    assert breaking(pages, rule) == {}


# --- Weight


def test_it_weighs_little_before_the_interactive_chart(pages):
    def rule(page: Page) -> object:
        weight = len(gzip.compress(page.response.content, 6))
        styles = [one.get("href", "") for one in page.root.iter("link") if one.get("rel") == "stylesheet"]
        scripts = [one.get("src", "") for one in page.root.iter("script")]
        total = weight + sum(map(_weight_of, (*styles, *scripts)))
        return f"{total / KIBIBYTE:.1f} KiB" if total > 60 * KIBIBYTE else None

    assert breaking(pages, rule) == {}


def _weight_of(address: str) -> int:
    found = finders.find(address.removeprefix("/static/"))
    assert found, f"{address} is not there"
    with open(str(found), "rb") as file:
        return len(gzip.compress(file.read(), 9))
