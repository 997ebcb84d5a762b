"""The reading-age report."""

import sys

import pytest

from assessments.errors import FrameworkError
from assessments.framework.load import load_advice, load_framework
from assessments.framework.reading_age import reading_age, reading_ages, syllable_counter


def test_the_formula_is_flesch_and_kincaids_with_five_years_added() -> None:
    age = reading_age(["one two three four", "five six"], lambda word: 2)

    assert age == pytest.approx(0.39 * 3 + 11.8 * 2 - 15.59 + 5)


def test_longer_words_make_a_higher_age() -> None:
    count = syllable_counter()

    assert reading_age(["We have a plan"], count) < reading_age(
        ["Organisational opportunities multiply"], count
    )


def test_texts_without_words_leave_the_age_alone() -> None:
    assert reading_age(["one two", "–"], len) == reading_age(["one two"], len)


def test_no_words_at_all_is_refused() -> None:
    with pytest.raises(FrameworkError, match="There are no words"):
        reading_age(["–", ""], len)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("we", 1),
        ("spread", 1),
        ("have", 1),
        ("named", 1),
        ("sites", 1),
        ("the", 1),
        ("money", 2),
        ("tested", 2),
        ("people", 2),
        ("table", 2),
        ("policy", 3),
        ("evidence", 3),
        ("innovation", 4),
        ("Commissioner", 4),
        ("10", 1),
    ],
)
def test_syllables_are_counted(word: str, syllables: int) -> None:
    assert syllable_counter()(word) == syllables


def test_there_is_one_row_for_each_enabler() -> None:
    rows = reading_ages(load_framework("v1"), load_advice("v1"))

    assert [row.enabler for row in rows] == ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8"]


def test_without_pyphen_the_report_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyphen", None)

    with pytest.raises(FrameworkError, match=r"needs pyphen. Install what requirements-dev\.txt lists"):
        syllable_counter()
