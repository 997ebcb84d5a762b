"""Leaving: who somebody was is gone everywhere; what a team was told stays, said by someone who left.

Their row stays as a pseudonym, so that answers keep their editor, results still verify and the record of who did what
stays whole. What the record says names people by number only.
"""

import secrets

from django.db import models, transaction

from assessments.actions.audit import record
from assessments.errors import NotReady
from assessments.models import BrowserSession, HeldAnswers, Innovation, Membership, Person, Trial
from assessments.models.vocabulary import Role
from assessments.permissions import Actor
from assessments.queries.personal import (
    Leaving,
    columns_of_addresses,
    columns_of_people,
    leaving_of,
    other_models,
)

LEFT = "Someone who left"
NOWHERE = "erased.invalid"  # a domain that can never exist (RFC 2606)
LAST_ADMINISTRATOR = (
    "You are the only administrator. Make someone else one first, or nobody could do it any more."
)

# Of our own tables, those whose rows go with their person. A test asks of every table that could: does it go or stay?
THEIRS: tuple[type[models.Model], ...] = (Membership, HeldAnswers, BrowserSession)


@transaction.atomic
def record_export(person_id: int, *, by: Actor) -> None:
    record(by, "account.export", f"person:{person_id}")


@transaction.atomic
def erase_person(person_id: int, *, by: Actor) -> None:
    """Raises NotReady for the last administrator. Nobody else can be kept from leaving."""
    person = Person.objects.select_for_update().get(pk=person_id)
    leaving = leaving_of(person_id)
    if leaving.is_last_administrator:
        raise NotReady(LAST_ADMINISTRATOR)
    _part_with_innovations(leaving, by=by)
    Trial.objects.filter(claimed_by=person).update(claimed_by=None)
    for model in other_models():
        _delete_rows_of(person, model)
    _make_a_pseudonym(person)
    record(by, "account.erase", f"person:{person_id}")


def _part_with_innovations(leaving: Leaving, *, by: Actor) -> None:
    for passed in leaving.passed_on:
        Membership.objects.filter(innovation=passed.innovation_pk, role=Role.LEAD).delete()
        Membership.objects.filter(pk=passed.membership_pk).update(role=Role.LEAD)
    ending = [pk for pk, _ in leaving.ending]
    gone = list(Innovation.objects.filter(pk__in=ending).values_list("public_id", flat=True))
    Innovation.objects.filter(pk__in=ending).delete()
    for public_id in gone:
        record(by, "innovation.delete", f"innovation:{public_id}")


def _delete_rows_of(person: Person, model: type[models.Model]) -> None:
    """What is theirs alone, django-allauth's rows included, and whatever is addressed to them."""
    rows = model._base_manager
    if model in THEIRS or model.__module__.startswith("allauth."):
        for column in columns_of_people(model):
            if column.name in ("user", "person"):
                rows.filter(**{column.name: person}).delete()
    for address in columns_of_addresses(model):
        rows.filter(**{f"{address.name}__iexact": person.email}).delete()


def _make_a_pseudonym(person: Person) -> None:
    person.name, person.email = LEFT, f"{secrets.token_hex(12)}@{NOWHERE}"
    person.set_unusable_password()
    person.last_login = None
    for door in ("is_active", "is_curator", "is_reviewer", "is_administrator", "is_staff", "is_superuser"):
        setattr(person, door, False)
    person.groups.clear()
    person.user_permissions.clear()
    person.save()
