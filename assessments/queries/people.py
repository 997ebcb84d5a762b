"""What is known about people."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from assessments.errors import NotFound
from assessments.models import Person
from assessments.models.vocabulary import SiteRole


def has_account(email: str) -> bool:
    """One SQL statement."""
    return Person.objects.filter(email=Person.objects.normalize_email(email)).exists()


# --- For administrators


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """`roles`: the site roles they hold, in the order of `SiteRole`."""

    id: int
    name: str
    email: str
    roles: tuple[str, ...]
    is_active: bool
    joined_at: dt.datetime
    last_login: dt.datetime | None


@dataclass(frozen=True, slots=True)
class PeopleCriteria:
    """`kind`: a site role, or "closed". Empty: everybody."""

    text: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Newest accounts first. `older`: the person to go on from, when there are more."""

    people: tuple[PersonFacts, ...]
    older: int | None


@dataclass(frozen=True, slots=True)
class PeopleCounts:
    """Of open accounts, but for `closed`."""

    people: int
    administrators: int
    closed: int


PAGE = 50
CLOSED = "closed"


def people_page(criteria: PeopleCriteria, *, before: int | None = None) -> PeoplePage:
    """One SQL statement, by key."""
    rows = Person.objects.filter(_matching(criteria))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = tuple(_facts(person) for person in rows.order_by("-pk")[: PAGE + 1])
    return PeoplePage(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def _matching(criteria: PeopleCriteria) -> Q:
    wanted = Q()
    if criteria.text:
        wanted &= Q(name__icontains=criteria.text) | Q(email__icontains=criteria.text)
    if criteria.kind == CLOSED:
        wanted &= Q(is_active=False)
    elif criteria.kind:
        wanted &= Q(**{f"is_{SiteRole(criteria.kind)}": True})
    return wanted


def get_person(person_id: int) -> PersonFacts:
    """One SQL statement."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound("There is no such person.")
    return _facts(person)


def _facts(person: Person) -> PersonFacts:
    roles = tuple(role for role in SiteRole.values if role in person.site_roles)
    return PersonFacts(
        person.pk, person.name, person.email, roles, person.is_active, person.joined_at, person.last_login
    )


def people_counts() -> PeopleCounts:
    """One SQL statement."""
    row = Person.objects.aggregate(
        people=Count("pk", filter=Q(is_active=True)),
        administrators=Count("pk", filter=Q(is_active=True, is_administrator=True)),
        closed=Count("pk", filter=Q(is_active=False)),
    )
    return PeopleCounts(**row)
