"""Accepting an invitation, with an account or without, and saying no to it."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from assessments.actions import team as act
from assessments.errors import AnotherGuestHere, NoLongerWaits, NotAllowed
from assessments.models import (
    Guest,
    Innovation,
    Invitation,
    Membership,
    Rater,
    RatingRound,
    Role,
)
from assessments.models.keys import hash_of
from assessments.permissions import Actor
from assessments.queries.team import (
    TeamFacts,
)
from tests.factories import Sent, invite
from tests.people import Team, a_guest
from tests.store.team_steps import (
    NINA,
    NOBODY,
    accepted_as_guest,
    as_seen_by,
    last_event,
    member,
    roles,
)

# --- Answering --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.RATER, Role.EDITOR, Role.VIEWER])
def test_accepting_makes_a_member_in_the_role_that_was_offered(
    role: Role, team: Team, alice: Actor, nina: Actor
) -> None:
    sent = invite(team.innovation, NINA, role, by=alice)

    act.accept(as_seen_by(nina, sent), by=nina)

    place, row = Membership.objects.get(person=nina.person_id), Invitation.objects.get()
    assert (place.innovation, place.role, place.added_by) == (team.innovation, role, team.alice)
    assert (row.email, row.accepted_by_id, row.withdrawn_at) == ("", nina.person_id, None)
    assert last_event() == (
        "team.join",
        "person",
        f"invitation:{row.pk}",
        f"person:{nina.person_id} as {role}",
    )


def test_an_invitation_is_accepted_once(sent: Sent, nina: Actor) -> None:
    seen = as_seen_by(nina, sent)
    act.accept(seen, by=nina)

    with pytest.raises(NoLongerWaits):
        act.accept(seen, by=nina)

    assert Membership.objects.filter(person=nina.person_id).count() == 1


def test_only_the_address_that_was_invited_may_accept(sent: Sent, charlie: Actor) -> None:
    for actor in (charlie, NOBODY):
        with pytest.raises(NotAllowed):
            act.accept(replace(as_seen_by(actor, sent), is_mine=True), by=actor)

    assert Invitation.objects.get().accepted_at is None


def test_what_has_expired_is_no_longer_accepted(sent: Sent, nina: Actor) -> None:
    seen = as_seen_by(nina, sent)
    Invitation.objects.update(sent_at=timezone.now() - dt.timedelta(days=15), expires_at=timezone.now())

    for answer_it in (
        lambda: act.accept(seen, by=nina),
        lambda: act.decline(seen, by=nina),
        lambda: accepted_as_guest(sent),
    ):
        with pytest.raises(NoLongerWaits):
            answer_it()


def test_who_was_added_otherwise_meanwhile_keeps_their_role(team: Team, sent: Sent, nina: Actor) -> None:
    Membership.objects.create(innovation=team.innovation, person_id=nina.person_id, role=Role.EDITOR)

    act.accept(as_seen_by(nina, sent), by=nina)

    assert roles(team.innovation)["Nina New"] == "editor"
    assert last_event()[3] == f"person:{nina.person_id} as editor"


def test_a_rater_accepts_without_an_account_and_their_browser_gets_a_key(team: Team, sent: Sent) -> None:
    key = accepted_as_guest(sent)

    guest, row = Guest.objects.get(), Invitation.objects.get()
    assert (guest.innovation, guest.invitation, guest.key_hash) == (team.innovation, row, hash_of(key))
    assert (guest.expires_at - timezone.now()).days == 89
    assert (row.email, row.accepted_by) == (NINA, None)  # the lead must know whose view it is to be
    assert last_event() == ("team.join", "guest", f"invitation:{row.pk}", "")
    assert len(key) == 43
    assert key != sent.key


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_only_a_rater_needs_no_account(role: Role, team: Team, alice: Actor) -> None:
    sent = invite(team.innovation, NINA, role, by=alice)

    with pytest.raises(NotAllowed, match="Sign in"):
        accepted_as_guest(sent)

    assert not Guest.objects.exists()


def test_one_browser_keeps_one_key_for_all_that_it_rates(team: Team, alice: Actor, sent: Sent) -> None:
    other = Innovation.objects.create(name="Another")
    Membership.objects.create(innovation=other, person=team.alice, role=Role.LEAD)
    key = accepted_as_guest(sent)

    assert accepted_as_guest(invite(other, NINA, by=alice), held_key=key) == key
    assert Guest.objects.filter(key_hash=hash_of(key)).count() == 2


def test_two_people_are_not_guests_of_one_innovation_in_one_browser(
    team: Team, alice: Actor, sent: Sent
) -> None:
    key = accepted_as_guest(sent)
    second = invite(team.innovation, "sam@example.org", by=alice)

    with pytest.raises(AnotherGuestHere):
        accepted_as_guest(second, held_key=key)

    assert Invitation.objects.get(email="sam@example.org").accepted_at is None


@pytest.mark.parametrize("held", ["made-up-by-the-browser", "the key of a guest who may come no more"])
def test_a_key_that_is_no_guests_is_not_taken_over(held: str, sent: Sent, team: Team) -> None:
    a_guest(team.innovation)
    Guest.objects.update(
        key_hash=hash_of("the key of a guest who may come no more"), expires_at=timezone.now()
    )

    assert accepted_as_guest(sent, held_key=held) != held


def test_saying_no_closes_the_invitation_and_forgets_the_address(sent: Sent, nina: Actor) -> None:
    act.decline(as_seen_by(NOBODY, sent), by=NOBODY)

    row = Invitation.objects.get()
    assert (row.email, row.withdrawn_at is None, row.accepted_at) == ("", False, None)
    assert last_event()[:2] == ("team.decline", "guest")
    with pytest.raises(NoLongerWaits):
        act.accept(as_seen_by(nina, sent), by=nina)


# --- While people rate ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "rates"), [(Role.RATER, True), (Role.EDITOR, True), (Role.VIEWER, False)])
def test_who_joins_while_people_rate_may_rate_at_once(
    role: Role, rates: bool, team: Team, alice: Actor, nina: Actor, open_round: RatingRound
) -> None:
    act.accept(as_seen_by(nina, invite(team.innovation, NINA, role, by=alice)), by=nina)

    assert Rater.objects.filter(rating_round=open_round, person=nina.person_id).exists() is rates


def test_so_may_a_guest(sent: Sent, open_round: RatingRound) -> None:
    accepted_as_guest(sent)

    assert Rater.objects.get(rating_round=open_round).guest == Guest.objects.get()


def test_so_may_a_viewer_who_becomes_a_rater(
    team_facts: TeamFacts, team: Team, alice: Actor, open_round: RatingRound
) -> None:
    for role in (Role.RATER, Role.EDITOR):
        act.change_role(team_facts, member(team_facts, team.dana), role, by=alice)

    assert Rater.objects.filter(rating_round=open_round, person=team.dana).count() == 1


def test_nobody_joins_a_round_that_is_closed(sent: Sent, nina: Actor, open_round: RatingRound) -> None:
    RatingRound.objects.update(closed_at=timezone.now())

    act.accept(as_seen_by(nina, sent), by=nina)

    assert not Rater.objects.exists()
