"""Who has a place in a team, and who has it no longer, or has it in another one."""

import pytest
from django.conf import settings
from django.urls import reverse

from assessments.models import Role
from tests.factories import invite
from tests.pages.browsing import Browser
from tests.pages.world import a_world
from tests.people import a_person, join
from tests.security.test_doors import THINGS, arguments, everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return a_world()


def test_a_guest_comes_through_no_door_but_their_own(world):
    guest, stranger = Browser(), Browser()
    guest.cookies[settings.GUEST_COOKIE_NAME] = world.guest_key

    opened = {
        name
        for name in THINGS
        for address in [reverse(name, args=arguments(world, name))]
        if [guest.get(address).status_code, guest.post(address).status_code]
        != [stranger.get(address).status_code, stranger.post(address).status_code]
    }

    assert opened == {"joined"}


def test_whoever_is_removed_is_out_at_once(world):
    address = reverse("innovation", args=[world.id])
    assert world.bob.get(address).status_code == 200
    place = world.team.innovation.memberships.get(person=world.team.bob)

    world.alice.post(reverse("people_remove", args=[world.id, place.public_id]))

    assert world.bob.get(address).status_code == 404


def test_a_guest_who_is_removed_is_out_at_once(world):
    guest = Browser()
    guest.cookies[settings.GUEST_COOKIE_NAME] = world.guest_key
    address = reverse("joined", args=[world.id])
    assert guest.get(address).status_code == 200

    world.alice.post(reverse("people_remove_guest", args=[world.id, world.guest.row.public_id]))

    assert guest.get(address).status_code == 303


def test_a_member_or_an_invitation_of_another_team_is_not_there(world):
    """By the lead of one team, for a place in another."""
    foreign = join(world.bare, a_person("Fay Foreign"), Role.VIEWER)
    elsewhere = invite(world.bare, "elsewhere@example.org", by=world.alice.actor)
    before = everything()

    statuses = {
        (name, method): getattr(world.alice, method)(reverse(name, args=[world.id, key])).status_code
        for names, key in (
            (("people_role", "people_lead", "people_remove"), foreign.public_id),
            (("people_resend", "people_withdraw", "people_remove_guest"), elsewhere.row.public_id),
        )
        for name in names
        for method in ("get", "post")
    }

    assert set(statuses.values()) == {404}
    assert everything() == before
