"""Reads the record of who did what, and works its chain out again."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.models import AuditCheck, AuditEvent, Person
from assessments.models.chain import SAID, chained

CHANGED = "Event {} is not as it was written, or the event before it is missing."
REPLACED = "Event {} is another one than stood there before: it and all that follows were written anew."
CUT_OFF = "Event {} stood there before and is missing, with all that followed."


@dataclass(frozen=True, slots=True)
class Chain:
    """How far it holds: `last_event` is the last one that does. `problem` names the first that does not."""

    events: int
    last_event: int
    last_hash: str
    problem: str = ""


def read_chain(known: Mapping[int, str]) -> Chain:
    """All of it, from the first event. `known` says what hash some event had, as does the last check that held.

    Without those, someone who may do anything to the database could cut off the end, or write all of it anew, hashes
    included, and nothing would show. Two SQL statements; the rows stream.
    """
    known = {**_known_from_last_check(), **known}
    events, last_event, last_hash = 0, 0, ""
    for *said, stored in AuditEvent.objects.order_by("pk").values_list(*SAID, "hash").iterator():
        number = said[0]
        problem = _problem_with(number, stored, chained(last_hash, dict(zip(SAID, said, strict=True))), known)
        if problem:
            return Chain(events, last_event, last_hash, problem)
        events, last_event, last_hash = events + 1, number, stored
    missing = min((number for number in known if number > last_event), default=None)
    return Chain(events, last_event, last_hash, CUT_OFF.format(missing) if missing else "")


def _problem_with(number: int, stored: str, worked_out: str, known: Mapping[int, str]) -> str:
    if stored != worked_out:
        return CHANGED.format(number)
    return REPLACED.format(number) if known.get(number, stored) != stored else ""


def _known_from_last_check() -> dict[int, str]:
    held = AuditCheck.objects.filter(problem="", events__gt=0).order_by("-pk").first()
    return {held.last_event: held.last_hash} if held else {}


# --- Reading it


@dataclass(frozen=True, slots=True)
class Event:
    """`actor_name` as it is today: the record itself knows a number. None when nobody, or someone gone, did it."""

    id: int
    at: dt.datetime
    actor: int | None
    actor_name: str | None
    actor_kind: str
    action: str
    subject: str
    before: str
    after: str
    request_id: str


@dataclass(frozen=True, slots=True)
class AuditCriteria:
    """What to look for. Empty: everything. `until` is the last day that counts."""

    person: str = ""
    action: str = ""
    subject: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Newest first. `older`: the event to go on from, when there are more."""

    events: tuple[Event, ...]
    older: int | None


@dataclass(frozen=True, slots=True)
class LastCheck:
    at: dt.datetime
    events: int
    problem: str


PAGE, CHUNK = 50, 1000


def events_page(criteria: AuditCriteria, *, before: int | None = None) -> AuditPage:
    """Two SQL statements, by key: the last page costs what the first does."""
    found = _events(criteria, before=before, at_most=PAGE + 1)
    return AuditPage(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def all_events(criteria: AuditCriteria) -> Iterator[Event]:
    """Newest first, a thousand at a time, so that the whole record never stands in memory."""
    before = None
    while found := _events(criteria, before=before, at_most=CHUNK):
        yield from found
        before = found[-1].id


def _events(criteria: AuditCriteria, *, before: int | None, at_most: int) -> tuple[Event, ...]:
    """The names come by a statement of their own: a join would leave out whom there is no row for any more."""
    rows = AuditEvent.objects.filter(_matching(criteria)).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.values_list(*SAID)[:at_most])
    names = dict(Person.objects.filter(pk__in={actor for _, _, actor, *_ in found}).values_list("pk", "name"))
    return tuple(Event(number, at, actor, names.get(actor), *rest) for number, at, actor, *rest in found)


def _matching(criteria: AuditCriteria) -> Q:
    wanted = Q()
    if criteria.person:
        wanted &= Q(actor__in=_people_called(criteria.person))
    if criteria.action:
        wanted &= Q(action=criteria.action)
    if criteria.subject:
        wanted &= Q(subject__contains=criteria.subject)
    if criteria.since:
        wanted &= Q(at__gte=_midnight(criteria.since))
    if criteria.until:
        wanted &= Q(at__lt=_midnight(criteria.until + dt.timedelta(days=1)))
    return wanted


def _people_called(text: str) -> QuerySet[Person, int] | list[int]:
    """A number is the person's, also when they are gone."""
    if text.isdecimal():
        return [int(text[:18])]
    named = Q(name__icontains=text) | Q(email__icontains=text)
    return Person.objects.filter(named).values_list("pk", flat=True)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


EVERY_ACTION = """
WITH RECURSIVE found(action) AS (
  SELECT min(action) FROM assessments_auditevent
  UNION ALL
  SELECT (SELECT min(action) FROM assessments_auditevent WHERE action > found.action)
  FROM found WHERE action IS NOT NULL
)
SELECT action FROM found WHERE action IS NOT NULL
"""


def actions_on_record() -> tuple[str, ...]:
    """One SQL statement, which jumps from one action to the next in the index: DISTINCT would read all of it."""
    with connection.cursor() as cursor:
        cursor.execute(EVERY_ACTION)
        return tuple(action for (action,) in cursor.fetchall())


def length_of_record() -> int:
    """One SQL statement, however long it is: events are numbered without a gap."""
    return AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def last_check() -> LastCheck | None:
    """One SQL statement."""
    row = AuditCheck.objects.order_by("-pk").values_list("at", "events", "problem").first()
    return LastCheck(*row) if row else None
