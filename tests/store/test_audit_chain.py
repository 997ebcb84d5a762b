"""The record of who did what is a chain: what is changed in it behind our back is found, and the first place named."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import QuerySet

from assessments.actions.audit import check_chain, record
from assessments.errors import NotAllowed
from assessments.models import AuditCheck, AuditEvent
from assessments.models.chain import chained
from assessments.permissions import SYSTEM, Actor
from tests.conftest import CountQueries
from tests.people import Team
from tests.store.refusals import TRIGGERS

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 9, 14, 9, 0, 0, 250, tzinfo=dt.UTC)
AUDIT = AuditEvent._meta.db_table
CHAINED = {name for name, (table, *_) in TRIGGERS.items() if table == AUDIT}
OTHER = {
    "id": 99,
    "at": MORNING,
    "actor_id": None,
    "actor_kind": "system",
    "action": "thing.other",
    "subject": "thing:9",
    "before": "x",
    "after": "x",
    "request_id": "x",
    "hash": "0" * 64,
}
"""Another value for each column."""


@pytest.fixture
def five_events(team: Team, alice: Actor) -> list[int]:
    for number in range(5):
        record(alice, "thing.do", f"thing:{number}", before="a", after="“b”, für 1.000")
    return list(AuditEvent.objects.order_by("pk").values_list("pk", flat=True))


@pytest.fixture
def behind_our_back(five_events: list[int]) -> QuerySet[AuditEvent]:
    """What an engineer with the database's own password could do: the triggers are gone."""
    with connection.cursor() as cursor:
        for name in CHAINED:
            table = f" ON {AUDIT}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{table}")
    return AuditEvent.objects.all()


def verify(*words: str) -> str:
    said = StringIO()
    call_command("verify_audit", *words, stdout=said)
    return said.getvalue()


def complaint(*words: str) -> str:
    with pytest.raises(CommandError) as failed:
        verify(*words)
    assert failed.value.returncode == 1
    return str(failed.value)


def hash_at(number: int) -> str:
    return AuditEvent.objects.get(pk=number).hash


def written_anew() -> None:
    """Every hash, by someone who knows how. The triggers must be gone."""
    previous = ""
    for event in AuditEvent.objects.order_by("pk"):
        said = {name: getattr(event, name) for name in ("id", "at", "actor_kind", "action", "subject")}
        said |= {name: getattr(event, name) for name in ("before", "after", "request_id")}
        previous = chained(previous, said | {"actor": event.actor_id})
        AuditEvent.objects.filter(pk=event.pk).update(hash=previous)


# --- Writing


def test_events_are_numbered_without_a_gap(five_events: list[int]) -> None:
    assert five_events == [1, 2, 3, 4, 5]


def test_an_act_that_is_undone_leaves_no_gap(five_events: list[int], alice: Actor) -> None:
    with transaction.atomic():
        record(alice, "thing.undone", "thing:1")
        transaction.set_rollback(True)
    record(alice, "thing.do", "thing:6")

    assert AuditEvent.objects.order_by("-pk").first().pk == 6
    assert verify().startswith("All 6 events")


def test_an_event_costs_two_statements_and_three_on_postgresql(
    five_events: list[int], alice: Actor, count_queries: CountQueries
) -> None:
    with count_queries() as queries:
        record(alice, "thing.do", "thing:6")

    assert len(queries) == (3 if connection.vendor == "postgresql" else 2)


def test_the_hash_is_the_same_for_ever() -> None:
    """A record that was made by this release must verify with every later one."""
    said = {"id": 1, "at": MORNING, "actor": 7, "actor_kind": "person", "action": "thing.do"}
    said |= {"subject": "thing:1", "before": "", "after": "für “A”", "request_id": "r"}

    written = (
        r'{"action":"thing.do","actor":7,"actor_kind":"person","after":"f\u00fcr \u201cA\u201d",'
        r'"at":"2026-09-14T09:00:00.000250+00:00","before":"","id":1,"request_id":"r","subject":"thing:1"}'
    )
    for previous in ("", "ab" * 32):
        assert chained(previous, said) == hashlib.sha256(f"{previous}\n{written}".encode()).hexdigest()


def test_what_cannot_be_written_down_in_one_way_is_no_part_of_an_event() -> None:
    with pytest.raises(TypeError, match="set"):
        chained("", {"after": {1, 2}})


# --- Finding what was changed


def test_an_empty_record_holds() -> None:
    assert verify() == "All 0 events are as they were written.\n"
    assert AuditCheck.objects.get().problem == ""


def test_a_record_that_nobody_touched_holds_and_its_last_hash_is_told(five_events: list[int]) -> None:
    assert verify() == f"All 5 events are as they were written.\nThe last one: 5:{hash_at(5)}\n"


@pytest.mark.parametrize("column", OTHER)
def test_an_event_that_was_changed_is_named(column: str, behind_our_back: QuerySet[AuditEvent]) -> None:
    behind_our_back.filter(pk=3).update(**{column: OTHER[column]})

    named = 4 if column == "id" else 3  # it now comes last, and the one after its place has another before it
    assert complaint() == f"Event {named} is not as it was written, or the event before it is missing."


def test_every_column_of_an_event_is_tested_here() -> None:
    assert set(OTHER) == {field.column for field in AuditEvent._meta.concrete_fields}


def test_an_event_that_was_taken_out_is_missed_at_the_next(behind_our_back: QuerySet[AuditEvent]) -> None:
    behind_our_back.filter(pk=3).delete()

    assert complaint().startswith("Event 4 ")


def test_two_events_that_changed_places_are_found(behind_our_back: QuerySet[AuditEvent]) -> None:
    for number, other in ((2, 99), (3, 2), (99, 3)):
        behind_our_back.filter(pk=number).update(id=other)

    assert complaint().startswith("Event 2 ")


def test_an_event_that_was_slipped_in_is_found(behind_our_back: QuerySet[AuditEvent]) -> None:
    AuditEvent.objects.create(pk=6, action="thing.do", subject="thing:6", actor_kind="person", hash="f" * 64)

    assert complaint().startswith("Event 6 ")


def test_an_end_that_was_cut_off_is_missed_by_the_next_check(behind_our_back: QuerySet[AuditEvent]) -> None:
    verify()
    behind_our_back.filter(pk__gt=3).delete()

    assert complaint() == "Event 5 stood there before and is missing, with all that followed."


def test_a_record_that_was_emptied_is_missed_by_the_next_check(
    behind_our_back: QuerySet[AuditEvent],
) -> None:
    verify()
    behind_our_back.delete()

    assert complaint().startswith("Event 5 stood there before")


def test_a_record_that_was_written_anew_whole_is_found_by_the_next_check(
    behind_our_back: QuerySet[AuditEvent],
) -> None:
    verify()
    behind_our_back.filter(pk=2).update(after="x")
    written_anew()

    assert complaint().startswith("Event 5 is another one than stood there before")


def test_a_hash_that_was_kept_elsewhere_finds_it_even_when_our_checks_were_changed_too(
    behind_our_back: QuerySet[AuditEvent],
) -> None:
    kept = f"4:{hash_at(4)}"
    behind_our_back.filter(pk=2).update(after="x")
    written_anew()

    assert verify().startswith("All 5 events")
    assert complaint("--known", kept).startswith("Event 4 is another one")


def test_what_was_kept_elsewhere_and_is_true_holds(five_events: list[int]) -> None:
    assert verify("--known", f"2:{hash_at(2)}", "--known", f"5:{hash_at(5)}").startswith("All 5 events")


@pytest.mark.parametrize("known", ["", "5", "x:" + "0" * 64, "5:abc"])
def test_what_was_never_printed_by_the_command_is_not_taken_for_a_hash(known: str) -> None:
    with pytest.raises(CommandError, match="not an event and its hash"):
        verify("--known", known)


# --- Keeping the outcome


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def test_a_check_that_failed_is_kept_and_says_how_far_the_chain_holds(
    behind_our_back: QuerySet[AuditEvent], clock: time_machine.Traveller
) -> None:
    third = hash_at(3)
    behind_our_back.filter(pk=4).update(after="x")

    complaint()

    check = AuditCheck.objects.get()
    assert (check.at, check.events, check.last_event, check.last_hash) == (MORNING, 3, 3, third)
    assert check.problem.startswith("Event 4 ")


def test_only_administrators_and_the_system_check(five_events: list[int], alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        check_chain(by=alice)

    assert check_chain(by=SYSTEM).problem == ""
    assert AuditCheck.objects.count() == 1


def test_checking_costs_three_statements_however_long_the_record(
    five_events: list[int], alice: Actor, count_queries: CountQueries
) -> None:
    with count_queries() as few:
        check_chain(by=SYSTEM)
    for number in range(50):
        record(alice, "thing.do", f"thing:{number}")
    with count_queries() as many:
        check_chain(by=SYSTEM)

    assert (len(few), len(many)) == (3, 3)
