"""Statements whose SQL is written once: every value is that of the call, and none is left over from an earlier one."""

import uuid
from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
import uuid6
from django.db import IntegrityError, connections
from django.db.models import CharField, QuerySet, UUIDField

from assessments.models import Innovation, Membership, Organisation
from assessments.models.prepared import Given, Prepared, PreparedInsert
from tests.conftest import CountQueries
from tests.people import Team


def innovations() -> QuerySet[Any]:
    named = Innovation.objects.filter(public_id=Given("id", UUIDField()))
    return named.values_list("public_id", "name", "created_at")


@pytest.fixture
def choir(db: None) -> Innovation:
    return Innovation.objects.create(name="Choir", organisation=Organisation.objects.create(name="Trust"))


def test_each_call_is_answered_by_its_own_values(team: Team, choir: Innovation) -> None:
    prepared = Prepared(innovations)

    answers = [prepared.rows(id=one.public_id) for one in (team.innovation, choir, team.innovation)]

    assert [[name for _, name, _ in rows] for rows in answers] == [
        ["ESCAPE-pain"],
        ["Choir"],
        ["ESCAPE-pain"],
    ]


def test_columns_come_back_as_a_queryset_gives_them(choir: Innovation) -> None:
    plain = Innovation.objects.filter(public_id=choir.public_id)

    rows = Prepared(innovations).rows(id=choir.public_id)

    assert rows == list(plain.values_list("public_id", "name", "created_at"))


def test_nothing_found_is_no_rows(db: None) -> None:
    assert Prepared(innovations).rows(id=uuid.uuid4()) == []


def test_the_sql_is_written_once(choir: Innovation, count_queries: CountQueries) -> None:
    built: list[int] = []

    def build() -> QuerySet[Any]:
        built.append(1)
        return innovations()

    prepared = Prepared(build)
    with count_queries() as queries:
        for _ in range(3):
            prepared.rows(id=choir.public_id)

    assert (len(built), len(queries)) == (1, 3)


def test_a_value_that_is_not_told_is_an_error_and_not_a_guess(db: None) -> None:
    with pytest.raises(KeyError, match="id"):
        Prepared(innovations).rows()


@pytest.mark.parametrize(
    "build",
    [
        lambda: innovations().filter(name="Choir"),
        lambda: innovations().filter(name__in=["Choir", Given("name", CharField())]),
    ],
)
def test_a_queryset_that_holds_a_value_of_its_own_is_refused(
    build: Callable[[], QuerySet[Any]], db: None
) -> None:
    with pytest.raises(ValueError, match="a value of its own"):
        Prepared(build).rows(id=uuid.uuid4(), name="Choir")


def test_no_value_can_be_read_as_sql(choir: Innovation) -> None:
    named = Prepared(lambda: Innovation.objects.filter(name=Given("name", CharField())).values_list("pk"))

    assert named.rows(name="' OR 1=1 --") == []
    assert named.rows(name="Choir") == [(choir.pk,)]


@pytest.mark.django_db(transaction=True)
def test_what_one_thread_prepared_another_can_run() -> None:
    made = Innovation.objects.create(name="Choir", organisation=Organisation.objects.create(name="Trust"))
    prepared, found = Prepared(innovations), []
    prepared.rows(id=made.public_id)

    def run() -> None:
        found.extend(prepared.rows(id=made.public_id))
        connections.close_all()

    thread = Thread(target=run)
    thread.start()
    thread.join()

    assert [name for _, name, _ in found] == ["Choir"]


# --- Rows added -------------------------------------------------------------------------------------------------------

PLACES = ("public_id", "innovation", "person", "role", "added_at")


def place(team: Team, person: Any, role: str) -> dict[str, object]:
    return {
        "public_id": uuid6.uuid7(),
        "innovation_id": team.innovation.pk,
        "person_id": person.pk,
        "role": role,
        "added_at": team.innovation.created_at,
    }


def roles(team: Team) -> dict[str, str]:
    return dict(Membership.objects.filter(innovation=team.innovation).values_list("person__name", "role"))


@pytest.mark.parametrize("count", [1, 2])
def test_rows_are_added_by_one_statement_however_many(
    count: int, team: Team, count_queries: CountQueries
) -> None:
    Membership.objects.filter(person__in=[team.bob, team.dana]).delete()
    rows = [place(team, team.bob, "editor"), place(team, team.dana, "rater")][:count]

    with count_queries() as queries:
        PreparedInsert(Membership, PLACES).add(rows)

    assert [roles(team).get(name) for name in ("Bob Barnes", "Dana Davies")][:count] == ["editor", "rater"][
        :count
    ]
    assert (len(roles(team)), len(queries)) == (2 + count, 1)


def test_a_row_that_is_there_is_refused(team: Team) -> None:
    with pytest.raises(IntegrityError):
        PreparedInsert(Membership, PLACES).add([place(team, team.bob, "viewer")])


def test_a_row_that_is_there_is_changed_where_that_was_asked_for(team: Team) -> None:
    upsert = PreparedInsert(Membership, PLACES, unique=("innovation", "person"))

    upsert.add([place(team, team.bob, "viewer"), place(team, team.charlie, "rater")])

    assert (roles(team)["Bob Barnes"], len(roles(team))) == ("viewer", 5)


def test_a_row_without_one_of_its_columns_is_an_error(team: Team) -> None:
    row = place(team, team.charlie, "rater")
    del row["role"]

    with pytest.raises(KeyError, match="role"):
        PreparedInsert(Membership, PLACES).add([row])
