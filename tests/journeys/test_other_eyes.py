"""The pages as other people see them: at 200 %, with wider spacing, in colours of their own, on paper."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Locator, expect
from pytest_django import DjangoDbBlocker

from tests.factories import start
from tests.journeys import baseline
from tests.journeys.pictures import colours
from tests.journeys.tab import Tab
from tests.pages.browsing import every, results_from, signed_in
from tests.pages.every_page import all_shown
from tests.people import a_team

PAGES = (
    "start", "innovations", "task_list", "enabler: errors", "enabler: a conflict", "check", "results: gate",
    "results_compare", "account_signup: errors",
)  # fmt: skip
# WCAG 1.4.12, as people set it in their browser. A made-up style sheet is not inline, so the content policy lets it.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                         word-spacing: 0.16em !important; }
                     p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets.push(sheet);
}"""
OFF_PAPER = (
    ".oct-nav, .oct-crumb, .oct-account, .oct-actions, .oct-radar__tools, .nhsuk-skip-link, .oct-footer ul"
)
WHITE, PINE = "#ffffff", "#0b3b3a"

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(tab: Tab, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Any:
    def show(label: str) -> Tab:
        tab.show(all_shown(django_db_blocker)[label])
        return tab

    return show


def reported(tab: Tab, question: str) -> list[str]:
    return list(baseline.ask(tab.page, question))


@pytest.mark.parametrize("label", PAGES)
def test_nothing_is_lost_at_200_per_cent(label: str, shown: Any) -> None:
    baseline.check(shown(label).page, widths=(640,))


@pytest.mark.parametrize("label", PAGES)
def test_wider_spacing_cuts_no_text(label: str, shown: Any) -> None:
    tab = shown(label)
    tab.page.evaluate(SPACED)

    for width in baseline.WIDTHS:
        tab.page.set_viewport_size({"width": width, "height": 900})

        assert reported(tab, "cutText()") == []
        assert reported(tab, "beyondTheScreen()") == []


@pytest.mark.parametrize(
    "name",
    ["innovations", "innovation", "innovation_about", "innovation_headline", "task_list", "check", "results"],
)
def test_a_name_without_spaces_does_not_widen_the_page(name: str, tab: Tab) -> None:
    team = a_team("x" * 120)
    alice = signed_in(team.alice)
    facts = results_from(team.innovation, alice.actor, every("3"), E1_1="y" * 300)
    draft = start(team.innovation, by=alice.actor, from_last=True)
    ids = {"results": [facts.id], "task_list": [draft.id], "check": [draft.id], "innovations": []}

    tab.show(alice.get(reverse(name, args=ids.get(name, [team.innovation.public_id]))))

    for width in baseline.WIDTHS:
        tab.page.set_viewport_size({"width": width, "height": 900})

        assert reported(tab, "beyondTheScreen()") == []


class TestInForcedColours:
    @pytest.fixture(autouse=True)
    def _forced(self, tab: Tab) -> None:
        tab.page.emulate_media(forced_colors="active")

    @pytest.mark.parametrize("label", PAGES)
    def test_the_focus_is_seen(self, label: str, shown: Any) -> None:
        assert reported(shown(label), "unseenFocus()") == []

    def test_charts_stay_on_white_in_their_own_colours(self, shown: Any, browser: Browser) -> None:
        chart = shown("results").page.locator(".oct-radar__box svg").locator("visible=true")

        seen = colours(browser, chart.screenshot())

        assert seen[WHITE] > 0.5
        assert seen[PINE] > 0.002

    def test_the_level_that_is_picked_looks_different(self, shown: Any) -> None:
        levels = shown("enabler").page.locator(".oct-levels .nhsuk-radios__item")
        picked = levels.filter(has=shown("enabler").page.locator(":checked")).first
        label = picked.locator("label")

        before = label.screenshot()
        picked.locator("input").evaluate("input => (input.checked = false)")

        assert label.screenshot() != before

    def test_the_page_that_we_are_on_looks_different_from_the_others(self, shown: Any) -> None:
        links = shown("innovations").page.locator(".oct-nav a")

        borders = {each.get_attribute("aria-current"): _border(each) for each in links.all()}

        assert borders["page"] != borders[None]


def _border(link: Locator) -> str:
    return str(link.evaluate("link => getComputedStyle(link).borderBottomColor"))


class TestOnPaper:
    @pytest.fixture(autouse=True)
    def _printed(self, tab: Tab) -> None:
        tab.page.emulate_media(media="print")
        tab.page.set_viewport_size({"width": 688, "height": 980})  # A4 less its margins

    @pytest.mark.parametrize("label", ["results: gate", "results_compare", "check", "statements"])
    def test_there_is_nothing_to_press(self, label: str, shown: Any) -> None:
        main = shown(label).page.locator("main")

        for unwanted in shown(label).page.locator(OFF_PAPER).all():
            expect(unwanted).not_to_be_visible()
        for button in main.locator("button, .nhsuk-button").all():
            expect(button).not_to_be_visible()

    def test_the_results_have_their_charts_their_table_and_where_they_come_from(self, shown: Any) -> None:
        main = shown("results").page.locator("main")

        expect(main.locator(".oct-printed")).to_be_visible()
        expect(main.locator(".oct-radar__box svg").locator("visible=true")).to_have_count(1)
        expect(main.get_by_role("columnheader")).to_have_count(6)
        expect(main.locator(".oct-scores .bar svg").locator("visible=true")).to_have_count(8)
        assert reported(shown("results"), "beyondTheScreen()") == []
