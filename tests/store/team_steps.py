"""What the tests of a team share: finding an invitation or a place as those see it whom it concerns, and the record."""

from assessments.actions import team as act
from assessments.models import (
    AuditEvent,
    Innovation,
    Membership,
)
from assessments.permissions import Actor
from assessments.queries.team import (
    InvitationFacts,
    Invited,
    TeamFacts,
    TeamMember,
    get_by_key,
    get_member,
    get_waiting,
)
from tests.factories import Sent

NINA = "nina@example.org"
NOBODY = Actor(request_id="a-request")


def as_seen_by(actor: Actor, sent: Sent) -> InvitationFacts:
    return get_by_key(actor, sent.key)


def member(team_facts: TeamFacts, person: object) -> TeamMember:
    return get_member(team_facts, Membership.objects.get(innovation=team_facts.pk, person=person).public_id)


def waiting(team_facts: TeamFacts, sent: Sent) -> Invited:
    return get_waiting(team_facts, sent.row.public_id)


def accepted_as_guest(sent: Sent, *, held_key: str = "", by: Actor = NOBODY) -> str:
    return act.accept_as_guest(as_seen_by(by, sent), by=by, held_key=held_key, days=90)


def roles(innovation: Innovation) -> dict[str, str]:
    return dict(Membership.objects.filter(innovation=innovation).values_list("person__name", "role"))


def last_event() -> tuple[str, str, str, str]:
    row = AuditEvent.objects.latest("pk")
    return row.action, row.actor_kind, row.before, row.after
