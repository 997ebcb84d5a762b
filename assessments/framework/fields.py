"""Typed reading of a TOML table. Whatever is wrong, the answer is a FrameworkError that names the place."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar, cast

from assessments.errors import FrameworkError

Choice = TypeVar("Choice", bound=StrEnum)

# Strict, because Fraction("1e999999999") would keep the machine busy for ever.
_FRACTION = re.compile(r"(\d{1,6})/(0*[1-9]\d{0,5})")


def read_toml(content: bytes) -> dict[str, object]:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise FrameworkError(f"The file is not UTF-8 text (byte {error.start}). Save it as UTF-8.") from error
    except ValueError as error:  # TOMLDecodeError, and dates or numbers that Python cannot hold
        raise FrameworkError(f"The file is not valid TOML: {error}.") from error
    except RecursionError as error:
        raise FrameworkError("The file is not valid TOML for us: its lists are nested too deeply.") from error


@dataclass(frozen=True, slots=True)
class Fields:
    """A table that has exactly the keys it was asked for, and the words for where it stands."""

    place: str
    values: dict[str, object]

    @classmethod
    def of(cls, value: object, place: str, keys: Sequence[str]) -> "Fields":
        if not isinstance(value, dict):
            raise FrameworkError(f"{place} should be a table.")
        missing = [key for key in keys if key not in value]
        if missing:
            raise FrameworkError(f"{place} has no {_quoted(missing)}. Add it.")
        unknown = sorted(set(value) - set(keys))
        if unknown:
            raise FrameworkError(
                f"{place} has {_quoted(unknown)}, which means nothing here. Check the spelling."
            )
        return cls(place, value)

    def text(self, key: str) -> str:
        return _text(self.values[key], self._place_of(key))

    def texts(self, key: str) -> tuple[str, ...]:
        place = self._place_of(key)
        return tuple(_text(item, f"{place}, item {n}") for n, item in enumerate(self._list(key), 1))

    def integer(self, key: str) -> int:
        value = self.values[key]
        if isinstance(value, bool) or not isinstance(value, int):
            raise FrameworkError(f"{self._place_of(key)} should be a whole number.")
        return value

    def fraction(self, key: str) -> Fraction:
        match = _FRACTION.fullmatch(self.text(key))
        if match is None:
            raise FrameworkError(f'{self._place_of(key)} should be a fraction in quotes, such as "3/5".')
        return Fraction(int(match[1]), int(match[2]))

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        text = self.text(key)
        if text not in list(choices):
            raise FrameworkError(f"{self._place_of(key)} should be one of {_quoted(list(choices))}.")
        return choices(text)

    def table(self, key: str, keys: Sequence[str]) -> "Fields":
        return Fields.of(self.values[key], self._place_of(key), keys)

    def tables(self, key: str, keys: Sequence[str]) -> "tuple[Fields, ...]":
        place = self._place_of(key)
        return tuple(
            Fields.of(item, f"{place}, number {n}", keys) for n, item in enumerate(self._list(key), 1)
        )

    def _list(self, key: str) -> list[object]:
        value = self.values[key]
        if not isinstance(value, list):
            raise FrameworkError(f"{self._place_of(key)} should be a list.")
        return cast("list[object]", value)

    def _place_of(self, key: str) -> str:
        return f"{self.place}, {key}"


def _text(value: object, place: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise FrameworkError(f"{place} should be a text in quotes, and not empty.")
    return value


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)
