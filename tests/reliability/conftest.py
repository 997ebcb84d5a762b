"""What the tests of reliability share. They commit for real, on the database that the run was given."""

from pathlib import Path

import pytest

from assessments.permissions import Actor
from tests.people import Team, a_team, acting

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.reliability)


@pytest.fixture
def team(transactional_db: None) -> Team:
    return a_team()


@pytest.fixture
def alice(team: Team) -> Actor:
    return acting(team.alice)


@pytest.fixture
def bob(team: Team) -> Actor:
    return acting(team.bob)
