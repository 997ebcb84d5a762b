"""Holds what someone typed when they turned out to be signed out, until they have signed in again."""

import json
from collections.abc import Mapping

from django.utils import timezone

from assessments.models import HeldAnswers
from assessments.models.keys import hash_of, new_key
from assessments.queries.held import HELD_FOR


def hold_answers(path: str, fields: Mapping[str, str], *, person_id: int | None) -> str:
    """Gives the key for the browser's cookie. `person_id`: whose session had ended, where that is known."""
    key = new_key()
    HeldAnswers.objects.create(
        key_hash=hash_of(key), path=path, fields=json.dumps(dict(fields)), person_id=person_id
    )
    return key


def drop_held(key: str) -> None:
    HeldAnswers.objects.filter(key_hash=hash_of(key)).delete()


def purge_held() -> int:
    """Deletes what has been held for longer than a day. Gives how many."""
    count, _ = HeldAnswers.objects.filter(held_at__lte=timezone.now() - HELD_FOR).delete()
    return count
