"""The demonstration: it holds what the journey needs, says that it is an illustration, and can be added once."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from pytest_django import DjangoDbBlocker

from assessments.agreement.spread import spreads_of, widest_first
from assessments.exchange.demo import DEMO_PASSWORD, demo_people, seed_demo
from assessments.framework.load import FIXTURES
from assessments.models import (
    Answer,
    Assessment,
    AuditEvent,
    Innovation,
    Membership,
    Organisation,
    Person,
    RaterAnswer,
    RatingRound,
    Result,
)
from assessments.permissions import Actor, Phase
from assessments.queries.assessment import get_visible, results_of
from assessments.queries.innovation import cards_of
from assessments.queries.receipts import wrong_results
from assessments.queries.rounds import views_of
from assessments.scoring.receipt import first_difference, read_receipt
from tests.factories import STATEMENTS

pytestmark = pytest.mark.django_db

DEMO: dict[str, Any] = tomllib.loads((FIXTURES / "demo.toml").read_text(encoding="utf-8"))
INNOVATIONS = {table["name"]: table for table in DEMO["innovations"]}
ROUNDS = [
    pytest.param(name, number, one, id=f"{name} {number}")
    for name, table in INNOVATIONS.items()
    for number, one in enumerate(table.get("assessments", []), 1)
]


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Added once for all tests here, which only look at it; what one of them changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert seed_demo()
        yield
        transaction.set_rollback(True)


def acting_as(email: str) -> Actor:
    return Actor(Person.objects.get(email=email).pk)


# --- People -----------------------------------------------------------------------------------------------------------


def test_everybody_can_sign_in_at_once(demo: None) -> None:
    people = Person.objects.all()

    assert {person.email for person in people} == {person.email for person in demo_people()}
    assert all(person.check_password(DEMO_PASSWORD) for person in people)
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == len(people)


def test_there_is_somebody_for_each_role(demo: None) -> None:
    roles = set(Membership.objects.values_list("role", flat=True))
    site_roles = [
        (person.is_curator, person.is_reviewer, person.is_administrator) for person in Person.objects.all()
    ]

    assert roles == {"lead", "editor", "viewer", "rater"}
    assert [any(column) for column in zip(*site_roles, strict=True)] == [True, True, True]
    assert not Person.objects.filter(is_staff=True).exists()


def test_each_sees_their_own_innovations_and_no_others(demo: None) -> None:
    for person in demo_people():
        theirs = {
            name
            for name, table in INNOVATIONS.items()
            if person.email in {one["person"] for one in table["members"] if one["role"] != "rater"}
        }
        assert {card.innovation.name for card in cards_of(acting_as(person.email))} == theirs


# --- Innovations and assessments --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", INNOVATIONS)
def test_every_innovation_is_there_as_described(name: str, demo: None) -> None:
    table, stored = INNOVATIONS[name], Innovation.objects.get(name=name)
    organisation = next(one["name"] for one in DEMO["organisations"] if one["key"] == table["organisation"])

    members = {(member.person.email, member.role) for member in stored.memberships.select_related("person")}
    assert (stored.summary, stored.stage, stored.care_area) == (
        table["summary"],
        table["stage"],
        table["care_area"],
    )
    assert {one.setting for one in stored.used_in.all()} == set(table["settings"])
    assert stored.organisation.name == organisation
    assert members == {(member["person"], member["role"]) for member in table["members"]}


def test_nothing_else_is_there(demo: None) -> None:
    assert Innovation.objects.count() == len(INNOVATIONS)
    assert Organisation.objects.count() == len({table["organisation"] for table in INNOVATIONS.values()})
    together = sum(len(table.get("rounds", [])) for table in INNOVATIONS.values())
    assert Assessment.objects.count() == len(ROUNDS) + together


@pytest.mark.parametrize(("name", "number", "table"), ROUNDS)
def test_every_assessment_is_there_with_all_its_answers(
    name: str, number: int, table: dict[str, Any], demo: None
) -> None:
    stored = Assessment.objects.get(innovation__name=name, number=number)

    answers = {
        row.statement: (row.level if row.kind == "level" else row.kind, row.note, row.link)
        for row in Answer.objects.filter(assessment=stored)
    }
    assert answers == {
        said["statement"]: (said.get("level", said.get("kind")), said["note"], said.get("link", ""))
        for said in table["answers"]
    }
    assert stored.submitted_at == table.get("date")
    assert hasattr(stored, "result") == ("date" in table)


def test_every_assessment_is_called_an_illustration_and_says_as_of_when(demo: None) -> None:
    assert set(Assessment.objects.values_list("is_illustration", flat=True)) == {True}
    assert not Assessment.objects.filter(as_things_stood="").exists()


def test_every_rating_is_argued_in_its_note(demo: None) -> None:
    assert not Answer.objects.exclude(kind="unanswered").filter(note="").exists()
    assert not RaterAnswer.objects.filter(note="").exists()


def test_one_was_rated_together_and_is_being_agreed_on(demo: None) -> None:
    charlie = acting_as("charlie@example.org")
    round_ = RatingRound.objects.get()
    facts = get_visible(charlie, round_.assessment.public_id)

    spreads = spreads_of(facts.framework, views_of(facts).raters)

    assert (facts.innovation_name, facts.phase) == ("PINCER", Phase.AGREEING)
    assert {one.people for one in spreads} == {3}
    assert [one.distance for one in widest_first(spreads)][:5] == [2, 2, 2, 2, 2]
    assert sum(one.unanimous is None for one in spreads) == 8


def test_one_has_an_earlier_assessment_one_is_half_done_and_one_is_new(demo: None) -> None:
    rounds = {one.name: list(one.assessments.order_by("number")) for one in Innovation.objects.all()}
    submitted = {name: [one for one in found if one.submitted_at] for name, found in rounds.items()}
    drafts = [
        one
        for found in rounds.values()
        for one in found
        if not one.submitted_at and not hasattr(one, "rating_round")
    ]

    assert len(submitted["ESCAPE-pain"]) == 2
    assert len(submitted["First Contact Physiotherapists"]) == 1
    assert [0 < one.answers.count() < len(STATEMENTS) for one in drafts] == [True]
    assert [name for name, found in rounds.items() if not found] == ["Pathway homeless health teams"]


def test_earlier_assessments_come_before_later_ones(demo: None) -> None:
    for innovation in Innovation.objects.all():
        dates = [one.submitted_at for one in results_of(innovation.pk)]

        assert dates == sorted(dates, reverse=True)


def test_every_result_can_be_worked_out_again(demo: None) -> None:
    assert {difference for _, difference in wrong_results()} == {""}
    assert all(first_difference(read_receipt(row.receipt.encode())) is None for row in Result.objects.all())


def test_one_innovation_shows_what_a_raised_gate_does(demo: None) -> None:
    stopped = Result.objects.get(assessment__innovation__name__startswith="Serenity")

    assert (stopped.gate, stopped.verdict) == ("raised", "pause")


def test_it_was_all_done_by_the_same_actions_as_everything_else(demo: None) -> None:
    done = set(AuditEvent.objects.values_list("action", flat=True))

    assert done >= {
        "innovation.add",
        "innovation.describe",
        "assessment.start",
        "assessment.submit",
        "person.add",
    }
    assert AuditEvent.objects.filter(action="assessment.submit").count() == Result.objects.count()


# --- Once -------------------------------------------------------------------------------------------------------------


def rows() -> list[int]:
    models = (Person, Organisation, Innovation, Membership, Assessment, Answer, Result, AuditEvent)
    return [model.objects.count() for model in models]


def test_adding_it_again_changes_nothing(demo: None) -> None:
    before = rows()

    assert not seed_demo()

    assert rows() == before
