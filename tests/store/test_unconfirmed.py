"""Accounts whose address was never confirmed: deleted after a while, and nobody else's with them."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from assessments.actions.held import hold_answers
from assessments.actions.trial import claim_trial
from assessments.actions.unconfirmed import purge_unconfirmed
from assessments.models import AuditEvent, Innovation, Person, Role, Trial
from assessments.models.keys import hash_of
from tests.conftest import CountQueries
from tests.factories import HeldTrial
from tests.people import a_person, join

WEEK = dt.timedelta(days=7)


def someone(
    name: str = "Nina New", *, age: dt.timedelta = WEEK, confirmed: bool = False, **fields: object
) -> Person:
    person = a_person(name, joined_at=timezone.now() - age, **fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=confirmed, primary=True)
    return person


def is_kept(person: Person) -> bool:
    purge_unconfirmed(days=7)
    return Person.objects.filter(pk=person.pk).exists()


def test_an_account_that_was_never_confirmed_is_deleted_after_its_days(db: None) -> None:
    nina = someone()

    assert purge_unconfirmed(days=7) == 1
    assert not Person.objects.filter(pk=nina.pk).exists()
    assert not EmailAddress.objects.exists()


def test_until_then_it_can_be_confirmed(db: None) -> None:
    assert is_kept(someone(age=WEEK - dt.timedelta(minutes=1)))


def test_an_account_that_was_confirmed_stays(db: None) -> None:
    assert is_kept(someone(age=100 * WEEK, confirmed=True))


def test_one_confirmed_address_is_enough(db: None) -> None:
    nina = someone(confirmed=True)
    EmailAddress.objects.create(user=nina, email="another@example.org")

    assert is_kept(nina)


def test_an_account_that_was_made_without_asking_for_an_address_stays(db: None) -> None:
    """By an engineer, at the command line."""
    assert is_kept(a_person("Erin Ellis", joined_at=timezone.now() - WEEK))


@pytest.mark.parametrize(
    "given",
    ["is_curator", "is_reviewer", "is_administrator", "is_staff", "is_superuser"],
)
def test_someone_whom_others_gave_a_role_stays(given: str, db: None) -> None:
    assert is_kept(someone(**{given: True}))


def test_someone_who_has_a_place_in_a_team_stays(db: None) -> None:
    nina = someone()
    join(Innovation.objects.create(name="Virtual ward"), nina, Role.LEAD)

    assert is_kept(nina)


def test_someone_who_has_signed_in_stays(db: None) -> None:
    assert is_kept(someone(last_login=timezone.now()))


def test_a_trial_they_had_claimed_stays_with_the_browser_that_holds_it(trial: HeldTrial) -> None:
    nina = someone()
    claim_trial(key_hash=hash_of(trial.key), person_id=nina.pk)

    assert not is_kept(nina)
    assert Trial.objects.get().claimed_by is None


def test_what_was_held_for_them_goes_with_them(db: None) -> None:
    nina = someone()
    hold_answers("/somewhere/", {}, person_id=nina.pk)

    assert not is_kept(nina)


def test_how_many_is_recorded_and_not_who(db: None) -> None:
    for number in range(3):
        someone(f"Person{number} Parker")

    purge_unconfirmed(days=7)

    event = AuditEvent.objects.get()
    assert (event.action, event.subject, event.after) == ("account.purge", "accounts", "3 deleted")
    assert (event.actor, event.actor_kind) == (None, "system")


def test_with_nothing_to_delete_nothing_is_recorded(db: None) -> None:
    assert purge_unconfirmed(days=7) == 0
    assert not AuditEvent.objects.exists()


def test_many_cost_as_many_statements_as_one(db: None, count_queries: CountQueries) -> None:
    someone()
    with count_queries() as few:
        purge_unconfirmed(days=7)
    for number in range(20):
        someone(f"Person{number} Parker")

    with count_queries() as many:
        purge_unconfirmed(days=7)

    assert len(many) == len(few)
