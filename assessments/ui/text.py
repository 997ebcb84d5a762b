"""Text that people type, made safe to keep, in one place and before any other check."""

import re
import unicodedata
from urllib.parse import urlsplit

# control characters but tab and line feed; the marks that turn the direction of text around, which can make a reader
# see something else than what is stored; and what takes no room at all, of which a name could be made
UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
GAP = r"[\s.\u2010-\u2015-]?"  # a space, also one that does not break; a hyphen, or the dash that it was turned into
TEN_DIGITS = re.compile(rf"(?<!\d)(\d{{3}}){GAP}(\d{{3}}){GAP}(\d{{4}})(?!\d)")


def tidy(text: str) -> str:
    """One Unicode form (NFC), one kind of line ending, no characters that hide or reorder others."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", UNWANTED.sub("", text)).strip()


def printable(text: str) -> str:
    """What was typed, to be shown again as it was, without the characters that no page may hold."""
    return UNWANTED.sub("", text)


def holds_nhs_number(text: str) -> bool:
    """Ten digits with the check digit of an NHS number (modulus 11, NHS Data Dictionary)."""
    return any(_is_nhs_number("".join(match.groups())) for match in TEN_DIGITS.finditer(text))


def _is_nhs_number(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


def host_of(link: str) -> str:
    """The host of a link, so that people see where it leads before they follow it."""
    return urlsplit(link).hostname or link


def lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def upper_first(words: str) -> str:
    return words[:1].upper() + words[1:]
