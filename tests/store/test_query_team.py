"""What is known about the people of an innovation, and by whom; and what an invitation says to whoever holds it."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from assessments.errors import NotFound
from assessments.models import Guest, Innovation, Invitation, Membership, RatingRound, Role
from assessments.models.keys import hash_of
from assessments.permissions import Actor
from assessments.queries import team as query
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.team import InvitationState, Known, TeamFacts
from tests.conftest import CountQueries
from tests.factories import HeldTrial, Sent, describe, invite
from tests.people import Team, a_guest, a_person, acting, join
from tests.store.team_steps import NINA, NOBODY, accepted_as_guest, as_seen_by

NOT_THERE = uuid.uuid4()


# --- The team ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "standing"), [("alice", "lead"), ("bob", "editor"), ("dana", "viewer"), ("rob", "rater")]
)
def test_every_member_meets_the_team(who: str, standing: str, team: Team) -> None:
    found = query.get_team(acting(getattr(team, who)), team.innovation.public_id)

    assert found == TeamFacts(team.innovation.pk, team.innovation.public_id, "ESCAPE-pain", standing)


def test_nobody_else_meets_it(team: Team, charlie: Actor, trial: HeldTrial) -> None:
    for actor in (charlie, NOBODY, a_guest(team.innovation), trial.holder):
        with pytest.raises(NotFound):
            query.get_team(actor, team.innovation.public_id)
    with pytest.raises(NotFound):  # whoever tries alone has no team
        query.get_team(trial.holder, trial.facts.innovation_id)


@pytest.mark.parametrize("who", ["alice", "bob", "rob"])
def test_whoever_rates_has_joined(who: str, team: Team) -> None:
    joined = query.get_joined(acting(getattr(team, who)), team.innovation.public_id)

    assert joined.pk == team.innovation.pk


@pytest.mark.parametrize("who", ["dana", "charlie"])
def test_nobody_else_has(who: str, team: Team) -> None:
    with pytest.raises(NotFound):
        query.get_joined(acting(getattr(team, who)), team.innovation.public_id)


def test_so_has_a_guest(team: Team) -> None:
    assert query.get_joined(a_guest(team.innovation), team.innovation.public_id).standing == "guest"


def test_the_lead_stands_first_and_the_others_by_name(team: Team, team_facts: TeamFacts) -> None:
    join(team.innovation, a_person("aaron small"), Role.VIEWER)

    names = [one.name for one in query.people_in(team_facts).members]

    assert names == ["Alice Archer", "aaron small", "Bob Barnes", "Dana Davies", "Rob Rowe"]


def test_guests_and_those_who_have_not_answered_are_told_apart(
    team: Team, alice: Actor, team_facts: TeamFacts, sent: Sent
) -> None:
    accepted_as_guest(invite(team.innovation, "guest@example.org", by=alice))
    a_guest(team.innovation, "gone@example.org")
    Guest.objects.filter(invitation__email="gone@example.org").update(expires_at=timezone.now())

    people = query.people_in(team_facts)

    assert [one.email for one in people.guests] == ["guest@example.org"]
    assert [(one.email, one.role, one.has_expired) for one in people.waiting] == [(NINA, Role.RATER, False)]


def test_an_invitation_that_has_expired_still_waits_and_says_so(team_facts: TeamFacts, sent: Sent) -> None:
    Invitation.objects.update(sent_at=timezone.now() - dt.timedelta(days=14), expires_at=timezone.now())

    assert [one.has_expired for one in query.people_in(team_facts).waiting] == [True]


def test_the_people_of_another_team_are_not_there(
    team: Team, alice: Actor, team_facts: TeamFacts, sent: Sent
) -> None:
    other = Innovation.objects.create(name="Another")
    join(other, team.alice, Role.LEAD)
    place = join(other, team.charlie, Role.EDITOR)
    elsewhere = invite(other, "sam@example.org", by=alice)
    theirs = query.get_team(alice, other.public_id)

    assert query.get_member(theirs, place.public_id).name == "Charlie Chen"
    assert query.get_waiting(theirs, elsewhere.row.public_id).email == "sam@example.org"
    for get, key in (
        (query.get_member, place.public_id),
        (query.get_waiting, elsewhere.row.public_id),
        (query.get_guest, elsewhere.row.public_id),
        (query.get_guest, sent.row.public_id),  # not a guest yet
        (query.get_member, NOT_THERE),
        (query.get_waiting, NOT_THERE),
    ):
        with pytest.raises(NotFound):
            get(team_facts, key)


def test_the_leads_own_place_is_none_that_can_be_changed(team: Team, team_facts: TeamFacts) -> None:
    with pytest.raises(NotFound):
        query.get_member(team_facts, Membership.objects.get(person=team.alice).public_id)


def test_an_address_is_known_while_it_belongs_or_waits(team: Team, alice: Actor, sent: Sent) -> None:
    a_guest(team.innovation, "guest@example.org")
    invite(team.innovation, "no@example.org", by=alice)
    Invitation.objects.filter(email="no@example.org").update(email="", withdrawn_at=timezone.now())

    known = query.addresses_in(team.innovation.pk)

    members = dict.fromkeys((f"{who}@example.org" for who in ("alice", "bob", "dana", "rob")), Known.BELONGS)
    assert known == members | {"guest@example.org": Known.BELONGS, NINA: Known.WAITS}


def test_a_round_is_open_until_it_is_closed(team: Team, draft: AssessmentFacts) -> None:
    assert query.open_round_of(team.innovation.pk) is None
    RatingRound.objects.create(assessment_id=draft.pk, closes_on=dt.date(2030, 3, 4))

    assert query.open_round_of(team.innovation.pk) == query.OpenRound(draft.id, dt.date(2030, 3, 4))

    RatingRound.objects.update(closed_at=timezone.now())
    assert query.open_round_of(team.innovation.pk) is None


def test_a_rater_finds_what_they_are_there_to_rate(team: Team, rob: Actor, bob: Actor) -> None:
    assert [one.name for one in query.rated_by(rob)] == ["ESCAPE-pain"]
    assert query.rated_by(bob) == ()


def test_what_it_costs(
    team: Team, alice: Actor, team_facts: TeamFacts, sent: Sent, count_queries: CountQueries
) -> None:
    for number in range(4):
        join(team.innovation, a_person(f"Person{number} Parker"), Role.EDITOR)
        a_guest(team.innovation)
    asked = {
        lambda: query.get_team(alice, team_facts.id): 1,
        lambda: query.people_in(team_facts): 2,
        lambda: query.addresses_in(team_facts.pk): 2,
        lambda: query.open_round_of(team_facts.pk): 1,
        lambda: query.get_by_key(alice, sent.key): 1,
        lambda: query.waiting_for(alice): 1,
        lambda: query.waiting_for(NOBODY): 0,
        lambda: query.rated_by(alice): 1,
    }

    for ask, statements in asked.items():
        with count_queries() as queries:
            ask()
        assert len(queries) == statements


# --- An invitation ----------------------------------------------------------------------------------------------------


def test_a_link_says_who_invites_to_what_and_holds_no_address(team: Team, sent: Sent) -> None:
    found = as_seen_by(NOBODY, sent)

    assert (found.innovation_name, found.role, found.invited_by, found.lead) == (
        "ESCAPE-pain", Role.RATER, "Alice Archer", "Alice Archer",
    )  # fmt: skip
    assert (found.state, found.is_mine, found.is_taken_by_me) == (InvitationState.WAITS, False, False)
    assert "@" not in repr(found)


def test_it_is_mine_when_it_was_sent_to_the_address_that_i_am_signed_in_with(
    sent: Sent, nina: Actor, charlie: Actor
) -> None:
    assert [as_seen_by(actor, sent).is_mine for actor in (nina, charlie, NOBODY)] == [True, False, False]


@pytest.mark.parametrize("key", ["", "x", "of-no-invitation"])
def test_no_other_key_finds_it(key: str, sent: Sent) -> None:
    for other in (key, hash_of(sent.key), sent.key[:-1], str(sent.row.public_id)):
        with pytest.raises(NotFound):
            query.get_by_key(NOBODY, other)


def test_by_its_id_only_those_find_it_whom_it_concerns(sent: Sent, nina: Actor, charlie: Actor) -> None:
    assert query.get_sent_to(nina, sent.row.public_id).is_mine
    for actor, key in ((charlie, sent.row.public_id), (NOBODY, sent.row.public_id), (nina, NOT_THERE)):
        with pytest.raises(NotFound):
            query.get_sent_to(actor, key)


@pytest.mark.parametrize(
    ("columns", "state"),
    [
        ({"accepted_at": timezone.now()}, InvitationState.ACCEPTED),
        ({"withdrawn_at": timezone.now()}, InvitationState.WITHDRAWN),
        (
            {"expires_at": timezone.now(), "sent_at": timezone.now() - dt.timedelta(days=1)},
            InvitationState.EXPIRED,
        ),
        (
            {
                "expires_at": timezone.now(),
                "sent_at": timezone.now() - dt.timedelta(days=1),
                "withdrawn_at": timezone.now(),
            },
            InvitationState.WITHDRAWN,
        ),
    ],
)
def test_it_says_what_became_of_it(columns: dict[str, object], state: InvitationState, sent: Sent) -> None:
    Invitation.objects.update(**columns)

    assert as_seen_by(NOBODY, sent).state is state


def test_it_is_taken_by_the_browser_that_rates_by_it_until_its_time_is_over(sent: Sent, nina: Actor) -> None:
    mine = Actor(guest_key_hash=hash_of(accepted_as_guest(sent)))

    assert [as_seen_by(actor, sent).is_taken_by_me for actor in (mine, NOBODY, nina)] == [True, False, False]

    Guest.objects.update(expires_at=timezone.now())
    assert not as_seen_by(mine, sent).is_taken_by_me


def test_what_waits_for_me_is_what_was_sent_to_my_address_and_has_not_run_out(
    team: Team, alice: Actor, nina: Actor, charlie: Actor, sent: Sent
) -> None:
    other = Innovation.objects.create(name="Another")
    join(other, team.alice, Role.LEAD)
    invite(other, NINA, Role.EDITOR, by=alice)

    assert [one.innovation_name for one in query.waiting_for(nina)] == ["ESCAPE-pain", "Another"]
    assert query.waiting_for(charlie) == query.waiting_for(NOBODY) == ()

    Invitation.objects.filter(innovation=other).update(
        sent_at=timezone.now() - dt.timedelta(days=14), expires_at=timezone.now()
    )
    assert [one.innovation_name for one in query.waiting_for(nina)] == ["ESCAPE-pain"]


def test_being_invited_opens_nothing_yet(team: Team, nina: Actor, sent: Sent) -> None:
    with pytest.raises(NotFound):
        describe(team.innovation, nina)
