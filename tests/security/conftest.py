"""What the security tests share, some of it with those of pages."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.pages.conftest import alice, draft, fresh_counts, innovation, team
from tests.security.town import Town, a_town

__all__ = ["alice", "draft", "fresh_counts", "innovation", "team"]


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker) -> Iterator[Town]:
    """One for all tests of a file: each takes back what it wrote."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_town()
        transaction.set_rollback(True)


@pytest.fixture
def calm(monkeypatch) -> Iterator[None]:
    """No session notes the time, which it does once a minute; and refusals are not logged: they are ten thousand."""
    monkeypatch.setattr("assessments.middleware.SEEN_STEP", 24 * 3600)
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)
