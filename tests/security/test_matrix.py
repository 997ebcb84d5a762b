"""Every address, everyone, every method: what each gets is what the policy says (doors.py), and nothing more.

Foreign equals missing, asking changes nothing, being refused changes nothing, and nothing is a fault of ours.
"""

import re
import time
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from django.http import HttpResponse

from tests.house.source import text
from tests.pages.every_page import url_names
from tests.security.doors import DOORS, Who
from tests.security.town import (
    METHODS,
    SAFE,
    Ask,
    Town,
    asks_about_nothing,
    asks_about_their_own,
    asks_with_malformed_ids,
    everything,
    is_refusal,
    send,
    what_is_wrong,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calm")]

WITH_IDS = [name for name, door in DOORS.items() if door.thing]


@pytest.fixture
def asked(town: Town, counted) -> Iterator[Callable[..., HttpResponse]]:
    """Sends, and counts for the line at the end of the run."""
    started, sent = time.monotonic(), []

    def one(ask: Ask, **options: bool) -> HttpResponse:
        sent.append(ask)
        return send(town, ask, **options)

    yield one
    counted("Permission matrix", time.monotonic() - started, requests=len(sent))


def test_every_address_has_its_line():
    assert DOORS.keys() == url_names()


@pytest.mark.parametrize("name", DOORS)
def test_each_gets_what_the_policy_says_and_no_more(town, asked, name):
    """What asking writes, or what is refused, is kept until the end, so that it would be found there."""
    before = everything()
    wrong = []

    for ask in asks_about_their_own(town, name):
        response = asked(ask, kept=ask.method in SAFE or is_refusal(ask.expected))
        wrong += what_is_wrong(town, ask, response)

    assert wrong == []
    assert everything() == before


@pytest.mark.parametrize("name", WITH_IDS)
def test_what_is_anothers_looks_like_what_is_not_there(town, asked, name):
    before = everything()
    wrong = []

    for alike in asks_about_nothing(town, name):
        responses = [(ask, asked(ask, kept=True)) for ask in alike]
        wrong += [one for ask, response in responses for one in what_is_wrong(town, ask, response)]
        if len({_told(response, ask.address) for ask, response in responses}) > 1:
            wrong.append(f"told apart: {[str(ask) for ask in alike]}")

    assert wrong == []
    assert everything() == before


def _told(response: HttpResponse, address: str) -> tuple[object, ...]:
    """Everything but the number of the request, the token of the form and the address that was asked for."""
    body = re.sub(rb'(name="csrfmiddlewaretoken" value=")[^"]*', rb"\1", response.content)
    headers = {name: value for name, value in response.items() if name != "X-Request-Id"}
    headers["Location"] = headers.get("Location", "").replace(quote(address, safe=""), "ASKED")
    return response.status_code, body, tuple(sorted(headers.items())), tuple(sorted(response.cookies))


@pytest.mark.any_database  # no page is asked, and so no row
@pytest.mark.parametrize("name", WITH_IDS)
def test_an_id_that_cannot_be_leads_nowhere(town, asked, name):
    before = everything()

    found = [
        (ask, response.status_code)
        for ask in asks_with_malformed_ids(town, name)
        if (response := asked(ask, kept=True)).status_code != 404
    ]

    assert found == []
    assert everything() == before


# --- Of the tests themselves


def test_it_is_as_large_as_the_paper_on_security_says():
    assert f"{len(Who)} people, {len(METHODS)} methods" in text("docs/security.md")


def test_it_looks_at_every_table():
    found = everything()

    assert {"Answer", "AnswerChange", "Assessment", "AuditEvent", "HeldAnswers", "Innovation"} <= found.keys()


def test_a_change_would_be_noticed(town):
    before = everything()

    town.team.innovation.memberships.update(role="viewer")

    assert everything() != before
