"""What a browser holds without an account."""

import uuid
from dataclasses import dataclass

from django.utils import timezone

from assessments.models import Assessment
from assessments.permissions import Actor


@dataclass(frozen=True, slots=True)
class HeldTrial:
    innovation_name: str
    assessment_id: uuid.UUID


def held_trial(actor: Actor) -> HeldTrial | None:
    """The trial behind this browser's cookie, if it has not ended. One SQL statement, none without a cookie."""
    if not actor.trial_key_hash:
        return None
    row = (
        Assessment.objects.filter(
            innovation__trial__key_hash=actor.trial_key_hash,
            innovation__trial__expires_at__gt=timezone.now(),
        )
        .select_related("innovation")
        .order_by("-number")
        .first()
    )
    return HeldTrial(row.innovation.name, row.public_id) if row else None
