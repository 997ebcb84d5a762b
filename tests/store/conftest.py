"""What the tests of the store share: ESCAPE-pain, its people as they act, and an assessment not yet answered."""

import pytest

from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from tests.factories import HeldTrial, a_trial, start
from tests.people import Team, a_team, acting


@pytest.fixture
def team(db: None) -> Team:
    return a_team()


@pytest.fixture
def alice(team: Team) -> Actor:
    return acting(team.alice)


@pytest.fixture
def bob(team: Team) -> Actor:
    return acting(team.bob)


@pytest.fixture
def dana(team: Team) -> Actor:
    return acting(team.dana)


@pytest.fixture
def rob(team: Team) -> Actor:
    return acting(team.rob)


@pytest.fixture
def charlie(team: Team) -> Actor:
    return acting(team.charlie)


@pytest.fixture
def draft(team: Team, alice: Actor) -> AssessmentFacts:
    """Started by Alice, not answered."""
    return start(team.innovation, by=alice)


@pytest.fixture
def trial(db: None) -> HeldTrial:
    return a_trial()
