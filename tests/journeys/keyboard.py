"""Someone who has no mouse: Tab, Shift and Tab, arrows, Space and Enter, and nothing else.

At every stop on the way the focus must be visible, and the way must never end before it gets there.
"""

from typing import Any

import pytest
from playwright.sync_api import Locator

from tests.journeys.baseline import ask
from tests.vocabulary import Visitor

STOPS = 200  # no page has so many; whoever needs more is caught in a circle
PAGE = -1  # no stop: what has the focus between the last one and the first


class KeyboardVisitor(Visitor):
    def key(self, name: str) -> None:
        self.page.keyboard.press(name)

    def tab_to(self, control: Locator, *, back: bool = False) -> None:
        """From where the focus is, as a person would; nothing to do when it is there already."""
        wanted = control.element_handle()
        stop = self.look_at_the_focus(wanted)
        for _ in range(STOPS):
            if stop["isThere"]:
                return
            self.key("Shift+Tab" if back else "Tab")
            stop = self.look_at_the_focus(wanted)
        pytest.fail(f"The keyboard never reached {control} on {self.page.url}")

    def look_at_the_focus(self, wanted: object = None) -> dict[str, Any]:
        stop: dict[str, Any] = ask(self.page, "stop(argument)", wanted)
        assert stop["shows"], f"The focus cannot be seen on {self.page.url}: {stop['what']}"
        return stop

    def walk_round(self) -> list[str]:
        """Every stop of the page once, from wherever we are until we are there again."""
        stops: dict[int, str] = {}
        for _ in range(STOPS):
            self.key("Tab")
            stop = self.look_at_the_focus()
            if stops and stop["number"] == next(iter(stops)):
                return list(stops.values())
            assert stop["number"] not in stops, f"The focus came back too early, to {stop['what']}"
            if stop["number"] != PAGE:
                stops[stop["number"]] = stop["what"]
        pytest.fail(f"The keyboard went on and on, on {self.page.url}")

    def _activate(self, control: Locator) -> None:
        self.tab_to(control)
        self.key("Enter")

    def _pick(self, control: Locator) -> None:
        """Tab goes to the group, arrows from one radio to the next, Space picks where nothing is picked yet."""
        if control.get_attribute("type") == "checkbox":
            self.tab_to(control)
            self.key("Space")
            return
        group = self.page.locator(f"input[name='{control.get_attribute('name')}']")
        picked = group.and_(self.page.locator(":checked"))
        self.tab_to(picked if picked.count() else group.first)
        self.key("Space")
        for _ in range(group.count()):
            if control.is_checked():
                break
            self.key("ArrowDown")
            self.look_at_the_focus()
        assert control.is_checked()

    def _write(self, control: Locator, text: str) -> None:
        self.tab_to(control)
        self.key("Control+a")
        self.page.keyboard.type(text)

    def _unfold(self, summary: Locator) -> None:
        self.tab_to(summary)
        self.key("Space")

    def select(self, option: str, *, about: str) -> None:
        self.tab_to(self.field(about))
        self.page.keyboard.type(option)
