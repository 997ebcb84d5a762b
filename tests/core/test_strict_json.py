"""JSON without surprises."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.errors import ReceiptError
from assessments.framework.types import Group
from assessments.scoring.strict_json import MAXIMUM_BYTES, Part, canonical_bytes, parse_bytes, quoted
from tests.core.strategies import law

texts = st.text(st.characters(codec="utf-8"))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=10,
)


def part(**fields):
    return Part(fields, "Here", fields)


@law
@given(value=values)
def test_what_is_written_is_read_back_and_written_the_same(value):
    content = canonical_bytes(value)

    assert parse_bytes(content) == value
    assert canonical_bytes(parse_bytes(content)) == content


def test_keys_are_sorted_and_letters_stay_letters():
    assert canonical_bytes({"é": 1, "b": [None, True]}) == '{"b":[null,true],"é":1}\n'.encode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is not JSON: "),
        (b"{", "The file is not JSON: "),
        (b"1" * 5_000, "The file is not JSON: "),
        (b"\xff", "The file is not UTF-8 text."),
        (b'"\\ud800"', "The file is not UTF-8 text."),
        (b'{"a": 1.0}', 'The file has "1.0" as a number.'),
        (b"1e5", 'The file has "1e5" as a number.'),
        (b"NaN", 'The file has "NaN" as a number.'),
        (b"-Infinity", 'The file has "-Infinity" as a number.'),
        (b'{"a": 1, "b": 2, "a": 1}', 'The file has "a" twice in one place.'),
        (b"[" * 100_000, "The file is nested too deeply to be a receipt."),
        (b" " * (MAXIMUM_BYTES + 1), "The file is larger than 2,000,000 bytes."),
    ],
)
def test_what_could_be_misread_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(ReceiptError) as refusal:
        parse_bytes(content)

    assert str(refusal.value).startswith(sentence)


def test_the_largest_file_that_is_read():
    assert parse_bytes(b"1".rjust(MAXIMUM_BYTES)) == 1


def test_a_long_value_is_cut_in_a_sentence():
    assert quoted("x" * 78) == f'"{"x" * 78}"'
    assert quoted("x" * 79) == f'"{"x" * 79}…'


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ([], "Here should be an object."),
        ({"a": 1}, 'Here: "b" is missing.'),
        ({"a": 1, "b": 2, "c": 3}, 'Here: "c" means nothing here.'),
    ],
)
def test_an_object_has_exactly_the_fields_it_should(value, sentence):
    with pytest.raises(ReceiptError) as refusal:
        Part(value, "Here", ("a", "b"))

    assert str(refusal.value) == sentence


READ = [
    (Part.text, "word", "word"),
    (Part.text_or_none, None, None),
    (Part.text_or_none, "word", "word"),
    (Part.texts, ["a", "b"], ("a", "b")),
    (Part.texts_by_name, {"a": "b"}, {"a": "b"}),
    (Part.texts_by_name_or_none, None, None),
    (Part.texts_by_name_or_none, {"a": "b"}, {"a": "b"}),
    (Part.flag, False, False),
    (Part.whole, 0, 0),
    (Part.whole_or_none, None, None),
    (Part.whole_or_none, 7, 7),
    (Part.fraction_or_none, None, None),
    (Part.fraction_or_none, "0", Fraction(0)),
    (Part.fraction_or_none, "11/5", Fraction(11, 5)),
]

REFUSED = [
    (Part.text, 1, "a text"),
    (Part.text_or_none, 1, "a text"),
    (Part.texts, "ab", "a list"),
    (Part.texts, ["a", 1], "a list of texts"),
    (Part.texts_by_name, [], "an object"),
    (Part.flag, 1, "true or false"),
    (Part.whole, -1, "a whole number, 0 or more"),
    (Part.whole, True, "a whole number, 0 or more"),
    (Part.whole, "1", "a whole number, 0 or more"),
    (Part.fraction_or_none, 3, "a text"),
    *(
        (Part.fraction_or_none, text, 'a fraction in lowest terms, such as "11/5"')
        for text in ("", "None", "-1", "6/2", "3/1", "1/0", "1.5", "1e9", "03", "٣", "1/5 ", "1234567890")
    ),
]


@pytest.mark.parametrize(("read", "value", "expected"), READ)
def test_a_field_is_read_as_what_it_is(read, value, expected):
    assert read(part(it=value), "it") == expected


@pytest.mark.parametrize(("read", "value", "should_be"), REFUSED)
def test_a_field_that_is_something_else_is_refused_by_name(read, value, should_be):
    with pytest.raises(ReceiptError) as refusal:
        read(part(it=value), "it")

    assert str(refusal.value) == f"Here, it should be {should_be}."


def test_a_choice_is_one_of_its_enum():
    assert part(it="pursuit").choice("it", Group) is Group.PURSUIT
    assert part(it=None).choice_or_none("it", Group) is None
    assert part(it=["conditions"]).choices("it", Group) == (Group.CONDITIONS,)


@pytest.mark.parametrize("value", ["Pursuit", "", 1, None, ["pursuit"], {}])
def test_anything_else_is_no_choice(value):
    with pytest.raises(ReceiptError, match=r"^Here, it should be one of pursuit, conditions\.$"):
        part(it=value).choice("it", Group)


def test_parts_know_where_they_stand():
    outer = part(one={"x": 1}, many=[{"x": 1}, {"x": 2}], named={"E1": {"x": 1}}, none=None)

    inner = [
        outer.part("one", ["x"]),
        *outer.parts("many", ["x"]),
        *outer.parts_by_name("named", ["x"]).values(),
    ]

    assert [refusal_of(one) for one in inner] == [
        "Here, one, x should be a text.",
        "Here, many, number 1, x should be a text.",
        "Here, many, number 2, x should be a text.",
        "Here, named, E1, x should be a text.",
    ]
    assert outer.part_or_none("none", ["x"]) is None


def refusal_of(one: Part) -> str:
    with pytest.raises(ReceiptError) as refusal:
        one.text("x")
    return str(refusal.value)
