"""What a radar shows, before anything is drawn."""

from dataclasses import replace

import pytest

from assessments.charts.radar_spec import label_lines, radar_of
from assessments.charts.style import SERIES
from assessments.comparison.change import comparable_scores
from assessments.framework.types import Group
from tests.core.chart_factory import EARLIER, FULL, MIXED, a_framework, result_of, with_other_statements

FRAMEWORK = a_framework()


def test_no_axis_points_straight_up_or_down() -> None:
    spec = radar_of(FRAMEWORK, result_of(FRAMEWORK, *FULL), name="ESCAPE-pain", when="2026", nature="N")

    angles = [axis.angle for axis in spec.axes]

    assert angles == [22.5, 67.5, 112.5, 157.5, 202.5, 247.5, 292.5, 337.5]


def test_what_the_team_can_shape_is_on_the_right() -> None:
    spec = radar_of(FRAMEWORK, result_of(FRAMEWORK, *FULL), name="ESCAPE-pain", when="2026", nature="N")

    right = {axis.group for axis in spec.axes if axis.angle < 180}

    assert right == {Group.PURSUIT}


@pytest.mark.parametrize(
    ("number", "name", "lines"),
    [
        (1, "Networks and stories", ("1 Networks", "and stories")),
        (2, "Evidence", ("2 Evidence",)),
        (3, "Fidelity and adaptability", ("3 Fidelity and", "adaptability")),
        (4, "Scaling vehicle", ("4 Scaling", "vehicle")),
        (6, "Policy and finance levers", ("6 Policy and", "finance levers")),
        (7, "Commissioning", ("7 Commissioning",)),
    ],
)
def test_labels_break_where_the_longer_line_is_shortest(
    number: int, name: str, lines: tuple[str, ...]
) -> None:
    assert label_lines(number, name) == lines


def test_the_title_names_the_innovation_and_when() -> None:
    spec = radar_of(
        FRAMEWORK, result_of(FRAMEWORK, *FULL), name="ESCAPE-pain", when="September 2026", nature="N"
    )

    assert spec.title == "ESCAPE-pain readiness profile, September 2026"


def test_the_title_ends_without_a_comma_when_there_is_no_date() -> None:
    spec = radar_of(FRAMEWORK, result_of(FRAMEWORK, *FULL), name="ESCAPE-pain", when="", nature="N")

    assert spec.title == "ESCAPE-pain readiness profile"


def test_an_earlier_result_is_the_second_series() -> None:
    now, before = result_of(FRAMEWORK, *FULL), result_of(FRAMEWORK, *EARLIER).score_of

    spec = radar_of(FRAMEWORK, now, name="x", when="", nature="N", earlier=before, earlier_name="March 2026")

    assert [series.name for series in spec.series] == ["Score now", "March 2026"]
    assert spec.series[1].points[7].score_words == "1.0"


def test_an_earlier_result_without_a_name_is_last_time() -> None:
    now, before = result_of(FRAMEWORK, *FULL), result_of(FRAMEWORK, *EARLIER).score_of

    spec = radar_of(FRAMEWORK, now, name="x", when="", nature="N", earlier=before)

    assert spec.series[1].name == "Last time"


def test_an_enabler_with_other_statements_last_time_is_a_gap_in_last_times_line() -> None:
    then = with_other_statements(FRAMEWORK, "E8")
    earlier = comparable_scores(result_of(then, *EARLIER), then, FRAMEWORK)

    spec = radar_of(FRAMEWORK, result_of(FRAMEWORK, *FULL), name="x", when="", nature="N", earlier=earlier)

    now, before = (series.points for series in spec.series)
    gap = before[7]
    assert (gap.score, gap.low, gap.high, gap.score_words) == (None, None, None, "Not comparable")
    assert [point.score_words for point in before[:3]] == ["2.6", "3.2", "2.4"]
    assert now[7].score_words == "2.6"


def test_where_nothing_can_be_compared_no_line_is_drawn() -> None:
    spec = radar_of(FRAMEWORK, result_of(FRAMEWORK, *FULL), name="x", when="", nature="N", earlier={})

    assert len(spec.series) == 1


def test_it_carries_whose_view_it_shows() -> None:
    spec = radar_of(FRAMEWORK, result_of(FRAMEWORK, *FULL), name="x", when="", nature="An illustration.")

    assert spec.nature == "An illustration."


def test_unknown_is_no_score_and_keeps_its_range() -> None:
    spec = radar_of(FRAMEWORK, result_of(FRAMEWORK, *MIXED), name="x", when="", nature="N")

    vehicle = spec.series[0].points[3]

    assert vehicle.score is None
    assert vehicle.range_words == "0.6 to 3.8"


@pytest.mark.parametrize("count", [0, len(SERIES) + 1])
def test_a_radar_shows_one_to_three_series(count: int) -> None:
    spec = radar_of(FRAMEWORK, result_of(FRAMEWORK, *FULL), name="x", when="", nature="N")

    with pytest.raises(ValueError, match="one to 3"):
        replace(spec, series=spec.series[:1] * count)
