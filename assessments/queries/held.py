"""What was held for someone who turned out to be signed out."""

import datetime as dt
import json

from django.utils import timezone

from assessments.models import HeldAnswers
from assessments.permissions import Actor

HELD_FOR = dt.timedelta(days=1)


def held_for(actor: Actor, *, key_hash: str, path: str) -> dict[str, list[str]]:
    """The fields typed on this page, each with its values, or nothing. One statement.

    What one person typed is never shown to another.
    """
    since = timezone.now() - HELD_FOR
    mine = HeldAnswers.objects.filter(person=actor.person_id, held_at__gt=since)
    row = mine.filter(key_hash=key_hash, path=path).first()
    typed = json.loads(row.fields) if row else {}
    return {str(name): [str(value) for value in values] for name, values in typed.items()}
