"""Inviting people, sending again, withdrawing; and forgetting addresses that nobody needs any more."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from assessments.actions import team as act
from assessments.actions.team import Proposal
from assessments.errors import ChangedMeanwhile, NoLongerWaits
from assessments.models import (
    AuditEvent,
    Guest,
    Innovation,
    Invitation,
    OutboxMail,
    RatingRound,
    Role,
)
from assessments.models.keys import hash_of
from assessments.permissions import Actor
from assessments.queries.team import (
    TeamFacts,
    get_team,
)
from tests.factories import Sent, invite, key_in
from tests.people import Team, a_guest
from tests.store.team_steps import (
    NINA,
    NOBODY,
    accepted_as_guest,
    as_seen_by,
    last_event,
    waiting,
)

# --- Inviting ---------------------------------------------------------------------------------------------------------


def test_an_invitation_keeps_an_address_a_role_and_the_hash_of_its_key(
    team_facts: TeamFacts, alice: Actor
) -> None:
    before = timezone.now()

    act.invite(team_facts, [Proposal(NINA, Role.EDITOR)], by=alice, days=14)

    row = Invitation.objects.get()
    assert (row.innovation_id, row.email, row.role, row.invited_by_id) == (
        team_facts.pk,
        NINA,
        "editor",
        alice.person_id,
    )
    assert row.key_hash == hash_of(key_in(mail.outbox[0]))
    assert row.expires_at - row.sent_at == dt.timedelta(days=14)
    assert row.sent_at >= before


def test_a_key_has_256_random_bits_and_is_another_each_time(team_facts: TeamFacts, alice: Actor) -> None:
    act.invite(team_facts, [Proposal(f"p{n}@example.org", Role.RATER) for n in range(8)], by=alice, days=14)

    keys = {key_in(message) for message in mail.outbox}
    assert len(keys) == 8
    assert {len(key) for key in keys} == {43}  # 32 bytes in base 64


def test_each_person_gets_one_letter_with_their_own_link(team_facts: TeamFacts, alice: Actor) -> None:
    act.invite(
        team_facts, [Proposal(NINA, Role.RATER), Proposal("sam@example.org", Role.VIEWER)], by=alice, days=14
    )

    assert [message.to for message in mail.outbox] == [[NINA], ["sam@example.org"]]
    assert [message.subject for message in mail.outbox] == [
        "Alice Archer invites you to rate ESCAPE-pain",
        "Alice Archer invites you to look at ESCAPE-pain",
    ]


def test_no_letter_is_sent_when_inviting_is_undone(team_facts: TeamFacts, alice: Actor) -> None:
    with transaction.atomic():
        act.invite(team_facts, [Proposal(NINA, Role.RATER)], by=alice, days=14)
        transaction.set_rollback(True)

    assert (mail.outbox, OutboxMail.objects.count()) == ([], 0)


def test_once_a_letter_is_sent_its_key_stands_nowhere_in_the_database(sent: Sent) -> None:
    stored = [str(row) for model in (Invitation, OutboxMail, AuditEvent) for row in model.objects.values()]

    assert stored
    assert not any(sent.key in row for row in stored)


@pytest.mark.parametrize("known", ["bob@example.org", NINA, "guest@example.org"])
def test_who_belongs_or_waits_already_is_not_invited_and_nor_is_anyone_with_them(
    known: str, team_facts: TeamFacts, team: Team, alice: Actor, sent: Sent
) -> None:
    a_guest(team.innovation, "guest@example.org")
    before = Invitation.objects.count()

    with pytest.raises(ChangedMeanwhile):
        act.invite(
            team_facts,
            [Proposal("sam@example.org", Role.RATER), Proposal(known, Role.RATER)],
            by=alice,
            days=14,
        )

    assert Invitation.objects.count() == before
    assert len(mail.outbox) == 1


def test_whoever_said_no_left_or_is_a_guest_no_more_may_be_invited_again(
    team_facts: TeamFacts, team: Team, alice: Actor, rob: Actor, sent: Sent
) -> None:
    act.decline(as_seen_by(NOBODY, sent), by=NOBODY)
    a_guest(team.innovation, "guest@example.org")
    Guest.objects.update(expires_at=timezone.now())
    act.leave(get_team(rob, team_facts.id), by=rob)

    for email in (NINA, "guest@example.org", "rob@example.org"):
        invite(team.innovation, email, by=alice)

    assert Invitation.objects.filter(accepted_at=None, withdrawn_at=None).count() == 3


def test_the_name_of_an_innovation_makes_no_link_in_a_mail(team: Team, alice: Actor) -> None:
    """A mail to a stranger must not be of use to those who want to send links to strangers."""
    Innovation.objects.update(name="Win at https://evil.example.com\nor 2.0 @evil")

    invite(team.innovation, NINA, by=alice)

    (message,) = mail.outbox
    assert message.subject == "Alice Archer invites you to rate Win at https evil example com or 2.0 evil"
    assert "evil.example" not in str(message.body)


def test_the_letter_says_until_when_people_rate(team: Team, alice: Actor, open_round: RatingRound) -> None:
    RatingRound.objects.update(closes_on=dt.date(2030, 3, 4))

    invite(team.innovation, NINA, by=alice)

    assert "Rating is open until 4 March 2030." in str(mail.outbox[0].body)


def test_sending_again_makes_a_new_link_and_the_old_one_is_dead(
    team_facts: TeamFacts, alice: Actor, sent: Sent
) -> None:
    Invitation.objects.update(sent_at=timezone.now() - dt.timedelta(days=20), expires_at=timezone.now())

    act.send_again(team_facts, waiting(team_facts, sent), by=alice, days=14)

    row = Invitation.objects.get()
    assert row.key_hash == hash_of(key_in(mail.outbox[1])) != hash_of(sent.key)
    assert row.expires_at - row.sent_at == dt.timedelta(days=14)
    assert row.expires_at > timezone.now()


def test_a_withdrawn_invitation_forgets_the_address_and_opens_nothing(
    team_facts: TeamFacts, alice: Actor, nina: Actor, sent: Sent
) -> None:
    seen = as_seen_by(nina, sent)

    act.withdraw(team_facts, waiting(team_facts, sent), by=alice)

    row = Invitation.objects.get()
    assert (row.email, row.withdrawn_at is None) == ("", False)
    with pytest.raises(NoLongerWaits):
        act.accept(seen, by=nina)


@pytest.mark.parametrize("late", [act.withdraw, lambda *args, by: act.send_again(*args, by=by, days=14)])
def test_what_was_answered_meanwhile_is_neither_sent_again_nor_withdrawn(
    late: Callable[..., None], team_facts: TeamFacts, alice: Actor, sent: Sent
) -> None:
    seen = waiting(team_facts, sent)
    accepted_as_guest(sent)

    with pytest.raises(NoLongerWaits):
        late(team_facts, seen, by=alice)


# --- Tidying up -------------------------------------------------------------------------------------------------------


def test_the_address_of_a_guest_who_may_come_no_more_is_forgotten(team: Team) -> None:
    a_guest(team.innovation, "gone@example.org")
    Guest.objects.update(expires_at=timezone.now())
    a_guest(team.innovation, "here@example.org")

    assert act.purge_invitations(days=14) == 1

    assert {row.email for row in Invitation.objects.all()} == {"", "here@example.org"}
    assert act.purge_invitations(days=14) == 0


def test_an_invitation_that_expired_long_ago_is_closed(team: Team, alice: Actor, sent: Sent) -> None:
    invite(team.innovation, "sam@example.org", by=alice)
    long_ago = timezone.now() - dt.timedelta(days=15)
    Invitation.objects.filter(email=NINA).update(
        sent_at=long_ago - dt.timedelta(days=14), expires_at=long_ago
    )

    assert act.purge_invitations(days=14) == 1

    assert [row.email for row in Invitation.objects.filter(withdrawn_at=None)] == ["sam@example.org"]
    assert last_event()[:1] == ("team.purge",)
