"""Trials without an account: started, claimed, kept, and deleted when they have ended."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.actions.trial import (
    adopt_claimed_trials,
    adopt_held_trial,
    claim_trial,
    purge_trials,
    start_trial,
)
from assessments.errors import NotFound
from assessments.models import (
    Answer,
    AnswerChange,
    Assessment,
    AuditEvent,
    Innovation,
    InnovationSetting,
    Membership,
    Result,
    Trial,
)
from assessments.models.keys import hash_of
from assessments.permissions import Actor
from assessments.queries.assessment import get_editable, get_visible, results_of
from assessments.queries.innovation import cards_of
from assessments.queries.rating import answers_of
from assessments.queries.trial import held_trial
from tests.conftest import CountQueries
from tests.factories import HeldTrial, a_trial, answer, submitted
from tests.people import Team, acting, join

INNOVATION_ROWS = (Innovation, Assessment, Answer, AnswerChange, Result, InnovationSetting, Membership, Trial)


def end(*trials: HeldTrial) -> None:
    ended = Trial.objects.filter(innovation__in=[trial.facts.innovation_pk for trial in trials])
    ended.update(started_at=timezone.now() - dt.timedelta(days=8), expires_at=timezone.now())


def claim(trial: HeldTrial, person: Actor) -> None:
    claim_trial(key_hash=trial.holder.trial_key_hash, person_id=person.person_id)


def is_open_to(actor: Actor, trial: HeldTrial) -> bool:
    try:
        get_visible(actor, trial.facts.id)
    except NotFound:
        return False
    return True


# --- Starting ---------------------------------------------------------------------------------------------------------


def test_a_trial_is_an_ordinary_assessment_of_an_innovation_with_a_name(db: None) -> None:
    started = start_trial("Balance classes", days=7)

    innovation = Innovation.objects.get()
    assert (innovation.name, innovation.created_by, innovation.organisation) == (
        "Balance classes",
        None,
        None,
    )
    assert Assessment.objects.get().public_id == started.assessment_id
    assert not Membership.objects.exists()


def test_a_trial_ends_by_itself(db: None) -> None:
    before = timezone.now()

    start_trial("Balance classes", days=7)

    trial = Trial.objects.get()
    assert trial.expires_at - trial.started_at == dt.timedelta(days=7)
    assert before <= trial.started_at <= timezone.now()


def test_only_the_hash_of_a_trials_key_is_kept(db: None) -> None:
    key = start_trial("Balance classes", days=7).key

    assert Trial.objects.get().key_hash == hash_of(key)
    assert not [row for row in Trial.objects.values() if key in map(str, row.values())]


def test_a_trial_of_no_days_is_refused_whole(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        start_trial("Balance classes", days=0)

    assert not Innovation.objects.exists()


def test_two_trials_know_nothing_of_each_other(trial: HeldTrial) -> None:
    other = a_trial("Choir")

    assert other.key != trial.key
    assert not is_open_to(other.holder, trial)
    assert not is_open_to(trial.holder, other)


# --- What a browser holds ---------------------------------------------------------------------------------------------


def test_a_browser_without_a_cookie_holds_nothing_and_asks_nothing(
    trial: HeldTrial, count_queries: CountQueries
) -> None:
    with count_queries() as queries:
        assert held_trial(Actor()) is None

    assert len(queries) == 0


@pytest.mark.parametrize(
    "spoil", [end, lambda trial: Trial.objects.all().delete()], ids=["ended", "kept by someone"]
)
def test_a_trial_that_is_over_is_not_held_any_more(
    spoil: Callable[[HeldTrial], None], trial: HeldTrial
) -> None:
    spoil(trial)

    assert held_trial(trial.holder) is None


def test_a_cookie_of_our_own_making_opens_nothing(trial: HeldTrial) -> None:
    assert held_trial(Actor(trial_key_hash=hash_of("guess"))) is None


# --- Claiming: on making an account -----------------------------------------------------------------------------------


def test_a_claim_is_remembered_and_changes_nothing_yet(trial: HeldTrial, alice: Actor) -> None:
    claim(trial, alice)

    assert Trial.objects.get().claimed_by_id == alice.person_id
    assert is_open_to(trial.holder, trial)
    assert not is_open_to(alice, trial)


def test_the_last_claim_stands_as_the_first_may_have_mistyped_their_address(
    trial: HeldTrial, alice: Actor, bob: Actor
) -> None:
    claim(trial, alice)
    claim(trial, bob)

    assert Trial.objects.get().claimed_by_id == bob.person_id


def test_an_ended_trial_is_not_claimed(trial: HeldTrial, alice: Actor) -> None:
    end(trial)

    claim(trial, alice)

    assert Trial.objects.get().claimed_by is None


def test_a_claim_takes_only_what_the_browser_holds(trial: HeldTrial, alice: Actor) -> None:
    claim_trial(key_hash=hash_of("guess"), person_id=alice.person_id)

    assert Trial.objects.get().claimed_by is None


# --- Keeping ----------------------------------------------------------------------------------------------------------

Keep = Callable[[HeldTrial, Actor], object]


def by_signing_in(trial: HeldTrial, person: Actor) -> object:
    claim(trial, person)
    return adopt_claimed_trials(by=person)


def by_asking(trial: HeldTrial, person: Actor) -> object:
    both = Actor(person.person_id, person.name, trial.holder.trial_key_hash, person.request_id)
    return (adopt_held_trial(by=both),)


both_ways = pytest.mark.parametrize("keep", [by_signing_in, by_asking])


@both_ways
def test_a_kept_trial_is_led_by_whoever_kept_it(
    keep: Keep, trial: HeldTrial, team: Team, charlie: Actor
) -> None:
    kept = keep(trial, charlie)

    innovation = Innovation.objects.get(name="Balance classes")
    membership = Membership.objects.get(innovation=innovation)
    assert kept == (innovation.public_id,)
    assert innovation.created_by == team.charlie
    assert (membership.person, membership.role, membership.added_by) == (team.charlie, "lead", team.charlie)
    assert get_editable(charlie, trial.facts.id).standing == "lead"


@both_ways
def test_a_kept_trial_is_a_trial_no_more(keep: Keep, trial: HeldTrial, charlie: Actor) -> None:
    keep(trial, charlie)

    assert not Trial.objects.exists()
    assert not is_open_to(trial.holder, trial)
    assert not get_visible(charlie, trial.facts.id).is_trial


@both_ways
def test_keeping_loses_nothing_that_was_answered(keep: Keep, trial: HeldTrial, charlie: Actor) -> None:
    answer(trial.facts, {"E1.1": "2", "E2.6": "dont_know"}, by=trial.holder)
    before = answers_of(trial.facts.pk)

    keep(trial, charlie)

    assert answers_of(trial.facts.pk) == before


@both_ways
def test_keeping_a_submitted_trial_keeps_its_result(keep: Keep, trial: HeldTrial, charlie: Actor) -> None:
    submitted(Innovation.objects.get(pk=trial.facts.innovation_pk), by=trial.holder)
    before = results_of(trial.facts.innovation_pk)

    keep(trial, charlie)

    assert results_of(trial.facts.innovation_pk) == before


@both_ways
def test_keeping_is_recorded(keep: Keep, trial: HeldTrial, team: Team, charlie: Actor) -> None:
    keep(trial, charlie)

    event = AuditEvent.objects.get(action="trial.keep")
    assert (event.actor, event.request_id, event.after) == (team.charlie, "a-request", "Balance classes")
    assert event.subject == f"innovation:{trial.facts.innovation_id}"


@both_ways
def test_a_trial_is_kept_once(keep: Keep, trial: HeldTrial, charlie: Actor, alice: Actor) -> None:
    keep(trial, charlie)

    with pytest.raises(NotFound):
        by_asking(trial, alice)
    assert by_signing_in(trial, alice) == ()
    assert Membership.objects.filter(innovation=trial.facts.innovation_pk).count() == 1


def test_signing_in_keeps_every_trial_one_has_claimed_and_no_other(
    trial: HeldTrial, charlie: Actor, alice: Actor
) -> None:
    second, theirs, nobodys = a_trial("Choir"), a_trial("Walks"), a_trial("Yoga")
    claim(trial, charlie)
    claim(second, charlie)
    claim(theirs, alice)

    kept = adopt_claimed_trials(by=charlie)

    assert set(kept) == {trial.facts.innovation_id, second.facts.innovation_id}
    assert {card.innovation.name for card in cards_of(charlie)} == {"Balance classes", "Choir"}
    assert held_trial(theirs.holder) is not None
    assert held_trial(nobodys.holder) is not None


def test_signing_in_without_a_claim_keeps_nothing(trial: HeldTrial, alice: Actor) -> None:
    assert adopt_claimed_trials(by=alice) == ()
    assert held_trial(trial.holder) is not None


def test_a_claimed_trial_that_has_ended_is_kept_as_long_as_it_is_there(
    trial: HeldTrial, charlie: Actor
) -> None:
    """They confirmed their address late. What they typed was acknowledged, so it is theirs."""
    claim(trial, charlie)
    end(trial)

    assert adopt_claimed_trials(by=charlie) == (trial.facts.innovation_id,)


def test_an_ended_trial_cannot_be_asked_for(trial: HeldTrial, alice: Actor) -> None:
    end(trial)

    with pytest.raises(NotFound):
        by_asking(trial, alice)


def test_someone_elses_trial_cannot_be_asked_for(trial: HeldTrial, team: Team) -> None:
    for key_hash in ("", hash_of("guess")):
        with pytest.raises(NotFound):
            adopt_held_trial(by=acting(team.alice, trial_key_hash=key_hash))


def test_nobody_keeps_a_trial_without_signing_in(trial: HeldTrial) -> None:
    with pytest.raises(NotFound):
        adopt_held_trial(by=trial.holder)
    with pytest.raises(NotFound):
        adopt_claimed_trials(by=trial.holder)

    assert Trial.objects.exists()
    assert not Membership.objects.exists()


# --- The end ----------------------------------------------------------------------------------------------------------


def test_an_ended_trial_is_deleted_with_all_of_it_although_it_was_submitted(trial: HeldTrial) -> None:
    innovation = Innovation.objects.get()
    InnovationSetting.objects.create(innovation=innovation, setting="home")
    submitted(innovation, by=trial.holder)
    end(trial)

    assert purge_trials() == 1

    assert [model.objects.count() for model in INNOVATION_ROWS] == [0] * len(INNOVATION_ROWS)


def test_only_what_has_ended_is_deleted(team: Team, trial: HeldTrial, alice: Actor) -> None:
    ended, kept = a_trial("Choir"), a_trial("Walks")
    by_signing_in(kept, alice)
    end(ended)

    purge_trials()

    assert set(Innovation.objects.values_list("name", flat=True)) == {
        "ESCAPE-pain",
        "Balance classes",
        "Walks",
    }
    assert is_open_to(trial.holder, trial)


def test_deleting_is_recorded_with_how_many(trial: HeldTrial) -> None:
    second = a_trial("Choir")
    end(trial, second)

    assert purge_trials() == 2

    event = AuditEvent.objects.get(action="trial.purge")
    assert (event.actor, event.actor_kind, event.subject, event.after) == (
        None,
        "system",
        "trials",
        "2 deleted",
    )


def test_nothing_to_delete_is_not_recorded(trial: HeldTrial) -> None:
    assert purge_trials() == 0
    assert not AuditEvent.objects.filter(action="trial.purge").exists()


def test_the_record_of_a_trial_outlives_it(trial: HeldTrial) -> None:
    end(trial)

    purge_trials()

    assert AuditEvent.objects.filter(
        action="assessment.start", subject=f"assessment:{trial.facts.id}"
    ).exists()


def test_a_trial_that_somebody_belongs_to_goes_with_their_place_in_it(trial: HeldTrial, team: Team) -> None:
    """There is no way to that today; a purge must not stumble over it."""
    join(Innovation.objects.get(pk=trial.facts.innovation_pk), team.bob, "viewer")
    end(trial)

    assert purge_trials() == 1
