"""Trials without an account: an ordinary assessment, held by a cookie for a few days and then deleted."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assessments.actions.assessment import start_assessment
from assessments.actions.audit import record
from assessments.errors import NotFound
from assessments.models import Innovation, Membership, Role, Trial
from assessments.models.keys import hash_of, new_key
from assessments.permissions import SYSTEM, Actor
from assessments.queries.innovation import get_visible


@dataclass(frozen=True, slots=True)
class StartedTrial:
    """The key goes into the browser's cookie and nowhere else."""

    assessment_id: uuid.UUID
    key: str


@transaction.atomic
def start_trial(name: str, *, days: int) -> StartedTrial:
    key = new_key()
    innovation = Innovation.objects.create(name=name)
    now = timezone.now()
    Trial.objects.create(
        innovation=innovation,
        key_hash=hash_of(key),
        started_at=now,
        expires_at=now + dt.timedelta(days=days),
    )
    holder = Actor(trial_key_hash=hash_of(key))
    assessment = start_assessment(get_visible(holder, innovation.public_id), by=holder)
    return StartedTrial(assessment.public_id, key)


@transaction.atomic
def claim_trial(*, key_hash: str, person_id: int) -> None:
    """Remembers whose trial this is when they make an account, which they may confirm in another browser.

    The last claim stands: someone who mistyped their address makes a second account with the right one. Until
    they sign in, the trial stays with the browser that holds it.
    """
    Trial.objects.filter(key_hash=key_hash, expires_at__gt=timezone.now()).update(claimed_by=person_id)


@transaction.atomic
def adopt_claimed_trials(*, by: Actor) -> tuple[uuid.UUID, ...]:
    """Makes a person the lead of what they tried before they had an account. Gives the innovations' ids."""
    trials = Trial.objects.filter(claimed_by=by.person_id).select_related("innovation")
    return tuple(_adopt(trial, by) for trial in trials.select_for_update(of=("self",)))


@transaction.atomic
def adopt_held_trial(*, by: Actor) -> uuid.UUID:
    """The same for a person who has an account already and asks to keep what this browser holds."""
    trial = (
        Trial.objects.select_for_update(of=("self",))
        .select_related("innovation")
        .filter(key_hash=by.trial_key_hash, expires_at__gt=timezone.now())
        .first()
    )
    if trial is None:
        raise NotFound("There is no trial on this device.")
    return _adopt(trial, by)


def _adopt(trial: Trial, by: Actor) -> uuid.UUID:
    if by.person_id is None:
        raise NotFound("Sign in to keep a trial.")
    innovation = trial.innovation
    Innovation.objects.filter(pk=innovation.pk).update(created_by=by.person_id)
    Membership.objects.create(
        innovation=innovation, person_id=by.person_id, role=Role.LEAD, added_by_id=by.person_id
    )
    trial.delete()
    record(by, "trial.keep", f"innovation:{innovation.public_id}", after=innovation.name)
    return innovation.public_id


@transaction.atomic
def purge_trials() -> int:
    """Deletes every trial that has ended, with its answers. Gives how many."""
    ended = Trial.objects.filter(expires_at__lte=timezone.now())
    # locked first, so that a trial which someone keeps at this very moment is either kept or deleted
    doomed = list(ended.select_for_update(of=("self",)).values_list("innovation_id", flat=True))
    Innovation.objects.filter(pk__in=doomed).delete()
    if doomed:
        record(SYSTEM, "trial.purge", "trials", after=f"{len(doomed)} deleted")
    return len(doomed)
