"""Who belongs to an innovation: invitations and their answers, roles, the lead, leaving and removing.

A link's key is made here, mailed, and kept as its hash alone. The record of acts names people and invitations by
number and never by address.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from assessments import letters
from assessments.actions.audit import record
from assessments.actions.outbox import post
from assessments.actions.rounds import join_round, leave_round
from assessments.errors import AnotherGuestHere, ChangedMeanwhile, NoLongerWaits, NotAllowed
from assessments.framework.load import latest_version, load_framework
from assessments.models import Guest, Innovation, Invitation, Membership, Person, Role
from assessments.models.keys import hash_of, new_key
from assessments.models.team import OPEN
from assessments.permissions import SYSTEM, Actor, can_rate, check_can_invite, check_can_leave
from assessments.queries.team import (
    InvitationFacts,
    Invited,
    TeamFacts,
    TeamMember,
    addresses_in,
    open_round_of,
)

CHANGED = "Someone changed this team since you opened the page. Look at it again."
LINKED = re.compile(r"://|@|\.(?=[^\W\d])")


@dataclass(frozen=True, slots=True)
class Proposal:
    """An address, in lower case, and the role that is offered to it."""

    email: str
    role: Role


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation on its way, with the key of its link, which stands in the letter and nowhere else."""

    email: str
    role: Role
    key: str
    expires_at: dt.datetime


# --- The lead's acts: inviting


@transaction.atomic
def invite(team: TeamFacts, proposals: Sequence[Proposal], *, by: Actor, days: int) -> None:
    """All of them or none. Raises ChangedMeanwhile when one belongs to the team, or waits, by now."""
    check_can_invite(team.standing)
    _lock(team.pk)
    if addresses_in(team.pk).keys() & {proposal.email for proposal in proposals}:
        raise ChangedMeanwhile(CHANGED)
    now = timezone.now()
    offers = [Offer(one.email, one.role, new_key(), now + dt.timedelta(days=days)) for one in proposals]
    made = Invitation.objects.bulk_create(
        Invitation(
            innovation_id=team.pk,
            email=offer.email,
            role=offer.role,
            key_hash=hash_of(offer.key),
            sent_at=now,
            expires_at=offer.expires_at,
            invited_by_id=by.person_id,
        )
        for offer in offers
    )
    _mail(team, offers, by=by)
    for invitation in made:
        _recorded("team.invite", team, by, after=f"invitation:{invitation.pk} as {invitation.role}")


@transaction.atomic
def send_again(team: TeamFacts, invited: Invited, *, by: Actor, days: int) -> None:
    """With a new link: the old one no longer works, and the time begins anew."""
    check_can_invite(team.standing)
    invitation = _lock_waiting(team, invited)
    now = timezone.now()
    offer = Offer(invitation.email, Role(invitation.role), new_key(), now + dt.timedelta(days=days))
    invitation.key_hash, invitation.sent_at, invitation.expires_at = hash_of(offer.key), now, offer.expires_at
    invitation.save(update_fields=["key_hash", "sent_at", "expires_at"])
    _mail(team, [offer], by=by)
    _recorded("team.invite_again", team, by, after=f"invitation:{invitation.pk}")


@transaction.atomic
def withdraw(team: TeamFacts, invited: Invited, *, by: Actor) -> None:
    check_can_invite(team.standing)
    invitation = _lock_waiting(team, invited)
    _close(invitation)
    _recorded("team.withdraw", team, by, before=f"invitation:{invitation.pk}")


def letter_to_invite(
    team: TeamFacts, invitation: Offer, *, invited_by: str, closes_on: dt.date | None
) -> letters.Letter:
    """What someone who is invited gets to read. The page on which people are invited shows it before it is sent."""
    facts = {
        "innovation": _unlinked(team.name),
        "invited_by": _unlinked(invited_by),
        "role": invitation.role.value,
        "statements": len(load_framework(latest_version()).statements),
        "closes_on": closes_on,
        "link": letters.at_site("join", invitation.key),
        "expires_at": invitation.expires_at,
    }
    return letters.write("invitation", to=invitation.email, facts=facts)


def _mail(team: TeamFacts, invitations: Sequence[Offer], *, by: Actor) -> None:
    open_round = open_round_of(team.pk)
    closes_on = open_round.closes_on if open_round else None
    post(*(letter_to_invite(team, one, invited_by=by.name, closes_on=closes_on) for one in invitations))


def _unlinked(name: str) -> str:
    """A name in one line, without what a mail program would make a link of: names are what somebody typed."""
    return " ".join(LINKED.sub(" ", name).split())


# --- The lead's acts: roles


@transaction.atomic
def change_role(team: TeamFacts, member: TeamMember, role: Role, *, by: Actor) -> None:
    """To any role but the lead's. Raises ChangedMeanwhile when they have left, or lead, by now."""
    check_can_invite(team.standing)
    if role is Role.LEAD:
        raise NotAllowed("The lead is handed over, and not given as a role.")
    if not _place_of(team, member).update(role=role):
        raise ChangedMeanwhile(CHANGED)
    if can_rate(role):
        join_round(team.pk, by=by, person_id=member.person_id)
    _recorded(
        "team.change_role", team, by, before=_named(member), after=f"person:{member.person_id} as {role}"
    )


@transaction.atomic
def hand_over(team: TeamFacts, member: TeamMember, *, by: Actor) -> None:
    """One leads and the other edits from now on. Raises ChangedMeanwhile when either has moved meanwhile."""
    check_can_invite(team.standing)
    _lock(team.pk)
    mine = Membership.objects.filter(innovation=team.pk, person=by.person_id, role=Role.LEAD)
    if not mine.update(role=Role.EDITOR) or not _place_of(team, member).update(role=Role.LEAD):
        raise ChangedMeanwhile(CHANGED)
    join_round(team.pk, by=by, person_id=member.person_id)
    _tell_the_new_lead(team, member, by=by)
    _recorded("team.hand_over", team, by, before=f"person:{by.person_id}", after=f"person:{member.person_id}")


def _tell_the_new_lead(team: TeamFacts, member: TeamMember, *, by: Actor) -> None:
    """It is theirs from now on, and nobody asked them here."""
    (email,) = Person.objects.filter(pk=member.person_id).values_list("email", flat=True)
    facts = {"innovation": _unlinked(team.name), "handed_over_by": _unlinked(by.name), "team": team.id}
    post(letters.write("lead", to=email, facts=facts))


@transaction.atomic
def remove_member(team: TeamFacts, member: TeamMember, *, by: Actor) -> None:
    """Takes effect with their next request. A blind view that they finished stays in its round."""
    check_can_invite(team.standing)
    if not _place_of(team, member).delete()[0]:
        raise ChangedMeanwhile(CHANGED)
    leave_round(team.pk, person_id=member.person_id)
    _recorded("team.remove", team, by, before=_named(member))


@transaction.atomic
def remove_guest(team: TeamFacts, guest: Invited, *, by: Actor) -> None:
    """The same for someone without an account. Their address is forgotten."""
    check_can_invite(team.standing)
    invitation = Invitation.objects.get(innovation=team.pk, public_id=guest.id)
    for guest_pk in Guest.objects.filter(invitation=invitation).values_list("pk", flat=True):
        leave_round(team.pk, guest_id=guest_pk)
    Guest.objects.filter(invitation=invitation).update(expires_at=timezone.now())
    Invitation.objects.filter(pk=invitation.pk).update(email="")
    _recorded("team.remove", team, by, before=f"guest of invitation:{invitation.pk}")


@transaction.atomic
def leave(team: TeamFacts, *, by: Actor) -> None:
    check_can_leave(team.standing)
    mine = Membership.objects.filter(innovation=team.pk, person=by.person_id).exclude(role=Role.LEAD)
    if not mine.delete()[0]:
        raise ChangedMeanwhile(CHANGED)
    leave_round(team.pk, person_id=by.person_id)
    _recorded("team.leave", team, by, before=f"person:{by.person_id} as {team.standing}")


# --- The acts of whoever was invited


@transaction.atomic
def accept(invitation: InvitationFacts, *, by: Actor) -> None:
    """As a person, signed in with the address that was invited. Who belongs to the team already keeps their role.

    Raises NotAllowed; NoLongerWaits when it has been answered, withdrawn or has expired.
    """
    row = _lock_to_answer(invitation)
    if by.person_id is None or not Person.objects.filter(pk=by.person_id, email=row.email).exists():
        raise NotAllowed("Sign in with the email address that the invitation was sent to.")
    _close(row, accepted_by=by.person_id)
    place, _ = Membership.objects.get_or_create(
        innovation_id=invitation.innovation_pk,
        person_id=by.person_id,
        defaults={"role": row.role, "added_by_id": row.invited_by_id},
    )
    if can_rate(place.role):
        join_round(invitation.innovation_pk, by=by, person_id=by.person_id)
    _answered("team.join", invitation, by, after=f"person:{by.person_id} as {place.role}")


@transaction.atomic
def accept_as_guest(invitation: InvitationFacts, *, by: Actor, held_key: str, days: int) -> str:
    """To rate, without an account. Gives the key for the browser's cookie: the one it holds, if that is a guest's.

    Raises NotAllowed, NoLongerWaits; AnotherGuestHere when this browser's key rates here already.
    """
    _lock(invitation.innovation_pk)  # or one browser might take two places at once
    row = _lock_to_answer(invitation)
    if row.role != Role.RATER:
        raise NotAllowed("Sign in to accept: only raters need no account.")
    key = _key_for(held_key, invitation.innovation_pk)
    now = timezone.now()
    row.accepted_at = now
    row.save(
        update_fields=["accepted_at"]
    )  # the address stays while the guest may come, for the lead to know them
    guest = Guest.objects.create(
        innovation_id=invitation.innovation_pk,
        invitation=row,
        key_hash=hash_of(key),
        expires_at=now + dt.timedelta(days=days),
    )
    guest_actor = _as_guest(by, row)
    join_round(invitation.innovation_pk, by=guest_actor, guest_id=guest.pk)
    _answered("team.join", invitation, guest_actor)
    return key


def _key_for(held_key: str, innovation_pk: int) -> str:
    """One key for all innovations that a browser rates, but one place in each."""
    held = Guest.objects.filter(key_hash=hash_of(held_key), expires_at__gt=timezone.now())
    places = set(held.values_list("innovation_id", flat=True))
    if innovation_pk in places:
        raise AnotherGuestHere("Someone rates this innovation in this browser already.")
    return held_key if places else new_key()


@transaction.atomic
def decline(invitation: InvitationFacts, *, by: Actor) -> None:
    row = _lock_to_answer(invitation)
    _close(row)
    _answered("team.decline", invitation, by if by.person_id else _as_guest(by, row))


# --- Tidying up


@transaction.atomic
def purge_invitations(*, days: int) -> int:
    """Forgets the addresses of guests who may come no more, and of invitations that expired so many days ago."""
    now = timezone.now()
    gone = Invitation.objects.exclude(email="").filter(guest__expires_at__lte=now)
    stale = Invitation.objects.filter(OPEN, expires_at__lte=now - dt.timedelta(days=days))
    count = gone.update(email="") + stale.update(email="", withdrawn_at=now)
    if count:
        record(SYSTEM, "team.purge", "invitations", after=f"{count} addresses forgotten")
    return count


# --- What they share


def _lock(innovation_pk: int) -> None:
    """One change to a team's places at a time, where a change looks at more than one of them."""
    Innovation.objects.select_for_update().filter(pk=innovation_pk).first()


def _lock_waiting(team: TeamFacts, invited: Invited) -> Invitation:
    return _locked(Invitation.objects.filter(OPEN, innovation=team.pk, public_id=invited.id))


def _lock_to_answer(invitation: InvitationFacts) -> Invitation:
    return _locked(Invitation.objects.filter(OPEN, pk=invitation.pk, expires_at__gt=timezone.now()))


def _locked(rows: QuerySet[Invitation]) -> Invitation:
    invitation = rows.select_for_update().first()
    if invitation is None:
        raise NoLongerWaits("This invitation has been answered, withdrawn or has expired.")
    return invitation


def _as_guest(by: Actor, invitation: Invitation) -> Actor:
    """Whoever holds the link acts for whom it was sent to, whoever else this browser knows."""
    return Actor(guest_key_hash=invitation.key_hash, request_id=by.request_id)


def _close(invitation: Invitation, *, accepted_by: int | None = None) -> None:
    """Answered or withdrawn: from then on it needs no address."""
    invitation.email = ""
    if accepted_by is None:
        invitation.withdrawn_at = timezone.now()
    else:
        invitation.accepted_at, invitation.accepted_by_id = timezone.now(), accepted_by
    invitation.save(update_fields=["email", "withdrawn_at", "accepted_at", "accepted_by"])


def _place_of(team: TeamFacts, member: TeamMember) -> QuerySet[Membership]:
    """Their place, unless they lead by now: the lead's is only handed over."""
    return Membership.objects.filter(innovation=team.pk, public_id=member.id).exclude(role=Role.LEAD)


def _named(member: TeamMember) -> str:
    return f"person:{member.person_id} as {member.role}"


def _recorded(action: str, team: TeamFacts, by: Actor, *, before: str = "", after: str = "") -> None:
    record(by, action, f"innovation:{team.id}", before=before, after=after)


def _answered(action: str, invitation: InvitationFacts, by: Actor, *, after: str = "") -> None:
    subject = f"innovation:{invitation.innovation_id}"
    record(by, action, subject, before=f"invitation:{invitation.pk}", after=after)
