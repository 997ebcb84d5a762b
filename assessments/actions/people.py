"""What people do with their own account, people added other than by signing up, and places in a team."""

from collections.abc import Collection

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q

from assessments.actions.audit import record
from assessments.errors import NotAllowed, NotFound, NotReady
from assessments.models import BrowserSession, Membership, Person
from assessments.models.vocabulary import Role, SiteRole
from assessments.permissions import SYSTEM, Actor, check_can_administer, check_can_invite
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


# --- What administrators do

LAST_ADMINISTRATOR = (
    "{} is the only administrator. Make someone else an administrator first, or nobody could do it any more."
)
NOT_YOUR_OWN = "You cannot close your own account here. Ask another administrator."


@transaction.atomic
def change_site_roles(person_id: int, roles: Collection[str], *, by: Actor) -> None:
    """They hold exactly these from now on. Raises NotAllowed, NotFound, or NotReady for the last administrator."""
    check_can_administer(by)
    person, administrators = _locked(person_id, by=by)
    before, after = person.site_roles, frozenset(roles)
    if before == after:
        return
    if SiteRole.ADMINISTRATOR not in after:
        _check_not_the_last(person, administrators)
    for role in SiteRole.values:
        setattr(person, f"is_{role}", role in after)
    person.save(update_fields=[f"is_{role}" for role in SiteRole.values])
    subject = f"person:{person.pk}"
    record(by, "person.roles", subject, before=", ".join(sorted(before)), after=", ".join(sorted(after)))


@transaction.atomic
def close_account(person_id: int, *, by: Actor) -> None:
    """They are out with their next request, and cannot sign in. Nothing they did is changed."""
    check_can_administer(by)
    person, administrators = _locked(person_id, by=by)
    if person.pk == by.person_id:
        raise NotReady(NOT_YOUR_OWN)
    _check_not_the_last(person, administrators)
    _set_active(person, is_active=False, by=by)


@transaction.atomic
def reopen_account(person_id: int, *, by: Actor) -> None:
    """With the roles they had."""
    check_can_administer(by)
    person, _ = _locked(person_id, by=by)
    _set_active(person, is_active=True, by=by)


@transaction.atomic
def make_administrator(email: str) -> None:
    """For the first one, by whoever runs the site: until then there is nobody to ask."""
    person = Person.objects.filter(email=Person.objects.normalize_email(email), is_active=True).first()
    if person is None:
        raise NotFound("There is no open account with this address. Create it on the site first.")
    change_site_roles(person.pk, person.site_roles | {SiteRole.ADMINISTRATOR}, by=SYSTEM)


def _locked(person_id: int, *, by: Actor) -> tuple[Person, frozenset[int]]:
    """The person and who administers, as they are once everybody else who changes this has finished.

    All administrators are locked, always in the same order: two who take the role from each other at the same moment
    come one after the other, and the second is no administrator any more.
    """
    wanted = Q(pk=person_id) | Q(is_administrator=True, is_active=True)
    rows = {row.pk: row for row in Person.objects.select_for_update().filter(wanted).order_by("pk")}
    administrators = frozenset(row.pk for row in rows.values() if row.is_administrator and row.is_active)
    if by.person_id is not None and by.person_id not in administrators:
        raise NotAllowed("You are no administrator any more.", right="administer")
    if person_id not in rows:
        raise NotFound("There is no such person.")
    return rows[person_id], administrators


def _check_not_the_last(person: Person, administrators: frozenset[int]) -> None:
    if administrators == {person.pk}:
        raise NotReady(LAST_ADMINISTRATOR.format(person.name))


def _set_active(person: Person, *, is_active: bool, by: Actor) -> None:
    if person.is_active != is_active:
        Person.objects.filter(pk=person.pk).update(is_active=is_active)
        record(by, "person.reopen" if is_active else "person.close", f"person:{person.pk}")
