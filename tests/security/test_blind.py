"""Nobody but whoever said it finds out what a rater said: not on a page, nor in an export, nor in a mail.

Three people rate. Each leaves notes and links that only they could have written, and levels that only they gave. Then
every address that there is is asked for by everybody, while rating is open, once it is closed, and once the results
are there.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core import mail
from django.http import HttpResponse
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from assessments.actions.rounds import remind
from assessments.framework.types import LEVELS
from assessments.models import Innovation, OutboxMail, Rater, Role
from assessments.models.keys import hash_of
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from tests.factories import (
    STATEMENTS,
    agree_on,
    close_rating,
    open_rating,
    rate,
    start,
    submit,
    typed,
)
from tests.pages.browsing import Browser, a_tryout, signed_in
from tests.pages.every_page import url_names
from tests.pages.reading import read
from tests.people import Team, a_guest, a_team, acting, join

pytestmark = pytest.mark.django_db

GINAS_KEY = "the key that Gina holds"
RATERS = ("alice", "rob", "gina")
LEVEL_OF = {"alice": "1", "rob": "4", "gina": "0"}
OTHERS = ("bob", "dana", "charlie", "stranger", "trial")
# addresses of an assessment, with what stands in them besides its id
OF_AN_ASSESSMENT = {
    "task_list": [], "check": [], "answers": [], "enabler": ["networks"], "results": [], "results_radar": [],
    "results_receipt": [], "results_csv": [], "rate": [], "rate_check": [], "rate_done": [],
    "rate_enabler": ["networks"], "round": [], "round_close": [], "agree": [], "agree_enabler": ["networks"],
    "agree_sheet": [],
}  # fmt: skip
OF_AN_INNOVATION = (
    "innovation", "innovation_about", "innovation_headline", "innovation_place", "innovation_lead", "people",
    "people_invite", "people_leave", "joined",
)  # fmt: skip
EXPLAINED = ("/how-it-works/",)  # it shows every level
OF_EVERYBODY = ("innovations", "account", "start", "statements", "how_it_works")
# Pages that are about one member or invitation, about an account, or for everyone: they get no assessment to read.
BESIDES = {
    "results_compare", "assessment_start", "people_role", "people_lead", "people_remove", "people_resend",
    "people_withdraw", "people_remove_guest", "join", "join_invited", "join_declined", "check_first", "demo_mail",
    "demo_mail_one", "trial", "trial_ended", "trial_keep", "suitable", "not_suitable", "sources", "accessibility",
    "privacy", "cookies", "help", "health", "innovation_new",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Round:
    facts: AssessmentFacts
    team: Team
    actors: Mapping[str, Actor]
    browsers: Mapping[str, Browser]
    addresses: tuple[str, ...]

    def marks_of(self, who: str) -> tuple[str, ...]:
        return tuple(mark(who, code) for code in ("E1.1", "E1.2", "E5.3"))


def mark(who: str, code: str) -> str:
    """Words that only this rater could have written about this statement."""
    return f"only-{who}-wrote-{code.lower().replace('.', '-')}"


def said_by(who: str) -> list[object]:
    """The same level everywhere, so that it shows wherever it is found."""
    return [
        typed(code, LEVEL_OF[who], note=mark(who, code), link=f"https://example.org/{mark(who, code)}")
        for code in STATEMENTS
    ]


@pytest.fixture
def round_(db: None) -> Round:
    team = a_team()
    gina = a_guest(team.innovation, "gina@example.org", key_hash=hash_of(GINAS_KEY))
    actors = {"alice": acting(team.alice), "rob": acting(team.rob), "gina": gina}
    facts = open_rating(start(team.innovation, by=actors["alice"]), by=actors["alice"])
    for who in RATERS:
        rate(facts, said_by(who), by=actors[who])
    browsers = {name: signed_in(getattr(team, name)) for name in ("alice", "bob", "dana", "rob", "charlie")}
    browsers |= {"stranger": Browser(), "trial": a_tryout("Another").browser, "gina": Browser()}
    browsers["gina"].cookies[settings.GUEST_COOKIE_NAME] = GINAS_KEY
    return Round(facts, team, actors, browsers, tuple(_addresses(facts)))


def _addresses(facts: AssessmentFacts) -> Iterator[str]:
    for name, more in OF_AN_ASSESSMENT.items():
        yield reverse(name, args=[facts.id, *more])
    for name in ("rate_enabler", "agree_enabler", "enabler"):
        yield reverse(name, args=[facts.id, facts.framework.enablers[4].slug])
    yield reverse("results_csv", args=[facts.id]) + "?notes=yes"
    yield reverse("agree_enabler", args=[facts.id, "networks"]) + "?order=framework"
    for name in OF_AN_INNOVATION:
        yield reverse(name, args=[facts.innovation_id])
    for name in OF_EVERYBODY:
        yield reverse(name)


def seen_by(round_: Round, who: str) -> Iterator[tuple[str, HttpResponse]]:
    for address in round_.addresses:
        yield address, round_.browsers[who].get(address, follow=True)


def test_every_address_is_walked_here_or_has_nothing_to_read():
    walked = {*OF_AN_ASSESSMENT, *OF_AN_INNOVATION, *OF_EVERYBODY}
    accounts = {
        name for name in url_names() if name.startswith(("account_", "mfa_", "usersessions_", "manage"))
    }

    assert url_names() - walked - accounts <= BESIDES


def test_while_people_rate_nobody_reads_what_another_said(round_: Round) -> None:
    told = [
        (who, whose, address)
        for who in (*RATERS, *OTHERS)
        for address, response in seen_by(round_, who)
        for whose in RATERS
        if whose != who and f"only-{whose}-wrote".encode() in response.content
    ]

    assert told == []


def test_while_people_rate_no_page_holds_a_level_but_ones_own(round_: Round) -> None:
    """On no page of another person is any level chosen, drawn as a chip, or counted."""
    found = []
    for who in (*RATERS, *OTHERS):
        for address, response in seen_by(round_, who):
            if not response.get("Content-Type", "").startswith("text/html"):
                assert response.status_code >= 400, address
                continue
            if response.request["PATH_INFO"] in EXPLAINED:
                continue
            page = read(response)
            radios = [one for one in page.root.iter("input") if one.get("name", "").startswith("E")]
            chosen = {one.get("value") for one in radios if one.get("checked") is not None}
            chips = {"".join(one.itertext()) for one in page.with_class("oct-lvl")}
            if (chosen | chips) - {LEVEL_OF.get(who)}:
                found.append((who, address, chosen | chips))

    assert found == []


def test_each_reads_what_they_said_themselves(round_: Round) -> None:
    for who in RATERS:
        page = round_.browsers[who].get(reverse("rate_check", args=[round_.facts.id]))
        assert all(one in page.content.decode() for one in round_.marks_of(who))


def test_no_mail_says_what_anyone_said(round_: Round) -> None:
    Rater.objects.filter(person=round_.team.rob).update(finished_at=None)
    remind(round_.facts, by=round_.actors["alice"])
    Rater.objects.filter(person=round_.team.rob).update(finished_at="2026-01-01T00:00Z")
    closed = close_rating(round_.facts, by=round_.actors["alice"])
    agree_on(closed, "2", by=round_.actors["alice"])
    submit(closed, by=round_.actors["alice"])

    texts = [f"{one.subject} {one.body}" for one in mail.outbox]
    texts += [f"{one.subject} {one.text}" for one in OutboxMail.objects.all()]

    assert len(mail.outbox) >= 4
    assert [text for text in texts if "only-" in text] == []


@pytest.mark.parametrize("phase", ["closed", "submitted"])
def test_once_rating_is_closed_no_page_puts_a_name_to_a_note(round_: Round, phase: str) -> None:
    """Notes are read on the pages that the team agrees on, in an order that is nobody's, and beside no name."""
    closed = close_rating(round_.facts, by=round_.actors["alice"])
    if phase == "submitted":
        agree_on(closed, "2", by=round_.actors["alice"])
        submit(closed, by=round_.actors["alice"])
    names = ("Rob Rowe", "gina@example.org")
    shown = 0
    for who in (*RATERS, *OTHERS):
        for address, response in seen_by(round_, who):
            body = response.content.decode()
            if "only-" in body:
                shown += 1
                main = read(response).text if body.startswith("<!DOCTYPE") else body
                assert [name for name in names if name in main] == [], (who, address)

    assert shown > 0 or phase == "submitted"


def test_once_rating_is_closed_notes_are_read_by_those_who_agree_and_nobody_else(round_: Round) -> None:
    close_rating(round_.facts, by=round_.actors["alice"])

    readers = {
        who
        for who in (*RATERS, *OTHERS)
        for _, response in seen_by(round_, who)
        if b"only-" in response.content
    }

    assert readers == {"alice", "bob"}


def test_an_export_holds_no_view_of_one_person(round_: Round) -> None:
    """The receipt and the table are what the team agreed: 2 everywhere, which nobody said."""
    closed = close_rating(round_.facts, by=round_.actors["alice"])
    agree_on(closed, "2", by=round_.actors["alice"])
    submit(closed, by=round_.actors["alice"])

    receipt = json.loads(round_.browsers["gina"].get(reverse("results_receipt", args=[closed.id])).content)
    table = (
        round_.browsers["rob"].get(reverse("results_csv", args=[closed.id]) + "?notes=yes").content.decode()
    )

    assert {json.dumps(one) for one in receipt["answers"].values()} == {
        json.dumps(receipt["answers"]["E1.1"])
    }
    assert "only-" not in table + json.dumps(receipt)


VIEWS = st.tuples(
    st.sampled_from(["dont_know", *(str(level) for level in LEVELS)]), st.sampled_from(["", "A", "B"])
)


@examples(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(views=st.lists(VIEWS, min_size=3, max_size=3), order=st.permutations(range(3)))
def test_who_of_them_said_it_changes_nothing_that_is_shown(
    views: list[tuple[str, str]], order: list[int], team: Team, alice: Browser
) -> None:
    """The same three views, handed round: whoever gave which, the sheet for the meeting is the same."""
    swapped = [views[place] for place in order]

    assert sheet_of(team, alice, views) == sheet_of(team, alice, swapped)


@pytest.fixture
def team(db: None) -> Team:
    return a_team()


@pytest.fixture
def alice(team: Team) -> Browser:
    return signed_in(team.alice)


def sheet_of(team: Team, alice: Browser, views: list[tuple[str, str]]) -> str:
    innovation = Innovation.objects.create(name="Virtual ward")
    join(innovation, team.alice, Role.LEAD)
    join(innovation, team.rob, Role.RATER)
    actors = (alice.actor, acting(team.rob), a_guest(innovation))
    facts = open_rating(start(innovation, by=alice.actor), by=alice.actor)
    for actor, (choice, note) in zip(actors, views, strict=True):
        said = [
            typed(code, choice if code == "E1.1" else "3", note=note if code == "E1.1" else "")
            for code in STATEMENTS
        ]
        rate(facts, said, by=actor)
    close_rating(facts, by=alice.actor)
    return read(alice.get(reverse("agree_sheet", args=[facts.id]))).text
