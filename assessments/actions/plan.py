"""Changes a plan: adds, changes, moves and removes steps. Whoever may not change it is told whom to ask."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from assessments.actions.audit import record
from assessments.errors import ChangedMeanwhile, NotFound
from assessments.models import Assessment, Innovation, Membership, PlanStep
from assessments.models.vocabulary import StepStatus
from assessments.permissions import Actor, check_can_plan
from assessments.queries.innovation import InnovationFacts
from assessments.queries.plan import Step

MOST_STEPS = 100


@dataclass(frozen=True, slots=True)
class StepText:
    """What is said about a step. The owner is a member's id, or a name that was typed, or nobody yet."""

    text: str
    enabler: str = ""
    statement: str = ""
    level: int | None = None
    owner_id: int | None = None
    owner_name: str = ""
    due_on: dt.date | None = None
    status: str = StepStatus.TO_DO
    note: str = ""


@transaction.atomic
def add_step(
    facts: InnovationFacts, said: StepText, *, by: Actor, made_from: uuid.UUID | None = None
) -> PlanStep | None:
    """Adds a step at the end. One that says the same and is not done stands already: then None.

    `made_from`: the assessment whose advice it was. Raises NotAllowed, NotFound, ChangedMeanwhile (a full plan, an
    owner who has left).
    """
    check_can_plan(facts.standing)
    _lock(facts)
    plan = PlanStep.objects.filter(innovation=facts.pk)
    if plan.filter(text=said.text, enabler=said.enabler).exclude(status=StepStatus.DONE).exists():
        return None
    if plan.count() >= MOST_STEPS:
        raise ChangedMeanwhile(f"A plan has at most {MOST_STEPS} steps. Remove some that are done.")
    step = PlanStep.objects.create(
        innovation_id=facts.pk,
        place=(plan.aggregate(Max("place"))["place__max"] or 0) + 1,
        made_from=_assessment(facts, made_from),
        changed_by_id=by.person_id,
        **_columns(facts, said),
    )
    record(by, "plan.add", f"step:{step.public_id}", after=said.text)
    return step


@transaction.atomic
def change_step(facts: InnovationFacts, step: Step, said: StepText, *, by: Actor, seen: int) -> None:
    """Raises ChangedMeanwhile when someone changed or removed it since this person's page was made."""
    check_can_plan(facts.standing)
    columns = _columns(facts, said)
    rows = PlanStep.objects.filter(pk=step.pk, version=seen)
    changed = rows.update(
        version=F("version") + 1, changed_at=timezone.now(), changed_by_id=by.person_id, **columns
    )
    if not changed:
        raise ChangedMeanwhile("Someone changed this step while you were writing.")
    record(by, "plan.change", f"step:{step.id}", before=step.text, after=said.text)


@transaction.atomic
def set_status(facts: InnovationFacts, step: Step, status: StepStatus, *, by: Actor) -> None:
    """Saying it twice does nothing the second time."""
    check_can_plan(facts.standing)
    rows = PlanStep.objects.filter(pk=step.pk).exclude(status=status)
    if rows.update(
        status=status, version=F("version") + 1, changed_at=timezone.now(), changed_by_id=by.person_id
    ):
        record(by, "plan.status", f"step:{step.id}", before=step.status, after=status)


@transaction.atomic
def move_step(facts: InnovationFacts, step: Step, *, up: bool, by: Actor) -> None:
    """Trades places with its neighbour. At the end of the list it stays where it is."""
    check_can_plan(facts.standing)
    _lock(facts)
    order = list(PlanStep.objects.filter(innovation=facts.pk).order_by("place", "pk"))
    at = next((place for place, one in enumerate(order) if one.pk == step.pk), None)
    if at is None:
        raise NotFound("There is no such step.")
    to = at - 1 if up else at + 1
    if not 0 <= to < len(order):
        return
    order[at], order[to] = order[to], order[at]
    for place, one in enumerate(order, start=1):
        one.place = place
    PlanStep.objects.bulk_update(order, ["place"])


@transaction.atomic
def remove_step(facts: InnovationFacts, step: Step, *, by: Actor) -> None:
    """Removing it twice does nothing the second time."""
    check_can_plan(facts.standing)
    deleted, _ = PlanStep.objects.filter(pk=step.pk).delete()
    if deleted:
        record(by, "plan.remove", f"step:{step.id}", before=step.text)


def _assessment(facts: InnovationFacts, assessment_id: uuid.UUID | None) -> Assessment | None:
    if assessment_id is None:
        return None
    return Assessment.objects.filter(innovation=facts.pk, public_id=assessment_id).first()


def _lock(facts: InnovationFacts) -> None:
    if Innovation.objects.select_for_update().filter(pk=facts.pk).first() is None:
        raise NotFound("There is no such innovation.")


def _columns(facts: InnovationFacts, said: StepText) -> dict[str, object]:
    owners = Membership.objects.filter(innovation=facts.pk, person=said.owner_id)
    if said.owner_id is not None and not owners.exists():
        raise ChangedMeanwhile("The person you chose is no longer in the team. Choose another.")
    return {
        "text": said.text,
        "enabler": said.enabler,
        "statement": said.statement,
        "level": said.level,
        "owner_id": said.owner_id,
        "owner_name": "" if said.owner_id is not None else said.owner_name,
        "due_on": said.due_on,
        "status": said.status,
        "note": said.note,
    }
