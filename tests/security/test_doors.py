"""What the matrix of addresses, people and methods (test_matrix.py) does not say about doors."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from assessments.models import AuditEvent
from tests.pages.browsing import Browser, signed_in
from tests.pages.every_page import ASKED, as_it_was
from tests.pages.reading import read
from tests.pages.world import a_world
from tests.security.town import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    return a_world()


def test_signing_in_is_asked_for_with_the_way_back(world):
    address = reverse("results", args=[world.second.id])

    response = Browser().get(address)

    assert response["Location"] == f"{reverse('account_login')}?next={address.replace('/', '%2F')}"


def test_an_account_that_was_closed_is_out_at_once(world):
    browser = signed_in(world.team.bob)
    world.team.bob.is_active = False
    world.team.bob.save()

    assert browser.get(reverse("innovation", args=[world.id])).status_code == 303


def test_the_session_cookie_is_the_only_one_that_signs_in(world):
    thief = Browser()
    thief.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32

    assert thief.get(reverse("innovation", args=[world.id])).status_code == 303


def test_a_refusal_says_who_can_help_and_is_no_act(world):
    page = read(signed_in(world.team.dana).get(reverse("innovation_lead", args=[world.id])))

    assert page.status == 403
    assert "Ask the person who leads it." in page.text
    assert not AuditEvent.objects.filter(actor=world.team.dana).exists()


@pytest.mark.parametrize(
    ("name", "method", "allowed"), [("innovations", "post", "GET, HEAD"), ("account_stay", "get", "POST")]
)
def test_a_refused_method_is_told_which_are_not(world, name, method, allowed):
    response = getattr(signed_in(world.team.alice), method)(reverse(name))

    assert (response.status_code, response["Allow"]) == (405, allowed)


def test_reading_changes_nothing_in_any_state(world):
    """GET and HEAD of every page in every state, by the person the page is for."""
    before = everything()

    changed = []
    for label, (who, template) in ASKED.items():
        browser = as_it_was(world).browser_of(who)
        for ask in (browser.get, browser.head):
            cache.clear()
            ask(world.address(template))
            if everything() != before:
                changed.append(label)
    assert changed == []


def test_head_is_get_without_the_body(world):
    for who, template in ASKED.values():
        address = world.address(template)
        got, asked = (getattr(as_it_was(world).browser_of(who), ask)(address) for ask in ("get", "head"))
        assert (asked.status_code, asked.content) == (got.status_code, b""), address
