"""What pages know about an assessment. One SQL statement each, unless the docstring says otherwise."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Value

from assessments.errors import AlreadySubmitted, NotFound
from assessments.framework.load import load_framework
from assessments.framework.types import Framework
from assessments.models import Assessment
from assessments.models.vocabulary import SHARE_STANDING
from assessments.permissions import Actor, can_see, check_can_answer
from assessments.scoring.types import Nature


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """An assessment, its innovation, and how the asker came to it (`standing`)."""

    pk: int
    id: uuid.UUID
    number: int
    innovation_pk: int
    innovation_id: uuid.UUID
    innovation_name: str
    innovation_is_described: bool
    trial_ends_at: dt.datetime | None
    standing: str
    framework_version: str
    is_illustration: bool
    is_copy: bool
    as_things_stood: str
    submitted_at: dt.datetime | None

    @property
    def framework(self) -> Framework:
        return load_framework(self.framework_version)

    @property
    def nature(self) -> Nature:
        return nature_of(is_illustration=self.is_illustration)

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def is_trial(self) -> bool:
        return self.trial_ends_at is not None


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A submitted assessment's receipt, by whom it was submitted and when. In the order of `_RESULT_COLUMNS`."""

    assessment_id: uuid.UUID
    number: int
    receipt: str
    submitted_at: dt.datetime
    submitted_by: str | None
    as_things_stood: str
    is_illustration: bool

    @property
    def nature(self) -> Nature:
        return nature_of(is_illustration=self.is_illustration)


def nature_of(*, is_illustration: bool) -> Nature:
    return Nature.ILLUSTRATION if is_illustration else Nature.SELF_ASSESSED


def get_visible(actor: Actor, assessment_id: uuid.UUID) -> AssessmentFacts:
    """Raises NotFound when it is not there or not this person's: the two look alike."""
    columns = (*_COLUMNS, _TRIAL_ENDS) if actor.trial_key_hash else _COLUMNS
    row = Assessment.objects.reachable_by(actor).filter(public_id=assessment_id).values(*columns).first()
    if row is None or not can_see(row["standing"]):
        raise NotFound("There is no such assessment.")
    return _facts(row)


# Columns and not objects, and no join that is not needed: this is part of nearly every request.
_COLUMNS = (
    "pk",
    "public_id",
    "number",
    "innovation_id",
    "innovation__public_id",
    "innovation__name",
    "innovation__stage",
    "innovation__organisation_id",
    "framework_version",
    "is_illustration",
    "started_from_id",
    "as_things_stood",
    "submitted_at",
    "standing",
)
_TRIAL_ENDS = "innovation__trial__expires_at"


def get_editable(actor: Actor, assessment_id: uuid.UUID) -> AssessmentFacts:
    """As get_visible, and it may still be answered by this person. Raises NotAllowed or AlreadySubmitted."""
    facts = get_visible(actor, assessment_id)
    check_can_answer(facts.standing)
    if facts.is_submitted:
        raise AlreadySubmitted("This assessment has been submitted. Its answers no longer change.")
    return facts


def facts_for_share(assessment_pk: int) -> AssessmentFacts:
    """For whoever holds a link to it that is open: nobody else comes this way."""
    rows = Assessment.objects.filter(pk=assessment_pk).annotate(standing=Value(SHARE_STANDING))
    return _facts(rows.values(*_COLUMNS).get())


def results_of(innovation_pk: int) -> tuple[StoredResult, ...]:
    """Every submitted assessment of an innovation, newest first."""
    rows = Assessment.objects.filter(innovation=innovation_pk, submitted_at__isnull=False)
    return tuple(StoredResult(*row) for row in rows.order_by("-number").values_list(*_RESULT_COLUMNS))


_RESULT_COLUMNS = (
    "public_id",
    "number",
    "result__receipt",
    "submitted_at",
    "submitted_by__name",
    "as_things_stood",
    "is_illustration",
)


def _facts(row: Mapping[str, Any]) -> AssessmentFacts:
    return AssessmentFacts(
        pk=row["pk"],
        id=row["public_id"],
        number=row["number"],
        innovation_pk=row["innovation_id"],
        innovation_id=row["innovation__public_id"],
        innovation_name=row["innovation__name"],
        innovation_is_described=bool(row["innovation__stage"] and row["innovation__organisation_id"]),
        trial_ends_at=row.get(_TRIAL_ENDS),
        standing=row["standing"],
        framework_version=row["framework_version"],
        is_illustration=row["is_illustration"],
        is_copy=row["started_from_id"] is not None,
        as_things_stood=row["as_things_stood"],
        submitted_at=row["submitted_at"],
    )
