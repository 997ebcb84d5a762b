"""What people do with their own account, people added other than by signing up, and places in a team."""

from collections.abc import Collection

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from assessments.actions.audit import record
from assessments.errors import NotFound
from assessments.models import BrowserSession, Membership, Person
from assessments.models.vocabulary import Role
from assessments.permissions import SYSTEM, Actor, check_can_invite
from assessments.queries.innovation import InnovationFacts

SITE_ROLES = ("curator", "reviewer", "administrator")


@transaction.atomic
def add_person(email: str, password: str, *, name: str, roles: Collection[str] = ()) -> Actor:
    """Someone whose address needs no confirming."""
    flags = {f"is_{role}": role in roles for role in SITE_ROLES}
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
    """For what django-allauth writes itself: "create", "sign_in", "set_password"."""
    record(by, f"account.{act}", f"person:{by.person_id}")


@transaction.atomic
def take_over_unconfirmed(person_id: int, email: str) -> None:
    """For whoever has proved elsewhere that an address is theirs, when someone else may have typed it here.

    An account whose address was never confirmed gets it confirmed, and loses the password that may be a stranger's.
    """
    waiting = EmailAddress.objects.filter(user=person_id, email__iexact=email, verified=False)
    if not waiting.update(verified=True, primary=True):
        return
    person = Person.objects.get(pk=person_id)
    person.set_unusable_password()
    person.save(update_fields=["password"])
    BrowserSession.objects.filter(person=person_id).delete()
    record(SYSTEM, "account.take_over", f"person:{person_id}")


@transaction.atomic
def reset_two_step(email: str) -> int:
    """For somebody who can pass it no more. Gives how many apps, passkeys and sets of codes were removed."""
    person = Person.objects.filter(email=Person.objects.normalize_email(email)).first()
    if person is None:
        raise NotFound(f"Nobody has an account with the address {email}.")
    removed: int = Authenticator.objects.filter(user=person).delete()[0]
    record(SYSTEM, "account.two_step_reset", f"person:{person.pk}", after=f"{removed} removed")
    return removed


@transaction.atomic
def add_member(innovation: InnovationFacts, member: Actor, role: Role, *, by: Actor) -> None:
    check_can_invite(innovation.standing)
    if member.person_id is None:
        raise NotFound("There is no such person.")
    Membership.objects.create(
        innovation_id=innovation.pk, person_id=member.person_id, role=role, added_by_id=by.person_id
    )
    record(by, "member.add", f"innovation:{innovation.id}", after=f"person:{member.person_id} as {role}")
