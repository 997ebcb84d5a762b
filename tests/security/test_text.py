"""What people type is made safe to keep before anything else looks at it."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.ui.fields import REMOVE_NHS_NUMBER, TidyText, WebLink
from assessments.ui.text import (
    holds_nhs_number,
    host_of,
    lower_first,
    printable,
    tidy,
    upper_first,
)

any_text = st.text(st.characters(exclude_categories=()))  # lone surrogates too

TURNS_DIRECTION = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CANNOT_BE_SEEN = "\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9\ufffa\ufffb"
CONTROLS = "".join(map(chr, [*range(9), *range(0x0B, 0x0D), *range(0x0E, 0x20), *range(0x7F, 0xA0)]))
UNFIT = [*TURNS_DIRECTION, *CANNOT_BE_SEEN, *CONTROLS, "\ud800", "\udfff"]


# --- tidy -------------------------------------------------------------------------------------------------------------


@given(any_text)
def test_tidy_text_can_be_stored_anywhere(text: str) -> None:
    tidied = tidy(text)

    tidied.encode("utf-8")  # raises on a lone surrogate
    assert not set(tidied) & {*UNFIT, "\r"}
    assert unicodedata.is_normalized("NFC", tidied)
    assert tidied == tidied.strip()


@given(any_text)
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nine sites, 2019–20",
        "Ysbyty Gwynedd: naïve café",
        "第一線",
        "tab\there\nand a line",
        "👩🏽‍⚕️",
        "ab\u200cc",
    ],
)
def test_ordinary_text_is_kept_as_it_is(text: str) -> None:
    assert tidy(text) == text


@pytest.mark.parametrize("unfit", UNFIT, ids=lambda unfit: f"U+{ord(unfit):04X}")
def test_characters_that_hide_or_turn_others_are_left_out(unfit: str) -> None:
    assert tidy(f"ready{unfit} to spread") == "ready to spread"


@pytest.mark.parametrize(
    "unfit", [*TURNS_DIRECTION, *CANNOT_BE_SEEN, "\x00"], ids=lambda unfit: f"U+{ord(unfit):04X}"
)
def test_what_cannot_be_seen_is_no_name(unfit: str) -> None:
    assert tidy(f" {unfit} ") == ""


@pytest.mark.parametrize("typed", ["a\r\nb", "a\rb", "a\nb"])
def test_there_is_one_kind_of_line_ending(typed: str) -> None:
    assert tidy(typed) == "a\nb"


def test_two_ways_to_write_a_letter_become_one() -> None:
    assert tidy("cafe\u0301") == tidy("caf\u00e9") == "caf\u00e9"


def test_what_is_shown_again_keeps_its_spaces_and_loses_what_no_page_may_hold() -> None:
    assert printable("  as\u202e typed\x00 \r\n") == "  as typed \n"


# --- NHS numbers ------------------------------------------------------------------------------------------------------

VALID = ("9434765919", "4505577104", "9876543210", "0000000000")


@pytest.mark.parametrize("number", VALID)
@pytest.mark.parametrize(
    "written", ["{}{}{}", "{} {} {}", "{}-{}-{}", "{}\u00a0{}\u00a0{}", "{}\u2013{}\u2013{}", "{}.{}.{}"]
)
def test_an_nhs_number_is_noticed_however_it_is_written(number: str, written: str) -> None:
    text = written.format(number[:3], number[3:6], number[6:])

    assert holds_nhs_number(f"Mrs Smith ({text}), seen in May")


@pytest.mark.parametrize("number", VALID)
@pytest.mark.parametrize("step", range(1, 10))
def test_another_last_digit_is_no_nhs_number(number: str, step: int) -> None:
    assert not holds_nhs_number(number[:9] + str((int(number[9]) + step) % 10))


def test_a_number_whose_check_digit_would_be_ten_was_never_given_out() -> None:
    assert not any(holds_nhs_number(f"100000001{digit}") for digit in range(10))


@pytest.mark.parametrize(
    "text", ["94347659190", "19434765919", "943476591", "", "ten patients", "9434 765 919"]
)
def test_more_or_fewer_digits_are_something_else(text: str) -> None:
    assert not holds_nhs_number(text)


def test_digits_of_another_script_are_digits_too() -> None:
    assert holds_nhs_number("".join(chr(0x0660 + int(digit)) for digit in VALID[0]))


def test_a_second_number_in_the_text_is_noticed() -> None:
    assert holds_nhs_number("Bleep 1234567890, patient 943 476 5919")


# --- Links and lines --------------------------------------------------------------------------------------------------


def test_a_link_shows_where_it_leads() -> None:
    assert host_of("https://www.Example.org:8443/a?b#c") == "www.example.org"
    assert host_of("nowhere") == "nowhere"


def test_first_letters_change_and_the_rest_stays() -> None:
    assert (lower_first("Use NHS data"), upper_first("use NHS data")) == ("use NHS data", "Use NHS data")
    assert (lower_first(""), upper_first("")) == ("", "")


# --- Fields -----------------------------------------------------------------------------------------------------------


def refusal_of(field: TidyText, text: str) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(text)
    return " ".join(refused.value.messages)


def test_a_field_tidies_before_it_checks() -> None:
    assert TidyText(max_length=4).clean(" a\x00\u202eb\r\nc ") == "ab\nc"


@pytest.mark.parametrize("typed", ["", None, "  ", "\u200b", "\x00", "\u202e"])
def test_a_required_field_is_not_filled_with_nothing(typed: str | None) -> None:
    field = TidyText(error_messages={"required": "Enter a name"})

    assert refusal_of(field, typed) == "Enter a name"


def test_a_field_that_may_be_empty_is_empty_text() -> None:
    assert TidyText(required=False).clean(None) == ""


def test_length_is_counted_as_it_is_kept() -> None:
    """Browsers send two characters for a line break and count one."""
    assert TidyText(max_length=5).clean("ab\r\ncd") == "ab\ncd"
    assert "at most 5" in refusal_of(TidyText(max_length=5), "ab\r\ncde")


def test_a_patients_number_is_refused_and_not_repeated() -> None:
    assert refusal_of(TidyText(), "Mrs Smith, 943 476 5919") == REMOVE_NHS_NUMBER


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("http://example.org", "http://example.org"),
        (" example.org/report ", "https://example.org/report"),
        ("https://sub-domain.example.org:8443/", "https://sub-domain.example.org:8443/"),
        ("https://bücher.example/ä", "https://bücher.example/ä"),
        ("https://example.org./", "https://example.org./"),
        ("", ""),
    ],
)
def test_a_web_address_is_kept_with_its_scheme(typed: str, kept: str) -> None:
    assert WebLink(required=False).clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>.x",
        "file:///etc/passwd.txt",
        "ftp://example.org/",
        "//example.org",
        "https://localhost/",
        "https://",
        "https://.",
        "https://..",
        "https://example..org/",
        "https://.example.org/",
        "https://[::1",
        "https://[::1]/",
        "https://example.org /a",
        "https://exam\tple.org/",
        "https://example.org/a\u00a0b",
        "https://user:password@example.org/",
        "https://example.org@evil.example/",
        "https://evil.example\\.nhs.uk/",
        "https://evil.example%2f.nhs.uk/",
        "mailto:alice@example.org",
        "alice@example.org",
        "two words.",
        "report",
    ],
)
def test_whatever_else_it_is_it_is_no_web_address(typed: str) -> None:
    assert refusal_of(WebLink(required=False), typed) == WebLink.wrong


@given(any_text)
def test_a_link_that_is_kept_leads_to_the_host_that_is_shown(text: str) -> None:
    try:
        kept = WebLink(required=False).clean(text)
    except ValidationError:
        return

    assert kept == "" or kept.startswith(("http://", "https://"))
    assert not set(host_of(kept)) & set("@\\/ \t\n")


def test_a_link_asks_no_page_for_a_patient() -> None:
    assert refusal_of(WebLink(), "https://example.org/find?nhs=9434765919") == WebLink.names_someone


def test_a_report_whose_number_looks_like_a_patients_may_be_linked_to() -> None:
    assert WebLink().clean("https://example.org/a/9434765919") == "https://example.org/a/9434765919"
