"""What the tests of pages share: who is there, each in a browser of their own."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache

from assessments.models import Innovation
from assessments.models.keys import hash_of
from assessments.queries.assessment import AssessmentFacts
from tests.factories import Sent, all_typed, close_rating, invite, open_rating, rate, start
from tests.pages.browsing import Browser, Tryout, a_tryout, signed_in
from tests.people import Team, a_guest, a_person, a_team


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


@pytest.fixture
def sent(alice: Browser, innovation: Innovation) -> Sent:
    """Nina is invited to rate."""
    return invite(innovation, "nina@example.org", by=alice.actor)


@pytest.fixture
def nina(db: None) -> Browser:
    return signed_in(a_person("Nina New"))


@pytest.fixture
def stranger(db: None) -> Browser:
    return Browser()


# --- A team that rates together


@pytest.fixture
def gina(innovation: Innovation) -> Browser:
    """A guest: no account, and a key that this browser holds."""
    browser = Browser()
    browser.guest = a_guest(innovation, "gina@example.org", key_hash=hash_of("gina"))
    browser.cookies[settings.GUEST_COOKIE_NAME] = "gina"
    return browser


@pytest.fixture
def opened(draft: AssessmentFacts, alice: Browser, gina: Browser) -> AssessmentFacts:
    return open_rating(draft, by=alice.actor)


SECOND = [f"E2_{number}" for number in range(1, 7)]


@pytest.fixture
def closed(opened: AssessmentFacts, alice: Browser, bob: Browser, gina: Browser) -> AssessmentFacts:
    """Alice said 1 everywhere, Bob and Gina 3, but they all said 2 of the second enabler."""
    for actor, level in ((alice.actor, "1"), (bob.actor, "3"), (gina.actor, "3")):
        rate(opened, all_typed(level, **dict.fromkeys(SECOND, "2")), by=actor)
    return close_rating(opened, by=alice.actor)
