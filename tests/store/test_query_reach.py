"""Who reaches what: a thing is either one's own, or it looks as if it did not exist."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.utils import timezone

from assessments.errors import AlreadySubmitted, NotAllowed, NotFound
from assessments.models import Guest, Innovation, Invitation, Membership, Rater, RatingRound, Role, Trial
from assessments.permissions import SYSTEM, Actor, can_rate, can_see
from assessments.queries import assessment, innovation
from assessments.queries.assessment import AssessmentFacts
from tests.conftest import CountQueries
from tests.factories import HeldTrial, a_trial, all_typed, save, start, submit, submitted
from tests.people import Team, a_guest, acting, join

SEES = {"alice": "lead", "bob": "editor", "dana": "viewer"}
SEES_NOTHING = ("rob", "charlie", "nobody", "a browser with another trial", "the system")
FAR_OFF = timezone.now() + dt.timedelta(days=1000)
Get = Callable[[Actor, uuid.UUID], object]


@pytest.fixture
def actors(team: Team) -> dict[str, Actor]:
    people = {name: acting(getattr(team, name)) for name in ("alice", "bob", "dana", "rob", "charlie")}
    others = {
        "nobody": Actor(),
        "a browser with another trial": a_trial("Choir").holder,
        "the system": SYSTEM,
    }
    return people | others


@pytest.mark.parametrize("who", SEES)
def test_a_member_sees_the_innovation_and_its_assessment(
    who: str, actors: dict[str, Actor], team: Team, draft: AssessmentFacts
) -> None:
    found = assessment.get_visible(actors[who], draft.id)
    place = innovation.get_visible(actors[who], team.innovation.public_id)

    assert (found.pk, found.standing) == (draft.pk, SEES[who])
    assert (place.pk, place.standing) == (team.innovation.pk, SEES[who])


@pytest.mark.parametrize("who", SEES_NOTHING)
def test_anybody_else_meets_what_a_missing_thing_looks_like(
    who: str, actors: dict[str, Actor], team: Team, draft: AssessmentFacts
) -> None:
    places: list[tuple[Get, uuid.UUID]] = [
        (assessment.get_visible, draft.id),
        (assessment.get_editable, draft.id),
        (innovation.get_visible, team.innovation.public_id),
    ]

    for get, theirs in places:
        assert refusal(get, actors[who], theirs) == refusal(get, actors[who], uuid.uuid4())


def refusal(get: Get, actor: Actor, wanted: uuid.UUID) -> str:
    with pytest.raises(NotFound) as refused:
        get(actor, wanted)
    return str(refused.value)


@pytest.mark.parametrize("who", SEES)
def test_membership_of_one_innovation_opens_no_other(
    who: str, actors: dict[str, Actor], draft: AssessmentFacts
) -> None:
    foreign = a_trial("Another").facts

    with pytest.raises(NotFound):
        assessment.get_visible(actors[who], foreign.id)


def test_the_same_organisation_opens_nothing(team: Team, charlie: Actor, draft: AssessmentFacts) -> None:
    sister = Innovation.objects.create(name="Sister", organisation=team.innovation.organisation)
    join(sister, team.charlie, Role.LEAD)

    assert [card.innovation.name for card in innovation.cards_of(charlie)] == ["Sister"]
    with pytest.raises(NotFound):
        assessment.get_visible(charlie, draft.id)


def test_the_right_to_answer_belongs_to_lead_and_editor(
    actors: dict[str, Actor], draft: AssessmentFacts
) -> None:
    assert [assessment.get_editable(actors[who], draft.id).pk for who in ("alice", "bob")] == [draft.pk] * 2
    with pytest.raises(NotAllowed, match="not change it"):
        assessment.get_editable(actors["dana"], draft.id)


def test_what_is_submitted_can_be_seen_and_no_longer_answered(team: Team, alice: Actor, dana: Actor) -> None:
    done = submitted(team.innovation, by=alice)

    assert assessment.get_visible(dana, done.id).is_submitted
    with pytest.raises(AlreadySubmitted):
        assessment.get_editable(alice, done.id)


def test_a_viewer_is_refused_and_not_told_that_it_is_too_late(team: Team, alice: Actor, dana: Actor) -> None:
    done = submitted(team.innovation, by=alice)

    with pytest.raises(NotAllowed):
        assessment.get_editable(dana, done.id)


# --- Trials -----------------------------------------------------------------------------------------------------------


def test_a_trial_is_reached_by_its_cookie(trial: HeldTrial) -> None:
    found = assessment.get_editable(trial.holder, trial.facts.id)

    assert found.standing == "trial"
    assert found.is_trial
    assert innovation.get_visible(trial.holder, found.innovation_id).is_trial


def test_an_ended_trial_looks_as_if_it_never_was(trial: HeldTrial) -> None:
    Trial.objects.update(started_at=timezone.now() - dt.timedelta(days=8), expires_at=timezone.now())

    with pytest.raises(NotFound):
        assessment.get_visible(trial.holder, trial.facts.id)
    with pytest.raises(NotFound):
        innovation.get_visible(trial.holder, trial.facts.innovation_id)
    assert innovation.cards_of(trial.holder) == ()


def test_someone_signed_in_reaches_their_own_and_the_trial_of_their_browser(
    team: Team, draft: AssessmentFacts, trial: HeldTrial
) -> None:
    both = acting(team.alice, trial_key_hash=trial.holder.trial_key_hash)

    standings = [assessment.get_visible(both, facts.id).standing for facts in (draft, trial.facts)]
    cards = {card.innovation.name: card.innovation.standing for card in innovation.cards_of(both)}

    assert standings == ["lead", "trial"]
    assert cards == {"ESCAPE-pain": "lead", "Balance classes": "trial"}


def test_an_old_cookie_takes_nothing_from_a_member(
    team: Team, draft: AssessmentFacts, trial: HeldTrial
) -> None:
    Trial.objects.all().delete()
    both = acting(team.bob, trial_key_hash=trial.holder.trial_key_hash)

    found = assessment.get_editable(both, draft.id)

    assert (found.standing, found.is_trial) == ("editor", False)


@pytest.mark.parametrize(("role", "sees"), [("editor", True), ("rater", False)])
def test_who_holds_a_trial_and_belongs_to_it_stands_there_as_a_member(
    role: Role, sees: bool, team: Team, trial: HeldTrial
) -> None:
    join(Innovation.objects.get(pk=trial.facts.innovation_pk), team.charlie, role)
    both = acting(team.charlie, trial_key_hash=trial.holder.trial_key_hash)

    cards = innovation.cards_of(both)

    assert [card.innovation.standing for card in cards] == ([role] if sees else [])


def test_everyone_stands_in_their_own_place_however_large_the_team(
    team: Team, draft: AssessmentFacts
) -> None:
    """Joining to a whole team must give one row, and the asker's own."""
    other = Innovation.objects.create(name="Another")
    join(other, team.dana, Role.LEAD)
    join(other, team.bob, Role.VIEWER)
    there = start(other, by=acting(team.dana))

    def standing_of(person: str, facts: AssessmentFacts, *, cookie: str = "") -> str:
        return assessment.get_visible(acting(getattr(team, person), trial_key_hash=cookie), facts.id).standing

    for cookie in ("", "of-some-other-browser"):
        assert standing_of("dana", draft, cookie=cookie) == "viewer"
        assert standing_of("dana", there, cookie=cookie) == "lead"
        assert standing_of("bob", draft, cookie=cookie) == "editor"
        assert standing_of("bob", there, cookie=cookie) == "viewer"


# --- Guests -----------------------------------------------------------------------------------------------------------


def standing_in(innovation: Innovation, actor: Actor) -> str:
    """How they came to it, or nothing; before anyone asks what they may do there."""
    row = Innovation.objects.reachable_by(actor).filter(pk=innovation.pk).first()
    return row.standing if row else ""


def test_a_guest_may_rate_and_sees_nothing_of_the_teams_own(team: Team, draft: AssessmentFacts) -> None:
    guest = a_guest(team.innovation)

    standing = standing_in(team.innovation, guest)

    assert (standing, can_rate(standing), can_see(standing)) == ("guest", True, False)
    assert innovation.cards_of(guest) == ()
    for get, theirs in ((assessment.get_visible, draft.id), (assessment.get_editable, draft.id)):
        assert refusal(get, guest, theirs) == refusal(get, guest, uuid.uuid4())
    with pytest.raises(NotFound):
        innovation.get_visible(guest, team.innovation.public_id)


def test_whoever_only_rates_sees_what_came_of_their_own_view_and_of_no_other(
    team: Team, alice: Actor, rob: Actor
) -> None:
    """Rob and Gina rated the second of three; a guest who came later rated none."""
    before = submitted(team.innovation, by=alice)
    gina = a_guest(team.innovation)
    second = start(team.innovation, by=alice)
    save(second, *all_typed(), by=alice)
    rated = RatingRound.objects.create(assessment_id=second.pk)
    Rater.objects.create(rating_round=rated, person=team.rob)
    Rater.objects.create(rating_round=rated, guest=Guest.objects.get())
    RatingRound.objects.update(closed_at=timezone.now())
    submit(second, by=alice)
    after, late = submitted(team.innovation, by=alice), a_guest(team.innovation)

    for actor in (rob, gina):
        assert assessment.get_visible(actor, second.id).id == second.id
    for actor, hidden in ((rob, before), (rob, after), (gina, before), (gina, after), (late, second)):
        assert refusal(assessment.get_visible, actor, hidden.id) == refusal(
            assessment.get_visible, actor, uuid.uuid4()
        )


def test_a_guests_cookie_opens_nothing_once_it_has_run_out(team: Team) -> None:
    guest = a_guest(team.innovation)
    Guest.objects.update(expires_at=timezone.now())

    assert standing_in(team.innovation, guest) == ""


def test_a_guest_of_one_innovation_is_a_stranger_to_every_other(team: Team) -> None:
    other = Innovation.objects.create(name="Another")
    guest, other_guest = a_guest(team.innovation), a_guest(other)

    assert (standing_in(other, guest), standing_in(team.innovation, other_guest)) == ("", "")


def test_one_browser_may_hold_one_key_for_two_innovations(team: Team) -> None:
    other = Innovation.objects.create(name="Another")
    guest = a_guest(team.innovation)
    Guest.objects.create(
        innovation=other,
        invitation=Invitation.objects.create(
            innovation=other, email="g@example.org", role="rater", key_hash="x", expires_at=FAR_OFF
        ),
        key_hash=guest.guest_key_hash,
        expires_at=FAR_OFF,
    )

    assert [standing_in(one, guest) for one in (team.innovation, other)] == ["guest", "guest"]


@pytest.mark.parametrize(("who", "standing"), [*SEES.items(), ("rob", "rater"), ("charlie", "guest")])
def test_who_is_a_member_and_holds_a_guests_cookie_stands_there_as_a_member(
    who: str, standing: str, team: Team
) -> None:
    cookie = a_guest(team.innovation).guest_key_hash

    assert standing_in(team.innovation, acting(getattr(team, who), guest_key_hash=cookie)) == standing


def test_a_browser_that_holds_a_trial_and_a_guests_key_reaches_both(team: Team, trial: HeldTrial) -> None:
    cookie = a_guest(team.innovation).guest_key_hash
    both = Actor(trial_key_hash=trial.holder.trial_key_hash, guest_key_hash=cookie)
    tried = Innovation.objects.get(pk=trial.facts.innovation_pk)

    assert [standing_in(one, both) for one in (team.innovation, tried)] == ["guest", "trial"]


def test_who_is_removed_is_a_stranger_the_next_time_they_ask(team: Team, bob: Actor) -> None:
    assert standing_in(team.innovation, bob) == "editor"

    Membership.objects.filter(person=team.bob).delete()

    assert standing_in(team.innovation, bob) == ""


# --- What it costs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cookie", ["", "of-some-browser"])
def test_finding_an_assessment_is_one_statement(
    cookie: str, team: Team, draft: AssessmentFacts, count_queries: CountQueries
) -> None:
    actor = acting(team.alice, trial_key_hash=cookie)

    with count_queries() as visible:
        assessment.get_visible(actor, draft.id)
    with count_queries() as editable:
        assessment.get_editable(actor, draft.id)

    assert (len(visible), len(editable)) == (1, 1)


def test_a_stranger_costs_no_more_than_a_member(
    draft: AssessmentFacts, charlie: Actor, count_queries: CountQueries
) -> None:
    with count_queries() as theirs, pytest.raises(NotFound):
        assessment.get_visible(charlie, draft.id)
    with count_queries() as missing, pytest.raises(NotFound):
        assessment.get_visible(charlie, uuid.uuid4())

    assert len(theirs) == len(missing) == 1


def test_finding_an_innovation_is_two_statements(
    team: Team, alice: Actor, count_queries: CountQueries
) -> None:
    with count_queries() as queries:
        innovation.get_visible(alice, team.innovation.public_id)

    assert len(queries) == 2
