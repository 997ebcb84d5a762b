"""What the task list shows, ready for a template that only loops."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from assessments.framework.types import Enabler
from assessments.permissions import can_answer, can_run_round
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import StoredAnswer, for_scoring, last_saved
from assessments.ui.tasks import Status, Task, Tasks, last_task, tasks_of


@dataclass(frozen=True, slots=True)
class TaskListPage:
    facts: AssessmentFacts
    about: tuple[Task, ...]
    tasks: Tasks
    finish: Task
    saved_at: dt.datetime | None
    may_answer: bool
    may_open_round: bool


def task_list_page(facts: AssessmentFacts, stored: Mapping[str, StoredAnswer]) -> TaskListPage:
    def href_of(enabler: Enabler) -> str:
        return reverse("enabler", args=[facts.id, enabler.slug]) if can_answer(facts.standing) else ""

    tasks = tasks_of(facts.framework, for_scoring(stored), href_of)
    return TaskListPage(
        facts=facts,
        about=_about(facts),
        tasks=tasks,
        finish=last_task("Check your answers and submit", reverse("check", args=[facts.id]), tasks),
        saved_at=last_saved(stored),
        may_answer=can_answer(facts.standing),
        may_open_round=can_run_round(facts.standing),
    )


def _about(facts: AssessmentFacts) -> tuple[Task, ...]:
    """A trial asks for nothing but the name, so it has no such task."""
    if facts.is_trial:
        return ()
    status = Status.COMPLETED if facts.innovation_is_described else Status.IN_PROGRESS
    href = reverse("innovation_about", args=[facts.innovation_id])
    return (Task("Name, stage and setting", href, "", status),)
