"""What pages know about the people of an innovation: its members, its guests, and who has been invited."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from assessments.errors import NotFound
from assessments.models import Innovation, Invitation, Membership, Person, RatingRound, Role
from assessments.models.keys import hash_of
from assessments.models.team import OPEN
from assessments.permissions import Actor, can_meet, can_rate


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """An innovation whose team it is, and how the asker belongs to it."""

    pk: int
    id: uuid.UUID
    name: str
    standing: str


@dataclass(frozen=True, slots=True)
class TeamMember:
    id: uuid.UUID
    person_id: int
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Invited:
    """Someone who has not answered yet, or a guest: then `expires_at` says how long they may come."""

    id: uuid.UUID
    email: str
    role: Role
    sent_at: dt.datetime
    expires_at: dt.datetime
    is_guest: bool

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()


@dataclass(frozen=True, slots=True)
class TeamPeople:
    members: tuple[TeamMember, ...]
    guests: tuple[Invited, ...]
    waiting: tuple[Invited, ...]


class Known(StrEnum):
    """Why an address cannot be invited."""

    BELONGS = "belongs"
    WAITS = "waits"


class InvitationState(StrEnum):
    """What became of an invitation."""

    WAITS = "waits"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """An invitation as whoever holds its link, or was sent it, may know it. It holds no address.

    `is_mine`: it was sent to the address that the asker is signed in with. `is_taken_by_me`: it was the asker who
    accepted it, as a person or as a guest in this browser, and they still belong to the team.
    """

    pk: int
    id: uuid.UUID
    innovation_pk: int
    innovation_id: uuid.UUID
    innovation_name: str
    role: Role
    state: InvitationState
    expires_at: dt.datetime
    invited_by: str
    lead: str
    is_mine: bool
    is_taken_by_me: bool


@dataclass(frozen=True, slots=True)
class OpenRound:
    assessment_id: uuid.UUID
    closes_on: dt.date | None


# --- The team as its members see it


def get_team(actor: Actor, innovation_id: uuid.UUID) -> TeamFacts:
    """For its members. Raises NotFound when it is not there or the asker does not belong to it. One SQL statement."""
    return _find_team(actor, innovation_id, can_meet)


def get_joined(actor: Actor, innovation_id: uuid.UUID) -> TeamFacts:
    """For whoever gives a view of their own, guests included. Raises NotFound. One SQL statement."""
    return _find_team(actor, innovation_id, can_rate)


def rated_by(actor: Actor) -> tuple[TeamFacts, ...]:
    """The innovations that the asker is there to rate, and does not see. One SQL statement."""
    rows = Membership.objects.filter(person=actor.person_id, role=Role.RATER).order_by("-innovation")
    columns = rows.values_list("innovation_id", "innovation__public_id", "innovation__name", "role")
    return tuple(TeamFacts(*row) for row in columns)


def _find_team(actor: Actor, innovation_id: uuid.UUID, may: Callable[[str], bool]) -> TeamFacts:
    rows = Innovation.objects.reachable_by(actor).filter(public_id=innovation_id)
    row = rows.values_list("pk", "public_id", "name", "standing").first()
    if row is None or not may(row[-1]):
        raise NotFound("There is no such innovation.")
    return TeamFacts(*row)


def people_in(team: TeamFacts) -> TeamPeople:
    """Members, the lead first and then by name; guests and waiting invitations by address. Two SQL statements."""
    rows = _columns(_invited(team.pk).order_by("email", "pk"))
    return TeamPeople(
        members=tuple(
            sorted(_members(team), key=lambda one: (one.role is not Role.LEAD, one.name.casefold()))
        ),
        guests=tuple(one for one in rows if one.is_guest),
        waiting=tuple(one for one in rows if not one.is_guest),
    )


def get_member(team: TeamFacts, member_id: uuid.UUID) -> TeamMember:
    """Anyone but the lead, whose place is only ever handed over. Raises NotFound. One SQL statement."""
    found = [one for one in _members(team, public_id=member_id) if one.role is not Role.LEAD]
    if not found:
        raise NotFound("There is no such person in this team.")
    return found[0]


def get_waiting(team: TeamFacts, invitation_id: uuid.UUID) -> Invited:
    """Raises NotFound when there is none, or it has been answered. One SQL statement."""
    return _get_invited(team, invitation_id, is_guest=False)


def get_guest(team: TeamFacts, invitation_id: uuid.UUID) -> Invited:
    """By the invitation that they accepted. Raises NotFound. One SQL statement."""
    return _get_invited(team, invitation_id, is_guest=True)


def addresses_in(innovation_pk: int) -> dict[str, Known]:
    """The addresses that need no invitation to this innovation, and why. Two SQL statements."""
    invited = _invited(innovation_pk).values_list("email", "accepted_at")
    members = Membership.objects.filter(innovation=innovation_pk).values_list("person__email", flat=True)
    known = {email: Known.BELONGS if accepted_at else Known.WAITS for email, accepted_at in invited}
    return known | dict.fromkeys(members, Known.BELONGS)


def open_round_of(innovation_pk: int) -> OpenRound | None:
    """The round of the unfinished assessment, while people rate. One SQL statement."""
    rows = RatingRound.objects.filter(
        assessment__innovation=innovation_pk, assessment__submitted_at=None, closed_at=None
    )
    row = rows.values_list("assessment__public_id", "closes_on").first()
    return OpenRound(*row) if row else None


def last_rated(innovation_pk: int) -> uuid.UUID | None:
    """The newest assessment that people rate, or have rated, together. One SQL statement."""
    rows = RatingRound.objects.filter(assessment__innovation=innovation_pk).order_by("-assessment__number")
    return rows.values_list("assessment__public_id", flat=True).first()


def _members(team: TeamFacts, **condition: object) -> list[TeamMember]:
    rows = Membership.objects.filter(innovation=team.pk, **condition)
    columns = rows.values_list("public_id", "person_id", "person__name", "role")
    return [TeamMember(key, person_id, name, Role(role)) for key, person_id, name, role in columns]


def _invited(innovation_pk: int) -> QuerySet[Invitation]:
    """Those that wait for an answer, and those whose guest may still come."""
    may_come = Q(guest__expires_at__gt=timezone.now())
    return Invitation.objects.filter(OPEN | may_come, innovation=innovation_pk)


def _columns(rows: QuerySet[Invitation]) -> tuple[Invited, ...]:
    columns = rows.values_list("public_id", "email", "role", "sent_at", "expires_at", "guest__expires_at")
    return tuple(
        Invited(key, email, Role(role), sent_at, guest_until or expires_at, is_guest=bool(guest_until))
        for key, email, role, sent_at, expires_at, guest_until in columns
    )


def _get_invited(team: TeamFacts, invitation_id: uuid.UUID, *, is_guest: bool) -> Invited:
    rows = _columns(_invited(team.pk).filter(public_id=invitation_id))
    if not rows or rows[0].is_guest is not is_guest:
        raise NotFound("There is no such invitation.")
    return rows[0]


# --- An invitation as whoever was sent it sees it


def get_by_key(actor: Actor, key: str) -> InvitationFacts:
    """By the key in its link. Raises NotFound for a key that is no invitation's, or no longer. One SQL statement."""
    return _get_invitation(actor, Invitation.objects.filter(key_hash=hash_of(key)))


def get_sent_to(actor: Actor, invitation_id: uuid.UUID) -> InvitationFacts:
    """By its id, for whoever is signed in with the address it was sent to, or has accepted it. One SQL statement."""
    facts = _get_invitation(actor, Invitation.objects.filter(public_id=invitation_id))
    if not facts.is_mine and not facts.is_taken_by_me:
        raise NotFound(NO_INVITATION)
    return facts


def waiting_for(actor: Actor) -> tuple[InvitationFacts, ...]:
    """What was sent to the address that the asker is signed in with, and has no answer yet. One SQL statement."""
    rows = Invitation.objects.filter(
        OPEN, email__in=_myself(actor).values("email"), expires_at__gt=timezone.now()
    )
    return _invitations(actor, rows)


NO_INVITATION = "There is no such invitation."


def _myself(actor: Actor) -> QuerySet[Person]:
    if actor.person_id is None:
        return Person.objects.none()
    return Person.objects.filter(pk=actor.person_id)


def _get_invitation(actor: Actor, rows: QuerySet[Invitation]) -> InvitationFacts:
    found = _invitations(actor, rows)
    if not found:
        raise NotFound(NO_INVITATION)
    return found[0]


def _invitations(actor: Actor, rows: QuerySet[Invitation]) -> tuple[InvitationFacts, ...]:
    places = Membership.objects.filter(innovation=OuterRef("innovation"))
    known = rows.annotate(
        lead=Subquery(places.filter(role=Role.LEAD).values("person__name")[:1]),
        is_member=Exists(places.filter(person=actor.person_id)),
        is_mine=Exists(_myself(actor).filter(email=OuterRef("email"))),
    )
    columns = known.order_by("sent_at").values(
        "pk",
        "public_id",
        "innovation_id",
        "innovation__public_id",
        "innovation__name",
        "role",
        "expires_at",
        "accepted_at",
        "accepted_by_id",
        "withdrawn_at",
        "invited_by__name",
        "guest__key_hash",
        "guest__expires_at",
        "lead",
        "is_mine",
        "is_member",
    )
    return tuple(_invitation(actor, row) for row in columns)


def _invitation(actor: Actor, row: Mapping[str, Any]) -> InvitationFacts:
    is_my_guest = (
        bool(actor.guest_key_hash)
        and row["guest__key_hash"] == actor.guest_key_hash
        and row["guest__expires_at"] > timezone.now()
    )
    is_me = row["is_member"] and row["accepted_by_id"] == actor.person_id
    return InvitationFacts(
        pk=row["pk"],
        id=row["public_id"],
        innovation_pk=row["innovation_id"],
        innovation_id=row["innovation__public_id"],
        innovation_name=row["innovation__name"],
        role=Role(row["role"]),
        state=_state(row),
        expires_at=row["expires_at"],
        invited_by=row["invited_by__name"] or "",
        lead=row["lead"] or "",
        is_mine=row["is_mine"],
        is_taken_by_me=is_me or is_my_guest,
    )


def _state(row: Mapping[str, Any]) -> InvitationState:
    if row["accepted_at"]:
        return InvitationState.ACCEPTED
    if row["withdrawn_at"]:
        return InvitationState.WITHDRAWN
    return InvitationState.EXPIRED if row["expires_at"] <= timezone.now() else InvitationState.WAITS
