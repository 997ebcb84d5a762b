"""What pages know about people who rate an assessment, each alone. One SQL statement each, unless said otherwise.

What people said leaves here in two ways only: to whoever said it, and once rating is closed, without names.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from assessments.agreement.types import Raters
from assessments.models import Agreement, Guest, Invitation, Membership, Rater, RaterAnswer, RatingRound
from assessments.models.vocabulary import GUEST_STANDING, InvitedAs, Kind, Role
from assessments.permissions import (
    Actor,
    Phase,
    can_rate,
    check_can_agree,
    check_can_rate,
    check_can_run_round,
)
from assessments.queries.assessment import (
    AssessmentFacts,
    check_phase,
    get_visible,
    reached,
)
from assessments.queries.rating import ANSWER_COLUMNS, WITH_WHO, StoredAnswer, stored_answer
from assessments.scoring import types as scoring
from assessments.scoring.types import Answer

RATING_ROLES = tuple(role for role in Role.values if can_rate(role))
ENOUGH = 2
"""How many must have finished before there is anything to agree on."""


@dataclass(frozen=True, slots=True)
class OwnView:
    """An assessment, as someone who gives a view of their own sees it.

    `rater_pk` is None for who came after the round was opened and has not saved anything yet.
    """

    facts: AssessmentFacts
    rater_pk: int | None = None
    finished_at: dt.datetime | None = None
    closes_on: dt.date | None = None

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None


class RaterState(StrEnum):
    """All that anybody is told about someone else's rating."""

    INVITED = "Invited"
    STARTED = "Started"
    FINISHED = "Finished"


@dataclass(frozen=True, slots=True)
class ListedRater:
    name: str
    state: RaterState
    has_joined: bool = True


@dataclass(frozen=True, slots=True)
class Round:
    """`raters`: who rates, by name. `finished`: how many of them have said that they are."""

    facts: AssessmentFacts
    closes_on: dt.date | None
    raters: tuple[ListedRater, ...]
    reminded_at: dt.datetime | None

    @property
    def finished(self) -> int:
        return sum(one.state is RaterState.FINISHED for one in self.raters)

    @property
    def unfinished(self) -> tuple[ListedRater, ...]:
        return tuple(one for one in self.raters if one.state is not RaterState.FINISHED)

    @property
    def may_close(self) -> bool:
        return self.finished >= ENOUGH


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class Views:
    """What people said, each alone, when rating was closed. Nothing in it, nor its order, says who said what."""

    raters: Raters
    notes: Mapping[str, tuple[Note, ...]]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What stands beside an agreed answer."""

    could_not_agree: bool = False
    why: str = ""

    @property
    def words(self) -> str:
        parts = (COULD_NOT_AGREE if self.could_not_agree else "", self.why)
        return " ".join(part for part in parts if part)


COULD_NOT_AGREE = "We could not agree: this is the middle of what people said."
NOTHING_AGREED: Mapping[str, Agreed] = MappingProxyType({})


def get_own_view(actor: Actor, assessment_id: uuid.UUID) -> OwnView:
    """Two SQL statements. Raises NotFound, or NotAllowed for someone who may see the assessment and not rate it."""
    facts = reached(actor, assessment_id)
    check_can_rate(facts.standing)
    mine = Rater.objects.filter(_is_me(actor, facts.standing), rating_round=OuterRef("pk"))
    rows = RatingRound.objects.filter(pk=facts.pk).annotate(
        mine=Subquery(mine.values("pk")[:1]), mine_finished_at=Subquery(mine.values("finished_at")[:1])
    )
    row = rows.values_list("mine", "mine_finished_at", "closes_on").first()
    return OwnView(facts, *row) if row else OwnView(facts)


def _is_me(actor: Actor, standing: str) -> Q:
    if standing == GUEST_STANDING:
        return Q(guest__key_hash=actor.guest_key_hash, guest__expires_at__gt=timezone.now())
    return Q(person=actor.person_id)


def own_answers(view: OwnView, statements: Iterable[str] | None = None) -> dict[str, StoredAnswer]:
    """What this person said, by statement code; all of it, or that about some statements."""
    rows = RaterAnswer.objects.filter(rater=view.rater_pk)
    if statements is not None:
        rows = rows.filter(statement__in=tuple(statements))
    return {row[0]: stored_answer(*row) for row in rows.values_list(*ANSWER_COLUMNS)}


def own_answers_with_who(view: OwnView, statements: Iterable[str]) -> dict[str, StoredAnswer]:
    rows = RaterAnswer.objects.filter(rater=view.rater_pk, statement__in=tuple(statements))
    return {row[0]: stored_answer(*row) for row in rows.values_list(*WITH_WHO)}


def get_for_round(actor: Actor, assessment_id: uuid.UUID) -> AssessmentFacts:
    """For whoever may open and close rating. Raises NotAllowed."""
    facts = get_visible(actor, assessment_id)
    check_can_run_round(facts.standing)
    return facts


def get_agreeable(actor: Actor, assessment_id: uuid.UUID) -> AssessmentFacts:
    """For whoever may write down what was agreed. Raises NotAllowed, and what says that it is not the time."""
    facts = get_visible(actor, assessment_id)
    check_can_agree(facts.standing)
    check_phase(facts.phase, Phase.AGREEING)
    return facts


def round_of(facts: AssessmentFacts) -> Round:
    """Three SQL statements."""
    row = RatingRound.objects.get(pk=facts.pk)
    said = RaterAnswer.objects.filter(rater=OuterRef("pk")).exclude(kind=Kind.UNANSWERED)
    rows = Rater.objects.filter(rating_round=facts.pk).annotate(has_started=Exists(said))
    raters = list(rows.select_related("person", "guest__invitation"))
    joined = [ListedRater(name_of(one), _state(one)) for one in raters]
    return Round(
        facts=facts,
        closes_on=row.closes_on,
        raters=tuple(sorted(joined, key=lambda one: one.name.casefold())) + _invited(facts.innovation_pk),
        reminded_at=max((one.reminded_at for one in raters if one.reminded_at), default=None),
    )


def name_of(rater: Rater) -> str:
    """A guest has no name, and is known to whoever invited them by their address."""
    if rater.person:
        return rater.person.name
    return (rater.guest.invitation.email if rater.guest else "") or "Someone who is no longer here"


def _state(rater: Rater) -> RaterState:
    if rater.finished_at:
        return RaterState.FINISHED
    return RaterState.STARTED if rater.has_started else RaterState.INVITED  # type: ignore[attr-defined]  # annotated


def _invited(innovation_pk: int) -> tuple[ListedRater, ...]:
    return tuple(
        ListedRater(email, RaterState.INVITED, has_joined=False) for email in invited_to_rate(innovation_pk)
    )


def invited_to_rate(innovation_pk: int) -> tuple[str, ...]:
    """The addresses of those who were asked, and have not answered yet."""
    open_ = Q(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
    roles = [role for role in InvitedAs.values if can_rate(role)]
    rows = Invitation.objects.filter(open_, innovation=innovation_pk, role__in=roles)
    return tuple(rows.order_by("email").values_list("email", flat=True))


@dataclass(frozen=True, slots=True)
class WouldRate:
    """Who would rate if a round were opened now. `invited`: were asked and may still come."""

    names: tuple[str, ...]
    invited: tuple[str, ...]

    @property
    def people(self) -> int:
        return len(self.names) + len(self.invited)


def who_would_rate(facts: AssessmentFacts) -> WouldRate:
    """Three SQL statements."""
    members = Membership.objects.filter(innovation=facts.innovation_pk, role__in=RATING_ROLES)
    names = sorted(members.values_list("person__name", flat=True), key=str.casefold)
    guests = guests_of(facts.innovation_pk).values_list("invitation__email", flat=True)
    return WouldRate((*names, *sorted(guests)), invited_to_rate(facts.innovation_pk))


def guests_of(innovation_pk: int) -> QuerySet[Guest]:
    """For actions and queries alone: pages never see a queryset."""
    return Guest.objects.filter(innovation=innovation_pk, expires_at__gt=timezone.now())


def views_of(facts: AssessmentFacts, statements: Iterable[str] | None = None) -> Views:
    """Of those who had finished. Raises RatingIsOpen until rating is closed, whoever asks."""
    check_phase(facts.phase, Phase.AGREEING, Phase.SUBMITTED)
    rows = RaterAnswer.objects.filter(rater__rating_round=facts.pk, rater__finished_at__isnull=False)
    if statements is not None:
        rows = rows.filter(statement__in=tuple(statements))
    by_rater: dict[int, dict[str, StoredAnswer]] = {}
    for rater, *row in rows.values_list("rater", *ANSWER_COLUMNS):
        by_rater.setdefault(rater, {})[row[0]] = stored_answer(*row)
    said = sorted(by_rater.values(), key=lambda one: sorted((code, a.choice) for code, a in one.items()))
    return Views(
        raters=tuple({code: answer.for_scoring for code, answer in one.items()} for one in said),
        notes=_notes(said),
    )


def raters_of(assessment_pks: Iterable[int]) -> dict[int, Raters]:
    """What people said alone before they agreed, by assessment. Only of those that are submitted, and no notes."""
    rows = RaterAnswer.objects.filter(
        rater__rating_round__in=tuple(assessment_pks),
        rater__rating_round__assessment__submitted_at__isnull=False,
        rater__finished_at__isnull=False,
    )
    found: dict[int, dict[int, dict[str, Answer]]] = {}
    columns = ("rater__rating_round", "rater", "statement", "kind", "level")
    for assessment, rater, statement, kind, level in rows.values_list(*columns):
        said = found.setdefault(assessment, {}).setdefault(rater, {})
        said[statement] = Answer(scoring.Kind(kind), level)
    return {assessment: tuple(by_rater.values()) for assessment, by_rater in found.items()}


def _notes(said: Iterable[Mapping[str, StoredAnswer]]) -> dict[str, tuple[Note, ...]]:
    """Alphabetical, so that a place in the list is nobody's."""
    notes: dict[str, list[Note]] = {}
    for answers in said:
        for code, answer in answers.items():
            if answer.note or answer.link:
                notes.setdefault(code, []).append(Note(answer.note, answer.link))
    return {code: tuple(sorted(found, key=lambda one: (one.text, one.link))) for code, found in notes.items()}


def agreed_beside(facts: AssessmentFacts) -> Mapping[str, Agreed]:
    """No SQL statement for an assessment that was not rated together."""
    return agreed_in(facts.pk) if facts.is_rated_together else NOTHING_AGREED


def agreed_in(assessment_pk: int) -> dict[str, Agreed]:
    rows = Agreement.objects.filter(assessment=assessment_pk).values_list(
        "statement", "could_not_agree", "why"
    )
    return {statement: Agreed(could_not_agree, why) for statement, could_not_agree, why in rows}
