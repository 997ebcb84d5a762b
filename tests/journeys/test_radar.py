"""The radar when script draws it, when it may not, and when it cannot: the simple chart is always there."""

import struct
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.factories import submitted
from tests.journeys.radar_steps import DOWNLOAD, EXPLORE, SIMPLE, RadarSteps
from tests.people import acting

FIGURE, LIBRARY = "**/results/radar.json*", "**/plotly-octant.min.js"
NOT_LOADED = "The interactive chart could not be loaded. The simple chart shows the same numbers."
SAVES_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
PHONE = {"width": 390, "height": 844}
PNG = b"\x89PNG\r\n\x1a\n"


class TestTheRadar(RadarSteps):
    @pytest.fixture(autouse=True)
    def given_alice_has_results(self, _begin: None) -> None:
        team = self.given_alice_and_her_team()
        for _ in range(2):
            self.facts = submitted(team.innovation, by=acting(team.alice))

    @pytest.mark.parametrize(("address", "status"), [(FIGURE, 500), (FIGURE, 404), (LIBRARY, 404)])
    def test_the_simple_chart_stays_when_the_other_cannot_load(self, address: str, status: int) -> None:
        self.given_i_am_signed_in_as(self.team.alice)
        self.given_the_chart_does_not_load(address, status=status)
        self.when_i_open_the_results()
        self.then_the_live_one_is_offered()
        self.and_the_simple_chart_is_what_i_see()

        self.when_i_press(EXPLORE)
        self.then_i_see(NOT_LOADED)
        self.and_the_simple_chart_is_what_i_see()
        self.and_the_accessibility_baseline_is_met(widths=(1280,))
        self.and_the_browser_complained_of_nothing_else(address, status)

        self.when_it_loads_again(address)
        self.and_i_press(EXPLORE)
        self.then_the_chart_comes_alive()

    def test_it_comes_only_when_asked_for_on_a_phone(self) -> None:
        self.given_i_am_signed_in_as(self.team.alice, viewport=PHONE)
        self.given_i_note_what_is_loaded()
        self.when_i_open_the_results()
        self.then_the_live_one_is_offered()
        self.and_no_library_was_loaded()

        self.when_i_press(EXPLORE)
        self.then_the_chart_comes_alive()
        self.i.has_focus(self.i.button(SIMPLE))
        self.and_the_accessibility_baseline_is_met()

        self.when_i_press(SIMPLE)
        self.then_the_simple_chart_is_what_i_see()
        self.i.has_focus(self.i.button(EXPLORE))

    def test_it_comes_only_when_asked_for_by_someone_who_saves_data(self) -> None:
        self.given_i_am_signed_in_as(self.team.alice)
        self.i.page.add_init_script(SAVES_DATA)
        self.given_i_note_what_is_loaded()
        self.when_i_open_the_results()
        self.then_the_live_one_is_offered()
        self.and_no_library_was_loaded()

    def test_it_can_be_saved_as_a_picture_and_printed(self) -> None:
        self.given_i_am_signed_in_as(self.team.alice)
        self.when_i_open_the_results()
        self.then_the_chart_comes_alive()
        self.and_it_can_be_saved_as_a_picture()

        self.when_i_print_the_page()
        self.then_the_simple_chart_is_what_i_see_on_paper()

    def test_a_line_can_be_hidden_where_there_are_two(self) -> None:
        self.given_i_am_signed_in_as(self.team.alice)
        self.when_i_open_the_results()
        self.then_the_chart_comes_alive()
        self.in_the_same_box_and_nothing_moves()
        lines = self.drawn_lines.count()

        self.figure.get_by_role("checkbox").last.uncheck()

        expect(self.drawn_lines).not_to_have_count(lines)
        assert 0 < self.drawn_lines.count() < lines

    # --- what only this chart needs

    def when_i_open_the_results(self) -> None:
        self.when_i_open(f"/assessments/{self.facts.id}/results/")

    def when_it_loads_again(self, address: str) -> None:
        self.i.page.unroute(address)

    def and_the_browser_complained_of_nothing_else(self, address: str, status: int) -> None:
        asked = address.strip("*").partition("*")[0]
        assert self.complaints
        assert all(each.startswith(f"status {status}: ") and asked in each for each in self.complaints)
        self.complaints.clear()

    def given_i_note_what_is_loaded(self) -> None:
        self.loaded: list[str] = []
        self.i.page.on("request", lambda request: self.loaded.append(request.url))

    def and_no_library_was_loaded(self) -> None:
        assert self.loaded
        assert not [url for url in self.loaded if "plotly" in url or "radar.json" in url]

    def and_it_can_be_saved_as_a_picture(self) -> None:
        with self.i.page.expect_download() as download:
            self.when_i_press(DOWNLOAD)
        assert download.value.suggested_filename == "octant-escape-pain-2.png"
        content = Path(download.value.path()).read_bytes()
        width, height = struct.unpack(">II", content[16:24])
        assert content.startswith(PNG)
        assert min(width, height) >= 1000

    def when_i_print_the_page(self) -> None:
        self.i.page.emulate_media(media="print")

    def then_the_simple_chart_is_what_i_see_on_paper(self) -> None:
        expect(self.simple_chart).to_have_css("opacity", "1")
        expect(self.live_chart).not_to_be_visible()
        for unwanted in (".oct-nav", ".oct-crumb", ".oct-radar__tools", ".oct-actions", ".nhsuk-skip-link"):
            for each in self.i.page.locator(unwanted).all():
                expect(each).not_to_be_visible()
        for table in self.i.main.get_by_role("table").all():
            expect(table).to_be_visible()

    @property
    def drawn_lines(self) -> Locator:
        return self.figure.locator(".scatterlayer > .trace")
