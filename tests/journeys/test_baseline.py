"""The baseline finds what it is there to find: a check that cannot fail is worse than none."""

import re

import pytest
from django.http import HttpResponse

from tests.journeys import baseline
from tests.journeys.keyboard import KeyboardVisitor
from tests.journeys.tab import Tab

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>A page</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main>{}</main></body></html>"""
HEADING = "<h1>One</h1>"
WRONG = {
    "no main heading": ("<p>Words</p>", "0 main headings"),
    "two main headings": (f"{HEADING}<h1>Two</h1>", "2 main headings"),
    "links that read alike": (
        f'{HEADING}<a href="/a/">Change <b>it</b></a> or <a href="/b/">Change it</a>',
        'links: "Change it" leads to http://localhost/a/,http://localhost/b/',
    ),
    "focus that cannot be seen": (
        f'{HEADING}<style>a:focus {{ outline: 4px solid transparent }}</style><a href="/a/">Change</a>',
        "focus cannot be seen: <a",
    ),
    "a page that is too wide": (f"{HEADING}<p>{'x' * 80}</p>", "sideways at 320 px"),
    "a picture without words": (f'{HEADING}<img src="/a.png">', "axe at 390 px: image-alt"),
    "words that cannot be read": (
        f'{HEADING}<p style="color: #ccc">Words</p>',
        "axe at 320 px: color-contrast",
    ),
}
TRAP = """<button>First</button> <button>Second</button>
<script>document.addEventListener("keydown", (event) => {
  if (document.activeElement.textContent === "Second") event.preventDefault();
});</script>"""


def page_of(words: str, **headers: str) -> HttpResponse:
    return HttpResponse(PAGE.format(words), headers=headers)


def test_a_plain_page_meets_it(tab: Tab) -> None:
    tab.show(page_of(f'{HEADING}<p>Words, and <a href="/a/">a link</a>.</p>'))

    baseline.check(tab.page)


@pytest.mark.parametrize("case", WRONG)
def test_it_finds(case: str, tab: Tab) -> None:
    words, found = WRONG[case]
    tab.show(page_of(words))

    with pytest.raises(pytest.fail.Exception, match=re.escape(found)):
        baseline.check(tab.page)


def test_text_that_its_box_cuts_off_is_found(tab: Tab) -> None:
    tab.show(page_of('<p style="width: 4em; white-space: nowrap; overflow: hidden">Far too many words</p>'))

    assert len(baseline.ask(tab.page, "cutText()")) == 1


def test_a_keyboard_that_is_trapped_says_so(tab: Tab) -> None:
    tab.show(page_of(TRAP))

    with pytest.raises(AssertionError, match="came back too early, to <button>Second"):
        KeyboardVisitor(tab.page).walk_round()


def test_what_the_content_policy_blocks_is_noted_down(tab: Tab) -> None:
    tab.show(page_of('<p style="color: red">Words</p>', **{"Content-Security-Policy": "style-src 'self'"}))

    noted, tab.complaints[:] = list(tab.complaints), []

    assert len(noted) == 1
    assert "style-src" in noted[0]
