"""What people said alone, in every chart that shows it."""

import json
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given

from assessments.charts import style
from assessments.charts.dot_plot import HEIGHT, dot_plot_svg
from assessments.charts.key import ALONE_NAME, BLIND_NAME, dot_plot_key, radar_key
from assessments.charts.plotly_figure import radar_figure_json
from assessments.charts.radar_layout import DOWNLOAD, WIDE
from assessments.charts.radar_spec import RadarSpec, radar_of
from assessments.charts.rounds import NO_ROUNDS, Rounds
from assessments.charts.score_table import ScoreRow, table_rows
from assessments.charts.svg import radar_svg
from assessments.charts.words import describe
from assessments.scoring.types import Result
from tests.core.chart_factory import EARLIER, FULL, a_framework, result_of, results, round_of, rounds
from tests.core.chart_reader import elements_of, place_and_level, with_tag

FRAMEWORK = a_framework()
SAME = ("3 3 3 3 3", "3 3 3 3 3 3", *["3 3 3 3 3"] * 6)
LOW = ("1 1 1 1 1", *SAME[1:])
HIGHER = ("3 3 3 3 4", "2 2 2 2 2 2", *SAME[2:])
LOST = ("? ? ? ? ?", *SAME[1:])
ABSENT = ("? ? ? ? ?", "? ? ? ? ? ?", *["? ? ? ? ?"] * 6)


def spec_of(round_: Rounds, rows: tuple[str, ...] = FULL) -> RadarSpec:
    result = result_of(FRAMEWORK, *rows)
    return radar_of(FRAMEWORK, result, name="ESCAPE-pain", when="", nature="N", rounds=round_)


def rows_of(round_: Rounds, earlier: tuple[str, ...] | None = None) -> tuple[ScoreRow, ...]:
    before = result_of(FRAMEWORK, *earlier).score_of if earlier else None
    return table_rows(FRAMEWORK, result_of(FRAMEWORK, *FULL), before, rounds=round_)


def words_of(round_: Rounds) -> str:
    return describe(FRAMEWORK, result_of(FRAMEWORK, *FULL), rounds=round_)


def bars_in(drawing: str) -> list[str]:
    """The pieces of the drawn bars, without those of the white edge under them."""
    (data,) = [
        path.attributes["d"]
        for path in with_tag(drawing, "path")
        if "oct-radar__blind" in path.inside and path.attributes["stroke"] == style.BLIND
    ]
    return data.split("M")[1:]


# -- the radar -------------------------------------------------------------------------------------


def test_an_axis_has_a_bar_with_two_ends_where_people_differ_and_one_end_where_they_do_not() -> None:
    assert len(bars_in(radar_svg(spec_of(round_of(FRAMEWORK, SAME, SAME))))) == 8
    assert len(bars_in(radar_svg(spec_of(round_of(FRAMEWORK, SAME, LOW))))) == 8 + 2


def test_the_bar_runs_along_its_axis_from_the_lowest_to_the_highest() -> None:
    *_, along = bars_in(radar_svg(spec_of(round_of(FRAMEWORK, LOW, SAME))))[:3]

    ends = [place_and_level(*map(float, place.split(",")), WIDE) for place in along.split()]

    assert [(axis, round(level, 2)) for axis, level in ends] == [(0, 1), (0, 3)]


def test_an_axis_on_which_nobody_has_a_score_has_no_bar() -> None:
    assert len(bars_in(radar_svg(spec_of(round_of(FRAMEWORK, LOST, LOST))))) == 7


def test_a_round_in_which_nobody_had_a_score_draws_nothing() -> None:
    round_ = round_of(FRAMEWORK, ABSENT, ABSENT)

    assert "oct-radar__blind" not in radar_svg(spec_of(round_))
    assert BLIND_NAME not in radar_figure_json(spec_of(round_))


def test_last_times_line_has_no_bars_of_its_own() -> None:
    earlier = result_of(FRAMEWORK, *EARLIER).score_of
    result, round_ = result_of(FRAMEWORK, *FULL), round_of(FRAMEWORK, SAME, LOW)

    spec = radar_of(FRAMEWORK, result, name="x", when="", nature="N", earlier=earlier, rounds=round_)

    assert [series.has_blind for series in spec.series] == [True, False]


def test_the_bars_lie_over_the_band_and_under_the_line() -> None:
    rows = ("3 3 ? 3 3", *FULL[1:])
    groups = [
        each.attributes["class"]
        for each in elements_of(radar_svg(spec_of(round_of(FRAMEWORK, SAME, LOW), rows)))
        if each.attributes.get("class", "").startswith("oct-radar__")
    ]

    assert groups == ["oct-radar__range", "oct-radar__blind", "oct-radar__series"]


def test_the_key_explains_the_bars_only_where_they_are() -> None:
    assert BLIND_NAME in [item.text for item in radar_key(spec_of(round_of(FRAMEWORK, SAME, LOW)))]
    assert BLIND_NAME not in [item.text for item in radar_key(spec_of(NO_ROUNDS))]


def test_pointing_at_an_enabler_tells_what_people_said_alone() -> None:
    figure = json.loads(radar_figure_json(spec_of(round_of(FRAMEWORK, SAME, LOW))))

    (line,) = [trace for trace in figure["data"] if "customdata" in trace]

    assert line["customdata"][0] == ["3.2", "All known", "Score now", "1.0 to 3.0"]
    assert "Rated alone: %{customdata[3]}<extra>" in line["hovertemplate"]


def test_without_a_round_there_is_nothing_more_to_point_at() -> None:
    figure = json.loads(radar_figure_json(spec_of(NO_ROUNDS)))

    (line,) = [trace for trace in figure["data"] if "customdata" in trace]

    assert {len(said) for said in line["customdata"]} == {3}
    assert "alone" not in line["hovertemplate"]


def test_a_series_that_is_switched_off_takes_its_bars_along() -> None:
    figure = json.loads(radar_figure_json(spec_of(round_of(FRAMEWORK, SAME, LOW))))

    bars = [trace for trace in figure["data"] if trace.get("line", {}).get("width") in (2.5, 5)]

    assert [trace["meta"] for trace in bars] == ["series-0", "series-0"]


def test_the_interactive_bars_are_those_of_the_svg() -> None:
    figure = json.loads(radar_figure_json(spec_of(round_of(FRAMEWORK, LOW, SAME))))
    (bars,) = [trace for trace in figure["data"] if trace.get("name") == BLIND_NAME]

    low_end, high_end, along = (
        list(zip(bars["theta"][at : at + 2], bars["r"][at : at + 2], strict=True)) for at in (0, 3, 6)
    )

    assert along == [(22.5, 1.0), (22.5, 3.0)]
    for end, level in ((low_end, 1), (high_end, 3)):
        (left, reach), (right, as_far) = end
        assert (left + right) / 2 == pytest.approx(22.5)
        assert level < reach == as_far < level + 0.2
    assert bars["r"].count(None) == 2 + 7  # between three pieces here, and before one on each other axis


def test_the_picture_to_take_away_has_room_for_one_line_more_in_its_key() -> None:
    plain, with_round = (
        json.loads(radar_figure_json(spec_of(round_)))["downloadLayout"]
        for round_ in (NO_ROUNDS, round_of(FRAMEWORK, SAME, LOW))
    )

    assert (plain["height"], with_round["height"]) == (DOWNLOAD.height, DOWNLOAD.height + 22)


# -- the table -------------------------------------------------------------------------------------


def test_a_row_tells_the_lowest_and_the_highest_and_keeps_every_score() -> None:
    row = rows_of(round_of(FRAMEWORK, SAME, LOW, HIGHER, LOST))[0]

    assert row.blind == (1, 3, Fraction(16, 5))
    assert row.blind_words == "1.0 to 3.2 (1 without a score)"


def test_a_row_says_nothing_where_there_was_no_round() -> None:
    assert {(row.blind, row.blind_words) for row in rows_of(NO_ROUNDS)} == {((), "")}


def test_equal_scores_stand_below_each_other() -> None:
    drawing = dot_plot_svg(rows_of(round_of(FRAMEWORK, SAME, SAME, SAME))[0])

    places = {
        (dot.attributes["cx"], dot.attributes["cy"])
        for dot in with_tag(drawing, "circle")
        if dot.attributes["fill"] == style.BLIND
    }

    assert places == {("175", "33"), ("175", "42"), ("175", "51")}


@given(results(FRAMEWORK), rounds(FRAMEWORK))
def test_no_two_peoples_dots_cover_each_other_and_all_stay_in_the_picture(
    result: Result, round_: Rounds
) -> None:
    for row in table_rows(FRAMEWORK, result, rounds=round_):
        drawing = dot_plot_svg(row)
        height = int(elements_of(drawing)[0].attributes["viewBox"].split()[3])
        dots = [
            (float(dot.attributes["cx"]), float(dot.attributes["cy"]))
            for dot in with_tag(drawing, "circle")
            if dot.attributes["fill"] == style.BLIND
        ]

        assert all(y - 4 >= HEIGHT and y + 4 <= height for _, y in dots)
        assert all((x - a) ** 2 + (y - b) ** 2 >= 8**2 for (x, y), (a, b) in combinations(dots, 2))


def test_the_key_explains_the_dots_only_where_they_are() -> None:
    assert ALONE_NAME in [item.text for item in dot_plot_key(rows_of(round_of(FRAMEWORK, SAME, LOW)))]
    assert ALONE_NAME not in [item.text for item in dot_plot_key(rows_of(NO_ROUNDS))]


def test_with_rounds_both_times_a_change_must_be_the_peoples() -> None:
    """EARLIER has 2.6 for the first enabler, and 3.2 now; people were at 3.0 both times."""
    now = round_of(FRAMEWORK, SAME, SAME)

    one_round = rows_of(now, EARLIER)[0]
    two_rounds = rows_of(Rounds(now.now, now.now), EARLIER)[0]

    assert (one_round.change_words, two_rounds.change_words) == ("Up 0.6", "No clear change")


# -- in words --------------------------------------------------------------------------------------


def test_the_words_say_who_rated_and_what_the_lowest_and_highest_were() -> None:
    sentences = words_of(round_of(FRAMEWORK, SAME, LOW, HIGHER))

    assert (
        "Three people rated alone before they agreed. Their lowest and highest scores:"
        " Networks and stories 1.0 to 3.2, Evidence 2.0 to 3.0, Fidelity and adaptability all 3.0,"
    ) in sentences
    assert "They differed most about Networks and stories." in sentences


def test_people_who_differ_nowhere_differ_most_about_nothing() -> None:
    assert "differed" not in words_of(round_of(FRAMEWORK, SAME, SAME))


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ((LOST, LOST), "Rated alone, nobody had enough answers for Networks and stories."),
        ((LOST, SAME), "Networks and stories 3.0 (1 without a score), Evidence all 3.0"),
    ],
)
def test_who_had_no_score_is_said(people: tuple[tuple[str, ...], ...], sentence: str) -> None:
    assert sentence in words_of(round_of(FRAMEWORK, *people))


def test_the_words_count_changes_like_the_table() -> None:
    now = round_of(FRAMEWORK, SAME, SAME)
    earlier, result = result_of(FRAMEWORK, *EARLIER).score_of, result_of(FRAMEWORK, *FULL)

    sentences = describe(FRAMEWORK, result, earlier, "March", rounds=Rounds(now.now, now.now))

    said = [row.change_words for row in rows_of(Rounds(now.now, now.now), EARLIER)]
    assert (said.count("No clear change"), said.count("No change")) == (7, 1)
    assert "Since March, seven enablers did not clearly change and one stayed the same." in sentences


def test_one_person_alone_is_no_round() -> None:
    round_ = round_of(FRAMEWORK, LOW)

    assert words_of(round_) == words_of(NO_ROUNDS)
    assert rows_of(round_) == rows_of(NO_ROUNDS)
