"""What was held for someone who turned out to be signed out."""

import datetime as dt
import json

from django.db.models import Q
from django.utils import timezone

from assessments.models import HeldAnswers
from assessments.permissions import Actor

HELD_FOR = dt.timedelta(days=1)


def held_for(actor: Actor, *, key_hash: str, path: str) -> dict[str, str]:
    """The fields typed on this page, or nothing. What one person typed is never shown to another. One statement."""
    row = (
        HeldAnswers.objects.filter(key_hash=key_hash, path=path, held_at__gt=timezone.now() - HELD_FOR)
        .filter(Q(person=None) | Q(person=actor.person_id))
        .first()
    )
    return {str(name): str(value) for name, value in json.loads(row.fields).items()} if row else {}
