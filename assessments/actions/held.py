"""Holds what someone typed when they turned out to be signed out, until they have signed in again."""

import json
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from assessments.models import HeldAnswers, Person
from assessments.models.keys import hash_of, new_key
from assessments.queries.held import HELD_FOR

PAGES_HELD = 6  # for one person: several tabs may all be sent while signed out


@transaction.atomic
def hold_answers(path: str, fields: Mapping[str, Sequence[str]], *, person_id: int) -> str:
    """Gives the key for the browser's cookie; "" where there is nobody to hold it for any more."""
    if not Person.objects.filter(pk=person_id, is_active=True).exists():
        return ""
    key = new_key()
    mine = HeldAnswers.objects.filter(person=person_id)
    typed = json.dumps({name: list(values) for name, values in fields.items()})
    HeldAnswers.objects.create(key_hash=hash_of(key), path=path, fields=typed, person_id=person_id)
    too_many = mine.order_by("-pk").values_list("pk", flat=True)[PAGES_HELD:]
    mine.filter(pk__in=list(too_many)).delete()
    return key


def drop_held(key: str) -> None:
    HeldAnswers.objects.filter(key_hash=hash_of(key)).delete()


def purge_held() -> int:
    """Deletes what has been held for longer than a day. Gives how many."""
    count, _ = HeldAnswers.objects.filter(held_at__lte=timezone.now() - HELD_FOR).delete()
    return count
