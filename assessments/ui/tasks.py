"""Enablers as tasks: how far each is, in the order of the question set."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from assessments.framework.types import Enabler, Framework, GroupText
from assessments.models import vocabulary
from assessments.scoring.progress import progress_of
from assessments.scoring.types import Answers, Progress

EnablerHref = Callable[[Enabler], str]
"""Where an enabler is answered; "" for someone who may only read, and is not led to a page that would refuse them."""


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
class Tasks:
    groups: tuple[TaskGroup, ...]
    pips: tuple[str, ...]
    completed: int
    enablers: int

    @property
    def left(self) -> int:
        return self.enablers - self.completed


PIPS = {Status.COMPLETED: "done", Status.IN_PROGRESS: "part", Status.NOT_YET_STARTED: "none"}


def tasks_of(framework: Framework, answers: Answers, href_of: EnablerHref) -> Tasks:
    statuses = [_status(progress_of(one.statements, answers)) for one in framework.enablers]
    return Tasks(
        groups=tuple(_task_group(framework, text, answers, href_of) for text in framework.groups),
        pips=tuple(PIPS[status] for status in statuses),
        completed=statuses.count(Status.COMPLETED),
        enablers=len(statuses),
    )


def last_task(title: str, href: str, tasks: Tasks) -> Task:
    """What can be done once every enabler is completed."""
    if tasks.left:
        count = f"all {tasks.enablers} enablers are" if tasks.left > 1 else "the last enabler is"
        return Task(title, "", f"You can start this when {count} completed", Status.CANNOT_START_YET)
    return Task(title, href, "", Status.NOT_YET_STARTED)


def _status(progress: Progress) -> Status:
    if progress.is_complete:
        return Status.COMPLETED
    return Status.IN_PROGRESS if progress.is_started else Status.NOT_YET_STARTED


def _task_group(framework: Framework, text: GroupText, answers: Answers, href_of: EnablerHref) -> TaskGroup:
    tasks = tuple(_task(one, answers, href_of) for one in framework.enablers_in(text.group))
    return TaskGroup(text.name, text.group.value, tasks)


def _task(enabler: Enabler, answers: Answers, href_of: EnablerHref) -> Task:
    progress = progress_of(enabler.statements, answers)
    title = f"{enabler.number}. {enabler.title}"
    return Task(title, href_of(enabler), progress_words(progress), _status(progress))


def progress_words(progress: Progress) -> str:
    """ "5 of 5 answered, 2 ‘I do not know’"; nothing before the first answer."""
    if not progress.is_started:
        return ""
    words = f"{progress.answered} of {progress.statements} answered"
    unknown = f"{progress.dont_know} “{vocabulary.Kind.DONT_KNOW.label}”"
    return f"{words}, {unknown}" if progress.dont_know else words
