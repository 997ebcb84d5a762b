"""What the task list shows, ready for a template that only loops."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from assessments.framework.types import Enabler, GroupText
from assessments.models import vocabulary
from assessments.permissions import can_answer
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import StoredAnswer, for_scoring, last_saved
from assessments.scoring.progress import progress_of
from assessments.scoring.types import Answers, Progress


class Status(StrEnum):
    COMPLETED = "Completed"
    IN_PROGRESS = "In progress"
    NOT_YET_STARTED = "Not yet started"
    CANNOT_START_YET = "Cannot start yet"


@dataclass(frozen=True, slots=True)
class Task:
    title: str
    href: str
    hint: str
    status: Status

    @property
    def tint(self) -> str:
        return TINTS[self.status]


TINTS = {
    Status.COMPLETED: "none",  # the quietest, so that the eye goes to what is left
    Status.IN_PROGRESS: "white",
    Status.NOT_YET_STARTED: "pine",
    Status.CANNOT_START_YET: "none",
}


@dataclass(frozen=True, slots=True)
class TaskGroup:
    name: str
    slug: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class TaskListPage:
    facts: AssessmentFacts
    about: tuple[Task, ...]
    groups: tuple[TaskGroup, ...]
    finish: Task
    pips: tuple[str, ...]
    completed: int
    enablers: int
    saved_at: dt.datetime | None
    may_answer: bool


def task_list_page(facts: AssessmentFacts, stored: Mapping[str, StoredAnswer]) -> TaskListPage:
    framework, answers = facts.framework, for_scoring(stored)
    statuses = [_status(progress_of(one.statements, answers)) for one in framework.enablers]
    completed = statuses.count(Status.COMPLETED)
    return TaskListPage(
        facts=facts,
        about=_about(facts),
        groups=tuple(_task_group(facts, text, answers) for text in framework.groups),
        finish=_finish(facts, left=len(statuses) - completed),
        pips=tuple(PIPS[status] for status in statuses),
        completed=completed,
        enablers=len(statuses),
        saved_at=last_saved(stored),
        may_answer=can_answer(facts.standing),
    )


PIPS = {Status.COMPLETED: "done", Status.IN_PROGRESS: "part", Status.NOT_YET_STARTED: "none"}


def _status(progress: Progress) -> Status:
    if progress.is_complete:
        return Status.COMPLETED
    return Status.IN_PROGRESS if progress.is_started else Status.NOT_YET_STARTED


def _about(facts: AssessmentFacts) -> tuple[Task, ...]:
    """A trial asks for nothing but the name, so it has no such task."""
    if facts.is_trial:
        return ()
    status = Status.COMPLETED if facts.innovation_is_described else Status.IN_PROGRESS
    href = reverse("innovation_about", args=[facts.innovation_id])
    return (Task("Name, stage and setting", href, "", status),)


def _task_group(facts: AssessmentFacts, text: GroupText, answers: Answers) -> TaskGroup:
    enablers = facts.framework.enablers_in(text.group)
    return TaskGroup(text.name, text.group.value, tuple(_task(facts, one, answers) for one in enablers))


def _task(facts: AssessmentFacts, enabler: Enabler, answers: Answers) -> Task:
    """Someone who may only read is not led to a page that would refuse them."""
    progress = progress_of(enabler.statements, answers)
    href = reverse("enabler", args=[facts.id, enabler.slug]) if can_answer(facts.standing) else ""
    return Task(f"{enabler.number}. {enabler.title}", href, progress_words(progress), _status(progress))


def progress_words(progress: Progress) -> str:
    """ "5 of 5 answered, 2 ‘I do not know’"; nothing before the first answer."""
    if not progress.is_started:
        return ""
    words = f"{progress.answered} of {progress.statements} answered"
    unknown = f"{progress.dont_know} “{vocabulary.Kind.DONT_KNOW.label}”"
    return f"{words}, {unknown}" if progress.dont_know else words


def _finish(facts: AssessmentFacts, *, left: int) -> Task:
    title = "Check your answers and submit"
    if left:
        every = f"all {len(facts.framework.enablers)} enablers are"
        count = every if left > 1 else "the last enabler is"
        return Task(title, "", f"You can start this when {count} completed", Status.CANNOT_START_YET)
    return Task(title, reverse("check", args=[facts.id]), "", Status.NOT_YET_STARTED)
