"""Numbers and lists as people write them in a sentence."""

from collections.abc import Sequence
from fractions import Fraction

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count_word(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def counted(count: int, noun: str) -> str:
    """ "one rating", "two ratings" """
    return f"{count_word(count)} {noun}{'' if count == 1 else 's'}"


def joined(names: Sequence[str]) -> str:
    """ "a, b and c". A comma goes before the last "and" where a name has an "and" of its own."""
    if len(names) < 2:
        return "".join(names)
    comma = "," if any(" and " in name for name in names) else ""
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}"


def hundredths(value: Fraction) -> str:
    """Two decimals, half up, but never up to a whole number that it has not reached: no agreement looks perfect."""
    over, under = value.numerator, value.denominator
    whole = over // under
    return f"{whole}.{min((200 * over + under) // (2 * under) - 100 * whole, 99):02}"
