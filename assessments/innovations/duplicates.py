"""Notices that the same innovation may be entered twice. Looks only among what the person may see already."""

import uuid
from collections.abc import Mapping
from difflib import SequenceMatcher

ALIKE = 0.85


def likely_same(name: str, known: Mapping[uuid.UUID, str]) -> tuple[uuid.UUID, ...]:
    """Ids of innovations with nearly this name, the most alike first."""
    alike = [
        (SequenceMatcher(None, _plain(name), _plain(other)).ratio(), key) for key, other in known.items()
    ]
    return tuple(key for ratio, key in sorted(alike, key=lambda one: -one[0]) if ratio >= ALIKE)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
