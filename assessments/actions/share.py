"""Makes and ends read-only links to a result, and notes that one was opened."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assessments.actions.audit import record
from assessments.errors import ChangedMeanwhile, NotReady
from assessments.models import Share, ShareOpening
from assessments.permissions import Actor, check_can_share
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.innovation import InnovationFacts
from assessments.queries.share import SharedLink

MOST_OPEN = 20
SAME_OPENING = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Sharing:
    """`made_for`: so that the team knows later which link is whose."""

    made_for: str
    shows_notes: bool
    days: int


@transaction.atomic
def share_result(facts: AssessmentFacts, said: Sharing, *, by: Actor) -> Share:
    """Raises NotAllowed; NotReady for a draft, which nobody outside the team ever sees; ChangedMeanwhile when full."""
    check_can_share(facts.standing)
    if not facts.is_submitted:
        raise NotReady("Submit the assessment before you share it.")
    now = timezone.now()
    standing = Share.objects.filter(assessment=facts.pk, ended_at__isnull=True, expires_at__gt=now)
    if standing.count() >= MOST_OPEN:
        raise ChangedMeanwhile(f"There are {MOST_OPEN} open links already. Switch one off first.")
    share = Share.objects.create(
        assessment_id=facts.pk,
        made_for=said.made_for,
        shows_notes=said.shows_notes,
        made_at=now,
        made_by_id=by.person_id,
        expires_at=now + dt.timedelta(days=said.days),
    )
    what = "scores and notes" if said.shows_notes else "scores"
    record(by, "share.make", f"share:{share.public_id}", after=f"{what}, {said.days} days")
    return share


@transaction.atomic
def end_share(innovation: InnovationFacts, link: SharedLink, *, by: Actor) -> None:
    """From the next request on the link opens nothing. Ending it twice does nothing the second time."""
    check_can_share(innovation.standing)
    rows = Share.objects.filter(pk=link.pk, ended_at__isnull=True)
    if rows.update(ended_at=timezone.now(), ended_by_id=by.person_id):
        record(by, "share.end", f"share:{link.id}")


@transaction.atomic
def note_opening(link: SharedLink) -> None:
    """Reloading within a minute is the same opening."""
    now = timezone.now()
    if not ShareOpening.objects.filter(share=link.pk, at__gt=now - SAME_OPENING).exists():
        ShareOpening.objects.create(share_id=link.pk, at=now)
