"""Journeys: a real Chromium on a real server.

Whatever a journey looks at, it fails on a script error, on anything the content policy had to block, on a
request that leaves this machine and on a file that is not there.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.cache import cache
from django.test.testcases import _StaticFilesHandler
from playwright.sync_api import Browser, BrowserContext, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser import FLAGS, NO_BROWSER, find_chromium
from tests.journeys import baseline
from tests.journeys.tab import Tab
from tests.journeys.watching import watch

# Playwright's loop runs in the test's own thread; Django would take every query for one from async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PATIENT = 15_000  # milliseconds: a machine that runs the tests is busy
expect.set_options(timeout=PATIENT)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    ours = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in ours:
        item.add_marker(pytest.mark.browser)
    if config.getoption("--only-database"):
        only_look = [item for item in ours if "tab" in getattr(item, "fixturenames", ())]
        items[:] = [item for item in items if item not in only_look]
        config.hook.pytest_deselected(items=only_look)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    executable = find_chromium()
    if executable is None:
        pytest.fail(NO_BROWSER, pytrace=False)
    return {**browser_type_launch_args, "executable_path": executable, "args": list(FLAGS)}


@pytest.fixture(scope="session", autouse=True)
def files_come_from_the_application() -> Iterator[None]:
    """As everywhere else: the live server alone would look for them where only an image has them."""
    with mock.patch.object(_StaticFilesHandler, "_should_handle", return_value=False):
        yield


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """So that a journey can say `page.goto("/try/")`."""
    return live_server.url


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    """Rate limits count in the cache, and a test run is one address on the network."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def complaints() -> list[str]:
    """What the browsers of this test complained about; a journey that means to provoke one may clear it."""
    return []


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], complaints: list[str]
) -> Iterator[Callable[..., BrowserContext]]:
    """A fresh visitor, at our server: `new_context()`, or `new_context(java_script_enabled=False)`."""

    def watched(**options: Any) -> BrowserContext:
        context = new_context(**{"locale": "en-GB"} | options)
        context.set_default_timeout(PATIENT)
        watch(context, complaints)
        if options.get("java_script_enabled", True):
            baseline.prepare(context)
        else:
            baseline.WITHOUT_SCRIPT.add(context)
        return context

    yield watched
    if complaints:
        pytest.fail("The browser complained:\n  " + "\n  ".join(complaints), pytrace=False)


@pytest.fixture(scope="module")
def only_tab(browser: Browser) -> Iterator[Tab]:
    context = browser.new_context(locale="en-GB")
    baseline.prepare(context)
    yield Tab(context.new_page())
    context.close()


@pytest.fixture
def tab(only_tab: Tab) -> Iterator[Tab]:
    """For tests that look at pages and do nothing: no server answers here, and there is one tab for all of them."""
    only_tab.begin()
    yield only_tab
    if only_tab.complaints:
        pytest.fail("The browser complained:\n  " + "\n  ".join(only_tab.complaints), pytrace=False)
