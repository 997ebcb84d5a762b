"""What pages know about a plan. One SQL statement each."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.models import PlanStep
from assessments.models.vocabulary import StepStatus
from assessments.scoring.types import Answer, Kind


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan. In the order of `_COLUMNS`. `owner_id` is a member's; `owner` is what to call them."""

    pk: int
    id: uuid.UUID
    text: str
    enabler: str
    statement: str
    level: int | None
    owner_id: int | None
    member: str | None
    typed_owner: str
    due_on: dt.date | None
    status: str
    note: str
    version: int
    changed_at: dt.datetime
    changed_by: str | None
    made_from: uuid.UUID | None

    @property
    def owner(self) -> str:
        return self.member or self.typed_owner

    @property
    def is_done(self) -> bool:
        return self.status == StepStatus.DONE

    def is_overdue(self, today: dt.date) -> bool:
        return self.due_on is not None and self.due_on < today and not self.is_done


_COLUMNS = (
    "pk", "public_id", "text", "enabler", "statement", "level", "owner_id", "owner__name", "owner_name", "due_on",
    "status", "note", "version", "changed_at", "changed_by__name",
    "made_from__public_id",
)  # fmt: skip


def steps_of(innovation_pk: int) -> tuple[Step, ...]:
    """The whole plan, in its order."""
    rows = PlanStep.objects.filter(innovation=innovation_pk).order_by("place", "pk")
    return tuple(Step(*row) for row in rows.values_list(*_COLUMNS))


def find_step(innovation_pk: int, step_id: uuid.UUID) -> Step | None:
    """None when it is not there, or in another plan."""
    rows = PlanStep.objects.filter(innovation=innovation_pk, public_id=step_id)
    row = rows.values_list(*_COLUMNS).first()
    return Step(*row) if row else None


def with_steps_reached(answers: Mapping[str, Answer], steps: Sequence[Step]) -> dict[str, Answer]:
    """The answers as they would be once every step that names a level has been reached. None comes out lower."""
    reached = dict(answers)
    for step in steps:
        said = reached.get(step.statement)
        if step.level is None or said is None or (said.level is not None and said.level >= step.level):
            continue
        reached[step.statement] = Answer(Kind.LEVEL, step.level, said.backed)
    return reached
