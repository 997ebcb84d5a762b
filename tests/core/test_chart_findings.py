"""The three things to see first."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from assessments.charts.findings import Finding, findings
from assessments.scoring.types import Result
from tests.core.chart_factory import FULL, MIXED, NAMES, a_framework, a_result, result_of, results

FRAMEWORK = a_framework()
FOURS, THREES, TWOS = "4+ 4+ 4+ 4+ 4+ 4+", "3+ 3+ 3+ 3+ 3+ 3+", "2 2 2 2 2 2"


def found(*rows: str) -> list[tuple[str, str]]:
    return [(each.heading, each.sentence) for each in findings(FRAMEWORK, result_of(FRAMEWORK, *rows))]


def test_strongest_furthest_below_and_least_certain() -> None:
    assert found(*MIXED) == [
        ("Strongest: Evidence, 3.6", "It is 0.6 above the target of 3."),
        (
            "Furthest below target: Policy and finance levers, and External funding, 2.5",
            "Each is 0.5 below the target of 3.",
        ),
        ("Least certain: Scaling vehicle, 0.6 to 3.8", "Four of its five answers are not known yet."),
    ]


def test_when_all_are_at_target_the_lowest_is_not_called_below_it() -> None:
    assert found(*[THREES] * 7, FOURS) == [
        ("Strongest: External funding, 4.0", "It is 1.0 above the target of 3."),
        ("Lowest: Seven enablers, 3.0", "Each is at the target of 3."),
    ]


def test_when_all_are_the_same_none_stands_out() -> None:
    assert found(*[TWOS] * 8) == [
        ("All the same: All eight enablers, 2.0", "Each is 1.0 below the target of 3.")
    ]


def test_a_lone_score_is_called_so() -> None:
    headings = [heading for heading, _ in found(*[""] * 7, THREES)]

    assert headings == [
        "Only score so far: External funding, 3.0",
        "Least certain: Seven enablers, 0.0 to 4.0",
    ]


def test_with_no_score_at_all_only_the_uncertainty_is_left() -> None:
    assert found(*[""] * 8) == [
        ("Least certain: All eight enablers, 0.0 to 4.0", "Each could be anywhere in this range.")
    ]


@pytest.mark.parametrize(
    ("row", "heading", "sentence"),
    [
        ("3+ 3+ 3+ 3+ ?", "External funding, 2.4 to 3.2", "One of its five answers is not known yet."),
        (
            "3+ 3+ 3+ 3 3",
            "External funding, 3 of 5 backed",
            "Only three of its five ratings of 3 or more have",
        ),
        ("3+ 3 3 2 2", "External funding, 1 of 3 backed", "Only one of its three ratings of 3 or more has"),
        ("3 3 3 2 2", "External funding, 0 of 3 backed", "None of its three ratings of 3 or more has"),
        ("3 2 2 2 2", "External funding, 0 of 1 backed", "Its only rating of 3 or more does not have"),
    ],
)
def test_why_one_is_least_certain(row: str, heading: str, sentence: str) -> None:
    *_, (last, why) = found(*[THREES] * 7, row)

    assert last == f"Least certain: {heading}"
    assert why.startswith(sentence)


def test_tied_ranges_of_different_places_have_no_common_value() -> None:
    *_, last = found(*[THREES] * 6, "3 3 3 ? ?", "2 2 2 ? ?")

    assert last == (
        "Least certain: Commissioning and External funding",
        "The score could be anywhere from 1.8 to 3.4 for Commissioning and from 1.2 to 2.8 for External funding.",
    )


def test_many_tied_ranges_of_different_places_are_not_listed() -> None:
    *_, (heading, sentence) = found(*[THREES] * 4, *["3 3 3 ? ?", "2 2 2 ? ?"] * 2)

    assert heading == "Least certain: Four enablers"
    assert sentence == "Each could be anywhere in its range. The table has them all."


def test_ties_in_backing_name_both() -> None:
    *_, last = found(*[THREES] * 6, "3 3+ 2 2 2", "3 3 3+ 3+ 2")

    assert last == (
        "Least certain: Commissioning and External funding",
        "These have the fewest notes or links for their ratings of 3 or more.",
    )


def test_nothing_is_least_certain_when_all_is_known_and_backed() -> None:
    labels = [each.label for each in findings(FRAMEWORK, result_of(FRAMEWORK, *[THREES] * 7, TWOS))]

    assert labels == ["Strongest", "Furthest below target"]


def test_a_range_without_unknown_answers_comes_from_people_who_differ() -> None:
    result = result_of(FRAMEWORK, *FULL)
    wide = replace(result.scores[0], low=Fraction(1), high=Fraction(4))

    *_, last = findings(FRAMEWORK, replace(result, scores=(wide, *result.scores[1:])))

    assert (last.heading, last.sentence) == (
        "Least certain: Networks and stories, 1.0 to 4.0",
        "The people who rated it put it anywhere in this range.",
    )


@given(results(FRAMEWORK))
def test_every_finding_names_enablers_and_ends_its_sentence(result: Result) -> None:
    for each in findings(FRAMEWORK, result):
        assert set(each.names) <= set(NAMES)
        assert each.names
        assert each.sentence.endswith(".")


@given(results(FRAMEWORK))
def test_there_are_at_most_three(result: Result) -> None:
    assert len(findings(FRAMEWORK, result)) <= 3


def test_the_heading_without_a_value_ends_with_the_names() -> None:
    assert Finding("Strongest", ("a",), "A", "", "").heading == "Strongest: A"


def test_ties_are_judged_by_what_is_shown() -> None:
    result = result_of(FRAMEWORK, *[TWOS] * 6, TWOS, THREES)
    nearly = replace(result.scores[6], score=Fraction(299, 100))
    shown_alike = replace(result.scores[7], score=Fraction(298, 100))

    first, *_ = findings(FRAMEWORK, replace(result, scores=(*result.scores[:6], nearly, shown_alike)))

    assert first.heading == "Strongest: Commissioning and External funding, 2.9"


def test_an_empty_result_has_a_finding_all_the_same() -> None:
    assert len(findings(FRAMEWORK, a_result(FRAMEWORK, {}))) == 1
