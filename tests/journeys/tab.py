"""One tab, in which a page is shown as the server answered it, with the real style and script.

It spares the tests that only look at pages what takes longer than looking: a server, an empty database, a new browser.
"""

from typing import Any

from django.http import HttpResponse
from playwright.sync_api import Page, Route, ViewportSize

from tests.house.source import ROOT
from tests.journeys.watching import watch

ADDRESS = "http://localhost"
STATIC = ROOT / "static"
OPEN_ALL = "document.querySelectorAll('details').forEach((each) => (each.open = true))"
WIDE: ViewportSize = {"width": 1280, "height": 900}


class Tab:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.shown = HttpResponse()
        watch(page.context, self.complaints)
        page.context.route(f"{ADDRESS}/**", self._answer)

    def begin(self) -> None:
        self.complaints.clear()
        self.page.set_viewport_size(WIDE)
        self.page.emulate_media(media="null", forced_colors="null")

    def show(self, response: Any) -> None:
        """An answer to Django's test client, or one made by hand. What folds is opened."""
        self.shown = response
        self.page.goto(ADDRESS + getattr(response, "request", {}).get("PATH_INFO", "/"))
        self.page.evaluate(OPEN_ALL)

    def _answer(self, route: Route) -> None:
        request, shown = route.request, self.shown
        if request.url.startswith(f"{ADDRESS}/static/"):
            route.fulfill(path=STATIC / request.url.removeprefix(f"{ADDRESS}/static/"))
        elif request.resource_type == "document":
            headers = {name: value for name, value in shown.items() if name != "Content-Length"}
            route.fulfill(status=shown.status_code, body=shown.content, headers=headers)
        else:
            route.fulfill(body="{}")  # the figure of the chart: it stays simple here
