"""Every state of the pages about people, and of the page behind the link of an invitation."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from assessments.models import Invitation, Role
from tests.factories import invite
from tests.pages.browsing import Browser, signed_in
from tests.pages.reading import press
from tests.pages.world import Shown, World, get, state

for name, path in {
    "people": "/innovations/{id}/people/", "people_invite": "/innovations/{id}/people/invite/",
    "people: alone": "/innovations/{world.lonely.public_id}/people/",
    "people_role": "/innovations/{id}/people/{world.wendy.public_id}/role/",
    "people_lead": "/innovations/{id}/people/{world.wendy.public_id}/lead/",
    "people_remove": "/innovations/{id}/people/{world.wendy.public_id}/remove/",
    "people_resend": "/innovations/{id}/people/invited/{world.waiting.row.public_id}/send/",
    "people_withdraw": "/innovations/{id}/people/invited/{world.waiting.row.public_id}/withdraw/",
    "people_remove_guest": "/innovations/{id}/people/invited/{world.guest.row.public_id}/remove/",
    "people_leave: the lead": "/innovations/{id}/people/leave/", "joined": "/innovations/{id}/joined/",
    "join: as someone else": "/join/{world.waiting.key}/",
    "join_invited: not for you": "/join/invited/01a20000-0000-7000-8000-000000000000/",
}.items():  # fmt: skip
    get(name, path, who="alice")
get("people: a viewer", "/innovations/{id}/people/", who="dana")
get("people_leave", "/innovations/{id}/people/leave/", who="dana")
get("join: a rater", "/join/{world.waiting.key}/")
get("join: no such link", "/join/made-up-by-someone/")
get("join: used", "/join/{world.guest.key}/")
get("join_declined", "/join/said-no/")


@state("people: a rater")
def people_for_a_rater(world: World) -> Shown:
    browser = signed_in(world.team.rob)
    return browser, browser.get(reverse("people", args=[world.id]))


@state("innovations: invited, and rating elsewhere")
def invited_and_rating(world: World) -> Shown:
    browser = signed_in(world.team.rob)
    invite(world.bare, world.team.rob.email, by=world.alice.actor)
    return browser, browser.get(reverse("innovations"))


@state("people_invite: errors")
def invite_errors(world: World) -> Shown:
    rows = {f"email-{n}": email for n, email in enumerate(("x", "bob@example.org", "waiting@example.org"), 1)}
    roles = {"role-1": "rater", "role-2": "lead", "role-3": ""}
    return world.alice, world.alice.post(reverse("people_invite", args=[world.id]), rows | roles)


@state("people_invite: one more row")
def one_more_row(world: World) -> Shown:
    typed = {"email-1": "x", "role-1": "viewer", "email-2": "nina@example.org", "role-2": "rater"}
    return world.alice, world.alice.post(reverse("people_invite", args=[world.id]), typed | {"add": "yes"})


@state("people_role: errors")
def role_errors(world: World) -> Shown:
    return world.alice, world.alice.post(
        reverse("people_role", args=[world.id, world.wendy.public_id]), {"role": "lead"}
    )


@state("join: an editor")
def join_as_an_editor(world: World) -> Shown:
    sent = invite(world.team.innovation, "nina@example.org", Role.EDITOR, by=world.alice.actor)
    return world.stranger, world.stranger.get(sent.path)


@state("join_invited")
def join_signed_in(world: World) -> Shown:
    sent = invite(world.team.innovation, world.team.charlie.email, Role.VIEWER, by=world.alice.actor)
    browser = signed_in(world.team.charlie)
    return browser, browser.get(reverse("join_invited", args=[sent.row.public_id]))


@state("join: expired")
def join_too_late(world: World) -> Shown:
    now = timezone.now()
    Invitation.objects.update(sent_at=now - timedelta(days=14), expires_at=now)
    return world.stranger, world.stranger.get(world.waiting.path)


@state("join: another guest in this browser")
def join_in_a_guests_browser(world: World) -> Shown:
    browser = Browser()
    browser.cookies[settings.GUEST_COOKIE_NAME] = world.guest_key
    return browser, press(browser, browser.get(world.waiting.path), "Accept")


@state("joined: a guest")
def joined_as_a_guest(world: World) -> Shown:
    browser = Browser()
    browser.cookies[settings.GUEST_COOKIE_NAME] = world.guest_key
    return browser, browser.get(reverse("joined", args=[world.id]))
