"""What there is to see in the tests of every page, and the list of its states.

A label begins with the name of the address in the URLconf; a test fails when an address has no label.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from assessments.actions.rounds import AgreedAnswer, agree
from assessments.actions.team import accept_as_guest
from assessments.models import Innovation, Membership, Role
from assessments.models.keys import hash_of
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.team import get_by_key
from tests.factories import Sent, answer, close_rating, invite, open_rating, rate, start
from tests.pages.browsing import (
    Browser,
    Tryout,
    a_tryout,
    every,
    in_form,
    marks,
    results_from,
    signed_in,
    with_notes,
)
from tests.people import Team, a_guest, a_person, a_team, acting, join

Shown = tuple[Client, HttpResponse]
NOBODY = Actor()


@dataclass(frozen=True, slots=True, repr=False)
class World:
    """What there is to see."""

    team: Team
    alice: Browser
    bob: Browser
    dana: Browser
    stranger: Browser
    first: AssessmentFacts
    second: AssessmentFacts
    draft: AssessmentFacts
    bare: Innovation
    tryout: Tryout
    lonely: Innovation
    wendy: Membership
    waiting: Sent
    guest: Sent
    guest_key: str
    rating: AssessmentFacts
    agreeing: AssessmentFacts
    gina: Browser

    @property
    def id(self) -> object:
        return self.team.innovation.public_id

    def address(self, template: str) -> str:
        return template.format(world=self, id=self.id)

    def browser_of(self, who: str) -> Browser:
        return self.tryout.browser if who == "tryout" else getattr(self, who)


def a_world() -> World:
    """Two submitted assessments of one innovation, an unfinished one of another, one innovation with nothing."""
    team = a_team()
    alice = signed_in(team.alice)
    first = results_from(team.innovation, alice.actor, every("2", E7="?????", E2="222221"))
    second = results_from(team.innovation, alice.actor, every("3", E1="2233?", E8="-----"), E1_1="A note")
    ward, bare = (Innovation.objects.create(name=name) for name in ("Virtual ward", "Falls clinic"))
    for made in (ward, bare):
        join(made, team.alice, Role.LEAD)
        join(made, team.bob, Role.EDITOR)
        join(made, team.dana, Role.VIEWER)
    draft = start(ward, by=alice.actor)
    answer(draft, marks("33??- 33____ 33333 2222_"), by=alice.actor)
    people = (signed_in(team.bob), signed_in(team.dana), Browser())
    lonely = Innovation.objects.create(name="Choir")
    join(lonely, team.alice, Role.LEAD)
    places = _more_people(team, alice)
    return World(
        team,
        alice,
        *people,
        first,
        second,
        draft,
        bare,
        a_tryout("Stroke café"),
        lonely,
        *places,
        *_rated_together(team, alice),
    )


def _rated_together(team: Team, alice: Browser) -> tuple[AssessmentFacts, AssessmentFacts, Browser]:
    """An assessment that Alice, Bob, Rob and a guest rate, one that they agree on, and the guest's browser."""
    clinic, cafe = (Innovation.objects.create(name=name) for name in ("Pulse clinic", "Memory café"))
    gina = Browser()
    gina.cookies[settings.GUEST_COOKIE_NAME] = "the key that Gina holds"
    guest = Actor(guest_key_hash=hash_of("the key that Gina holds"))
    for made in (clinic, cafe):
        for person, role in (
            (team.alice, "lead"),
            (team.bob, "editor"),
            (team.dana, "viewer"),
            (team.rob, "rater"),
        ):
            join(made, person, Role(role))
        a_guest(made, "gina@example.org", key_hash=guest.guest_key_hash)
    rating = open_rating(start(clinic, by=alice.actor), by=alice.actor, closes_on=dt.date(2090, 3, 1))
    rate(rating, with_notes(marks("3321? 2____"), E1_2="Seen in two places"), by=alice.actor, finish=False)
    rob, bob = acting(team.rob), acting(team.bob)
    rate(rating, with_notes(every("2"), E1_1="Rob noted this"), by=rob)
    agreeing = open_rating(start(cafe, by=alice.actor), by=alice.actor)
    views = {alice.actor: every("3", E1="33333"), bob: every("3", E1="2333?"), guest: every("3", E1="03331")}
    for actor, choices in views.items():
        rate(agreeing, with_notes(choices, E1_1="Seen in two places"), by=actor)
    agreed = close_rating(agreeing, by=alice.actor)
    agree(
        agreed, [AgreedAnswer(one, False, "") for one in with_notes(in_form(every("3"), "evidence"))], by=bob
    )
    return rating, agreed, gina


def _more_people(team: Team, alice: Browser) -> tuple[Membership, Sent, Sent, str]:
    """A member whom nobody is signed in as, someone who has not answered yet, and a guest."""
    wendy = join(team.innovation, a_person("Wendy Wells"), Role.VIEWER)
    waiting = invite(team.innovation, "waiting@example.org", by=alice.actor)
    guest = invite(team.innovation, "guest@example.org", by=alice.actor)
    key = accept_as_guest(get_by_key(NOBODY, guest.key), by=NOBODY, held_key="", days=90)
    return wendy, waiting, guest, key


State = Callable[[World], Shown]
STATES: dict[str, State] = {}
ASKED: dict[str, tuple[str, str]] = {}
"""Of the pages that are simply asked for: who asks, and for which address. It may name the world."""


def state(label: str) -> Callable[[State], State]:
    def kept(made: State) -> State:
        assert label not in STATES, label
        STATES[label] = made
        return made

    return kept


def get(label: str, address: str, *, who: str = "stranger", **query: str) -> None:
    """A page that is simply asked for: `get("innovation", "/innovations/{id}/", who="alice")`."""
    ASKED[label] = (who, address)

    @state(label)
    def asked(world: World) -> Shown:
        browser = world.browser_of(who)
        return browser, browser.get(world.address(address), query)
