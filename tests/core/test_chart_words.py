"""The sentences beside the chart."""

import pytest
from hypothesis import given

from assessments.charts.numerals import count_word, counted, joined
from assessments.charts.words import describe, short_description
from assessments.comparison.change import comparable_scores
from assessments.comparison.types import EarlierScores
from assessments.scoring.types import Result
from tests.core.chart_factory import (
    EARLIER,
    FULL,
    MIXED,
    NAMES,
    a_framework,
    a_result,
    result_of,
    results,
    with_other_statements,
)

FRAMEWORK = a_framework()
NONE = "- - - - - -"
THREES = "3+ 3+ 3+ 3+ 3+ 3+"
TWOS = "2 2 2 2 2 2"


def the_words(*rows: str) -> str:
    return describe(FRAMEWORK, result_of(FRAMEWORK, *rows))


def test_a_whole_description() -> None:
    assert the_words(*FULL) == (
        "Four of eight enablers meet the target of 3. "
        "In pursuit of spread: Networks and stories 3.2, Evidence 3.7, Fidelity and adaptability 3.0,"
        " Scaling vehicle 2.8. "
        "Creating the conditions for spread: System priorities 3.4, Policy and finance levers 2.0,"
        " Commissioning 1.6, External funding 2.6. "
        "The highest is Evidence at 3.7. The lowest is Commissioning at 1.6."
    )


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([THREES] * 8, "All eight enablers meet the target of 3."),
        ([TWOS] * 8, "None of the eight enablers meets the target of 3."),
        ([THREES, *[TWOS] * 7], "One of eight enablers meets the target of 3."),
        ([THREES, THREES, *[TWOS] * 6], "Two of eight enablers meet the target of 3."),
        ([NONE, *[THREES] * 7], "All seven relevant enablers meet the target of 3."),
        ([NONE, *[TWOS] * 7], "None of the seven relevant enablers meets the target of 3."),
        ([NONE, THREES, *[TWOS] * 6], "One of seven relevant enablers meets the target of 3."),
        ([*[NONE] * 6, THREES, THREES], "Both relevant enablers meet the target of 3."),
        ([*[NONE] * 7, THREES], "The one relevant enabler meets the target of 3."),
        ([*[NONE] * 7, TWOS], "The one relevant enabler does not meet the target of 3."),
        ([NONE] * 8, "No enabler is relevant to this innovation."),
        ([""] * 8, "No enabler has enough answers for a score yet."),
    ],
)
def test_the_count_at_target(rows: list[str], sentence: str) -> None:
    assert the_words(*rows).startswith(sentence)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([TWOS] * 8, "Every score is 2.0."),
        ([*[""] * 7, TWOS], "Only External funding has a score, 2.0."),
        ([THREES, *[TWOS] * 6, THREES], "The highest are Networks and stories, and External funding at 3.0."),
        (
            ["", THREES, "", *[TWOS] * 2, "", "", THREES],
            "The highest are Evidence and External funding at 3.0.",
        ),
        ([THREES, *[TWOS] * 7], "The lowest are seven enablers at 2.0."),
        (
            [THREES, *[TWOS] * 3, *[THREES] * 4],
            "are Evidence, Fidelity and adaptability, and Scaling vehicle at",
        ),
        ([*[""] * 7, "3 3 3 ? ?"], "Only External funding has a score, 3.0."),
    ],
)
def test_highest_and_lowest(rows: list[str], sentence: str) -> None:
    assert sentence in the_words(*rows)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [*[TWOS] * 7, "2 2 2 ? ?"],
            "Least is known about External funding: the score could be from 1.2 to 2.8.",
        ),
        (
            [*[TWOS] * 6, "2 2 2 ? ?", "3 3 3 ? ?"],
            "Least is known about these, where the score could be:"
            " Commissioning from 1.2 to 2.8 and External funding from 1.8 to 3.4.",
        ),
        (
            [*[TWOS] * 6, "2 2 2 ? ?", "2 2 2 ? ?"],
            "Least is known about Commissioning and External funding: the score could be from 1.2 to 2.8.",
        ),
        (
            [*[TWOS] * 4, *["2 2 2 ? ?"] * 3, "3 3 3 ? ?"],
            "Least is known about four enablers.",
        ),
        ([""] * 8, "Least is known about all eight enablers: the score could be from 0.0 to 4.0."),
    ],
)
def test_what_least_is_known_about(rows: list[str], sentence: str) -> None:
    assert sentence in the_words(*rows)


def test_nothing_is_said_of_ranges_when_all_is_known() -> None:
    assert "Least is known" not in the_words(*FULL)


def test_one_missing_score_is_named() -> None:
    assert "There are not enough answers for Scaling vehicle." in the_words(*MIXED)


def test_what_is_not_relevant_is_named() -> None:
    assert "Commissioning is not relevant to this innovation." in the_words(*MIXED)


def test_several_that_are_not_relevant_are_named() -> None:
    words = the_words(NONE, TWOS, TWOS, TWOS, NONE, *[TWOS] * 3)

    assert "Networks and stories, and System priorities are not relevant to this innovation." in words


def test_a_half_without_scores_is_not_listed() -> None:
    words = the_words(*[TWOS] * 4, *[""] * 4)

    assert "Creating the conditions for spread:" not in words


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (EARLIER, "Since March 2026, seven enablers went up and one stayed the same."),
        (FULL, "Since March 2026, eight enablers stayed the same."),
        ([*FULL[:7], "4 4 4 4 4"], "Since March 2026, one enabler went down and seven stayed the same."),
        ([*[""] * 7, FULL[7]], "Since March 2026, one enabler stayed the same."),
        (
            [*FULL[:6], "2 2 1 1 ?", "1 1 1 1 1"],
            "Since March 2026, one enabler went up, one did not clearly change and six stayed the same.",
        ),
    ],
)
def test_what_moved_since_last_time(before: tuple[str, ...], sentence: str) -> None:
    now, earlier = result_of(FRAMEWORK, *FULL), result_of(FRAMEWORK, *before).score_of

    words = describe(FRAMEWORK, now, earlier, "March 2026")

    assert words.endswith(sentence)


def test_last_time_without_a_date() -> None:
    now = result_of(FRAMEWORK, *FULL)

    words = describe(FRAMEWORK, now, now.score_of)

    assert words.endswith("Since last time, eight enablers stayed the same.")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            ["E8"],
            "Since March 2026, six enablers went up and one stayed the same."
            " External funding cannot be compared, as its statements have changed.",
        ),
        (
            ["E7", "E8"],
            "Since March 2026, six enablers went up."
            " Commissioning and External funding cannot be compared, as their statements have changed.",
        ),
    ],
)
def test_what_has_other_statements_is_named_and_the_rest_is_compared(changed, sentence: str) -> None:
    then = with_other_statements(FRAMEWORK, *changed)
    earlier = comparable_scores(result_of(then, *EARLIER), then, FRAMEWORK)

    words = describe(FRAMEWORK, result_of(FRAMEWORK, *FULL), earlier, "March 2026")

    assert words.endswith(sentence)


@pytest.mark.parametrize("earlier", [None, a_result(FRAMEWORK, {}).score_of, {}])
def test_without_anything_to_compare_nothing_is_said_of_last_time(earlier: EarlierScores | None) -> None:
    words = describe(FRAMEWORK, result_of(FRAMEWORK, *FULL), earlier, "March 2026")

    assert "Since" not in words


@given(results(FRAMEWORK))
def test_the_short_description_has_under_forty_words(result: Result) -> None:
    words = short_description(FRAMEWORK, result).split()

    assert len(words) < 40


def test_a_short_description() -> None:
    words = short_description(FRAMEWORK, result_of(FRAMEWORK, *FULL))

    assert words == (
        "Four of eight enablers meet the target of 3. The lowest is Commissioning at 1.6."
        " The highest is Evidence at 3.7. All scores are in the table called Scores by enabler."
    )


def test_the_short_description_leaves_out_whole_sentences_and_keeps_the_lowest() -> None:
    result = result_of(FRAMEWORK, THREES, TWOS, THREES, TWOS, "", TWOS, THREES, "")

    words = short_description(FRAMEWORK, result)

    assert words == (
        "Three of eight enablers meet the target of 3. Two do not have enough answers."
        " The lowest are Evidence, Scaling vehicle, and Policy and finance levers at 2.0."
        " All scores are in the table called Scores by enabler."
    )


def test_the_short_description_counts_one_missing_score() -> None:
    words = short_description(FRAMEWORK, result_of(FRAMEWORK, *MIXED))

    assert "One does not have enough answers." in words


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a and b", "c"], "a and b, and c"),
        ([NAMES[0], NAMES[1], NAMES[5]], "Networks and stories, Evidence, and Policy and finance levers"),
    ],
)
def test_names_are_joined_so_that_each_can_be_told(names: list[str], text: str) -> None:
    assert joined(names) == text


@pytest.mark.parametrize(("count", "text"), [(0, "none"), (1, "one"), (10, "ten"), (41, "41")])
def test_numbers_up_to_ten_are_words(count: int, text: str) -> None:
    assert count_word(count) == text


def test_one_is_singular() -> None:
    assert [counted(1, "rating"), counted(2, "rating")] == ["one rating", "two ratings"]
