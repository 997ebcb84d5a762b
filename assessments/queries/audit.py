"""Reads the record of who did what, and works its chain out again."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.models import AuditCheck, AuditEvent
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
