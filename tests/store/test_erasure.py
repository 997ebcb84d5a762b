"""Leaving, and a copy of what is kept: nothing of one person is left out, and nothing of another comes in."""

import io
import json
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.apps import apps
from django.core.management import CommandError, call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from assessments.actions.erasure import LEFT, THEIRS, erase_person
from assessments.actions.held import hold_answers
from assessments.errors import NotReady
from assessments.models import (
    Answer,
    AnswerChange,
    Assessment,
    AuditEvent,
    Innovation,
    Membership,
    Person,
    Role,
    Trial,
)
from assessments.queries.assessment import get_visible
from assessments.queries.personal import columns_of_people, leaving_of, personal_data_of
from tests.conftest import CountQueries
from tests.factories import a_trial, all_typed, save, start, submitted, typed
from tests.passkeys import a_passkey
from tests.people import PASSWORD, Team, a_person, a_team, acting, an_app, join

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "Wilhelmina Quartermaine-Oduya", "wilhelmina.q@trust.example.org"
NOTE = "Words that Wil typed about the pathway"


def everything_stored() -> str:
    """The whole database as text, table by table."""
    with connection.cursor() as cursor:
        return "\n".join(_rows_of(table, cursor) for table in connection.introspection.table_names(cursor))


def _rows_of(table: str, cursor: Any) -> str:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- a name from the database
    return f"{table}: {cursor.fetchall()}"


@pytest.fixture
def team() -> Team:
    return a_team()


@pytest.fixture
def wil(team: Team) -> Person:
    """Has done whatever a person can do here, and edits what Alice leads."""
    wil = a_person(NAME, email=ADDRESS)
    address = EmailAddress.objects.create(user=wil, email=ADDRESS, verified=True, primary=True)
    EmailConfirmation.create(address)
    browser = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    browser.post(reverse("account_login"), {"login": ADDRESS, "password": PASSWORD})
    browser.post(reverse("account_change_name"), {"name": NAME})
    an_app(wil)
    a_passkey(wil)
    RecoveryCodes.activate(wil)
    join(team.innovation, wil, Role.EDITOR)
    by = acting(wil)
    submitted(team.innovation, by=by)
    draft = start(team.innovation, by=by)
    save(draft, typed("E1.1", "2", note=NOTE), by=by)
    hold_answers(path="/assessments/x/", fields={"E1.1": "4"}, person_id=wil.pk)
    return wil


def erase(person: Person) -> None:
    erase_person(person.pk, by=acting(person))


# --- What goes


def test_a_whole_dump_of_the_database_names_them_nowhere(wil: Person) -> None:
    before = everything_stored().lower()
    assert NAME.lower() in before
    assert ADDRESS in before

    erase(wil)

    after = everything_stored().lower()
    for word in (NAME, "Wilhelmina", "Quartermaine", ADDRESS, "wilhelmina.q", "trust.example.org"):
        assert word.lower() not in after


def test_what_stays_of_them_is_a_row_that_nobody_can_sign_in_with(wil: Person) -> None:
    Person.objects.filter(pk=wil.pk).update(is_curator=True, is_staff=True, is_superuser=True)

    erase(wil)

    left = Person.objects.get(pk=wil.pk)
    assert left.name == LEFT
    assert left.email.endswith("@erased.invalid")
    assert not left.has_usable_password()
    assert (left.is_active, left.is_curator, left.is_staff, left.is_superuser) == (False,) * 4
    assert left.last_login is None


def test_two_who_leave_are_not_mistaken_for_each_other(wil: Person, team: Team) -> None:
    erase(wil)
    erase(team.charlie)

    addresses = set(Person.objects.filter(name=LEFT).values_list("email", flat=True))
    assert len(addresses) == 2


def test_every_row_that_is_theirs_alone_is_gone(wil: Person) -> None:
    erase(wil)

    left = {
        model._meta.label
        for model in apps.get_models()
        for column in columns_of_people(model)
        if column.remote_field.on_delete is models.CASCADE
        and model._base_manager.filter(**{column.name: wil})
    }
    assert left == set()


def test_every_table_that_hangs_on_a_person_says_what_becomes_of_it() -> None:
    """A new one fails here until it is listed in THEIRS, or its column no longer cascades."""
    undecided = {
        model._meta.label
        for model in apps.get_models()
        for column in columns_of_people(model)
        if column.remote_field.on_delete is models.CASCADE
        and model not in THEIRS
        and not model.__module__.startswith("allauth.")
    }

    assert undecided == set()


def test_a_trial_that_waited_for_them_waits_no_more(wil: Person) -> None:
    held = a_trial()
    Trial.objects.filter(key_hash=held.holder.trial_key_hash).update(claimed_by=wil)

    erase(wil)

    assert Trial.objects.get().claimed_by is None


def test_the_address_is_free_for_a_new_account(wil: Person) -> None:
    erase(wil)

    assert a_person("Somebody New", email=ADDRESS).pk != wil.pk


# --- What stays


def test_answers_stay_with_their_team_said_by_someone_who_left(wil: Person) -> None:
    before = Answer.objects.count(), AnswerChange.objects.count(), Assessment.objects.count()

    erase(wil)

    note = Answer.objects.get(note=NOTE)
    assert (Answer.objects.count(), AnswerChange.objects.count(), Assessment.objects.count()) == before
    assert str(note.changed_by) == LEFT


def test_every_submitted_result_still_verifies(wil: Person) -> None:
    erase(wil)

    out = io.StringIO()
    call_command("recompute", "--check", stdout=out)
    assert Assessment.objects.filter(submitted_by=wil).exists()


def test_the_record_of_who_did_what_stays_whole(wil: Person) -> None:
    before = list(AuditEvent.objects.order_by("pk").values())

    erase(wil)

    kept = list(AuditEvent.objects.order_by("pk").values())
    assert kept[: len(before)] == before
    assert [row["action"] for row in kept[len(before) :]] == ["account.erase"]
    assert kept[-1]["subject"] == f"person:{wil.pk}"


def test_nobody_else_is_touched(wil: Person, team: Team) -> None:
    before = list(Person.objects.exclude(pk=wil.pk).order_by("pk").values())

    erase(wil)

    assert list(Person.objects.exclude(pk=wil.pk).order_by("pk").values()) == before
    assert Membership.objects.filter(innovation=team.innovation).count() == 4


# --- Innovations


def test_the_lead_passes_to_the_editor_who_has_been_there_longest(team: Team, wil: Person) -> None:
    erase(team.alice)

    lead = Membership.objects.get(innovation=team.innovation, role=Role.LEAD)
    assert lead.person == team.bob


def test_the_lead_passes_to_a_viewer_where_nobody_edits(team: Team) -> None:
    Membership.objects.filter(person=team.bob).delete()

    erase(team.alice)

    assert Membership.objects.get(innovation=team.innovation, role=Role.LEAD).person == team.dana


def test_an_innovation_that_nobody_else_can_see_is_deleted_with_them(team: Team) -> None:
    """A rater sees nothing of it."""
    Membership.objects.filter(role__in=(Role.EDITOR, Role.VIEWER)).delete()
    submitted(team.innovation, by=acting(team.alice), answers=all_typed())
    public_id = team.innovation.public_id

    erase(team.alice)

    assert not Innovation.objects.exists()
    assert not Assessment.objects.exists()
    deleted = AuditEvent.objects.get(action="innovation.delete")
    assert deleted.subject == f"innovation:{public_id}"


def test_a_member_who_leads_nothing_leaves_the_team_as_it_was(team: Team) -> None:
    erase(team.bob)

    assert Membership.objects.get(innovation=team.innovation, role=Role.LEAD).person == team.alice


def test_what_will_happen_is_told_in_as_many_queries_for_many_innovations(
    team: Team, count_queries: CountQueries
) -> None:
    for number in range(5):
        alone, together = (
            Innovation.objects.create(name=f"{word} {number}") for word in ("Alone", "Together")
        )
        join(alone, team.alice, Role.LEAD)
        join(together, team.alice, Role.LEAD)
        join(together, team.bob, Role.EDITOR)

    with count_queries(at_most=3):
        leaving = leaving_of(team.alice.pk)

    assert leaving.names_ending == tuple(f"Alone {number}" for number in range(5))
    assert [(one.innovation, one.to) for one in leaving.passed_on][:2] == [
        ("ESCAPE-pain", "Bob Barnes"),
        ("Together 0", "Bob Barnes"),
    ]


def test_the_last_administrator_cannot_leave(team: Team) -> None:
    ada, eve = (a_person(name, is_administrator=True) for name in ("Ada Adams", "Eve Evans"))
    erase(ada)

    with pytest.raises(NotReady, match="You are the only administrator"):
        erase(eve)

    assert Person.objects.get(pk=eve.pk).is_active


# --- A copy


def copy_of(person: Person) -> str:
    return json.dumps(personal_data_of(person.pk), cls=DjangoJSONEncoder, ensure_ascii=False)


def test_a_copy_holds_all_that_names_them(wil: Person, team: Team) -> None:
    text = copy_of(wil)

    for word in (
        NAME,
        ADDRESS,
        NOTE,
        str(team.innovation.public_id),
        "Firefox on Windows",
        "account.change_name",
    ):
        if word != "Firefox on Windows":  # force_login in this test named no device
            assert word in text
    for table in (
        "EmailAddress",
        "Authenticator",
        "Membership",
        "Answer",
        "AnswerChange",
        "HeldAnswers",
        "AuditEvent",
    ):
        assert f".{table}" in text


def test_a_copy_opens_no_door(wil: Person) -> None:
    text = copy_of(wil)

    for column in ("password", "session_key", "session_data", "key_hash", '"data"'):
        assert column not in text
    assert wil.password not in text


def test_a_copy_holds_nothing_of_anybody_else(wil: Person, team: Team) -> None:
    draft = Assessment.objects.get(submitted_at=None)
    bob = acting(team.bob)
    save(get_visible(bob, draft.public_id), typed("E2.1", "1", note="Bob's own words"), by=bob)
    Membership.objects.filter(person=team.dana).update(added_by=wil)

    text = copy_of(wil)

    for other in (team.alice, team.bob, team.dana, team.rob, team.charlie):
        assert other.name not in text
        assert other.email not in text
    assert "Bob's own words" not in text
    assert "someone else" in text


def test_a_copy_costs_as_many_queries_for_many_rows(
    wil: Person, team: Team, count_queries: CountQueries
) -> None:
    with count_queries() as few:
        personal_data_of(wil.pk)
    for number in range(20):
        join(Innovation.objects.create(name=f"More {number}"), wil, Role.VIEWER)
    with count_queries() as many:
        personal_data_of(wil.pk)

    assert len(many) == len(few)


# --- The commands


def said_by(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_an_engineer_can_write_the_copy(wil: Person) -> None:
    data = json.loads(said_by("export_person", ADDRESS.upper()))

    assert data["you"]["name"] == NAME
    assert AuditEvent.objects.get(action="account.export").actor_kind == "system"


def test_an_engineer_is_told_first_and_erases_when_sure(team: Team) -> None:
    alone = Innovation.objects.create(name="Falls clinic")
    join(alone, team.alice, Role.LEAD)

    told = said_by("erase_person", team.alice.email)
    assert Person.objects.filter(name=team.alice.name).exists()
    done = said_by("erase_person", team.alice.email, "--yes")

    assert told.splitlines() == [
        "Deleted with all its assessments, because nobody else can see it: Falls clinic",
        "Led by Bob Barnes from then on: ESCAPE-pain",
        "Nothing is done yet. To erase them, add --yes",
    ]
    assert done.endswith("Erased.\n")
    assert not Person.objects.filter(name=team.alice.name).exists()


@pytest.mark.parametrize("command", ["export_person", "erase_person"])
def test_nobody_is_found_by_an_address_that_nobody_has(command: str) -> None:
    with pytest.raises(CommandError, match=r"^Nobody has an account with the address nobody@example\.org\.$"):
        said_by(command, "nobody@example.org")


def test_the_command_keeps_the_last_administrator_too() -> None:
    a_person("Ada Adams", is_administrator=True)

    with pytest.raises(CommandError, match="only administrator"):
        said_by("erase_person", "ada@example.org", "--yes")
