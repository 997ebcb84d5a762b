"""Roles, handing over, leaving and removing: what each writes, whom it refuses, and what the record says."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core import mail
from django.utils import timezone

from assessments.actions import team as act
from assessments.actions.team import Proposal
from assessments.errors import ChangedMeanwhile, NotAllowed
from assessments.models import (
    AuditEvent,
    Guest,
    Invitation,
    Membership,
    Rater,
    RatingRound,
    Role,
)
from assessments.permissions import Actor
from assessments.queries.team import (
    TeamFacts,
    get_guest,
    get_team,
)
from tests.factories import Sent, invite, key_in
from tests.people import Team
from tests.store.team_steps import accepted_as_guest, as_seen_by, last_event, member, roles, waiting

# --- Roles, and the lead ----------------------------------------------------------------------------------------------


def test_a_role_is_changed(team_facts: TeamFacts, team: Team, alice: Actor) -> None:
    act.change_role(team_facts, member(team_facts, team.bob), Role.VIEWER, by=alice)

    assert roles(team.innovation)["Bob Barnes"] == "viewer"
    assert last_event()[2:] == (f"person:{team.bob.pk} as editor", f"person:{team.bob.pk} as viewer")


def test_the_leads_role_is_not_given(team_facts: TeamFacts, team: Team, alice: Actor) -> None:
    with pytest.raises(NotAllowed, match="handed over"):
        act.change_role(team_facts, member(team_facts, team.bob), Role.LEAD, by=alice)


def test_handing_over_makes_one_the_lead_and_the_other_an_editor(
    team_facts: TeamFacts, team: Team, alice: Actor
) -> None:
    act.hand_over(team_facts, member(team_facts, team.bob), by=alice)

    assert roles(team.innovation) | {"Rob Rowe": ""} == {
        "Alice Archer": "editor", "Bob Barnes": "lead", "Dana Davies": "viewer", "Rob Rowe": "",
    }  # fmt: skip
    assert last_event() == ("team.hand_over", "person", f"person:{team.alice.pk}", f"person:{team.bob.pk}")
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["bob@example.org"], "You now lead ESCAPE-pain")
    assert f"/innovations/{team_facts.id}/people/" in str(message.body)


def test_handing_over_to_someone_who_has_left_changes_nothing(
    team_facts: TeamFacts, team: Team, alice: Actor
) -> None:
    bob = member(team_facts, team.bob)
    Membership.objects.filter(person=team.bob).delete()

    with pytest.raises(ChangedMeanwhile):
        act.hand_over(team_facts, bob, by=alice)

    assert roles(team.innovation)["Alice Archer"] == "lead"
    assert mail.outbox == []


def test_who_leads_no_longer_hands_over_nothing(team_facts: TeamFacts, team: Team, alice: Actor) -> None:
    dana = member(team_facts, team.dana)
    act.hand_over(team_facts, member(team_facts, team.bob), by=alice)

    with pytest.raises(ChangedMeanwhile):
        act.hand_over(team_facts, dana, by=alice)

    assert roles(team.innovation)["Bob Barnes"] == "lead"


# --- Leaving and removing ---------------------------------------------------------------------------------------------


def test_who_leaves_is_gone_and_what_they_finished_rating_stays(
    team_facts: TeamFacts, team: Team, rob: Actor, open_round: RatingRound
) -> None:
    Rater.objects.create(rating_round=open_round, person=team.rob, finished_at=timezone.now())

    act.leave(get_team(rob, team_facts.id), by=rob)

    assert "Rob Rowe" not in roles(team.innovation)
    assert Rater.objects.filter(person=team.rob).exists()
    assert last_event() == ("team.leave", "person", f"person:{team.rob.pk} as rater", "")


def test_the_lead_hands_over_before_leaving(team_facts: TeamFacts, team: Team, alice: Actor) -> None:
    with pytest.raises(NotAllowed, match="Hand over the lead first"):
        act.leave(team_facts, by=alice)
    with pytest.raises(ChangedMeanwhile):  # became the lead since the page was opened
        act.leave(replace(team_facts, standing="editor"), by=alice)

    assert roles(team.innovation)["Alice Archer"] == "lead"


def test_who_is_removed_is_gone_with_what_they_did_not_finish(
    team_facts: TeamFacts, team: Team, alice: Actor, open_round: RatingRound
) -> None:
    Rater.objects.create(rating_round=open_round, person=team.bob)

    act.remove_member(team_facts, member(team_facts, team.bob), by=alice)

    assert "Bob Barnes" not in roles(team.innovation)
    assert not Rater.objects.exists()
    assert last_event() == ("team.remove", "person", f"person:{team.bob.pk} as editor", "")


def test_who_leads_by_now_is_neither_removed_nor_given_another_role(
    team_facts: TeamFacts, team: Team, alice: Actor
) -> None:
    bob = member(team_facts, team.bob)
    act.hand_over(team_facts, bob, by=alice)

    with pytest.raises(ChangedMeanwhile):
        act.remove_member(team_facts, bob, by=alice)
    with pytest.raises(ChangedMeanwhile):
        act.change_role(team_facts, bob, Role.VIEWER, by=alice)

    assert roles(team.innovation)["Bob Barnes"] == "lead"


def test_a_removed_guest_may_come_no_more_and_their_address_is_forgotten(
    team_facts: TeamFacts, alice: Actor, sent: Sent, open_round: RatingRound
) -> None:
    accepted_as_guest(sent)

    act.remove_guest(team_facts, get_guest(team_facts, sent.row.public_id), by=alice)

    assert Guest.objects.get().expires_at <= timezone.now()
    assert Invitation.objects.get().email == ""
    assert Rater.objects.count() == 0  # they had not finished
    assert last_event()[2] == f"guest of invitation:{sent.row.pk}"


# --- Who may, and what the record says --------------------------------------------------------------------------------


@pytest.mark.parametrize("standing", ["editor", "viewer", "rater", "guest", "trial", ""])
def test_only_the_lead_decides_who_belongs(
    standing: str, team_facts: TeamFacts, team: Team, bob: Actor, sent: Sent
) -> None:
    dana, nina = member(team_facts, team.dana), waiting(team_facts, sent)
    theirs = replace(team_facts, standing=standing)
    refused: list[Callable[[], object]] = [
        lambda: act.invite(theirs, [Proposal("sam@example.org", Role.RATER)], by=bob, days=14),
        lambda: act.send_again(theirs, nina, by=bob, days=14),
        lambda: act.withdraw(theirs, nina, by=bob),
        lambda: act.change_role(theirs, dana, Role.EDITOR, by=bob),
        lambda: act.hand_over(theirs, dana, by=bob),
        lambda: act.remove_member(theirs, dana, by=bob),
        lambda: act.remove_guest(theirs, nina, by=bob),
    ]
    before = roles(team.innovation), list(Invitation.objects.values()), AuditEvent.objects.count()

    for try_it in refused:
        with pytest.raises(NotAllowed):
            try_it()

    assert (roles(team.innovation), list(Invitation.objects.values()), AuditEvent.objects.count()) == before


def test_the_record_holds_no_address_and_no_key(
    team_facts: TeamFacts, team: Team, alice: Actor, nina: Actor, sent: Sent
) -> None:
    act.send_again(team_facts, waiting(team_facts, sent), by=alice, days=14)
    again = replace(sent, key=key_in(mail.outbox[-1]))
    act.accept(as_seen_by(nina, again), by=nina)
    act.remove_member(team_facts, member(team_facts, nina.person_id), by=alice)
    guest = invite(team.innovation, "sam@example.org", by=alice)
    accepted_as_guest(guest)
    act.remove_guest(team_facts, get_guest(team_facts, guest.row.public_id), by=alice)
    act.withdraw(
        team_facts, waiting(team_facts, invite(team.innovation, "tom@example.org", by=alice)), by=alice
    )

    events = [str(row) for row in AuditEvent.objects.values()]

    assert [row.action for row in AuditEvent.objects.order_by("pk")] == [
        "team.invite", "team.invite_again", "team.join", "team.remove",
        "team.invite", "team.join", "team.remove", "team.invite", "team.withdraw",
    ]  # fmt: skip
    assert not [row for row in events if "@" in row or again.key in row or guest.key in row]
