"""What the administrators' pages show."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from assessments.manage.words import action_words
from assessments.models.vocabulary import SiteRole
from assessments.queries.audit import AuditPage, Event, LastCheck
from assessments.queries.outbox import MailCounts
from assessments.queries.people import PeopleCounts, PeoplePage, PersonFacts
from assessments.ui.jinja import counted
from assessments.ui.text import lower_first

NOBODY_IN_PARTICULAR = {
    "trial": "Someone in a trial",
    "stranger": "Someone not signed in",
    "system": "Octant itself",
}
ASK_ENGINEER = "Ask whoever runs this site to look at its log and its mail server."
CHECKED_LATELY = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Pointer:
    """Something that needs doing, and where. No `href`: not on this site."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class HomePage:
    to_do: tuple[Pointer, ...]
    people: PeopleCounts
    events: int
    check: LastCheck | None


def home_page(
    people: PeopleCounts, events: int, check: LastCheck | None, mail: MailCounts, *, now: dt.datetime
) -> HomePage:
    to_do = (*_about_the_log(events, check, now), *_about_people(people), *_about_mail(mail))
    return HomePage(to_do, people, events, check)


def _about_the_log(events: int, check: LastCheck | None, now: dt.datetime) -> Iterator[Pointer]:
    here = reverse("manage_audit")
    if check is None:
        if events:
            yield Pointer("Check the audit log: it was never checked", here)
    elif check.problem:
        yield Pointer(f"The audit log is broken: {lower_first(check.problem)}", here)
    elif now - check.at > CHECKED_LATELY:
        yield Pointer("Check the audit log: that was last done more than a week ago", here)


def _about_people(people: PeopleCounts) -> Iterator[Pointer]:
    if people.administrators == 1:
        yield Pointer("Make a second administrator, in case the only one leaves", reverse("manage_people"))


def _about_mail(mail: MailCounts) -> Iterator[Pointer]:
    """Nothing on this site helps: whoever runs it does."""
    if mail.waiting:
        yield Pointer(f"{counted(mail.waiting, 'email')} could not be sent yet. {ASK_ENGINEER}")
    if mail.given_up:
        yield Pointer(
            f"{counted(mail.given_up, 'email')} could not be sent and never will be. {ASK_ENGINEER}"
        )


# --- The audit log


@dataclass(frozen=True, slots=True)
class EventRow:
    when: dt.datetime
    who: str
    who_href: str
    who_number: int | None
    what: str
    which: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """`asked`: what was looked for, to be sent along with the export."""

    rows: tuple[EventRow, ...]
    asked: tuple[tuple[str, str], ...]
    newest_href: str
    older_href: str
    check: LastCheck | None


def log_page(
    found: AuditPage, check: LastCheck | None, *, asked: Mapping[str, str], is_first: bool
) -> LogPage:
    here = reverse("manage_audit")
    kept = tuple((name, value) for name, value in asked.items() if value)
    return LogPage(
        rows=tuple(_row(event) for event in found.events),
        asked=kept,
        newest_href="" if is_first else _address(here, kept),
        older_href=_address(here, (*kept, ("before", str(found.older)))) if found.older else "",
        check=check,
    )


def _address(path: str, query: Sequence[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def _row(event: Event) -> EventRow:
    is_there = event.actor is not None and event.actor_name is not None
    return EventRow(
        when=event.at,
        who=who_did(event),
        who_href=reverse("manage_person", args=[event.actor]) if is_there else "",
        who_number=event.actor,
        what=action_words(event.action),
        which=event.subject,
        before=_if_it_says_something(event.before),
        after=_if_it_says_something(event.after),
    )


def _if_it_says_something(text: str) -> str:
    """Of nothing, nothing and nothing only the commas are left."""
    return text if any(character.isalnum() for character in text) else ""


def who_did(event: Event) -> str:
    if event.actor is None:
        return NOBODY_IN_PARTICULAR.get(event.actor_kind, event.actor_kind)
    return event.actor_name or f"Person {event.actor}, who is gone"


# --- People


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str
    href: str
    email: str
    roles: str
    last_login: dt.datetime | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class PeopleListPage:
    rows: tuple[PersonRow, ...]
    newest_href: str
    older_href: str


def people_list_page(found: PeoplePage, *, asked: Mapping[str, str], is_first: bool) -> PeopleListPage:
    here = reverse("manage_people")
    kept = tuple((name, value) for name, value in asked.items() if value)
    return PeopleListPage(
        rows=tuple(_person_row(person) for person in found.people),
        newest_href="" if is_first else _address(here, kept),
        older_href=_address(here, (*kept, ("before", str(found.older)))) if found.older else "",
    )


def _person_row(person: PersonFacts) -> PersonRow:
    return PersonRow(
        name=person.name or person.email,
        href=reverse("manage_person", args=[person.id]),
        email=person.email,
        roles=role_words(person.roles),
        last_login=person.last_login,
        is_active=person.is_active,
    )


def role_words(roles: Sequence[str]) -> str:
    return ", ".join(str(SiteRole(role).label) for role in SiteRole.values if role in roles)


@dataclass(frozen=True, slots=True)
class PersonPage:
    person: PersonFacts
    roles: str
    audit_href: str
    roles_href: str
    is_only_administrator: bool
    is_you: bool


def person_page(person: PersonFacts, counts: PeopleCounts, *, reader_id: int | None) -> PersonPage:
    administers = SiteRole.ADMINISTRATOR in person.roles and person.is_active
    return PersonPage(
        person=person,
        roles=role_words(person.roles),
        audit_href=_address(reverse("manage_audit"), (("person", str(person.id)),)),
        roles_href=reverse("manage_person_roles", args=[person.id]),
        is_only_administrator=administers and counts.administrators == 1,
        is_you=person.id == reader_id,
    )


@dataclass(frozen=True, slots=True)
class RolesPage:
    """What a yes would change, and the roles that it would set."""

    person: PersonFacts
    given: tuple[str, ...]
    taken: tuple[str, ...]
    roles: tuple[str, ...]


def roles_page(person: PersonFacts, roles: Sequence[str]) -> RolesPage:
    """A role that is not touched is not spoken of."""
    labels = {role.value: str(role.label) for role in SiteRole}
    return RolesPage(
        person=person,
        given=tuple(label for role, label in labels.items() if role in roles and role not in person.roles),
        taken=tuple(label for role, label in labels.items() if role in person.roles and role not in roles),
        roles=tuple(role for role in labels if role in roles),
    )
