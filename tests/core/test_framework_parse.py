"""From TOML to frozen data: what is well formed is read, and what is not is refused with its place."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.errors import FrameworkError
from assessments.framework.check import problems_in, problems_in_advice
from assessments.framework.parse import checksum_of, parse_advice, parse_framework
from assessments.framework.types import Audience, Band, Framework, Group, VerdictCode

FRAMEWORK = """\
version = "v1"
title = "A small set"
[rules]
target = 3
partly_from = 2
in_place_from = 3
coverage_floor = "3/5"
minimum_rated = 2
minimum_enablers_per_group = 3
backed_from = 3
gate = "E1.1"
gate_raised_at = 1
[[scale]]
level = 0
label = "Nothing"
meaning = "Not started"
[[groups]]
group = "pursuit"
name = "In pursuit"
holds = "What you shape"
[outcomes.pause]
headline = "Stop"
sentence = "Look first."
[outcomes.not_enough_known]
headline = "Unknown"
sentence = "Find out."
[[verdicts]]
pursuit = "not_yet"
conditions = "partly"
code = "build"
headline = "Build"
sentence = "Start here."
[[enablers]]
number = 1
slug = "networks"
title = "Build demand"
report_title = "Building demand"
short_name = "Demand"
group = "pursuit"
why = "It helps."
[[enablers.statements]]
code = "E1.1"
text = "We know"
hint = "Think."
levels = ["We a", "We b", "We c", "We d", "We e"]
evidence = ["A map"]
sources = ["S1"]
"""

ADVICE = """\
version = "v1"
framework = "v1"
[[advice]]
enabler = "E1"
band = "not_yet"
audience = "team"
question = "Who?"
actions = ["Ask one", "Ask two"]
why = "It helps."
basis = ["S1", "P6"]
"""


def framework_with(old: str, new: str) -> bytes:
    assert old in FRAMEWORK
    return FRAMEWORK.replace(old, new, 1).encode()


def test_a_framework_is_read_with_its_rules_and_its_table() -> None:
    framework = parse_framework(FRAMEWORK.encode())

    assert framework.rules.coverage_floor == Fraction(3, 5)
    assert framework.rules.gate == "E1.1"
    assert framework.pause.code is VerdictCode.PAUSE
    assert framework.table[0].outcome.code is VerdictCode.BUILD
    assert (framework.table[0].pursuit, framework.table[0].conditions) == (Band.NOT_YET, Band.PARTLY)


def test_a_framework_is_read_with_its_words() -> None:
    framework = parse_framework(FRAMEWORK.encode())

    assert framework.groups[0].holds == "What you shape"
    assert framework.scale[0].label == "Nothing"
    assert framework.enablers[0].group is Group.PURSUIT
    assert framework.enablers[0].statements[0].levels == ("We a", "We b", "We c", "We d", "We e")


def test_lookups_find_enablers_and_statements() -> None:
    framework = parse_framework(FRAMEWORK.encode())

    enabler = framework.enablers[0]
    assert framework.enabler_by_slug == {"networks": enabler}
    assert framework.enabler_by_code == {"E1": enabler}
    assert framework.enabler_of_statement == {"E1.1": enabler}
    assert framework.statement_by_code == {"E1.1": enabler.statements[0]}
    assert framework.group_text == {Group.PURSUIT: framework.groups[0]}
    assert framework.enablers_in(Group.CONDITIONS) == ()


def test_advice_is_read_and_found_by_its_place() -> None:
    book = parse_advice(ADVICE.encode())

    piece = book.by_place["E1", Band.NOT_YET, Audience.TEAM]
    assert piece.actions == ("Ask one", "Ask two")
    assert piece.basis == ("S1", "P6")
    assert (book.version, book.framework_version) == ("v1", "v1")


def test_the_checksum_is_of_the_bytes_as_they_stand() -> None:
    one, other = FRAMEWORK.encode(), FRAMEWORK.encode() + b"\n"

    assert parse_framework(one).checksum == checksum_of(one)
    assert parse_framework(one).checksum != parse_framework(other).checksum


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('title = "A small set"\n', "", 'The framework file has no "title"'),
        ('hint = "Think."\n', "", 'enablers, number 1, statements, number 1 has no "hint"'),
        ("hint =", "hnt =", 'number 1, statements, number 1 has no "hint"'),
        ('title = "A small set"', 'title = "A"\ncolour = "red"', 'has "colour", which means nothing here'),
        ('title = "A small set"', "title = 5", "The framework file, title should be a text"),
        ('title = "A small set"', 'title = " "', "The framework file, title should be a text"),
        ("target = 3", 'target = "3"', "rules, target should be a whole number"),
        ("target = 3", "target = true", "rules, target should be a whole number"),
        ("target = 3", "target = 3.0", "rules, target should be a whole number"),
        ('"3/5"', '"0.6"', 'coverage_floor should be a fraction in quotes, such as "3/5"'),
        ('"3/5"', '"3/0"', "coverage_floor should be a fraction"),
        ('"3/5"', '"1e999999999"', "coverage_floor should be a fraction"),
        ('code = "build"', 'code = "soon"', 'verdicts, number 1, code should be one of "pause"'),
        (
            'group = "pursuit"\nwhy',
            'group = "half"\nwhy',
            'enablers, number 1, group should be one of "pursuit"',
        ),
        ('sources = ["S1"]', 'sources = "S1"', "sources should be a list"),
        ('sources = ["S1"]', 'sources = ["S1", 2]', "sources, item 2 should be a text"),
        (', "We e"]', "]", "levels should be 5 texts"),
        ("[rules]", "[rule]", 'has no "rules"'),
        ("[[scale]]", "[scale]", "scale should be a list"),
        ("[outcomes.pause]", "[[outcomes.pause]]", "outcomes, pause should be a table"),
        ("target = 3", "target 3", "not valid TOML"),
        ("target = 3", "target = 2000-99-99", "not valid TOML"),
        ("target = 3", f"target = {'9' * 5000}", "not valid TOML"),
        ("target = 3", f"target = {'[' * 3000}", "nested too deeply"),
    ],
)
def test_a_malformed_framework_is_refused_with_its_place(old: str, new: str, says: str) -> None:
    with pytest.raises(FrameworkError) as refused:
        parse_framework(framework_with(old, new))

    assert says in str(refused.value)


def test_a_file_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(FrameworkError, match=r"not UTF-8 text \(byte 0\)"):
        parse_framework(b"\xff" + FRAMEWORK.encode())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('band = "not_yet"', 'band = "low"', 'advice, number 1, band should be one of "not_yet"'),
        ('audience = "team"', 'audience = "all"', 'advice, number 1, audience should be one of "team"'),
        ('framework = "v1"\n', "", 'The advice file has no "framework"'),
        ('["Ask one", "Ask two"]', '"Ask one"', "advice, number 1, actions should be a list"),
    ],
)
def test_malformed_advice_is_refused_with_its_place(old: str, new: str, says: str) -> None:
    with pytest.raises(FrameworkError) as refused:
        parse_advice(ADVICE.replace(old, new, 1).encode())

    assert says in str(refused.value)


VALUES = [
    "1",
    "-7",
    "1.5",
    "true",
    "inf",
    '""',
    '"x"',
    '"3/5"',
    "[]",
    "[1]",
    '[["a"]]',
    "{}",
    "1979-05-27",
    "'",
    "=",
]


@st.composite
def spoiled(draw: st.DrawFn, original: str) -> bytes:
    """A few lines taken out, doubled, given another value or replaced by noise."""
    lines = original.splitlines()
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(lines) - 1))
        key = lines[place].partition("=")[0]
        replacement = draw(
            st.one_of(
                st.just([]),
                st.just([lines[place]] * 2),
                st.sampled_from(VALUES).map(lambda value, key=key: [f"{key}= {value}"]),
                st.text(max_size=12).map(lambda noise: [noise]),
            )
        )
        lines[place : place + 1] = replacement
        lines = lines or [""]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


@given(spoiled(FRAMEWORK))
def test_a_spoiled_framework_is_read_or_refused_and_never_breaks(content: bytes) -> None:
    try:
        framework = parse_framework(content)
    except FrameworkError:
        return

    assert framework.checksum == checksum_of(content)
    assert all(isinstance(problem, str) for problem in problems_in(framework))


@given(spoiled(ADVICE))
def test_spoiled_advice_is_read_or_refused_and_never_breaks(content: bytes) -> None:
    try:
        book = parse_advice(content)
    except FrameworkError:
        return

    small: Framework = parse_framework(FRAMEWORK.encode())
    assert all(isinstance(problem, str) for problem in problems_in_advice(book, small))


@given(st.binary(max_size=60))
def test_noise_is_refused(content: bytes) -> None:
    with pytest.raises(FrameworkError):
        parse_framework(content)
