"""Makes every state of every page once, for the tests of what holds for all of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.cookies import SimpleCookie
from urllib.parse import urljoin, urlsplit

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.pages import states_rounds, states_team
from tests.pages.browsing import Browser
from tests.pages.reading import read
from tests.pages.states import NO_PAGE
from tests.pages.world import ASKED, STATES, Shown, World, a_world

__all__ = [
    "ASKED",
    "NO_PAGE",
    "STATES",
    "all_shown",
    "as_it_was",
    "is_html",
    "show",
    "states_rounds",
    "states_team",
    "url_names",
]


def url_names() -> set[str]:
    """Every name in the URLconf."""
    return {pattern.name for pattern in url_patterns()}


def url_patterns() -> list[URLPattern]:
    return list(_patterns(get_resolver().url_patterns))


def _patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns)
        else:
            yield one


def show(world: World, label: str) -> Shown:
    """In browsers as they were when the world was made. The caller takes back what the state writes."""
    cache.clear()
    return STATES[label](as_it_was(world))


def as_it_was(world: World) -> World:
    browsers = {name: _fresh(getattr(world, name)) for name in ("alice", "bob", "dana", "stranger", "gina")}
    return replace(world, tryout=replace(world.tryout, browser=_fresh(world.tryout.browser)), **browsers)


def _fresh(browser: Browser) -> Browser:
    fresh = Browser()
    fresh.person, fresh.cookies = browser.person, SimpleCookie(browser.cookies.output(header="", sep=";"))
    return fresh


ALL_SHOWN: dict[str, HttpResponse] = {}


def all_shown(blocker: object) -> dict[str, HttpResponse]:
    """Every state, made once in a test run, and with each page the links on it that lead nowhere."""
    if not ALL_SHOWN:
        with blocker.unblock(), _undone():
            world = a_world()
            for label in STATES:
                with _undone():
                    browser, response = show(world, label)
                    # the demonstration's links work in the demonstration alone
                    response.dead_links = [] if "demo" in label else list(_dead_links(browser, response))
                    ALL_SHOWN[label] = response
    return ALL_SHOWN


@contextmanager
def _undone() -> Iterator[None]:
    """As the transaction that a test lives in: what waits for a commit inside it is done, and nothing is kept."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


def is_html(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("text/html") and bool(response.content)


def _dead_links(browser: Client, response: HttpResponse) -> Iterator[str]:
    if not is_html(response):
        return
    for link in {one.get("href", "") for one in read(response).root.iter("a")}:
        target = urlsplit(urljoin(response.request["PATH_INFO"], link))
        is_ours = not target.scheme and not target.netloc and not link.startswith("#")
        if is_ours and browser.get(target.geturl()).status_code >= 400:
            yield link
