"""The rows of "Scores by enabler", with their dot plots and the charts' keys."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from assessments.charts import style
from assessments.charts.dot_plot import dot_plot_svg
from assessments.charts.key import dot_plot_key, radar_key
from assessments.charts.radar_spec import radar_of
from assessments.charts.score_table import table_rows
from assessments.comparison.change import change_in_words, change_of, comparable_scores
from assessments.comparison.types import Direction
from assessments.framework.types import Group
from assessments.scoring.types import Result
from tests.core.chart_factory import (
    EARLIER,
    FULL,
    MIXED,
    a_framework,
    a_result,
    all_rated,
    result_of,
    results,
    with_other_statements,
)
from tests.core.chart_reader import elements_of, with_tag

FRAMEWORK = a_framework()


def level_at(x: str) -> float:
    return (float(x) - 10) / 55


def test_a_row_with_a_score() -> None:
    row = table_rows(FRAMEWORK, result_of(FRAMEWORK, *MIXED), result_of(FRAMEWORK, *EARLIER).score_of)[4]

    assert (row.number, row.code, row.slug, row.short_name) == (5, "E5", "slug-5", "System priorities")
    assert row.group is Group.CONDITIONS
    assert (row.score_words, row.range_words, row.change_words, row.backed_words) == (
        "3.4",
        "All known",
        "Up 0.2",
        "4 of 5",
    )


def test_a_row_without_enough_answers() -> None:
    row = table_rows(FRAMEWORK, result_of(FRAMEWORK, *MIXED), result_of(FRAMEWORK, *EARLIER).score_of)[3]

    assert (row.score_words, row.range_words, row.change_words) == (
        "Not enough answers",
        "0.6 to 3.8",
        "Not known",
    )


def test_a_row_that_is_not_relevant() -> None:
    row = table_rows(FRAMEWORK, result_of(FRAMEWORK, *MIXED))[6]

    assert (row.score_words, row.range_words, row.backed_words) == (
        "Not relevant to us",
        "None",
        "None at 3 or more",
    )


def test_the_first_time_there_is_no_change_to_speak_of() -> None:
    rows = table_rows(FRAMEWORK, result_of(FRAMEWORK, *FULL))

    assert {row.change_words for row in rows} == {""}
    assert {row.before for row in rows} == {None}


def test_enablers_with_other_statements_are_called_not_comparable_and_the_rest_is_compared() -> None:
    then = with_other_statements(FRAMEWORK, "E6", "E8")
    earlier = comparable_scores(result_of(then, *EARLIER), then, FRAMEWORK)

    rows = table_rows(FRAMEWORK, result_of(FRAMEWORK, *FULL), earlier)

    apart = [row for row in rows if row.code in ("E6", "E8")]
    assert {(row.change_words, row.before) for row in apart} == {("Not comparable", None)}
    assert "Not comparable" not in {row.change_words for row in rows if row not in apart}
    assert [row.change_words for row in rows][:2] == ["Up 0.6", "Up 0.5"]


def test_where_no_enabler_kept_its_statements_none_is_comparable() -> None:
    rows = table_rows(FRAMEWORK, result_of(FRAMEWORK, *FULL), {})

    assert {row.change_words for row in rows} == {"Not comparable"}


@pytest.mark.parametrize(
    ("now", "before", "direction", "words"),
    [
        ("3 3 3 3 3", "3 3 2 2 2", Direction.UP, "Up 0.6"),
        ("3 3 2 2 2", "3 3 3 3 3", Direction.DOWN, "Down 0.6"),
        ("3 3 3 3 3", "3 3 3 3 3", Direction.NONE, "No change"),
        ("3 3 3 ? ?", "3 3 3 - -", Direction.UNCLEAR, "No clear change"),
        ("3 3 3 3 ?", "3 3 2 2 2", Direction.UNCLEAR, "No clear change"),
        ("4 4 4 4 ?", "3 3 2 2 2", Direction.UP, "Up 1.6"),
    ],
)
def test_a_change_is_called_one_only_when_the_ranges_do_not_overlap(
    now: str, before: str, direction: Direction, words: str
) -> None:
    later, earlier = (result_of(FRAMEWORK, row, *[""] * 7).scores[0] for row in (now, before))

    change = change_of(earlier, later)

    assert (change.direction, change_in_words(change)) == (direction, words)


@pytest.mark.parametrize(
    ("now", "before"), [("3 3 3 3 3", ""), ("", "3 3 3 3 3"), ("- - - - -", "3 3 3 3 3")]
)
def test_without_two_scores_there_is_no_change_to_speak_of(now: str, before: str) -> None:
    later, earlier = (result_of(FRAMEWORK, row, *[""] * 7).scores[0] for row in (now, before))

    assert change_of(earlier, later).direction is Direction.UNKNOWN


def test_a_change_too_small_to_show_is_not_shown_as_nothing() -> None:
    before = all_rated(FRAMEWORK, 2).scores[0]
    now = replace(before, score=Fraction(201, 100), low=Fraction(201, 100), high=Fraction(201, 100))

    change = change_of(before, now)

    assert change_in_words(change) == "Up less than 0.1"


@given(results(FRAMEWORK), results(FRAMEWORK))
def test_the_change_is_the_difference_of_the_shown_scores(now: Result, before: Result) -> None:
    was = [row.score_words for row in table_rows(FRAMEWORK, before)]

    rows = table_rows(FRAMEWORK, now, before.score_of)

    for row, earlier in zip(rows, was, strict=True):
        if row.change_words.startswith("Up ") and "less than" not in row.change_words:
            assert Fraction(row.score_words) - Fraction(earlier) == Fraction(row.change_words[3:])


@given(results(FRAMEWORK))
def test_the_dot_stands_at_the_score_and_unknown_draws_none(result: Result) -> None:
    for row in table_rows(FRAMEWORK, result):
        dots = [level_at(dot.attributes["cx"]) for dot in with_tag(dot_plot_svg(row), "circle")]

        expected = [] if row.score is None else [float(row.score)]
        assert dots == pytest.approx(expected, abs=0.01)


@given(results(FRAMEWORK))
def test_the_bar_covers_the_range(result: Result) -> None:
    for row in table_rows(FRAMEWORK, result):
        bars = [each.attributes for each in with_tag(dot_plot_svg(row), "rect") if "rx" in each.attributes]

        drawn = [
            edge
            for bar in bars
            for edge in (level_at(bar["x"]), level_at(bar["x"]) + float(bar["width"]) / 55)
        ]

        has_width = row.low is not None and row.high is not None and row.low != row.high
        assert drawn == pytest.approx([float(row.low), float(row.high)] if has_width else [], abs=0.01)


def test_the_dot_plot_marks_target_last_time_and_little_behind_it() -> None:
    row = table_rows(FRAMEWORK, result_of(FRAMEWORK, *FULL), result_of(FRAMEWORK, *EARLIER).score_of)[5]

    elements = elements_of(dot_plot_svg(row))

    (zone,) = [each for each in elements if each.attributes.get("fill") == style.GOLD]
    (triangle,) = [each for each in elements if each.tag == "path"]
    (dot,) = [each for each in elements if each.tag == "circle"]
    assert level_at(zone.attributes["x"]) == 3
    assert triangle.attributes["d"].startswith("M104 3")
    assert dot.attributes["fill"] == style.PAPER


def test_the_dot_plot_is_passed_over_by_screen_readers() -> None:
    svg, *_ = elements_of(dot_plot_svg(table_rows(FRAMEWORK, all_rated(FRAMEWORK, 4))[0]))

    assert svg.attributes["aria-hidden"] == "true"


@pytest.mark.parametrize(
    ("rows", "previous", "key"),
    [
        (FULL, None, ["Score now", "Less than half backed by a note or link", "At target (3 or more)"]),
        (("",) * 8, None, ["Range", "At target (3 or more)"]),
        (
            MIXED,
            EARLIER,
            [
                "Score now",
                "March 2026",
                "Less than half backed by a note or link",
                "Range",
                "At target (3 or more)",
            ],
        ),
    ],
)
def test_the_radars_key_explains_what_is_drawn_and_no_more(rows, previous, key: list[str]) -> None:
    before = result_of(FRAMEWORK, *previous).score_of if previous else None
    spec = radar_of(
        FRAMEWORK,
        result_of(FRAMEWORK, *rows),
        name="x",
        when="",
        nature="N",
        earlier=before,
        earlier_name="March 2026",
    )

    assert [item.text for item in radar_key(spec)] == key


@pytest.mark.parametrize(
    ("rows", "previous", "when", "key"),
    [
        (FULL, None, "", ["Score now", "Less than half backed by a note or link", "At target (3 or more)"]),
        (("3+ 3+ 3+ 3+ 3+ 3+",) * 8, EARLIER, "", ["Score now", "Score last time", "At target (3 or more)"]),
        (("",) * 8, EARLIER, "Score in March", ["Score in March", "Range", "At target (3 or more)"]),
    ],
)
def test_the_tables_key_explains_what_is_drawn_and_no_more(rows, previous, when, key: list[str]) -> None:
    before = result_of(FRAMEWORK, *previous).score_of if previous else None
    table = table_rows(FRAMEWORK, result_of(FRAMEWORK, *rows), before)

    assert [item.text for item in dot_plot_key(table, earlier_name=when)] == key


def test_swatches_are_passed_over_by_screen_readers() -> None:
    spec = radar_of(FRAMEWORK, a_result(FRAMEWORK, {}), name="x", when="", nature="N")

    swatches = [elements_of(item.swatch)[0] for item in radar_key(spec)]

    assert {swatch.attributes["aria-hidden"] for swatch in swatches} == {"true"}


def test_last_times_score_stands_in_the_table_in_words() -> None:
    now = result_of(FRAMEWORK, "3 3 3 3 3", *["2 2 2 2 2"] * 7)
    earlier = result_of(FRAMEWORK, "3 3 2 2 2", *[""] * 7)

    rows = table_rows(FRAMEWORK, now, comparable_scores(earlier, FRAMEWORK, FRAMEWORK))

    assert rows[0].since_words == "Up 0.6, from 2.4"
    assert rows[1].since_words == rows[1].change_words
