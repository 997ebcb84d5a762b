"""JSON without surprises, for receipts: one way to write it, and no way to misread it.

Python's own reader lets pass what a receipt must not hold: decimals, NaN, one key twice, half a character.
Whatever is wrong, the answer is a ReceiptError that names the place.
"""

import json
import re
from collections.abc import Collection
from enum import StrEnum
from fractions import Fraction
from typing import NoReturn, TypeAlias, TypeVar

from assessments.errors import ReceiptError

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
Choice = TypeVar("Choice", bound=StrEnum)

MAXIMUM_BYTES = 2_000_000

# Strict, because Fraction("1e999999999") would keep the machine busy for ever.
_FRACTION = re.compile(r"(\d{1,9})(?:/([1-9]\d{0,8}))?", re.ASCII)


def canonical_bytes(value: Json) -> bytes:
    """Equal values give equal bytes."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"


def parse_bytes(content: bytes) -> Json:
    if len(content) > MAXIMUM_BYTES:
        raise ReceiptError(f"The file is larger than {MAXIMUM_BYTES:,} bytes. No receipt is.")
    try:
        value: Json = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_object,
            parse_float=_refuse_decimal,
            parse_constant=_refuse_decimal,
        )
        canonical_bytes(value)  # half a character can be read, but not written again
    except UnicodeError as error:
        raise ReceiptError("The file is not UTF-8 text.") from error
    except ValueError as error:  # not JSON, or a number too long for Python
        raise ReceiptError(f"The file is not JSON: {error}.") from error
    except RecursionError as error:
        raise ReceiptError("The file is nested too deeply to be a receipt.") from error
    return value


def as_object(value: Json, place: str) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise ReceiptError(f"{place} should be an object.")
    return value


def quoted(value: Json) -> str:
    """A value as a sentence can hold it."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:80]}…"


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    values: dict[str, Json] = {}
    for name, value in pairs:
        if name in values:
            raise ReceiptError(f"The file has {quoted(name)} twice in one place.")
        values[name] = value
    return values


def _refuse_decimal(text: str) -> NoReturn:
    raise ReceiptError(f"The file has {quoted(text)} as a number. Receipts hold whole numbers and fractions.")


class Part:
    """One object of a receipt, read field by field. It has exactly the fields it was asked for."""

    def __init__(self, value: Json, place: str, fields: Collection[str]) -> None:
        self._place = place
        self._values = as_object(value, place)
        for name in sorted(set(fields) ^ self._values.keys()):
            problem = "is missing" if name in fields else "means nothing here"
            raise ReceiptError(f"{place}: {quoted(name)} {problem}.")

    def text(self, name: str) -> str:
        value = self._values[name]
        if not isinstance(value, str):
            raise self._wrong(name, "a text")
        return value

    def text_or_none(self, name: str) -> str | None:
        return None if self._values[name] is None else self.text(name)

    def texts(self, name: str) -> tuple[str, ...]:
        values = self._items(name)
        texts = tuple(value for value in values if isinstance(value, str))
        if len(texts) < len(values):
            raise self._wrong(name, "a list of texts")
        return texts

    def texts_by_name(self, name: str) -> dict[str, str]:
        place = self._place_of(name)
        values = as_object(self._values[name], place)
        texts = Part(values, place, values)
        return {key: texts.text(key) for key in values}

    def texts_by_name_or_none(self, name: str) -> dict[str, str] | None:
        return None if self._values[name] is None else self.texts_by_name(name)

    def flag(self, name: str) -> bool:
        value = self._values[name]
        if not isinstance(value, bool):
            raise self._wrong(name, "true or false")
        return value

    def whole(self, name: str) -> int:
        value = self._values[name]
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self._wrong(name, "a whole number, 0 or more")
        return value

    def whole_or_none(self, name: str) -> int | None:
        return None if self._values[name] is None else self.whole(name)

    def fraction_or_none(self, name: str) -> Fraction | None:
        if self._values[name] is None:
            return None
        match = _FRACTION.fullmatch(self.text(name))
        fraction = Fraction(int(match[1]), int(match[2] or 1)) if match else None
        if fraction is None or str(fraction) != self.text(name):
            raise self._wrong(name, 'a fraction in lowest terms, such as "11/5"')
        return fraction

    def choice(self, name: str, choices: type[Choice]) -> Choice:
        return self._choice(self._values[name], name, choices)

    def choice_or_none(self, name: str, choices: type[Choice]) -> Choice | None:
        return None if self._values[name] is None else self.choice(name, choices)

    def choices(self, name: str, choices: type[Choice]) -> tuple[Choice, ...]:
        return tuple(self._choice(value, name, choices) for value in self._items(name))

    def part(self, name: str, fields: Collection[str]) -> "Part":
        return Part(self._values[name], self._place_of(name), fields)

    def part_or_none(self, name: str, fields: Collection[str]) -> "Part | None":
        return None if self._values[name] is None else self.part(name, fields)

    def parts(self, name: str, fields: Collection[str]) -> "tuple[Part, ...]":
        place = self._place_of(name)
        return tuple(
            Part(value, f"{place}, number {n}", fields) for n, value in enumerate(self._items(name), 1)
        )

    def parts_by_name(self, name: str, fields: Collection[str]) -> "dict[str, Part]":
        place = self._place_of(name)
        values = as_object(self._values[name], place)
        return {key: Part(value, f"{place}, {key}", fields) for key, value in values.items()}

    def _choice(self, value: Json, name: str, choices: type[Choice]) -> Choice:
        try:
            return choices(value)  # type: ignore[arg-type]  # what is no text is no choice either
        except ValueError:
            raise self._wrong(name, "one of " + ", ".join(choices)) from None

    def _items(self, name: str) -> list[Json]:
        value = self._values[name]
        if not isinstance(value, list):
            raise self._wrong(name, "a list")
        return value

    def _place_of(self, name: str) -> str:
        return f"{self._place}, {name}"

    def _wrong(self, name: str, should_be: str) -> ReceiptError:
        return ReceiptError(f"{self._place_of(name)} should be {should_be}.")
