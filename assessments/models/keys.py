"""Unguessable keys that a browser holds. Only their hash is kept here."""

import hashlib
import secrets


def new_key() -> str:
    return secrets.token_urlsafe(32)


def hash_of(key: str) -> str:
    """Keys have 256 random bits, so a plain hash is enough: there is nothing to guess. No key, no hash."""
    return hashlib.sha256(key.encode()).hexdigest() if key else ""
