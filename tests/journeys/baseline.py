"""The accessibility baseline: what every page must meet in every state, whatever it says.

axe finds nothing, at a desk, on a phone and at 400 % zoom; nothing scrolls sideways; there is one main heading; no two
links read alike and lead apart; whatever can have the focus shows it. Everything that is wrong is told at once.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
from playwright.sync_api import BrowserContext, Page

AXE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
SCRIPT = Path(__file__).with_suffix(".js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
    "preload": False,  # that is for sound and for style sheets from elsewhere, and there are none
}
WIDTHS = (1280, 390, 320)  # a desk, a phone, and a desk at 400 % (WCAG 1.4.10)
HEIGHT = 900
# Set by whoever opens such a context: axe is a script, and nothing can run where scripts are off.
WITHOUT_SCRIPT: WeakSet[BrowserContext] = WeakSet()


def prepare(context: BrowserContext) -> None:
    """Every page of this context can then be looked at. The browser keeps the scripts: it is sent them once."""
    if not AXE.exists():
        pytest.fail(f"{AXE.name} is missing: python3 dev.py vendor", pytrace=False)
    context.add_init_script(path=AXE)
    context.add_init_script(path=SCRIPT)


def check(page: Page, *, widths: Sequence[int] = WIDTHS) -> None:
    """The page keeps the width, the focus and the place that it came with."""
    with _with_script(page) as looked_at:
        wrong = [*_wrong_in_words(looked_at), *_wrong_at(looked_at, widths)]
    if wrong:
        listed = "\n".join(f"  {each}" for each in dict.fromkeys(wrong))
        pytest.fail(f"The accessibility baseline is not met on {page.url}:\n{listed}", pytrace=False)


def ask(page: Page, question: str, argument: Any = None) -> Any:
    """`ask(page, "headings()")`: one of the functions of baseline.js, in the page as it stands."""
    return page.evaluate(f"argument => octantBaseline.{question}", argument)


def _wrong_in_words(page: Page) -> Iterator[str]:
    headings = ask(page, "headings()")
    if len(headings) != 1:
        yield f"{len(headings)} main headings: {headings}"
    yield from (f"links: {each}" for each in ask(page, "linksThatReadAlike()"))
    yield from (f"focus cannot be seen: {each}" for each in ask(page, "unseenFocus()"))


def _wrong_at(page: Page, widths: Sequence[int]) -> Iterator[str]:
    came_with = page.viewport_size
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        yield from (f"axe at {width} px: {each}" for each in _violations(page))
        yield from (f"sideways at {width} px: {each}" for each in ask(page, "beyondTheScreen()"))
    if came_with:
        page.set_viewport_size(came_with)


def _violations(page: Page) -> list[str]:
    found = page.evaluate(
        "options => axe.run(document, options).then((result) => result.violations)", OPTIONS
    )
    return [
        f"{each['id']} ({each['impact']}): {each['help']}\n    {node['html'][:200]}"
        for each in found
        for node in each["nodes"]
    ]


@contextmanager
def _with_script(page: Page) -> Iterator[Page]:
    """A page that was opened without script is looked at as it stands, in a second browser where scripts can run.

    Its own scripts are taken out, so that it stays what the server sent.
    """
    if page.context not in WITHOUT_SCRIPT or page.context.browser is None:
        yield page
        return
    html = re.sub(r"<script\b.*?</script>", "", page.content(), flags=re.DOTALL)
    context = page.context.browser.new_context(viewport=page.viewport_size)
    prepare(context)
    twin = context.new_page()
    twin.route(page.url.partition("#")[0], lambda route: route.fulfill(body=html, content_type="text/html"))
    twin.goto(page.url)
    yield twin
    context.close()
