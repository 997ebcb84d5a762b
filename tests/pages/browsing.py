"""Browsers, who sits at them, and short ways to write down 41 answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.actions.rating import TypedAnswer
from assessments.framework.load import latest_version, load_framework
from assessments.models import Innovation, Person
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import answers_of
from tests.factories import a_trial, submitted, typed
from tests.pages.reading import press
from tests.people import PASSWORD, acting

FRAMEWORK = load_framework(latest_version())
LETTERS = {"?": "dont_know", "-": "not_relevant", "_": ""} | {str(level): str(level) for level in range(5)}


class Browser(Client):
    """A browser, and who is signed in with it, if anyone."""

    person: Person | None = None
    guest: Actor | None = None

    @property
    def actor(self) -> Actor:
        if self.guest is not None:
            return self.guest
        assert self.person is not None, "nobody is signed in"
        return acting(self.person)


def signed_in(person: Person, **options: object) -> Browser:
    browser = Browser(**options)
    browser.force_login(person)
    browser.person = person
    return browser


def sign_in(browser: Client, person: Person, *, to: str = "") -> HttpResponse:
    """With a password, as people do: that makes a new session and a new CSRF token."""
    known = {"verified": True, "primary": True}
    EmailAddress.objects.get_or_create(user=person, email=person.email, defaults=known)
    asked = browser.get(to or reverse("account_login"))
    return press(browser, asked, "Sign in", {"login": person.email, "password": PASSWORD})


def marks(letters: str) -> dict[str, str]:
    """A letter per statement: 0 to 4, "?" I do not know, "-" not relevant, "_" nothing. Gaps part enablers.

    `marks("33333 333333 4")` leaves the rest alone.
    """
    pairs = zip(FRAMEWORK.enablers, letters.split(), strict=False)
    return {
        statement.code: LETTERS[letter]
        for enabler, word in pairs
        for statement, letter in zip(enabler.statements, word, strict=False)
        if letter != "_"
    }


def every(letter: str, **others: str) -> dict[str, str]:
    """Every statement alike, but for some enablers: `every("3", E7="00000")`."""
    return marks(" ".join(others.get(one.code, letter * len(one.statements)) for one in FRAMEWORK.enablers))


def in_form(choices: Mapping[str, str], slug: str) -> dict[str, str]:
    """Those of one enabler's page."""
    return {s.code: choices[s.code] for s in FRAMEWORK.enabler_by_slug[slug].statements if s.code in choices}


def with_notes(choices: Mapping[str, str], **notes: str) -> list[TypedAnswer]:
    """`with_notes(every("3"), E1_2="a note")`"""
    by_code = {code.replace("_", "."): note for code, note in notes.items()}
    return [typed(code, choice, note=by_code.get(code, "")) for code, choice in choices.items()]


def results_from(
    innovation: Innovation, by: Actor, choices: Mapping[str, str], **notes: str
) -> AssessmentFacts:
    """A submitted assessment with these answers."""
    return submitted(innovation, by=by, answers=with_notes(choices, **notes))


def said_in(facts: AssessmentFacts) -> dict[str, str]:
    """What the store holds: the choice for each statement that has a row."""
    return {code: one.choice for code, one in answers_of(facts.pk).items()}


def page_of(name: str, facts: AssessmentFacts, *more: object) -> str:
    return reverse(name, args=[facts.id, *more])


@dataclass(frozen=True, slots=True)
class Tryout:
    """A trial in the browser that holds it."""

    browser: Browser
    actor: Actor
    facts: AssessmentFacts


def a_tryout(name: str = "Virtual ward", *, days: int = 7) -> Tryout:
    held = a_trial(name, days=days)
    browser = Browser()
    browser.cookies[settings.TRIAL_COOKIE_NAME] = held.key
    return Tryout(browser, held.holder, held.facts)
