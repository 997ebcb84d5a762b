"""What pages know about an assessment. One SQL statement each, unless the docstring says otherwise."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BigAutoField, Q, UUIDField

from assessments.errors import AlreadySubmitted, NotFound, OctantError, RatingIsClosed, RatingIsOpen
from assessments.framework.load import load_framework
from assessments.framework.types import Framework
from assessments.models import Assessment, Rater
from assessments.models.prepared import Given, Prepared
from assessments.models.vocabulary import GUEST_STANDING
from assessments.permissions import Actor, Phase, can_see, can_see_assessment, check_can_answer
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
    rating_opened_at: dt.datetime | None = None
    rating_closed_at: dt.datetime | None = None

    @property
    def framework(self) -> Framework:
        return load_framework(self.framework_version)

    @property
    def nature(self) -> Nature:
        return nature_of(is_illustration=self.is_illustration)

    @property
    def phase(self) -> Phase:
        return phase_of(self.submitted_at, self.rating_opened_at, self.rating_closed_at)

    @property
    def is_rated_together(self) -> bool:
        return self.rating_opened_at is not None

    @property
    def opens_innovation(self) -> bool:
        """Whether links to the innovation lead this person anywhere: whoever only rates sees no more of it."""
        return not self.is_trial and can_see(self.standing)

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def is_trial(self) -> bool:
        return self.trial_ends_at is not None


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A submitted assessment's receipt, by whom it was submitted and when. In the order of `_RESULT_COLUMNS`."""

    pk: int
    assessment_id: uuid.UUID
    number: int
    receipt: str
    submitted_at: dt.datetime
    submitted_by: str | None
    as_things_stood: str
    is_illustration: bool
    rating_closed_at: dt.datetime | None
    framework_version: str

    @property
    def nature(self) -> Nature:
        return nature_of(is_illustration=self.is_illustration)

    @property
    def is_rated_together(self) -> bool:
        return self.rating_closed_at is not None


def nature_of(*, is_illustration: bool) -> Nature:
    return Nature.ILLUSTRATION if is_illustration else Nature.SELF_ASSESSED


def phase_of(
    submitted_at: dt.datetime | None, opened_at: dt.datetime | None, closed_at: dt.datetime | None
) -> Phase:
    if submitted_at:
        return Phase.SUBMITTED
    if opened_at is None:
        return Phase.ANSWERING
    return Phase.AGREEING if closed_at else Phase.RATING


def get_visible(actor: Actor, assessment_id: uuid.UUID) -> AssessmentFacts:
    """Raises NotFound when it is not there or not this person's: the two look alike.

    One SQL statement, and one more for whoever only rates: they see what came of their own view, and of no other.
    """
    facts = reached(actor, assessment_id)
    if not can_see_assessment(facts.standing, facts.phase):
        raise NotFound(NO_SUCH_ASSESSMENT)
    if not can_see(facts.standing) and not _gave_a_view(actor, facts):
        raise NotFound(NO_SUCH_ASSESSMENT)
    return facts


def _gave_a_view(actor: Actor, facts: AssessmentFacts) -> bool:
    is_guest = facts.standing == GUEST_STANDING
    me = Q(guest__key_hash=actor.guest_key_hash) if is_guest else Q(person=actor.person_id)
    return Rater.objects.filter(me, rating_round=facts.pk).exists()


NO_SUCH_ASSESSMENT = "There is no such assessment."


def reached(actor: Actor, assessment_id: uuid.UUID) -> AssessmentFacts:
    """Of whoever has any standing, which need not allow them to see it: what they may is for the caller to ask."""
    holds_key = bool(actor.trial_key_hash or actor.guest_key_hash)
    is_only_member = actor.person_id is not None and not holds_key
    row = (_as_member if is_only_member else _by_any_way)(actor, assessment_id)
    if row is None:
        raise NotFound(NO_SUCH_ASSESSMENT)
    return _facts(row)


def _by_any_way(actor: Actor, assessment_id: uuid.UUID) -> Mapping[str, Any] | None:
    rows = Assessment.objects.reachable_by(actor).filter(public_id=assessment_id)
    return rows.values(*_COLUMNS, _TRIAL_ENDS).first()


def _as_member(actor: Actor, assessment_id: uuid.UUID) -> Mapping[str, Any] | None:
    """As nearly everyone comes to it, in nearly every request."""
    rows = _BY_MEMBER.rows(person=actor.person_id, assessment=assessment_id)
    return dict(zip(_COLUMNS, rows[0], strict=True)) if rows else None


# Columns and not objects, and no join that is not needed.
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
    "rating_round__opened_at",
    "rating_round__closed_at",
    "standing",
)
_TRIAL_ENDS = "innovation__trial__expires_at"
_BY_MEMBER = Prepared(
    lambda: (
        Assessment.objects.of_member(Given("person", BigAutoField()))
        .filter(public_id=Given("assessment", UUIDField()))
        .values_list(*_COLUMNS)
    )
)


def get_editable(actor: Actor, assessment_id: uuid.UUID) -> AssessmentFacts:
    """As get_visible, and it may still be answered by this person.

    Raises NotAllowed, AlreadySubmitted, RatingIsOpen or RatingIsClosed.
    """
    facts = get_visible(actor, assessment_id)
    check_can_answer(facts.standing)
    check_phase(facts.phase, Phase.ANSWERING)
    return facts


def check_phase(found: Phase, *expected: Phase) -> None:
    """Raises what says how far an assessment is, where that is not how far it was thought to be."""
    if found not in expected:
        error, sentence = _FURTHER[found]
        raise error(sentence)


_FURTHER: Mapping[Phase, tuple[type[OctantError], str]] = {
    Phase.ANSWERING: (RatingIsClosed, "Nobody has opened rating for this assessment."),
    Phase.RATING: (
        RatingIsOpen,
        "People are rating this assessment, each alone. Its answers wait until that is closed.",
    ),
    Phase.AGREEING: (RatingIsClosed, "Rating is closed. The team agrees its answers now."),
    Phase.SUBMITTED: (AlreadySubmitted, "This assessment has been submitted. Its answers no longer change."),
}


def results_of(innovation_pk: int) -> tuple[StoredResult, ...]:
    """Every submitted assessment of an innovation, newest first."""
    return tuple(StoredResult(*row) for row in _RESULTS.rows(innovation=innovation_pk))


_RESULT_COLUMNS = (
    "pk",
    "public_id",
    "number",
    "result__receipt",
    "submitted_at",
    "submitted_by__name",
    "as_things_stood",
    "is_illustration",
    "rating_round__closed_at",
    "framework_version",
)
_RESULTS = Prepared(
    lambda: (
        Assessment.objects.filter(innovation=Given("innovation", BigAutoField()))
        .filter(submitted_at__isnull=False)
        .order_by("-number")
        .values_list(*_RESULT_COLUMNS)
    )
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
        rating_opened_at=row["rating_round__opened_at"],
        rating_closed_at=row["rating_round__closed_at"],
    )
