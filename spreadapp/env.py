"""Typed values from the environment.

Every value is read here and nowhere else, so that a missing or mistyped one is refused at start with
a sentence that says what to type. A value may also be given as a file: for SECRET_KEY, set
SECRET_KEY_FILE to the file's path, as Docker and Kubernetes secrets do. An empty value counts as
missing, because compose files pass empty strings on. No message ever repeats a value.
"""

import os
from collections.abc import Collection
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = ("1", "true", "yes", "on")
FALSE_WORDS = ("0", "false", "no", "off")
SHORTEST_SECRET = 40


class Mode(StrEnum):
    PRODUCTION = "production"  # the default, so that forgetting OCTANT_MODE is safe
    DEMO = "demo"
    TEST = "test"
    DEVELOPMENT = "development"


def mode() -> Mode:
    return Mode(one_of("OCTANT_MODE", tuple(Mode), default=Mode.PRODUCTION))


def text(name: str, *, default: str) -> str:
    return _read(name) or default


def required(name: str, *, say: str) -> str:
    """`say` is a command or an example that the person at the keyboard can copy."""
    value = _read(name)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. {_what_to_type(name, say)}")
    return value


def secret(name: str, *, say: str) -> str:
    value = required(name, say=say)
    if not _looks_random(value):
        raise ImproperlyConfigured(
            f"{name} is too easy to guess: it needs at least {SHORTEST_SECRET} random characters. "
            f"{_what_to_type(name, say)}"
        )
    return value


def _looks_random(value: str) -> bool:
    """Refuses what people type and what examples show: few signs, or words without a single digit."""
    return (
        len(value) >= SHORTEST_SECRET
        and len(set(value)) >= 10
        and any(sign.isdigit() for sign in value)
        and "insecure" not in value
    )


def flag(name: str, *, default: bool) -> bool:
    options = TRUE_WORDS + FALSE_WORDS
    given = one_of(name, options, default="yes" if default else "no")
    return given in TRUE_WORDS


def integer(name: str, *, default: int, least: int = 0) -> int:
    given = _read(name)
    if given is None:
        return default
    if not (given.isascii() and given.isdigit()) or int(given) < least:
        raise ImproperlyConfigured(
            f"{name} must be a whole number, {least} or more. Set for example: {name}={default}"
        )
    return int(given)


def one_of(name: str, options: Collection[str], *, default: str) -> str:
    given = (_read(name) or default).lower()
    if given not in options:
        raise ImproperlyConfigured(
            f"{name} must be one of: {', '.join(options)}. Set for example: {name}={default}"
        )
    return given


def listed(name: str, *, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Values parted by commas, as in ALLOWED_HOSTS=octant.example.org,localhost."""
    given = _read(name)
    if given is None:
        return default
    return tuple(part.strip() for part in given.split(",") if part.strip())


def url(name: str, *, schemes: Collection[str], say: str, default: str | None = None) -> str:
    value = default if default is not None and _read(name) is None else required(name, say=say)
    if not _is_address(value, schemes):
        starts = " or ".join(f"{scheme}:" for scheme in schemes)
        raise ImproperlyConfigured(f"{name} must be an address that starts with {starts}. Set: {name}={say}")
    return value


def together(*names: str) -> bool:
    """True when all are set and False when none is: half of them is a mistake, and says which half."""
    missing = [name for name in names if _read(name) is None]
    if 0 < len(missing) < len(names):
        rest = " and ".join(missing)
        typed = " ".join(f"{name}=..." for name in missing)
        raise ImproperlyConfigured(
            f"{', '.join(names)} belong together, and {rest} is not set. Set: {typed}, or none of them."
        )
    return not missing


def _is_address(value: str, schemes: Collection[str]) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:  # a bracket without its partner, for one
        return False
    return parts.scheme in schemes and bool(parts.netloc or parts.path)


def _read(name: str) -> str | None:
    value = os.environ.get(name) or None
    path = os.environ.get(f"{name}_FILE") or None
    if path is None:
        return value
    if value is not None:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set. Keep one of them.")
    return _read_file(f"{name}_FILE", path)


def _read_file(name: str, path: str) -> str | None:
    try:
        return Path(path).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as problem:
        raise ImproperlyConfigured(
            f"{name} names a file that cannot be read ({type(problem).__name__}). "
            f"Check that it exists and that Octant's user may read it."
        ) from None


def _what_to_type(name: str, say: str) -> str:
    is_command = " " in say
    return f'Set: {name}="$({say})"' if is_command else f"Set: {name}={say}"
