"""The core is pure, so its tests may not touch a database."""

import pytest

_DATABASE_FIXTURES = ("db", "transactional_db", "live_server")


@pytest.fixture(autouse=True)
def no_database(request: pytest.FixtureRequest) -> None:
    asked_for = [name for name in _DATABASE_FIXTURES if name in request.fixturenames]
    if asked_for or request.node.get_closest_marker("django_db"):
        pytest.fail("A test of the core asks for a database. It belongs in tests/store.", pytrace=False)
