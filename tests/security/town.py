"""Three innovations, everyone who might come to them, each in a browser, and what each of them is answered.

The stranger leads the rival's innovation, and the trial has nobody but its holder. Each innovation has the same things:
two submitted assessments and one that is not. Its name and every note begin with a word that is found nowhere else.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from operator import attrgetter
from typing import Any
from urllib.parse import quote

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from assessments.models import Innovation, Invitation, Organisation, Person, Role
from assessments.models.keys import hash_of, new_key
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from tests.factories import a_trial, open_rating, rated_together, start
from tests.pages.browsing import Browser, every, results_from, signed_in
from tests.people import a_guest, a_person, acting, join
from tests.security.doors import DOORS, SIGN_IN, Thing, Who

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
SAFE = ("GET", "HEAD", "OPTIONS")
TEAM, RIVAL, TRIAL = "Marigold", "Foxglove", "Bluebell"


@dataclass(frozen=True, slots=True)
class Place:
    """One innovation and what belongs to it."""

    word: str
    innovation: Innovation
    first: AssessmentFacts
    second: AssessmentFacts
    draft: AssessmentFacts
    rating: AssessmentFacts
    agreeing: AssessmentFacts
    member: uuid.UUID
    waiting: uuid.UUID
    guest: uuid.UUID
    guest_key: str
    link: str
    enabler: str = "networks"

    @property
    def contents(self) -> tuple[str, ...]:
        """What only someone may find in a page who may read it."""
        ids = (self.draft.id, self.second.id, self.first.id)
        return (f"{self.word} note", f"{self.word} for all", *map(str, ids))

    def args(self, thing: Thing) -> list[Any]:
        return [attrgetter(part)(self) for part in thing]


@dataclass(frozen=True, slots=True)
class Town:
    team: Place
    rival: Place
    trial: Place
    browsers: dict[Who, Browser]

    def place_of(self, who: Who) -> Place:
        """What someone asks about. For those who have nothing to do with any, that of the team."""
        return self.trial if who is Who.TRIAL else self.team

    def own(self, who: Who) -> Place:
        return {Who.TRIAL: self.trial, Who.STRANGER: self.rival}.get(who, self.team)

    def elsewhere(self, who: Who) -> Place:
        """What is certainly another's."""
        return {Who.TRIAL: self.team, Who.STRANGER: self.trial}.get(who, self.rival)


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `expected` is None where any answer will do that is not a fault of ours."""

    name: str
    who: Who
    method: str
    address: str
    expected: int | str | None
    said: dict[str, str] | None = None

    def __str__(self) -> str:
        form = "" if self.said is None else " with a filled form"
        return f"{self.who}: {self.method} {self.name}{form}"


# What someone sends who tries. The name is nearly that of the team's innovation.
SAID = {
    "name": "MARIGOLD walking group 2", "summary": "x", "stage": "pilot", "care_area": "other", "settings": "home",
    "organisation_name": "x", "E1.1": "4", "E1.1-version": "0", "E1.1-note": "x", "revision": "1", "anyway": "yes",
    "from_last": "yes", "works_somewhere": "yes", "wants_others": "yes",
}  # fmt: skip


def a_town() -> Town:
    team_lead, rival_lead = a_person("Lena Lead"), a_person("Sam Stranger")
    team, rival = _place(TEAM, team_lead), _place(RIVAL, rival_lead)
    held = a_trial(f"{TRIAL} walking group")
    trial = _place_of_trial(Innovation.objects.get(trial__isnull=False), held.holder)
    browsers = {
        Who.LEAD: signed_in(team_lead),
        Who.STRANGER: signed_in(rival_lead),
        **{
            who: signed_in(Person.objects.get(email=f"{who.split()[0]}@marigold.example.org"))
            for who in MEMBERS
        },
        **{who: signed_in(a_person(f"{who} Other", **flags)) for who, flags in STAFF.items()},
        Who.GUEST: _holding(settings.GUEST_COOKIE_NAME, team.guest_key),
        Who.TRIAL: _holding(settings.TRIAL_COOKIE_NAME, held.key),
        Who.ANYONE: Browser(),
    }
    for browser in browsers.values():
        browser.get(reverse("account"))  # a session notes when it was first used
    browsers[Who.REMOVED].person.memberships.all().delete()
    return Town(team, rival, trial, browsers)


MEMBERS = {Who.EDITOR: Role.EDITOR, Who.VIEWER: Role.VIEWER, Who.RATER: Role.RATER, Who.REMOVED: Role.EDITOR}
STAFF = {
    Who.CURATOR: {"is_curator": True},
    Who.REVIEWER: {"is_reviewer": True},
    Who.ADMINISTRATOR: {"is_administrator": True},
    Who.ENGINEER: {"is_staff": True, "is_superuser": True},
}


def _place(word: str, lead: Person) -> Place:
    """Three innovations with the same people: one that is rated by the team, one by each alone, one that is agreed."""
    people = {who: a_person(f"{who} Other", email=f"{who.split()[0]}@{word}.example.org") for who in MEMBERS}
    places = [(lead, Role.LEAD), *((people[who], role) for who, role in MEMBERS.items())]
    key = new_key()
    main, alone, together = (_innovation(f"{word} {what}", places, key) for what in KINDS)
    by, editor = acting(lead), acting(people[Who.EDITOR])
    rating = open_rating(start(alone, by=by), by=by)
    agreeing = rated_together(start(together, by=by), {by: "1", editor: "3"}, by=by)
    member = join(main, a_person("Some Member", email=f"member@{word}.example.org"), Role.VIEWER)
    (waiting, link), guest = _invited(main), main.guests.get().invitation
    ids = member.public_id, waiting.public_id, guest.public_id
    return Place(word, main, *_rated(word, main, by), rating, agreeing, *ids, key, link)


KINDS = ("walking group", "choir", "garden")


def _place_of_trial(innovation: Innovation, holder: Actor) -> Place:
    """Nobody rates with its holder, and there is nobody to invite: the pages about that are refused to them."""
    rated = _rated(TRIAL, innovation, holder)
    nobody = [uuid.uuid4() for _ in range(3)]
    return Place(TRIAL, innovation, *rated, rated[2], rated[2], *nobody, "", _invited(innovation)[1])


def _rated(
    word: str, innovation: Innovation, by: Actor
) -> tuple[AssessmentFacts, AssessmentFacts, AssessmentFacts]:
    """Two that are submitted and one that is not. The note is on a statement that every page with notes shows."""
    first, second = (results_from(innovation, by, every(level), E1_1=f"{word} note") for level in "23")
    return first, second, start(innovation, by=by, from_last=True)


def _innovation(name: str, places: list[tuple[Person, Role]], guest_key: str) -> Innovation:
    organisation = Organisation.objects.create(name=f"{name} Hospital")
    summary = f"{name.split()[0]} for all."
    made = Innovation.objects.create(name=name, summary=summary, stage="wide", organisation=organisation)
    for person, role in places:
        join(made, person, role)
    a_guest(made, f"guest@{name.split()[0]}.example.org".lower(), key_hash=hash_of(guest_key))
    return made


def _invited(innovation: Innovation) -> tuple[Invitation, str]:
    """Somebody who has not answered yet, and the key of their link."""
    key, soon = new_key(), timezone.now() + dt.timedelta(days=1)
    email = f"{key[:6]}@waiting.example.org".lower()
    made = Invitation.objects.create(
        innovation=innovation, email=email, role="rater", key_hash=hash_of(key), expires_at=soon
    )
    return made, key


def _holding(cookie: str, key: str) -> Browser:
    browser = Browser()
    browser.cookies[cookie] = key
    return browser


# --- Asking


def asks_about_their_own(town: Town, name: str) -> Iterator[Ask]:
    """Everyone, with every method, an empty form and a filled one."""
    door = DOORS[name]
    for who in Who:
        address = reverse(name, args=list(door.args) or town.place_of(who).args(door.thing))
        for method in METHODS:
            yield Ask(name, who, method, address, door.answer(who, method))
        # an empty form is never good, and a filled one may be: then any answer will do
        if is_refusal(door.answer(who, "POST")):
            yield Ask(name, who, "POST", address, door.answer(who, "POST"), SAID)
        else:
            yield Ask(name, who, "POST", address, None, SAID)


def asks_about_nothing(town: Town, name: str) -> Iterator[list[Ask]]:
    """Groups of requests whose answers must not differ: about another's thing, and about one that is not there.

    For whom there is nothing at all at this door, their own thing belongs to the group.
    """
    door = DOORS[name]
    for who in Who:
        mine, theirs = town.place_of(who).args(door.thing), town.elsewhere(who).args(door.thing)
        for at, key in _ids_in(mine):
            args = [[*mine[:at], other, *mine[at + 1 :]] for other in (_missing(key), theirs[at])]
            args += [] if door.opens_to(who) else [mine]
            for method, said in (("GET", None), ("HEAD", None), ("POST", None), ("POST", SAID)):
                expected = door.answer_about_nothing(who, method, at=at)
                yield [Ask(name, who, method, reverse(name, args=one), expected, said) for one in args]


def _ids_in(args: list[Any]) -> list[tuple[int, Any]]:
    return [(at, key) for at, key in enumerate(args) if isinstance(key, uuid.UUID | int)]


def _missing(key: uuid.UUID | int) -> uuid.UUID | int:
    return uuid.uuid4() if isinstance(key, uuid.UUID) else 2**31 - 1


def asks_with_malformed_ids(town: Town, name: str) -> Iterator[Ask]:
    """Everyone with every method; the odder ones by the lead alone, since no page is asked."""
    for who in Who:
        mine = town.place_of(who).args(DOORS[name].thing)
        for _, key in _ids_in(mine):
            for malformed in (*MALFORMED, *(ODD if who is Who.LEAD else ())):
                address = reverse(name, args=mine).replace(str(key), malformed)
                yield from (Ask(name, who, method, address, 404) for method in METHODS)


MALFORMED = ("01a20000-0000-7000-8000-00000000000g",)
ODD = ("1", "x", "0" * 32, "%00", "../..", "' OR 1=1", "\u202e")


def is_refusal(answer: int | str | None) -> bool:
    return answer in (SIGN_IN, 403, 404, 405)


def send(town: Town, ask: Ask, *, kept: bool = False) -> HttpResponse:
    """The browser is left as it was; what was written is taken back, unless it is `kept` to be looked at."""
    browser = town.browsers[ask.who]
    cookies = browser.cookies.output(header="", sep=";")
    cache.clear()  # where rates are counted
    try:
        with transaction.atomic():
            if ask.method == "POST":
                response = browser.post(ask.address, ask.said or {})
            else:
                response = browser.generic(ask.method, ask.address)
            transaction.set_rollback(not kept)
    finally:
        browser.cookies = SimpleCookie(cookies)
    return response


def what_is_wrong(town: Town, ask: Ask, response: HttpResponse) -> list[str]:
    """Nothing, when it is what the policy says and names no innovation to whom it is another's."""
    got = said_by(response)
    wrong = []
    if ask.expected is None and response.status_code >= 500:
        wrong.append(f"{ask} is answered {got}")
    if ask.expected is not None and got != ask.expected:
        wrong.append(f"{ask} is answered {got}, not {ask.expected}")
    return wrong + [f"{ask} tells of {word}" for word in _told_too_much(town, ask, response)]


def _told_too_much(town: Town, ask: Ask, response: HttpResponse) -> Iterator[str]:
    told = response.content.decode() + str(response.headers)
    for known in (ask.address, quote(ask.address, safe="")):  # it was they who said it
        told = told.replace(known, "")
    door, who = DOORS[ask.name], ask.who
    for place in (town.team, town.rival, town.trial):
        is_theirs = place is (town.place_of(who) if door.thing else town.own(who))
        if place.word in told and not (is_theirs and door.may_name_it_to(who)):
            yield place.word
        if not (is_theirs and door.may_show_it_to(who)):
            yield from (words for words in place.contents if words in told)


def said_by(response: HttpResponse) -> int | str:
    """The status, but for being asked to sign in."""
    is_led = response.status_code in (302, 303)
    return SIGN_IN if is_led and response["Location"].startswith(SIGN_IN_ADDRESS) else response.status_code


SIGN_IN_ADDRESS = "/account/sign-in/"


def everything() -> dict[str, list[Any]]:
    """Every row of every table, but for sessions."""
    return {
        model.__name__: sorted(model.objects.values_list(), key=str)
        for model in apps.get_models()
        if model is not Session and model._meta.managed
    }
