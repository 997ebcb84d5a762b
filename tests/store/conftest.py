"""What the tests of the store share: ESCAPE-pain, its people as they act, and an assessment not yet answered."""

import pytest

from assessments.models import RatingRound
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.team import TeamFacts, get_team
from tests.factories import HeldTrial, Sent, a_trial, invite, open_rating, start
from tests.people import Team, a_guest, a_person, a_team, acting


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


# --- A team that invites


@pytest.fixture
def team_facts(team: Team, alice: Actor) -> TeamFacts:
    return get_team(alice, team.innovation.public_id)


@pytest.fixture
def sent(team: Team, alice: Actor) -> Sent:
    """Nina is invited to rate."""
    return invite(team.innovation, "nina@example.org", by=alice)


@pytest.fixture
def nina(db: None) -> Actor:
    return acting(a_person("Nina New"))


@pytest.fixture
def open_round(draft: AssessmentFacts) -> RatingRound:
    return RatingRound.objects.create(assessment_id=draft.pk)


# --- A team that rates together


@pytest.fixture
def gina(team: Team) -> Actor:
    """A guest who rates."""
    return a_guest(team.innovation, "gina@example.org")


@pytest.fixture
def opened(draft: AssessmentFacts, alice: Actor, gina: Actor) -> AssessmentFacts:
    """Alice, Bob, Rob and Gina rate. Dana looks on."""
    return open_rating(draft, by=alice)
