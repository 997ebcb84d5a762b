"""The chain of the record: every event has a hash over itself and the hash before it.

Whoever changes, adds or removes an event must change every hash after it, and the last one is known elsewhere.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping

SAID = ("id", "at", "actor", "actor_kind", "action", "subject", "before", "after", "request_id")
"""The columns that the hash covers."""


def chained(previous: str, said: Mapping[str, object]) -> str:
    """The hash of an event that follows another. The first one follows ""."""
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), default=_written)
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def _written(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    raise TypeError(f"{type(value).__name__} is not part of an event")
