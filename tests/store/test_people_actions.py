"""What people do with their own account and in a team, and the record of it."""

from dataclasses import replace

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from assessments.actions.audit import record
from assessments.actions.people import add_member, add_person, change_name, record_account_act
from assessments.errors import NotAllowed, NotFound
from assessments.models import AuditEvent, Membership, Person, Role
from assessments.permissions import SYSTEM, Actor
from assessments.queries.people import has_account
from tests.conftest import CountQueries
from tests.factories import describe
from tests.people import PASSWORD, Team


def last_event() -> tuple[str, str, str, str]:
    row = AuditEvent.objects.latest("pk")
    return row.action, row.subject, row.before, row.after


# --- Accounts ---------------------------------------------------------------------------------------------------------


def test_a_person_is_added_with_an_address_that_needs_no_confirming(db: None) -> None:
    actor = add_person("Grace@Example.org", PASSWORD, name="Grace Green")

    person = Person.objects.get()
    address = EmailAddress.objects.get()
    assert (actor.person_id, actor.name, person.name) == (person.pk, "Grace Green", "Grace Green")
    assert person.check_password(PASSWORD)
    assert (address.email, address.verified, address.primary) == ("grace@example.org", True, True)
    assert last_event() == ("person.add", f"person:{person.pk}", "", "")


@pytest.mark.parametrize("role", ["curator", "reviewer", "administrator"])
def test_a_person_has_the_site_roles_they_were_given_and_no_other(role: str, db: None) -> None:
    add_person("grace@example.org", PASSWORD, name="Grace Green", roles=[role])

    person = Person.objects.get()
    held = [name for name in ("curator", "reviewer", "administrator") if getattr(person, f"is_{name}")]
    assert held == [role]
    assert not person.is_staff
    assert last_event()[3] == role


def test_one_address_is_one_account(team: Team) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        add_person("ALICE@example.org", PASSWORD, name="Another Alice")


def test_an_account_is_found_by_its_address_in_any_case(team: Team, count_queries: CountQueries) -> None:
    with count_queries() as queries:
        found = has_account(" Alice@Example.org"), has_account("nobody@example.org")

    assert found == (True, False)
    assert len(queries) == 2


def test_people_change_their_own_name_and_no_other(team: Team, alice: Actor) -> None:
    change_name("Alice Ashdown", by=alice)

    assert Person.objects.get(pk=team.alice.pk).name == "Alice Ashdown"
    assert Person.objects.get(pk=team.bob.pk).name == "Bob Barnes"
    assert last_event()[:2] == ("account.change_name", f"person:{team.alice.pk}")


@pytest.mark.parametrize("actor", [Actor(), SYSTEM, Actor(trial_key_hash="of-a-browser")])
def test_who_is_not_signed_in_has_no_name_to_change(actor: Actor, team: Team) -> None:
    with pytest.raises(NotFound):
        change_name("Somebody", by=actor)

    assert not Person.objects.filter(name="Somebody").exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("act", ["create", "sign_in", "set_password"])
def test_what_django_allauth_does_is_recorded(act: str, team: Team, alice: Actor) -> None:
    record_account_act(act, by=alice)

    event = AuditEvent.objects.get()
    assert (event.action, event.subject) == (f"account.{act}", f"person:{team.alice.pk}")
    assert (event.actor, event.actor_kind, event.request_id) == (team.alice, "person", "a-request")


# --- Teams ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.EDITOR, Role.RATER, Role.VIEWER])
def test_a_member_is_added_in_a_role(role: Role, team: Team, alice: Actor, charlie: Actor) -> None:
    facts = describe(team.innovation, alice)

    add_member(facts, charlie, role, by=alice)

    membership = Membership.objects.get(person=team.charlie)
    assert (membership.innovation, membership.role, membership.added_by) == (
        team.innovation,
        role,
        team.alice,
    )
    assert last_event() == ("member.add", f"innovation:{facts.id}", "", f"person:{team.charlie.pk} as {role}")


@pytest.mark.parametrize("standing", ["editor", "viewer", "rater", "trial", ""])
def test_only_the_lead_adds_people(standing: str, team: Team, alice: Actor, charlie: Actor) -> None:
    facts = replace(describe(team.innovation, alice), standing=standing)

    with pytest.raises(NotAllowed):
        add_member(facts, charlie, Role.VIEWER, by=charlie)

    assert not Membership.objects.filter(person=team.charlie).exists()


def test_nobody_in_particular_is_not_added(team: Team, alice: Actor) -> None:
    with pytest.raises(NotFound):
        add_member(describe(team.innovation, alice), Actor(), Role.VIEWER, by=alice)


def test_there_is_no_second_lead(team: Team, alice: Actor, charlie: Actor) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        add_member(describe(team.innovation, alice), charlie, Role.LEAD, by=alice)

    assert not AuditEvent.objects.exists()


# --- The record -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actor", "kind"),
    [(SYSTEM, "system"), (Actor(trial_key_hash="of-a-browser"), "trial"), (Actor(), "system")],
)
def test_a_record_without_a_person_says_what_kind_of_actor_it_was(actor: Actor, kind: str, db: None) -> None:
    record(actor, "thing.do", "thing:1", before="a", after="b")

    event = AuditEvent.objects.get()
    assert (event.actor, event.actor_kind, event.request_id) == (None, kind, "")
    assert last_event() == ("thing.do", "thing:1", "a", "b")


def test_a_record_never_holds_the_key_of_a_trial(db: None) -> None:
    record(Actor(trial_key_hash="of-a-browser", request_id="r"), "thing.do", "thing:1")

    row = AuditEvent.objects.values().get()
    assert "of-a-browser" not in {str(value) for value in row.values()}
