"""What people do with their own account, people added other than by signing up, and places in a team."""

from collections.abc import Collection

from allauth.account.models import EmailAddress
from django.db import transaction

from assessments.actions.audit import record
from assessments.errors import NotFound
from assessments.models import Membership, Person
from assessments.models.vocabulary import Role, SiteRole
from assessments.permissions import SYSTEM, Actor, check_can_invite
from assessments.queries.innovation import InnovationFacts


@transaction.atomic
def add_person(email: str, password: str, *, name: str, roles: Collection[str] = ()) -> Actor:
    """Someone whose address needs no confirming."""
    flags = {f"is_{role}": role in roles for role in SiteRole.values}
    person = Person.objects.create_user(email, password, name=name, **flags)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    record(SYSTEM, "person.add", f"person:{person.pk}", after=", ".join(roles))
    return Actor(person_id=person.pk, name=person.name)


@transaction.atomic
def change_name(name: str, *, by: Actor) -> None:
    if by.person_id is None:
        raise NotFound("Sign in to change your name.")
    Person.objects.filter(pk=by.person_id).update(name=name)
    record(
        by, "account.change_name", f"person:{by.person_id}"
    )  # not which: the record outlives a person who leaves


def record_account_act(act: str, *, by: Actor) -> None:
    """For what django-allauth does itself: "create", "sign_in", "sign_out", "set_password"."""
    record(by, f"account.{act}", f"person:{by.person_id}")


def record_failed_sign_in(*, by: Actor) -> None:
    """Not for which address: people type their password there, too. The request's number leads to the log."""
    record(by, "account.sign_in_failed", "sign-in")


@transaction.atomic
def add_member(innovation: InnovationFacts, member: Actor, role: Role, *, by: Actor) -> None:
    check_can_invite(innovation.standing)
    if member.person_id is None:
        raise NotFound("There is no such person.")
    Membership.objects.create(
        innovation_id=innovation.pk, person_id=member.person_id, role=role, added_by_id=by.person_id
    )
    record(by, "member.add", f"innovation:{innovation.id}", after=f"person:{member.person_id} as {role}")
