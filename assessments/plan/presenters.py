"""The plan page: each step in words, what is overdue, and what the plan would do."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from assessments.framework.load import latest_version, load_framework
from assessments.framework.types import Framework
from assessments.models.vocabulary import StepStatus
from assessments.permissions import can_plan
from assessments.queries.assessment import StoredResult
from assessments.queries.innovation import InnovationFacts
from assessments.queries.plan import Step, with_steps_reached
from assessments.queries.receipts import read_stored
from assessments.scoring.result import work_out
from assessments.ui.jinja import counted, day

TINTS = {StepStatus.TO_DO: "white", StepStatus.DOING: "amber", StepStatus.DONE: "pine"}
MOVES_ON = {
    StepStatus.TO_DO: StepStatus.DOING,
    StepStatus.DOING: StepStatus.DONE,
    StepStatus.DONE: StepStatus.TO_DO,
}
PRESSES = {StepStatus.DOING: "Start", StepStatus.DONE: "Mark as done", StepStatus.TO_DO: "Do it again"}


@dataclass(frozen=True, slots=True)
class StepCard:
    """`press`: what moves it on, and the status that this sends."""

    step: Step
    number: int
    enabler: str
    owner: str
    due: str
    came_from: str
    is_overdue: bool
    status: str
    tint: str
    press: tuple[str, str]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    facts: InnovationFacts
    cards: tuple[StepCard, ...]
    summary: str
    would_do: str
    may_plan: bool
    results_href: str


def plan_page(
    facts: InnovationFacts, steps: Sequence[Step], newest: StoredResult | None, *, today: dt.date
) -> PlanPage:
    framework = framework_of(newest)
    return PlanPage(
        facts=facts,
        cards=tuple(_card(framework, step, at, len(steps), today) for at, step in enumerate(steps, start=1)),
        summary=_summary(steps, today),
        would_do=would_do(steps, newest),
        may_plan=can_plan(facts.standing),
        results_href=reverse("results", args=[newest.assessment_id]) if newest else "",
    )


def framework_of(newest: StoredResult | None) -> Framework:
    """That of the newest result, whose words the steps were taken from."""
    version = read_stored(newest.receipt)[0].framework_version if newest else latest_version()
    return load_framework(version)


def _card(framework: Framework, step: Step, number: int, of: int, today: dt.date) -> StepCard:
    enabler = framework.enabler_by_code.get(step.enabler)
    status = StepStatus(step.status)
    following = MOVES_ON[status]
    return StepCard(
        step=step,
        number=number,
        enabler=f"{enabler.number}. {enabler.short_name}" if enabler else "",
        owner=step.owner or "Not decided yet",
        came_from=reverse("results", args=[step.made_from]) if step.made_from else "",
        due=day(step.due_on) if step.due_on else "No date yet",
        is_overdue=step.is_overdue(today),
        status=status.label,
        tint=TINTS[status],
        press=(PRESSES[following], following.value),
        is_first=number == 1,
        is_last=number == of,
    )


def _summary(steps: Sequence[Step], today: dt.date) -> str:
    """ "2 of 5 steps are done. 1 is overdue." """
    if not steps:
        return ""
    done, overdue = sum(step.is_done for step in steps), sum(step.is_overdue(today) for step in steps)
    said = f"{done} of {counted(len(steps), 'step')} {'is' if done == 1 else 'are'} done."
    return f"{said} {overdue} {'is' if overdue == 1 else 'are'} overdue." if overdue else said


def would_do(steps: Sequence[Step], newest: StoredResult | None) -> str:
    """Which verdict would result if every step that names a level were reached. Nothing where none names one."""
    aiming = [step for step in steps if step.level is not None]
    if not aiming or newest is None:
        return ""
    result, answers = read_stored(newest.receipt)
    now = result.verdict
    then = work_out(framework_of(newest), with_steps_reached(answers, aiming)).verdict
    what = (
        "the step that names a level was"
        if len(aiming) == 1
        else f"all {len(aiming)} steps that name a level were"
    )
    if then.code is now.code:
        return f"If {what} reached, the result would still be “{now.headline}”."
    return f"If {what} reached, the result would be “{then.headline}”. Now it is “{now.headline}”."
