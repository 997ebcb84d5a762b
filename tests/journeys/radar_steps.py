"""What is said about the radar: the server's simple chart, and the one that script draws over it."""

import re
from typing import Any

from playwright.sync_api import Locator, Route, expect

from tests.vocabulary import Journey

EXPLORE, SIMPLE, DOWNLOAD = "Explore this chart", "Show the simple chart", "Download chart (PNG)"
PATIENT = 20_000  # milliseconds: the library is large, and a busy machine reads it slowly
LAYOUT_SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value)))
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
})"""


class RadarSteps(Journey):
    @property
    def figure(self) -> Locator:
        return self.i.page.locator("[data-radar]")

    @property
    def simple_chart(self) -> Locator:
        """The wide one or the small one, whichever this screen shows."""
        return self.figure.locator("[data-radar-box] > :is(.oct-w, .oct-n)").locator("visible=true")

    @property
    def live_chart(self) -> Locator:
        return self.figure.locator("[data-radar-box] .main-svg").first

    # --- given

    def given_the_answer_to(self, address: str, answer: Any) -> None:
        """`answer`: what to do with each request for an address like this one."""
        self.i.page.route(address, answer)

    def given_the_chart_does_not_load(self, address: str, *, status: int) -> None:
        def refuse(route: Route) -> None:
            route.fulfill(status=status, body="")

        self.given_the_answer_to(address, refuse)

    # --- then

    def then_the_chart_comes_alive(self) -> None:
        expect(self.figure).to_have_class(re.compile(r"\boct-radar--live\b"), timeout=PATIENT)
        expect(self.live_chart).to_be_visible()

    def in_the_same_box_and_nothing_moves(self) -> None:
        drawn, simple = self.live_chart.bounding_box(), self.simple_chart.bounding_box()
        assert drawn is not None
        assert simple is not None
        assert all(abs(drawn[side] - simple[side]) <= 1 for side in ("x", "y", "width", "height"))
        assert self.i.page.evaluate(LAYOUT_SHIFT) == 0

    def and_the_simple_chart_stays_for_screen_readers(self) -> None:
        expect(self.simple_chart.get_by_role("img")).to_have_count(1)
        expect(self.simple_chart).to_have_css("opacity", "0")
        expect(self.figure.locator(".oct-radar__live")).to_have_attribute("aria-hidden", "true")

    def then_the_simple_chart_is_what_i_see(self) -> None:
        expect(self.simple_chart).to_have_css("opacity", "1")
        expect(self.figure).not_to_have_class(re.compile(r"\boct-radar--live\b"))

    def then_the_live_one_is_offered(self) -> None:
        expect(self.i.button(EXPLORE)).to_be_visible()
        expect(self.i.button(SIMPLE)).not_to_be_visible()

    and_the_chart_comes_alive = then_the_chart_comes_alive
    and_the_live_one_is_offered = then_the_live_one_is_offered
    and_the_simple_chart_is_what_i_see = then_the_simple_chart_is_what_i_see
