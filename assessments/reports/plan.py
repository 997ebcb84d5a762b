"""A plan as files: tidy comma-separated values, and a calendar (RFC 5545) of what has a date."""

import csv
import datetime as dt
import io
from collections.abc import Sequence

from assessments.framework.types import Framework
from assessments.models.vocabulary import StepStatus
from assessments.queries.plan import Step
from assessments.reports.csv import inert

COLUMNS = ("place", "action", "enabler", "who", "due_on", "status", "statement", "level", "note")


def plan_csv(framework: Framework, steps: Sequence[Step]) -> str:
    """In the plan's order. With a byte order mark, so that spreadsheets read it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for place, step in enumerate(steps, start=1):
        enabler = framework.enabler_by_code.get(step.enabler)
        row = (
            str(place),
            step.text,
            enabler.title if enabler else "",
            step.owner,
            step.due_on.isoformat() if step.due_on else "",
            StepStatus(step.status).label,
            step.statement,
            "" if step.level is None else str(step.level),
            step.note,
        )
        writer.writerow([inert(value) for value in row])
    return "\ufeff" + out.getvalue()


def plan_ics(innovation: str, steps: Sequence[Step], address: str) -> bytes:
    """One whole-day event for each step that has a date and is not done. It blocks nobody's time.

    A step keeps its UID, so that importing the file again moves its event and makes no second one. Notes stay out.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Octant//Action plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for step in steps:
        if step.due_on is None or step.is_done:
            continue
        event = Event()
        event.add("uid", f"{step.id}@octant")
        event.add("dtstamp", step.changed_at.astimezone(dt.UTC))
        event.add("dtstart", step.due_on)
        event.add("dtend", step.due_on + dt.timedelta(days=1))
        event.add("summary", f"{innovation}: {step.text}")
        event.add("description", f"Who: {step.owner or 'not decided yet'}\n{address}")
        event.add("url", address)
        event.add("sequence", step.version)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()
