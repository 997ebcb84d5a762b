"""What administrators do with people: roles given and taken, accounts closed and opened, the last one never removed."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments.actions.people import change_site_roles, close_account, reopen_account
from assessments.errors import NotAllowed, NotFound, NotReady
from assessments.models import AuditEvent, Person, SiteRole
from assessments.permissions import SYSTEM, Actor
from tests.people import Team, a_person, acting

Act = Callable[..., None]


@pytest.fixture
def ada(team: Team) -> Actor:
    """The only administrator."""
    return acting(a_person("Ada Marsh", is_administrator=True))


@pytest.fixture
def second(ada: Actor) -> Actor:
    return acting(a_person("Sam Stone", is_administrator=True))


def give(person_id: int | None, *roles: str, by: Actor) -> None:
    change_site_roles(person_id or 0, roles, by=by)


def close(person_id: int | None, *, by: Actor) -> None:
    close_account(person_id or 0, by=by)


def reopen(person_id: int | None, *, by: Actor) -> None:
    reopen_account(person_id or 0, by=by)


def row(actor: Actor) -> Person:
    return Person.objects.get(pk=actor.person_id)


def events() -> list[tuple[str, str, str, str]]:
    rows = AuditEvent.objects.filter(action__startswith="person.").order_by("pk")
    return [(event.action, event.subject, event.before, event.after) for event in rows]


# --- Roles ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", SiteRole.values)
def test_a_role_is_given_and_taken_and_both_are_on_record(role: str, ada: Actor, charlie: Actor) -> None:
    give(charlie.person_id, role, by=ada)
    held = row(charlie).site_roles
    give(charlie.person_id, by=ada)

    assert (held, row(charlie).site_roles) == ({role}, frozenset())
    subject = f"person:{charlie.person_id}"
    assert events() == [("person.roles", subject, "", role), ("person.roles", subject, role, "")]


def test_someone_holds_exactly_the_roles_that_were_named(ada: Actor, charlie: Actor) -> None:
    give(charlie.person_id, "curator", "reviewer", by=ada)
    give(charlie.person_id, "reviewer", "administrator", by=ada)

    assert row(charlie).site_roles == {"reviewer", "administrator"}
    assert events()[-1][2:] == ("curator, reviewer", "administrator, reviewer")


def test_what_changes_nothing_is_not_on_record(ada: Actor, charlie: Actor) -> None:
    give(charlie.person_id, by=ada)

    assert events() == []


def test_giving_a_role_touches_nothing_else(ada: Actor, charlie: Actor) -> None:
    before = Person.objects.filter(pk=charlie.person_id).values().get()

    give(charlie.person_id, "curator", by=ada)

    assert Person.objects.filter(pk=charlie.person_id).values().get() == before | {"is_curator": True}


# --- Accounts ---------------------------------------------------------------------------------------------------------


def test_an_account_is_closed_and_opened_again_with_its_roles(ada: Actor, charlie: Actor) -> None:
    give(charlie.person_id, "curator", by=ada)

    close(charlie.person_id, by=ada)
    closed = row(charlie)
    reopen(charlie.person_id, by=ada)

    assert (closed.is_active, row(charlie).is_active, row(charlie).site_roles) == (False, True, {"curator"})
    assert [action for action, *_ in events()] == ["person.roles", "person.close", "person.reopen"]


@pytest.mark.parametrize(("act", "times"), [(close, 1), (reopen, 0)])
def test_what_is_so_already_is_not_on_record_again(act: Act, times: int, ada: Actor, charlie: Actor) -> None:
    act(charlie.person_id, by=ada)
    act(charlie.person_id, by=ada)

    assert len(events()) == times


def test_nobody_closes_their_own_account_here(ada: Actor, second: Actor) -> None:
    with pytest.raises(NotReady, match="your own account"):
        close(ada.person_id, by=ada)

    assert row(ada).is_active


# --- The last administrator -------------------------------------------------------------------------------------------


def test_the_last_administrator_stays_one(ada: Actor) -> None:
    with pytest.raises(NotReady, match="Ada Marsh is the only administrator"):
        give(ada.person_id, "curator", by=ada)

    assert row(ada).site_roles == {"administrator"}
    assert events() == []


def test_the_last_administrator_may_have_other_roles(ada: Actor) -> None:
    give(ada.person_id, "administrator", "curator", by=ada)

    assert row(ada).site_roles == {"administrator", "curator"}


def test_not_even_the_system_removes_or_closes_the_last_administrator(ada: Actor) -> None:
    with pytest.raises(NotReady):
        give(ada.person_id, by=SYSTEM)
    with pytest.raises(NotReady):
        close(ada.person_id, by=SYSTEM)


def test_an_administrator_whose_account_is_closed_does_not_count(ada: Actor, second: Actor) -> None:
    close(second.person_id, by=ada)

    with pytest.raises(NotReady):
        give(ada.person_id, by=ada)
    give(second.person_id, by=ada)

    assert row(second).site_roles == frozenset()


def test_one_of_two_administrators_may_step_down(ada: Actor, second: Actor) -> None:
    give(ada.person_id, by=ada)

    assert Person.objects.get(is_administrator=True).pk == second.person_id


# --- Who may ----------------------------------------------------------------------------------------------------------

ACTS = [
    pytest.param(lambda who, by: give(who, "administrator", by=by), id="give"),
    pytest.param(lambda who, by: close(who, by=by), id="close"),
    pytest.param(lambda who, by: reopen(who, by=by), id="reopen"),
]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("roles", [[], ["curator"], ["reviewer"], ["curator", "reviewer"]])
def test_nobody_else_does_any_of_it(
    act: Act, roles: list[str], ada: Actor, bob: Actor, charlie: Actor
) -> None:
    give(charlie.person_id, *roles, by=ada)
    before = list(Person.objects.order_by("pk").values())

    with pytest.raises(NotAllowed):
        act(bob.person_id, acting(row(charlie)))

    assert list(Person.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("act", ACTS)
def test_who_is_no_administrator_any_more_does_none_of_it(
    act: Act, ada: Actor, second: Actor, bob: Actor
) -> None:
    """Their request began a moment before the role was taken."""
    give(second.person_id, by=ada)

    with pytest.raises(NotAllowed, match="no administrator any more"):
        act(bob.person_id, second)


@pytest.mark.parametrize("act", ACTS)
def test_someone_who_is_not_there_is_not_found(act: Act, ada: Actor) -> None:
    with pytest.raises(NotFound):
        act(987654, ada)


# --- The first one ----------------------------------------------------------------------------------------------------


def make(address: str) -> str:
    said = StringIO()
    call_command("make_administrator", address, stdout=said)
    return said.getvalue()


def test_the_first_administrator_is_made_by_a_command_and_on_record(team: Team) -> None:
    assert make("Alice@Example.org") == "Alice@Example.org is an administrator.\n"

    assert Person.objects.get(is_administrator=True) == team.alice
    event = AuditEvent.objects.get(action="person.roles")
    assert (event.actor, event.actor_kind, event.after) == (None, "system", "administrator")


def test_the_command_keeps_the_roles_that_someone_has(team: Team) -> None:
    a_person("Ed Evans", is_curator=True)

    make("ed@example.org")

    assert Person.objects.get(email="ed@example.org").site_roles == {"curator", "administrator"}


@pytest.mark.parametrize("address", ["nobody@example.org", "closed@example.org", ""])
def test_the_command_makes_up_nobody_and_opens_no_closed_account(address: str, team: Team) -> None:
    a_person("Cleo Closed", email="closed@example.org", is_active=False)

    with pytest.raises(CommandError, match="no open account with this address"):
        make(address)

    assert not Person.objects.filter(is_administrator=True).exists()
