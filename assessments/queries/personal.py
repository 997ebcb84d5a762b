"""Everything that is kept about one person, and what becomes of it when they leave.

Found by walking the models and not by a list, so that a table added later is never left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments.errors import NotFound
from assessments.models import AuditEvent, Membership, Person
from assessments.models.vocabulary import Role

SECRET = re.compile(r"(^|_)(password|hash|key|token|secret|seed)(_|$)|^(session_)?data$")
"""Names of columns that would open a door to whoever reads the file."""
YOU, ANOTHER = "you", "someone else"


def find_person(email: str) -> int:
    """One SQL statement. Raises NotFound with a sentence for the person at the keyboard."""
    found = Person.objects.filter(email=Person.objects.normalize_email(email)).values_list("pk", flat=True)
    if not found:
        raise NotFound(f"Nobody has an account with the address {email}.")
    return int(found[0])


# --- Where people are named


def columns_of_people(model: type[models.Model]) -> tuple["models.ForeignKey[Any, Any]", ...]:
    return tuple(
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Person
    )


def columns_of_addresses(model: type[models.Model]) -> tuple["models.EmailField[Any, Any]", ...]:
    return tuple(field for field in model._meta.concrete_fields if isinstance(field, models.EmailField))


def other_models() -> Iterator[type[models.Model]]:
    """Every table but that of people."""
    return (model for model in apps.get_models() if model is not Person)


# --- Download my data


def personal_data_of(person_id: int) -> dict[str, object]:
    """As plain values, ready to be written as JSON. One SQL statement for each table that can name a person."""
    person = Person.objects.get(pk=person_id)
    found = {model._meta.label: _rows_about(model, person) for model in other_models()}
    return {
        "what": "Everything that Octant keeps about you. What would let someone in as you is left out.",
        "made_at": timezone.now(),
        "you": _described(person, person),
        "rows": {label: rows for label, rows in found.items() if rows},
    }


def _rows_about(model: type[models.Model], person: Person) -> list[dict[str, object]]:
    about = Q()
    for column in columns_of_people(model):
        about |= Q(**{column.name: person})
    for address in columns_of_addresses(model):
        about |= Q(**{f"{address.name}__iexact": person.email})
    if model is AuditEvent:
        about |= Q(subject=f"person:{person.pk}")
    if not about:
        return []
    rows = model._base_manager.filter(about).select_related(*_others_named_by(model)).order_by("pk")
    return [_described(row, person) for row in rows]


def _others_named_by(model: type[models.Model]) -> list[str]:
    named = (field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey))
    return [field.name for field in named if field.related_model is not Person]


def _described(row: models.Model, person: Person) -> dict[str, object]:
    fields = (field for field in row._meta.concrete_fields if not SECRET.search(field.name))
    return {field.name: _value(row, field, person) for field in fields}


def _value(row: models.Model, field: "models.Field[Any, Any]", person: Person) -> object:
    value = getattr(row, field.attname)
    if not isinstance(field, models.ForeignKey) or value is None:
        return value
    if field.related_model is Person:
        return YOU if value == person.pk else ANOTHER
    named = getattr(row, field.name)
    return str(getattr(named, "public_id", named))


# --- Leaving


@dataclass(frozen=True, slots=True)
class PassedOn:
    """An innovation that somebody leads and others can see. `to` leads it from then on."""

    innovation_pk: int
    innovation: str
    membership_pk: int
    to: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """What happens to innovations when one person leaves. Those that `end` nobody else could ever see again."""

    passed_on: tuple[PassedOn, ...]
    ending: tuple[tuple[int, str], ...]
    is_last_administrator: bool

    @property
    def names_ending(self) -> tuple[str, ...]:
        return tuple(name for _, name in self.ending)


def leaving_of(person_id: int) -> Leaving:
    """Three SQL statements."""
    mine = list(Membership.objects.filter(person=person_id).select_related("innovation").order_by("pk"))
    others: dict[int, list[Membership]] = {}
    for member in _who_could_follow(mine, person_id):
        others.setdefault(member.innovation_id, []).append(member)
    led = [one for one in mine if one.role == Role.LEAD and one.innovation_id in others]
    alone = [one.innovation for one in mine if one.innovation_id not in others]
    return Leaving(
        passed_on=tuple(_passed_on(one, others[one.innovation_id]) for one in led),
        ending=tuple((innovation.pk, innovation.name) for innovation in alone),
        is_last_administrator=_is_last_administrator(person_id),
    )


def _who_could_follow(mine: list[Membership], person_id: int) -> list[Membership]:
    """A rater sees nothing of the team's assessment, and so cannot be handed it."""
    innovations = [one.innovation_id for one in mine]
    others = Membership.objects.filter(innovation__in=innovations).exclude(person=person_id)
    return list(others.exclude(role=Role.RATER).select_related("person").order_by("added_at", "pk"))


def _passed_on(mine: Membership, others: list[Membership]) -> PassedOn:
    """To the editor who has been there longest, or else to the viewer who has."""
    heir = min(others, key=lambda member: member.role != Role.EDITOR)
    return PassedOn(mine.innovation_id, mine.innovation.name, heir.pk, heir.person.name)


def _is_last_administrator(person_id: int) -> bool:
    administrators = Person.objects.filter(is_administrator=True, is_active=True)
    return set(administrators.values_list("pk", flat=True)) == {person_id}
