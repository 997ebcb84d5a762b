"""One trial, and two who would keep it, or one who keeps it while it is being deleted: at the same moment."""

import datetime as dt

from django.utils import timezone

from assessments.actions.trial import adopt_claimed_trials, adopt_held_trial, claim_trial, purge_trials
from assessments.errors import NotFound
from assessments.models import Answer, Innovation, Membership, Person, Trial
from assessments.permissions import Actor
from tests.factories import HeldTrial, a_trial, save, typed
from tests.people import Team, acting
from tests.reliability.crowd import together
from tests.reliability.figures import Measured

TRIALS = 60


def trials(count: int = TRIALS) -> list[HeldTrial]:
    made = [a_trial(f"Trial {number}") for number in range(count)]
    for trial in made:
        save(trial.facts, typed("E1.1", "3"), by=trial.holder)
    return made


def end(trial: HeldTrial, *, claimed_by: Person) -> None:
    now = timezone.now()
    Trial.objects.filter(innovation=trial.facts.innovation_pk).update(
        started_at=now - dt.timedelta(days=8), expires_at=now, claimed_by=claimed_by
    )


def leads() -> int:
    return Membership.objects.filter(role="lead", innovation__name__startswith="Trial").count()


def test_of_two_who_keep_one_trial_one_gets_it(team: Team, measured: Measured) -> None:
    held = trials()

    def keeps(person: str, number: int) -> object:
        return adopt_held_trial(
            by=acting(getattr(team, person), trial_key_hash=held[number].holder.trial_key_hash)
        )

    crowd = together(lambda n: keeps("alice", n), lambda n: keeps("bob", n), rounds=TRIALS)

    got = [[outcome for outcome in both if not isinstance(outcome, NotFound)] for both in crowd.rounds]
    measured("Two people keep one trial", crowd.seconds, pairs=TRIALS, leads=leads())
    assert got == [[trial.facts.innovation_id] for trial in held]
    assert (leads(), Membership.objects.filter(innovation__name__startswith="Trial").count()) == (
        TRIALS,
        TRIALS,
    )
    assert Answer.objects.count() == TRIALS


def test_who_signs_in_and_keeps_a_trial_at_once_gets_it_once(
    team: Team, alice: Actor, measured: Measured
) -> None:
    held = trials()

    def signs_in(number: int) -> object:
        claim_trial(key_hash=held[number].holder.trial_key_hash, person_id=team.alice.pk)
        return adopt_claimed_trials(by=alice)

    def asks(number: int) -> object:
        return adopt_held_trial(by=acting(team.alice, trial_key_hash=held[number].holder.trial_key_hash))

    crowd = together(signs_in, asks, rounds=TRIALS)

    measured("One person keeps a trial twice", crowd.seconds, pairs=TRIALS, leads=leads())
    assert all(
        (by_sign_in == ()) != isinstance(by_asking, NotFound) for by_sign_in, by_asking in crowd.rounds
    )
    assert leads() == TRIALS
    assert not Trial.objects.exists()


def test_a_trial_is_kept_or_deleted_and_never_half_of_each(
    team: Team, alice: Actor, measured: Measured
) -> None:
    crowds = []
    for trial in trials():
        end(trial, claimed_by=team.alice)
        crowds.append(together(lambda _: adopt_claimed_trials(by=alice), lambda _: purge_trials(), rounds=1))

    kept = sum(len(adopted) for crowd in crowds for adopted, _ in crowd.rounds)
    deleted = sum(purged for crowd in crowds for _, purged in crowd.rounds)
    seconds = sum(crowd.seconds for crowd in crowds)
    measured("A trial kept while being deleted", seconds, pairs=TRIALS, kept=kept, deleted=deleted)
    assert kept + deleted == TRIALS
    assert (leads(), Answer.objects.count()) == (kept, kept)
    assert Innovation.objects.filter(name__startswith="Trial").count() == kept
