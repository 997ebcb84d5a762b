"""Rating together: who is asked, whose answers are whose, when it ends, and what is left of it."""

import datetime as dt

import pytest
from django.core import mail

from assessments.actions.assessment import submit_assessment
from assessments.actions.rounds import (
    close_round,
    join_round,
    leave_round,
    open_round,
    save_rater_answers,
)
from assessments.errors import (
    AlreadySubmitted,
    NotAllowed,
    NotFound,
    NotReady,
    RatingIsClosed,
    RatingIsOpen,
)
from assessments.models import (
    AnswerChange,
    AuditEvent,
    Guest,
    Membership,
    Rater,
    RaterAnswer,
    RaterAnswerChange,
    RatingRound,
    Role,
)
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts, get_editable, get_visible
from assessments.queries.rounds import (
    RaterState,
    get_own_view,
    round_of,
    views_of,
    who_would_rate,
)
from tests.factories import (
    all_typed,
    close_rating,
    invite,
    open_rating,
    rate,
    save,
    submit,
    typed,
)
from tests.people import Team, a_guest, a_person, acting, join
from tests.store.round_steps import own, team_says

# --- Opening


def test_everyone_who_may_rate_is_asked(opened: AssessmentFacts, team: Team) -> None:
    asked = {(one.person, one.guest) for one in Rater.objects.select_related("person", "guest")}

    assert asked == {
        (team.alice, None),
        (team.bob, None),
        (team.rob, None),
        (None, Guest.objects.get()),
    }


def test_only_the_lead_opens_rating(draft: AssessmentFacts, bob: Actor, dana: Actor, gina: Actor) -> None:
    for_bob = get_visible(bob, draft.id)

    with pytest.raises(NotAllowed, match="You cannot open or close rating"):
        open_round(for_bob, by=bob)

    assert not RatingRound.objects.exists()


def test_nobody_rates_alone(draft: AssessmentFacts, team: Team, alice: Actor) -> None:
    Membership.objects.filter(innovation=team.innovation, person__in=[team.bob, team.rob]).delete()

    with pytest.raises(NotReady, match="Invite at least one other person"):
        open_round(draft, by=alice)


def test_an_invitation_that_waits_is_enough_to_open(draft: AssessmentFacts, team: Team, alice: Actor) -> None:
    Membership.objects.filter(innovation=team.innovation, person__in=[team.bob, team.rob]).delete()
    invite(team.innovation, "gina@example.org", by=alice)

    opened = open_rating(draft, by=alice)

    assert [(one.name, one.state, one.has_joined) for one in round_of(opened).raters] == [
        ("Alice Archer", RaterState.INVITED, True),
        ("gina@example.org", RaterState.INVITED, False),
    ]


def test_opening_twice_opens_once(opened: AssessmentFacts, draft: AssessmentFacts, alice: Actor) -> None:
    open_round(draft, by=alice)

    assert RatingRound.objects.count() == 1
    assert AuditEvent.objects.filter(action="round.open").count() == 1


def test_a_submitted_assessment_is_not_rated_again(draft: AssessmentFacts, alice: Actor) -> None:
    save(draft, *all_typed(), by=alice)
    submit(draft, by=alice)

    with pytest.raises(AlreadySubmitted):
        open_round(draft, by=alice)


def test_what_was_answered_before_becomes_the_view_of_whoever_said_it(
    draft: AssessmentFacts, alice: Actor, bob: Actor, rob: Actor
) -> None:
    save(draft, typed("E1.1", "1", note="Mine"), typed("E1.2", "2"), by=alice)
    save(draft, typed("E1.2", "4", seen=1), typed("E1.3", "", note="Only a note"), by=bob)

    opened = open_rating(draft, by=alice)

    assert team_says(opened) == {}
    assert own(alice, opened) == {"E1.1": "1"}
    assert own(bob, opened) == {"E1.2": "4"}
    assert own(rob, opened) == {}
    assert RaterAnswer.objects.get(statement="E1.1").note == "Mine"
    assert RaterAnswer.objects.get(statement="E1.3").note == "Only a note"


def test_what_nobody_here_said_goes_to_whoever_opens(
    draft: AssessmentFacts, team: Team, alice: Actor, bob: Actor, dana: Actor
) -> None:
    save(draft, typed("E1.1", "1"), by=bob)
    Membership.objects.filter(person=team.bob).update(role=Role.VIEWER)

    opened = open_rating(draft, by=alice)

    assert own(alice, opened) == {"E1.1": "1"}


def test_emptying_the_answers_is_one_more_version_in_their_history(
    draft: AssessmentFacts, alice: Actor
) -> None:
    save(draft, typed("E1.1", "1"), by=alice)

    open_rating(draft, by=alice)

    history = AnswerChange.objects.order_by("version").values_list("version", "kind", "level")
    assert list(history) == [(1, "level", 1), (2, "unanswered", None)]


def test_who_is_asked_gets_a_letter_and_the_lead_none(
    draft: AssessmentFacts, alice: Actor, gina: Actor
) -> None:
    open_rating(draft, by=alice, closes_on=dt.date(2027, 3, 1))

    assert sorted(one.to[0] for one in mail.outbox) == [
        "bob@example.org",
        "gina@example.org",
        "rob@example.org",
    ]
    assert "Please finish by 1 March 2027." in mail.outbox[0].body
    assert f"/assessments/{draft.id}/rate/" in mail.outbox[0].body


def test_opening_says_who_would_be_asked(draft: AssessmentFacts, gina: Actor) -> None:
    asked = who_would_rate(draft)

    assert asked.names == ("Alice Archer", "Bob Barnes", "Rob Rowe", "gina@example.org")
    assert asked.people == 4


# --- While it is open


def test_nothing_is_answered_for_the_team_while_people_rate(
    opened: AssessmentFacts, draft: AssessmentFacts, alice: Actor
) -> None:
    with pytest.raises(RatingIsOpen):
        get_editable(alice, draft.id)
    with pytest.raises(RatingIsOpen):
        save(draft, typed("E1.1", "1"), by=alice)  # from a page that was opened before

    assert team_says(draft) == {}


def test_nothing_is_submitted_while_people_rate(
    opened: AssessmentFacts, draft: AssessmentFacts, alice: Actor
) -> None:
    with pytest.raises(RatingIsOpen):
        submit_assessment(draft, by=alice, seen_revision=0)


def test_each_saves_a_view_of_their_own(
    opened: AssessmentFacts, alice: Actor, bob: Actor, gina: Actor
) -> None:
    for actor, choice in ((alice, "0"), (bob, "4"), (gina, "dont_know")):
        rate(opened, [typed("E1.1", choice)], by=actor, finish=False)

    assert [own(actor, opened) for actor in (alice, bob, gina)] == [
        {"E1.1": "0"},
        {"E1.1": "4"},
        {"E1.1": "dont_know"},
    ]


def test_two_tabs_of_one_person_meet_in_a_conflict(opened: AssessmentFacts, bob: Actor) -> None:
    rate(opened, [typed("E1.1", "1")], by=bob, finish=False)

    outcome = save_rater_answers(get_own_view(bob, opened.id), [typed("E1.1", "3")], by=bob)

    assert [one.theirs.level for one in outcome.conflicts] == [1]
    assert own(bob, opened) == {"E1.1": "1"}


def test_every_version_of_a_view_is_kept(opened: AssessmentFacts, bob: Actor) -> None:
    rate(opened, [typed("E1.1", "1")], by=bob, finish=False)
    rate(opened, [typed("E1.1", "2", seen=1)], by=bob, finish=False)

    assert list(RaterAnswerChange.objects.order_by("version").values_list("version", "level")) == [
        (1, 1),
        (2, 2),
    ]


def test_a_viewer_gives_no_view(opened: AssessmentFacts, dana: Actor) -> None:
    with pytest.raises(NotAllowed, match="You cannot give a view of your own here"):
        get_own_view(dana, opened.id)


def test_a_stranger_finds_no_round(opened: AssessmentFacts, charlie: Actor) -> None:
    with pytest.raises(NotFound):
        get_own_view(charlie, opened.id)


def test_a_guest_of_another_innovation_finds_no_round(opened: AssessmentFacts, team: Team) -> None:
    other = type(team.innovation).objects.create(name="Virtual ward")
    stranger = a_guest(other)

    with pytest.raises(NotFound):
        get_own_view(stranger, opened.id)


def test_what_people_said_is_not_read_while_people_rate(opened: AssessmentFacts, alice: Actor) -> None:
    rate(opened, all_typed("3"), by=alice)

    with pytest.raises(RatingIsOpen):
        views_of(opened)


def test_the_lead_is_told_how_far_each_is_and_nothing_else(
    opened: AssessmentFacts, alice: Actor, bob: Actor, gina: Actor
) -> None:
    rate(opened, all_typed("3"), by=bob)
    rate(opened, [typed("E1.1", "2")], by=gina, finish=False)

    seen = round_of(opened)

    assert [(one.name, one.state) for one in seen.raters] == [
        ("Alice Archer", RaterState.INVITED),
        ("Bob Barnes", RaterState.FINISHED),
        ("gina@example.org", RaterState.STARTED),
        ("Rob Rowe", RaterState.INVITED),
    ]
    assert (seen.finished, len(seen.unfinished), seen.may_close) == (1, 3, False)


# --- Joining and leaving


def test_who_comes_later_joins_once(opened: AssessmentFacts, team: Team, alice: Actor) -> None:
    late = a_person("Lena Late")
    join(team.innovation, late, Role.RATER)

    for _ in range(2):
        join_round(team.innovation.pk, by=acting(late), person_id=late.pk)

    assert Rater.objects.filter(person=late).count() == 1
    assert AuditEvent.objects.filter(action="round.join").count() == 1


def test_a_guest_who_comes_later_joins_too(opened: AssessmentFacts, team: Team) -> None:
    late = a_guest(team.innovation)
    guest = Guest.objects.get(key_hash=late.guest_key_hash)

    join_round(team.innovation.pk, by=late, guest_id=guest.pk)

    assert get_own_view(late, opened.id).rater_pk == Rater.objects.get(guest=guest).pk


def test_joining_where_nobody_rates_does_nothing(draft: AssessmentFacts, team: Team, rob: Actor) -> None:
    join_round(team.innovation.pk, by=rob, person_id=team.rob.pk)

    assert not Rater.objects.exists()


def test_whom_nobody_told_the_round_joins_with_their_first_answer(
    opened: AssessmentFacts, team: Team
) -> None:
    late = a_person("Lena Late")
    join(team.innovation, late, Role.RATER)
    gus = a_guest(team.innovation)

    rate(opened, [typed("E1.1", "2")], by=acting(late), finish=False)
    rate(opened, [typed("E1.1", "1")], by=gus, finish=False)

    assert (own(acting(late), opened), own(gus, opened)) == ({"E1.1": "2"}, {"E1.1": "1"})


def test_nobody_joins_with_a_first_answer_when_rating_has_just_closed(
    opened: AssessmentFacts, team: Team, alice: Actor, bob: Actor
) -> None:
    late = a_person("Lena Late")
    join(team.innovation, late, Role.RATER)
    view = get_own_view(acting(late), opened.id)
    for actor in (alice, bob):
        rate(opened, all_typed("3"), by=actor)
    close_round(opened, by=alice)

    with pytest.raises(RatingIsClosed):
        save_rater_answers(view, [typed("E1.1", "2")], by=acting(late))


def test_a_view_that_was_finished_stays_when_its_person_is_removed(
    opened: AssessmentFacts, team: Team, alice: Actor, bob: Actor, rob: Actor
) -> None:
    for actor in (alice, rob):
        rate(opened, all_typed("3"), by=actor)
    Membership.objects.filter(person=team.rob).delete()

    leave_round(team.innovation.pk, person_id=team.rob.pk)

    assert len(views_of(close_rating(opened, by=alice)).raters) == 2
    with pytest.raises(NotFound):
        get_own_view(rob, opened.id)


def test_a_view_that_was_not_finished_goes_with_its_person(
    opened: AssessmentFacts, team: Team, rob: Actor, gina: Actor
) -> None:
    rate(opened, [typed("E1.1", "2")], by=rob, finish=False)
    rate(opened, [typed("E1.1", "2")], by=gina, finish=False)

    leave_round(team.innovation.pk, person_id=team.rob.pk)

    assert list(RaterAnswer.objects.values_list("rater__person", flat=True)) == [None]
    leave_round(team.innovation.pk, guest_id=Guest.objects.get().pk)
    assert not RaterAnswer.objects.exists()


def test_a_save_by_someone_who_was_just_removed_finds_nothing(
    opened: AssessmentFacts, team: Team, rob: Actor
) -> None:
    view = get_own_view(rob, opened.id)
    leave_round(team.innovation.pk, person_id=team.rob.pk)

    with pytest.raises(NotFound):
        save_rater_answers(view, [typed("E1.1", "2")], by=rob)
