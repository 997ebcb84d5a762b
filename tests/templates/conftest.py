"""A Chromium for the tests of our scripts, as the journeys start it."""

from typing import Any

import pytest

from tests import browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    executable = browser.find_chromium()
    if executable is None:
        pytest.fail(browser.NO_BROWSER, pytrace=False)
    return {**browser_type_launch_args, "executable_path": executable, "args": list(browser.FLAGS)}


@pytest.fixture(scope="session")
def base_url() -> str:
    """These pages come from no server: each test answers its own requests."""
    return ""
