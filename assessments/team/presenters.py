"""What the pages about the people of an innovation show."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from assessments.actions.team import Offer, Proposal, letter_to_invite
from assessments.letters import Letter
from assessments.models.vocabulary import Role
from assessments.permissions import Actor, can_invite, can_leave, can_see
from assessments.queries.team import (
    InvitationFacts,
    InvitationState,
    Invited,
    OpenRound,
    TeamFacts,
    TeamMember,
    TeamPeople,
)
from assessments.ui.jinja import day

WHAT_THEY_DO = {
    Role.LEAD: "Lead: answers, submits, invites people and opens rating",
    Role.EDITOR: "Editor: answers and submits with the team",
    Role.RATER: "Rater: gives their own view, without seeing anyone else’s",
    Role.VIEWER: "Viewer: reads, and changes nothing",
}
AS_A = {Role.LEAD: "the lead", Role.EDITOR: "an editor", Role.RATER: "a rater", Role.VIEWER: "a viewer"}
FOR_EXAMPLE = "name@example.org"


@dataclass(frozen=True, slots=True)
class Action:
    """`hidden`: words for screen readers, so that no two links read alike."""

    text: str
    href: str
    hidden: str


@dataclass(frozen=True, slots=True)
class Row:
    """Someone in a list. `key` is what they are called here."""

    key: str
    value: str
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """`others`: about people of whom this member learns no more. `rate_href`: where they give their own view."""

    team: TeamFacts
    innovation_href: str
    members: tuple[Row, ...]
    guests: tuple[Row, ...]
    waiting: tuple[Row, ...]
    others: str
    is_alone: bool
    may_invite: bool
    may_leave: bool
    rate_href: str


def people_page(
    team: TeamFacts, people: TeamPeople, open_round: OpenRound | None, *, me: Actor
) -> PeoplePage:
    leads = can_invite(team.standing)
    return PeoplePage(
        team=team,
        innovation_href=reverse("innovation", args=[team.id]) if can_see(team.standing) else "",
        members=tuple(_member(team, one, me=me) for one in people.members),
        guests=tuple(_guest(team, one) for one in people.guests) if leads else (),
        waiting=tuple(_waiting(team, one) for one in people.waiting) if leads else (),
        others="" if leads else _others(people),
        is_alone=len(people.members) == 1 and not people.guests and not people.waiting,
        may_invite=leads,
        may_leave=can_leave(team.standing),
        rate_href=rate_href(open_round),
    )


def _member(team: TeamFacts, member: TeamMember, *, me: Actor) -> Row:
    name = f"{member.name} (you)" if member.person_id == me.person_id else member.name
    may_change = can_invite(team.standing) and member.role is not Role.LEAD
    return Row(name, WHAT_THEY_DO[member.role], _member_actions(team, member) if may_change else ())


def _member_actions(team: TeamFacts, member: TeamMember) -> tuple[Action, ...]:
    def href(name: str) -> str:
        return reverse(name, args=[team.id, member.id])

    return (
        Action("Change role", href("people_role"), f"of {member.name}"),
        Action("Hand over the lead", href("people_lead"), f"to {member.name}"),
        Action("Remove", href("people_remove"), member.name),
    )


def _guest(team: TeamFacts, guest: Invited) -> Row:
    href = reverse("people_remove_guest", args=[team.id, guest.id])
    return Row(guest.email, "Rater without an account", (Action("Remove", href, guest.email),))


def _waiting(team: TeamFacts, invited: Invited) -> Row:
    def href(name: str) -> str:
        return reverse(name, args=[team.id, invited.id])

    actions = (
        Action("Send again", href("people_resend"), f"to {invited.email}"),
        Action("Withdraw", href("people_withdraw"), f"the invitation to {invited.email}"),
    )
    return Row(invited.email, _waits_until(invited), actions)


def _waits_until(invited: Invited) -> str:
    until = "has expired" if invited.has_expired else f"until {day(invited.expires_at)}"
    return f"As {as_a(invited.role)}. Sent {day(invited.sent_at)}, {until}"


def _others(people: TeamPeople) -> str:
    parts = [
        _counted(len(people.guests), "rates without an account", "rate without an account"),
        _counted(
            len(people.waiting),
            "has been invited and not answered yet",
            "have been invited and not answered yet",
        ),
    ]
    return " ".join(part for part in parts if part)


def _counted(number: int, one: str, many: str) -> str:
    if not number:
        return ""
    return f"1 person {one}." if number == 1 else f"{number} people {many}."


def as_a(role: Role) -> str:
    return AS_A[role]


def rate_href(open_round: OpenRound | None) -> str:
    """Where the open round is rated; nothing while there is none."""
    return reverse("rate", args=[open_round.assessment_id]) if open_round else ""


# --- Inviting


@dataclass(frozen=True, slots=True)
class InvitePage:
    team: TeamFacts
    previews: tuple[tuple[str, Letter], ...]
    days: int


def invite_page(team: TeamFacts, open_round: OpenRound | None, *, me: Actor) -> InvitePage:
    expires_at = timezone.now() + dt.timedelta(days=settings.INVITATION_DAYS)
    closes_on = open_round.closes_on if open_round else None
    letters = tuple(
        (
            as_a(role),
            letter_to_invite(
                team,
                Offer(FOR_EXAMPLE, role, "a-link-of-their-own", expires_at),
                invited_by=me.name,
                closes_on=closes_on,
            ),
        )
        for role in (Role.RATER, Role.EDITOR, Role.VIEWER)
    )
    return InvitePage(team, letters, settings.INVITATION_DAYS)


def sent_to(proposals: Sequence[Proposal]) -> str:
    return (
        "We have sent the invitation."
        if len(proposals) == 1
        else f"We have sent {len(proposals)} invitations."
    )


# --- Asking once more


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """A question, what follows from yes, and the button that says yes."""

    team: TeamFacts
    heading: str
    sentences: tuple[str, ...]
    button: str
    variant: str = "warning"


STAYS = (
    "What was answered for the team stays. A view of their own stays too, without a name, if it was finished; "
    "otherwise it is deleted."
)


def confirm_leaving(team: TeamFacts) -> ConfirmPage:
    sentences = (
        "You will no longer see anything of it. To come back, you need a new invitation.",
        "What you answered for the team stays. A view of your own stays too, without a name, if you have finished "
        "it; otherwise it is deleted.",
    )
    return ConfirmPage(team, f"Leave the team of {team.name}?", sentences, "Leave this team")


def confirm_handing_over(team: TeamFacts, member: TeamMember) -> ConfirmPage:
    sentences = (
        f"{member.name} can then invite and remove people, open and close rating, and hand over the lead in turn.",
        "You become an editor. Only they can give you the lead back.",
    )
    return ConfirmPage(team, f"Hand over the lead to {member.name}?", sentences, "Hand over the lead")


def confirm_removing(team: TeamFacts, member: TeamMember) -> ConfirmPage:
    sentences = (
        "They will no longer see anything of it, at once. To come back, they need a new invitation.",
        STAYS,
    )
    return ConfirmPage(team, f"Remove {member.name} from this team?", sentences, "Remove from this team")


def confirm_removing_guest(team: TeamFacts, guest: Invited) -> ConfirmPage:
    sentences = (
        f"{guest.email} can no longer rate, at once. To come back, they need a new invitation.",
        STAYS,
        "We forget their address.",
    )
    return ConfirmPage(team, "Remove this guest?", sentences, "Remove from this team")


def confirm_sending_again(team: TeamFacts, invited: Invited) -> ConfirmPage:
    days = settings.INVITATION_DAYS
    sentences = (f"{invited.email} gets a new link for {days} days. The link they have stops working.",)
    return ConfirmPage(team, "Send this invitation again?", sentences, "Send again", variant="")


def confirm_withdrawing(team: TeamFacts, invited: Invited) -> ConfirmPage:
    sentences = (f"The link that we sent to {invited.email} stops working, and we forget the address.",)
    return ConfirmPage(team, "Withdraw this invitation?", sentences, "Withdraw the invitation")


# --- The page behind the link


@dataclass(frozen=True, slots=True)
class JoinPage:
    """`signed_in_as`: an address, or nothing. `account_next`: where to go on after signing in, without the key."""

    invited_by: str
    innovation: str
    role: Role
    as_a: str
    expires_at: dt.datetime
    signed_in_as: str
    is_mine: bool
    is_for_guests: bool
    account_next: str
    path: str

    @property
    def may_accept(self) -> bool:
        return self.is_mine or (self.is_for_guests and not self.signed_in_as)


def join_page(invitation: InvitationFacts, *, signed_in_as: str, path: str) -> JoinPage:
    return JoinPage(
        invited_by=invitation.invited_by,
        innovation=invitation.innovation_name,
        role=invitation.role,
        as_a=as_a(invitation.role),
        expires_at=invitation.expires_at,
        signed_in_as=signed_in_as,
        is_mine=invitation.is_mine,
        is_for_guests=invitation.role is Role.RATER,
        account_next=reverse("join_invited", args=[invitation.id]),
        path=path,
    )


OVER = {
    InvitationState.EXPIRED: ("This invitation has expired", "An invitation works for {} days."),
    InvitationState.WITHDRAWN: ("This invitation is closed", "It was withdrawn, or someone said no to it."),
    InvitationState.ACCEPTED: ("This invitation has been used", "An invitation works once."),
}


@dataclass(frozen=True, slots=True)
class OverPage:
    heading: str
    why: str
    ask: str
    innovation: str
    was_used: bool


def over_page(invitation: InvitationFacts) -> OverPage:
    heading, why = OVER.get(invitation.state, ("", ""))
    return OverPage(
        heading=heading,
        why=why.format(settings.INVITATION_DAYS),
        ask=invitation.lead or "the person who invited you",
        innovation=invitation.innovation_name,
        was_used=invitation.state is InvitationState.ACCEPTED,
    )


def welcome(invitation: InvitationFacts) -> str:
    return f"You have joined the team of {invitation.innovation_name} as {as_a(invitation.role)}."
