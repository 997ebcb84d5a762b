"""What the tests of pages share: who is there, each in a browser of their own."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from assessments.models import Innovation
from assessments.queries.assessment import AssessmentFacts
from tests.factories import start
from tests.organisation import Provider, a_provider, configure
from tests.pages.browsing import Browser, Tryout, a_tryout, signed_in
from tests.people import Team, a_team


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    """Rate limits count in the cache, and a test run is one address on the network."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def team(db: None) -> Team:
    return a_team()


@pytest.fixture
def innovation(team: Team) -> Innovation:
    return team.innovation


@pytest.fixture
def alice(team: Team) -> Browser:
    """Leads."""
    return signed_in(team.alice)


@pytest.fixture
def bob(team: Team) -> Browser:
    """Edits."""
    return signed_in(team.bob)


@pytest.fixture
def dana(team: Team) -> Browser:
    """Looks on."""
    return signed_in(team.dana)


@pytest.fixture
def rob(team: Team) -> Browser:
    """Rates, elsewhere, and sees nothing of the team's own assessment."""
    return signed_in(team.rob)


@pytest.fixture
def charlie(team: Team) -> Browser:
    """A stranger."""
    return signed_in(team.charlie)


@pytest.fixture
def draft(alice: Browser, innovation: Innovation) -> AssessmentFacts:
    """An assessment without an answer."""
    return start(innovation, by=alice.actor)


@pytest.fixture
def tryout(db: None) -> Tryout:
    return a_tryout()


@pytest.fixture(scope="session")
def running() -> Iterator[Provider]:
    """An organisation's sign-in page, in a process of its own."""
    with a_provider() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider, settings: Any) -> Provider:
    """The same, and Octant knows of it."""
    configure(settings, running)
    return running
