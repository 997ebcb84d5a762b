"""One invitation, and fifty browsers that accept it, a lead who withdraws it, and two who would lead: at one moment."""

import pytest
from django.conf import settings

from assessments.actions import team as act
from assessments.errors import ChangedMeanwhile, NoLongerWaits
from assessments.models import AuditEvent, Guest, Innovation, Invitation, Membership, Rater, RatingRound, Role
from assessments.permissions import Actor
from assessments.queries.team import get_by_key, get_member, get_team, get_waiting
from tests.factories import Sent, invite, start
from tests.people import Team, a_person, acting
from tests.reliability.crowd import together
from tests.reliability.figures import Measured

CROWD = 50
NINA = "nina@example.org"


@pytest.fixture
def sent(team: Team, alice: Actor) -> Sent:
    RatingRound.objects.create(assessment_id=start(team.innovation, by=alice).pk)
    return invite(team.innovation, NINA, by=alice)


def joined(team: Team) -> tuple[int, int, int]:
    """Members and guests beyond those who were there, and what the record says."""
    members = Membership.objects.filter(innovation=team.innovation).exclude(person__email__in=TEAM).count()
    return members, Guest.objects.count(), AuditEvent.objects.filter(action="team.join").count()


TEAM = [f"{name}@example.org" for name in ("alice", "bob", "dana", "rob")]


def test_of_fifty_accepts_by_one_person_one_makes_a_member(
    team: Team, sent: Sent, measured: Measured
) -> None:
    nina = acting(a_person("Nina New"))
    found = get_by_key(nina, sent.key)

    crowd = together(*[lambda _: act.accept(found, by=nina)] * CROWD, rounds=1)

    (outcomes,) = crowd.rounds
    refused = [outcome for outcome in outcomes if isinstance(outcome, NoLongerWaits)]
    measured("50 accepts of one invitation", crowd.seconds, accepts=CROWD, members=joined(team)[0])
    assert len(refused) == CROWD - 1
    assert joined(team) == (1, 0, 1)
    assert Rater.objects.count() == 1


def test_of_fifty_browsers_one_becomes_the_guest(team: Team, sent: Sent, measured: Measured) -> None:
    nobody = Actor(request_id="a-request")
    found = get_by_key(nobody, sent.key)

    def accepts(_: int) -> object:
        return act.accept_as_guest(found, by=nobody, held_key="", days=settings.GUEST_DAYS)

    crowd = together(*[accepts] * CROWD, rounds=1)

    (outcomes,) = crowd.rounds
    keys = [outcome for outcome in outcomes if isinstance(outcome, str)]
    measured("50 guests of one invitation", crowd.seconds, accepts=CROWD, guests=joined(team)[1])
    assert len(keys) == 1
    assert joined(team) == (0, 1, 1)
    assert Rater.objects.count() == 1


def test_an_invitation_is_accepted_or_withdrawn_and_never_both(
    team: Team, alice: Actor, measured: Measured
) -> None:
    rounds = 30
    invitations = [invite(team.innovation, f"p{number}@example.org", by=alice) for number in range(rounds)]
    facts = get_team(alice, team.innovation.public_id)
    nobody = Actor(request_id="a-request")

    def accepts(number: int) -> object:
        found = get_by_key(nobody, invitations[number].key)
        return act.accept_as_guest(found, by=nobody, held_key="", days=settings.GUEST_DAYS)

    def withdraws(number: int) -> object:
        return act.withdraw(facts, get_waiting(facts, invitations[number].row.public_id), by=alice)

    crowd = together(accepts, withdraws, rounds=rounds)

    guests, withdrawn = Guest.objects.count(), Invitation.objects.exclude(withdrawn_at=None).count()
    measured(
        "An invitation accepted while withdrawn",
        crowd.seconds,
        pairs=rounds,
        guests=guests,
        withdrawn=withdrawn,
    )
    assert guests + withdrawn == rounds


def test_one_browser_takes_one_place_in_each_innovation(team: Team, alice: Actor) -> None:
    """With the key it holds, by two invitations at once."""
    other = Innovation.objects.create(name="Another")
    Membership.objects.create(innovation=other, person=team.alice, role=Role.LEAD)
    nobody = Actor(request_id="a-request")
    first = get_by_key(nobody, invite(team.innovation, NINA, by=alice).key)
    held = act.accept_as_guest(first, by=nobody, held_key="", days=1)
    both = [get_by_key(nobody, invite(other, f"{who}@example.org", by=alice).key) for who in ("sam", "tom")]

    together(
        *(lambda _, one=one: act.accept_as_guest(one, by=nobody, held_key=held, days=1) for one in both),
        rounds=1,
    )

    assert Guest.objects.filter(innovation=other).count() == 1


def test_of_two_who_are_handed_the_lead_at_once_one_leads(team: Team, alice: Actor) -> None:
    facts = get_team(alice, team.innovation.public_id)
    bob, dana = (
        get_member(facts, Membership.objects.get(innovation=team.innovation, person=person).public_id)
        for person in (team.bob, team.dana)
    )

    crowd = together(
        lambda _: act.hand_over(facts, bob, by=alice),
        lambda _: act.hand_over(facts, dana, by=alice),
        rounds=1,
    )

    assert [isinstance(outcome, ChangedMeanwhile) for outcome in crowd.rounds[0]].count(True) == 1
    assert Membership.objects.filter(innovation=team.innovation, role=Role.LEAD).count() == 1
    assert Membership.objects.get(innovation=team.innovation, person=team.alice).role == "editor"


def test_of_two_invitations_to_one_address_at_once_one_is_sent(team: Team, alice: Actor) -> None:
    facts = get_team(alice, team.innovation.public_id)
    proposals = [act.Proposal(NINA, Role.RATER)]

    crowd = together(*[lambda _: act.invite(facts, proposals, by=alice, days=14)] * 2, rounds=1)

    assert [isinstance(outcome, ChangedMeanwhile) for outcome in crowd.rounds[0]].count(True) == 1
    assert Invitation.objects.count() == 1
