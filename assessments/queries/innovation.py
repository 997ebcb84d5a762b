"""What pages know about innovations."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assessments.errors import NotFound
from assessments.framework.load import load_framework
from assessments.models import Answer, Assessment, Innovation, Membership
from assessments.permissions import Actor, Phase, can_see
from assessments.queries.assessment import phase_of
from assessments.scoring.progress import progress_of
from assessments.scoring.types import Answer as Said
from assessments.scoring.types import Kind


@dataclass(frozen=True, slots=True)
class InnovationFacts:
    """One innovation and how the asker came to it."""

    pk: int
    id: uuid.UUID
    name: str
    summary: str
    stage: str
    care_area: str
    settings: tuple[str, ...]
    organisation_name: str
    ods_code: str
    is_trial: bool
    standing: str


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class AssessmentCard:
    """An assessment in a list. `enablers_complete` counts only where it is unfinished."""

    id: uuid.UUID
    number: int
    innovation_pk: int
    started_at: dt.datetime
    submitted_at: dt.datetime | None
    is_illustration: bool
    as_things_stood: str
    verdict: str
    headline: str
    framework_version: str
    at_target: int
    enablers: int
    enablers_complete: int
    is_started: bool
    phase: Phase

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None


@dataclass(frozen=True, slots=True)
class InnovationCard:
    innovation: InnovationFacts
    assessments: tuple[AssessmentCard, ...]


def get_visible(actor: Actor, innovation_id: uuid.UUID) -> InnovationFacts:
    """Raises NotFound when it is not there or not this person's. Two SQL statements."""
    row = (
        Innovation.objects.reachable_by(actor)
        .select_related("organisation", "trial")
        .prefetch_related("used_in")
        .filter(public_id=innovation_id)
        .first()
    )
    if row is None or not can_see(row.standing):
        raise NotFound("There is no such innovation.")
    return _facts(row, settings=sorted(setting.setting for setting in row.used_in.all()))


def cards_of(actor: Actor) -> tuple[InnovationCard, ...]:
    """Every innovation this person may see, newest work first. Three SQL statements, however many there are.

    A card does not show where an innovation is used, so its `settings` are left out.
    """
    rows = Innovation.objects.reachable_by(actor).select_related("organisation", "trial").order_by("-pk")
    facts = [_facts(row, settings=()) for row in rows if can_see(row.standing)]
    by_innovation: dict[int, list[AssessmentCard]] = {}
    for card in assessment_cards([one.pk for one in facts]):
        by_innovation.setdefault(card.innovation_pk, []).append(card)
    return tuple(InnovationCard(one, tuple(by_innovation.get(one.pk, ()))) for one in facts)


def assessment_cards(innovation_pks: Iterable[int]) -> tuple[AssessmentCard, ...]:
    """Newest first. Two SQL statements."""
    rows = list(
        Assessment.objects.filter(innovation__in=list(innovation_pks))
        .select_related("result", "rating_round")
        .defer("result__receipt")
        .order_by("-number", "-pk")
    )
    said = _said_in([row.pk for row in rows if row.submitted_at is None])
    return tuple(_card(row, said.get(row.pk, {})) for row in rows)


def members_of(innovation_pk: int) -> tuple[Member, ...]:
    """The team, lead first, then by name. One SQL statement."""
    rows = Membership.objects.filter(innovation=innovation_pk).select_related("person")
    members = [Member(row.person.name, row.role) for row in rows]
    return tuple(sorted(members, key=lambda member: (member.role != "lead", member.name.casefold())))


def names_reachable_by(actor: Actor) -> dict[uuid.UUID, str]:
    """The names of this person's innovations, to notice one that is entered twice. One SQL statement."""
    rows = Innovation.objects.reachable_by(actor).values_list("public_id", "name", "standing")
    return {key: name for key, name, standing in rows if can_see(standing)}


def _facts(row: Any, *, settings: Iterable[str]) -> InnovationFacts:
    return InnovationFacts(
        pk=row.pk,
        id=row.public_id,
        name=row.name,
        summary=row.summary,
        stage=row.stage,
        care_area=row.care_area,
        settings=tuple(settings),
        organisation_name=row.organisation.name if row.organisation else "",
        ods_code=row.organisation.ods_code if row.organisation else "",
        is_trial=hasattr(row, "trial"),
        standing=row.standing,
    )


def _said_in(assessment_pks: list[int]) -> dict[int, dict[str, Said]]:
    said: dict[int, dict[str, Said]] = {}
    rows = Answer.objects.filter(assessment__in=assessment_pks)
    for pk, statement, kind, level in rows.values_list("assessment_id", "statement", "kind", "level"):
        said.setdefault(pk, {})[statement] = Said(Kind(kind), level)
    return said


def _card(row: Assessment, said: dict[str, Said]) -> AssessmentCard:
    framework = load_framework(row.framework_version)
    result, round_ = getattr(row, "result", None), getattr(row, "rating_round", None)
    return AssessmentCard(
        id=row.public_id,
        number=row.number,
        innovation_pk=row.innovation_id,
        started_at=row.started_at,
        submitted_at=row.submitted_at,
        is_illustration=row.is_illustration,
        as_things_stood=row.as_things_stood,
        verdict=result.verdict if result else "",
        headline=result.headline if result else "",
        framework_version=row.framework_version,
        at_target=result.at_target if result else 0,
        enablers=len(framework.enablers),
        enablers_complete=sum(progress_of(one.statements, said).is_complete for one in framework.enablers),
        is_started=any(answer.is_answered for answer in said.values()),
        phase=phase_of(row.submitted_at, round_ and round_.opened_at, round_ and round_.closed_at),
    )
