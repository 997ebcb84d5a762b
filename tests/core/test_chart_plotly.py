"""The figure that the browser asks for after the page was drawn."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from math import cos, radians, sin

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings

from assessments.charts.plotly_figure import radar_figure, radar_figure_json
from assessments.charts.radar_layout import DOWNLOAD, SMALL, WIDE, Frame
from assessments.charts.radar_spec import RadarSpec, radar_of
from assessments.charts.svg import radar_svg
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
)
from tests.core.chart_reader import points_in, texts_in

FRAMEWORK = a_framework()
PAYLOAD = '<a href="javascript:alert(1)">x</a>&%{r}'


def a_spec(*rows: str, previous: tuple[str, ...] = ()) -> RadarSpec:
    before = result_of(FRAMEWORK, *previous).score_of if previous else None
    return radar_of(
        FRAMEWORK, result_of(FRAMEWORK, *rows), name="ESCAPE-pain", when="2026", nature="N", earlier=before
    )


def a_figure(spec: RadarSpec) -> dict:
    return json.loads(radar_figure_json(spec))


def lines_of(figure: dict) -> list[dict]:
    return [trace for trace in figure["data"] if "customdata" in trace]


def key_of(figure: dict) -> list[str]:
    entries = [trace for trace in figure["data"] if trace.get("showlegend")]
    return [trace["name"] for trace in sorted(entries, key=lambda trace: trace["legendrank"])]


@settings(deadline=None, max_examples=30)  # Plotly prepares its checks with the first figure
@given(results(FRAMEWORK))
def test_plotly_knows_every_attribute(result: Result) -> None:
    figure = a_figure(radar_of(FRAMEWORK, result, name="x", when="", nature="N"))

    checked = go.Figure({"data": figure["data"], "layout": figure["downloadLayout"]})

    assert len(checked.data) == len(figure["data"])


LAYOUTS = ("layout", "compactLayout", "downloadLayout")


def test_an_attribute_that_plotly_does_not_know_is_refused_on_the_server(monkeypatch) -> None:
    monkeypatch.setattr(
        "assessments.charts.plotly_figure.traces", lambda spec: [{"type": "scatterpolar", "q": 1}]
    )

    with pytest.raises(ValueError, match="q"):
        radar_figure(a_spec(*FULL))


def test_no_template_travels_with_the_figure() -> None:
    figure = a_figure(a_spec(*FULL))

    assert not any("template" in figure[name] for name in LAYOUTS)


def test_nothing_moves_by_itself() -> None:
    figure = a_figure(a_spec(*FULL))

    assert {figure[name]["transition"]["duration"] for name in LAYOUTS} == {0}


def test_unknown_is_a_gap_and_never_a_zero() -> None:
    (line,) = lines_of(a_figure(a_spec(*MIXED)))

    assert line["r"] == [3.0, 3.6, 3.0, None, 3.4, 2.5, None, 2.5, 3.0]
    assert line["connectgaps"] is False


def test_a_point_with_little_behind_it_is_hollow() -> None:
    (line,) = lines_of(a_figure(a_spec(*FULL)))

    fills = line["marker"]["color"][:-1]

    assert [place for place, fill in enumerate(fills) if fill == "#fff"] == [5, 7]


def test_last_time_lies_under_the_score_now_with_its_own_dash_and_shape() -> None:
    before, now = lines_of(a_figure(a_spec(*FULL, previous=EARLIER)))

    assert (before["name"], before["line"]["dash"], before["marker"]["symbol"]) == (
        "Last time",
        "9px,5px",
        "square",
    )
    assert (now["name"], now["marker"]["symbol"]) == ("Score now", "circle")
    assert "dash" not in now["line"]


def test_what_belongs_to_a_series_can_be_switched_off_together() -> None:
    figure = a_figure(a_spec(*MIXED, previous=EARLIER))

    of_first = {trace["name"] for trace in figure["data"] if trace.get("meta") == "series-0"}

    assert of_first == {"Score now", "Range"}


@pytest.mark.parametrize(
    ("rows", "previous", "key"),
    [
        (FULL, (), ["Score now", "Less than half backed by a note or link", "At target (3 or more)"]),
        (
            MIXED,
            EARLIER,
            [
                "Score now",
                "Last time",
                "Less than half backed by a note or link",
                "Range",
                "At target (3 or more)",
            ],
        ),
        (("",) * 8, (), ["Range", "At target (3 or more)"]),
        ((*["- - - - - -"] * 7, "2 2 2 ? 1"), (), ["Score now", "Range", "At target (3 or more)"]),
    ],
)
def test_the_key_of_the_picture_explains_what_is_drawn_and_no_more(rows, previous, key: list[str]) -> None:
    figure = a_figure(a_spec(*rows, previous=previous))

    assert key_of(figure) == key
    assert figure["downloadLayout"]["showlegend"]
    assert not figure["layout"]["showlegend"]


def test_the_picture_says_what_it_is_and_whose_view_it_shows() -> None:
    figure = a_figure(replace(a_spec(*FULL), nature="Not the team’s own <view>."))

    texts = [each["text"] for each in figure["downloadLayout"]["annotations"]]

    assert texts[0] == "ESCAPE-pain readiness profile, 2026"
    assert texts[-1] == "Not the team’s own &lt;view&gt;."


def test_a_long_note_takes_two_lines_above_the_edge() -> None:
    figure = a_figure(replace(a_spec(*FULL), nature="Whose view this is " * 6))

    *_, last, first = figure["downloadLayout"]["annotations"]
    assert first["text"] + " " + last["text"] == ("Whose view this is " * 6).strip()
    assert first["y"] > last["y"] > 0


def test_a_long_title_is_cut_to_two_lines() -> None:
    spec = replace(a_spec(*FULL), title="A very long name " * 20)

    texts = [each["text"] for each in a_figure(spec)["downloadLayout"]["annotations"]]

    assert texts[1].endswith("…")
    assert max(len(text) for text in texts[:2]) <= 62
    assert texts[2].startswith("1 ")


def test_the_labels_are_those_of_the_svg() -> None:
    spec = a_spec(*MIXED)

    labels = [each["text"] for each in a_figure(spec)["layout"]["annotations"]]

    assert labels == texts_in(radar_svg(spec))[4:]


def test_phones_get_numbers_for_names() -> None:
    layout = a_figure(a_spec(*MIXED))["compactLayout"]

    assert [each["text"] for each in layout["annotations"]] == [str(number) for number in range(1, 9)]
    assert [shape["type"] for shape in layout["shapes"]] == ["circle"] * 4 + ["rect"] * 4
    assert [shape["line"]["width"] for shape in layout["shapes"]] == [0, 0, 0, 2, 0, 0, 2, 0]


def pixels(layout: dict, angle: float, level: float) -> tuple[float, float]:
    """Where Plotly puts a point, by its own documented rules for domain and range."""
    polar, width, height = layout["polar"], layout["width"], layout["height"]
    (left, right), (bottom, top) = polar["domain"]["x"], polar["domain"]["y"]
    low, high = polar["radialaxis"]["range"]
    radius = (right - left) * width / 2 * (level - low) / (high - low)
    x, y = (left + right) / 2 * width, (1 - (bottom + top) / 2) * height
    return x + radius * sin(radians(angle)), y - radius * cos(radians(angle))


@pytest.mark.parametrize(
    ("name", "frame"), [("layout", WIDE), ("compactLayout", SMALL), ("downloadLayout", DOWNLOAD)]
)
@pytest.mark.parametrize("level", [0, 1, 4])
def test_plotly_draws_each_level_where_the_frame_has_it(name: str, frame: Frame, level: int) -> None:
    layout = a_figure(a_spec(*FULL))[name]

    place = pixels(layout, 67.5, level)

    assert place == pytest.approx(frame.place(67.5, frame.radius_at(level)), abs=0.1)


def test_the_points_take_the_place_of_the_svgs_points() -> None:
    spec = a_spec(*FULL)
    figure = a_figure(spec)
    (line,) = lines_of(figure)

    places = [pixels(figure["layout"], *each) for each in zip(line["theta"], line["r"], strict=True)][:-1]

    circles = [(float(p.attributes["cx"]), float(p.attributes["cy"])) for p in points_in(radar_svg(spec))]
    assert all(place == pytest.approx(circle, abs=0.1) for place, circle in zip(places, circles, strict=True))


def test_a_band_with_gaps_is_made_of_closed_pieces() -> None:
    figure = a_figure(a_spec(*MIXED))

    (band,) = [trace for trace in figure["data"] if trace.get("name") == "Range" and "fill" in trace]

    assert band["theta"].count(None) == 0
    assert set(band["theta"]) == {22.5, 67.5, 112.5, 157.5, 202.5, 247.5, 337.5}
    assert band["fill"] == "toself"


def test_a_band_all_round_is_one_shape_with_a_hole() -> None:
    figure = a_figure(radar_of(FRAMEWORK, a_result(FRAMEWORK, {}), name="x", when="", nature="N"))

    band, edges = [trace for trace in figure["data"] if trace.get("name") == "Range"]

    assert band["r"] == [4] * 9 + [0] * 9
    assert edges["r"] == [4] * 9 + [None] + [0] * 9


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings_in(each)


def test_names_are_inert_text() -> None:
    framework = a_framework([PAYLOAD, *NAMES[1:]])
    result = result_of(framework, *FULL)
    spec = radar_of(
        framework, result, name=PAYLOAD, when="", nature="N", earlier=result.score_of, earlier_name=PAYLOAD
    )

    texts = [text for text in strings_in(a_figure(spec)) if "javascript" in text]

    assert len(texts) > 3
    assert not any("<" in text for text in texts)


def test_a_name_is_never_read_as_a_template() -> None:
    framework = a_framework([PAYLOAD, *NAMES[1:]])
    spec = radar_of(framework, result_of(framework, *FULL), name="x", when="", nature="N")

    (line,) = lines_of(a_figure(spec))

    assert "javascript" not in line["hovertemplate"]


def test_the_figure_is_small() -> None:
    text = radar_figure_json(a_spec(*MIXED, previous=EARLIER))

    assert len(text.encode()) < 24_000


def test_plotly_is_not_loaded_with_the_charts() -> None:
    program = (
        "import sys, assessments.charts.plotly_figure, assessments.charts.svg, assessments.charts.words;"
        "print('plotly' in sys.modules)"
    )

    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "False"
