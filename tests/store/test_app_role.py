"""On PostgreSQL, the role that Octant runs as: all its work, and no way to change what is written for good."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from assessments.actions.audit import check_chain
from assessments.actions.held import drop_held, hold_answers
from assessments.actions.innovation import Headline, Place, add_innovation, change_place
from assessments.actions.outbox import post, purge_outbox
from assessments.actions.people import add_person
from assessments.actions.trial import adopt_held_trial, purge_trials
from assessments.letters import Letter
from assessments.models import Answer, AnswerChange, Assessment, AuditCheck, AuditEvent, Result, Trial
from assessments.permissions import SYSTEM, Actor
from tests.factories import a_trial, describe, submitted
from tests.people import PASSWORD, Team, acting
from tests.store.refusals import refused_by

ROLE = "octant_app_in_a_test"
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
pytestmark = pytest.mark.django_db
YEARS_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
ENDED = {"started_at": YEARS_AGO, "expires_at": YEARS_AGO + dt.timedelta(days=7)}


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def grant(role: str, *words: str) -> str:
    said = StringIO()
    call_command("grant_app_role", role, *words, stdout=said)
    return said.getvalue()


@pytest.fixture
def done(team: Team, alice: Actor) -> None:
    """A submitted assessment, its history, its result, and events; and a role that may run Octant."""
    submitted(team.innovation, by=alice)
    check_chain(by=SYSTEM)
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute(f"CREATE ROLE {ROLE} NOLOGIN")
    grant(ROLE)


@contextmanager
def as_that_role() -> Iterator[None]:
    with transaction.atomic():
        execute(f"SET LOCAL ROLE {ROLE}")
        yield
        execute("RESET ROLE")


GUARDED = {
    "an event is changed": lambda: AuditEvent.objects.update(after="x"),
    "an event is deleted": lambda: AuditEvent.objects.all().delete(),
    "a check is changed": lambda: AuditCheck.objects.update(problem=""),
    "a check is deleted": lambda: AuditCheck.objects.all().delete(),
    "an answer is deleted": lambda: Answer.objects.all().delete(),
    "history is changed": lambda: AnswerChange.objects.update(level=4),
    "history is deleted": lambda: AnswerChange.objects.all().delete(),
    "a result is changed": lambda: Result.objects.update(e1_score=0),
    "a result is deleted": lambda: Result.objects.all().delete(),
    "an assessment is deleted": lambda: Assessment.objects.all().delete(),
    "the record is emptied": lambda: execute(f"TRUNCATE {AuditEvent._meta.db_table}"),
    "a trigger is switched off": lambda: execute(f"ALTER TABLE {Answer._meta.db_table} DISABLE TRIGGER ALL"),
    "a trigger is dropped": lambda: execute(
        f"DROP TRIGGER audit_record_is_not_changed ON {AuditEvent._meta.db_table}"
    ),
    "triggers are passed over": lambda: execute("SET session_replication_role = replica"),
    "a table is dropped": lambda: execute(f"DROP TABLE {AuditCheck._meta.db_table}"),
    "a migration is forgotten": lambda: execute("DELETE FROM django_migrations"),
    "an ended trial is deleted": lambda: [a_trial(), Trial.objects.update(**ENDED), purge_trials()],
}


@on_postgresql
@pytest.mark.parametrize("what", GUARDED)
def test_the_role_is_refused_when(what: str, done: None) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), as_that_role():
        GUARDED[what]()


@on_postgresql
def test_a_submitted_answer_is_not_changed_either(done: None) -> None:
    with refused_by("answer_is_not_changed_after_submitting"), as_that_role():
        Answer.objects.update(level=0)


@on_postgresql
def test_the_role_can_do_all_that_octant_does(done: None, team: Team, client: Client) -> None:
    charlie = acting(team.charlie)
    with as_that_role():
        made = add_innovation(Headline("Choir", "Singing for lung health."), by=charlie)
        change_place(describe(made, charlie), Place("pilot", "respiratory", ("home",)), by=charlie)
        change_place(describe(made, charlie), Place("early", "respiratory", ()), by=charlie)
        submitted(made, by=charlie)
        trial = a_trial()
        adopt_held_trial(by=acting(team.dana, trial_key_hash=trial.holder.trial_key_hash))
        drop_held(hold_answers("/here/", {}, person_id=team.alice.pk))
        post(Letter("alice@example.org", "A", "A"))
        purge_outbox()
        add_person("grace@example.org", PASSWORD, name="Grace Green")
        signed_in = client.post(
            reverse("account_login"), {"login": "grace@example.org", "password": PASSWORD}
        )
        assert check_chain(by=SYSTEM).problem == ""

    assert signed_in["Location"] == reverse("innovations")


# --- The command


@on_postgresql
def test_granting_again_changes_nothing_and_says_what_it_is_for(done: None) -> None:
    assert (
        grant(ROLE) == f"{ROLE} can run Octant, and can neither change nor delete what is written for good.\n"
    )


@on_postgresql
def test_a_role_that_does_not_exist_is_not_made_up(db: None) -> None:
    with pytest.raises(CommandError, match="There is no role octant_nobody"):
        grant("octant_nobody")


@on_postgresql
@pytest.mark.parametrize("how", ["SUPERUSER", "owner"])
def test_a_role_that_may_do_anything_is_refused(how: str, db: None) -> None:
    execute(f"CREATE ROLE {ROLE} NOLOGIN {how if how != 'owner' else ''}")
    if how == "owner":
        execute(f"ALTER TABLE {AuditCheck._meta.db_table} OWNER TO {ROLE}")

    with pytest.raises(CommandError, match="what is taken from it would not hold"):
        grant(ROLE)


@pytest.mark.parametrize("role", ["", "Octant", "a b", 'x"; DROP TABLE assessments_answer; --', "1a"])
def test_only_a_plain_name_is_taken(role: str) -> None:
    with pytest.raises(CommandError, match="Name the role in small letters"):
        grant(role)


def test_the_statements_can_be_read_before_they_are_run() -> None:
    said = grant("octant_app", "--print")

    assert "GRANT SELECT, INSERT ON assessments_auditevent TO octant_app;\n" in said
    assert said.index("REVOKE ALL ON assessments_auditevent") > said.index("ON ALL TABLES")


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL has roles")
def test_where_there_are_no_roles_it_says_so() -> None:
    with pytest.raises(CommandError, match="Only PostgreSQL has roles"):
        grant("octant_app")
