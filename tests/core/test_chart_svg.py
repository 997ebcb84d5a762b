"""The drawn radar, read back."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from assessments.charts import style
from assessments.charts.radar_layout import SMALL, WIDE, Frame
from assessments.charts.radar_spec import RadarSpec, radar_of
from assessments.charts.svg import radar_decoration, radar_svg, radar_svg_small
from assessments.scoring.types import Result
from tests.core.chart_factory import (
    EARLIER,
    FULL,
    MIXED,
    NAMES,
    RULES,
    a_framework,
    a_result,
    all_rated,
    result_of,
    results,
)
from tests.core.chart_reader import (
    elements_of,
    path_points,
    place_and_level,
    points_in,
    scores_in,
    texts_in,
    with_tag,
)

FRAMEWORK = a_framework()
PAYLOAD = "<script>alert(1)</script>\"'&<b onload=x>"


def a_spec(result: Result, previous: Result | None = None, name: str = "ESCAPE-pain") -> RadarSpec:
    earlier = previous.score_of if previous else None
    return radar_of(FRAMEWORK, result, name=name, when="September 2026", nature="N", earlier=earlier)


def paths_of(drawing: str, group: str) -> list[str]:
    return [each.attributes["d"] for each in with_tag(drawing, "path") if group in each.inside]


@pytest.mark.parametrize(("draw", "frame"), [(radar_svg, WIDE), (radar_svg_small, SMALL)])
@given(result=results(FRAMEWORK))
def test_points_stand_at_their_scores_and_nothing_unknown_is_drawn(
    draw, frame: Frame, result: Result
) -> None:
    known = {
        place: float(score.score) for place, score in enumerate(result.scores) if score.score is not None
    }

    drawn = scores_in(draw(a_spec(result)), frame)

    assert drawn == pytest.approx(known, abs=0.01)


@given(result=results(FRAMEWORK))
def test_every_drawing_is_well_formed(result: Result) -> None:
    drawing = radar_svg(a_spec(result, previous=all_rated(FRAMEWORK, 2)))

    assert elements_of(drawing)[0].tag == "svg"


@given(result=results(FRAMEWORK))
def test_the_band_reaches_every_range_that_has_width(result: Result) -> None:
    edges = [
        (place, float(edge))
        for place, score in enumerate(result.scores)
        if score.low is not None and score.high is not None and score.low != score.high
        for edge in (score.low, score.high)
    ]

    outlines = [data.replace("L", " ") for data in paths_of(radar_svg(a_spec(result)), "oct-radar__range")]

    corners = [corner for data in outlines for piece in path_points(data) for corner in piece]
    reached = [place_and_level(*corner, WIDE) for corner in corners]
    assert all(any(edge == pytest.approx(each, abs=0.01) for each in reached) for edge in edges)


def test_a_missing_score_leaves_a_gap_in_the_line() -> None:
    drawing = radar_svg(a_spec(result_of(FRAMEWORK, *MIXED)))

    (line,) = paths_of(drawing, "oct-radar__series")

    runs = [[place_and_level(x, y, WIDE)[0] for x, y in piece] for piece in path_points(line)]
    assert runs == [[4, 5], [7, 0, 1, 2]]
    assert "Z" not in line


def test_a_full_profile_is_one_closed_line() -> None:
    drawing = radar_svg(a_spec(result_of(FRAMEWORK, *FULL)))

    (line,) = paths_of(drawing, "oct-radar__series")

    assert line.count("M") == 1
    assert line.endswith("Z")


def test_the_range_is_drawn_where_there_are_not_enough_answers() -> None:
    drawing = radar_svg(a_spec(result_of(FRAMEWORK, *MIXED)))

    (band,) = paths_of(drawing, "oct-radar__range")

    levels = {place_and_level(x, y, WIDE)[0] for piece in path_points(band) for x, y in piece}
    assert 3 in levels


def test_what_is_not_relevant_has_no_band_and_says_so() -> None:
    drawing = radar_svg(a_spec(result_of(FRAMEWORK, *MIXED)))

    (band,) = paths_of(drawing, "oct-radar__range")

    places = {place_and_level(x, y, WIDE)[0] for piece in path_points(band) for x, y in piece}
    assert 6 not in places
    assert "Not relevant" in texts_in(drawing)


def test_when_everything_is_known_no_band_is_drawn() -> None:
    drawing = radar_svg(a_spec(result_of(FRAMEWORK, *FULL)))

    assert paths_of(drawing, "oct-radar__range") == []


def test_when_nothing_is_known_the_band_covers_all_and_no_point_is_drawn() -> None:
    drawing = radar_svg(a_spec(a_result(FRAMEWORK, {})))

    (band,) = paths_of(drawing, "oct-radar__range")

    assert [len(piece) for piece in path_points(band)] == [8, 8]
    assert points_in(drawing) == []


def test_a_range_between_two_irrelevant_enablers_is_a_bar_along_its_axis() -> None:
    rows = ["- - - - -", "4 4 3 ? 4 3", *["- - - - -"] * 6]

    drawing = radar_svg(a_spec(result_of(FRAMEWORK, *rows)))

    edge, bar = paths_of(drawing, "oct-radar__range")
    assert edge == bar
    places = [place_and_level(*at, WIDE)[0] for piece in path_points(bar.replace("L", " ")) for at in piece]
    assert places == [1, 1]


def test_zero_stays_visible_on_its_own_axis() -> None:
    drawing = radar_svg(a_spec(all_rated(FRAMEWORK, 0)))

    places = {(point.attributes["cx"], point.attributes["cy"]) for point in points_in(drawing)}

    assert len(places) == 8
    assert scores_in(drawing, WIDE) == pytest.approx(dict.fromkeys(range(8), 0), abs=0.01)


def test_a_point_with_little_behind_it_is_hollow() -> None:
    drawing = radar_svg(a_spec(result_of(FRAMEWORK, *FULL)))

    fills = [point.attributes["fill"] for point in points_in(drawing)]

    hollow = [place for place, fill in enumerate(fills) if fill == style.PAPER]
    assert hollow == [5, 7]


def test_last_time_is_dashed_and_square_and_lies_under_the_score_now() -> None:
    drawing = radar_svg(a_spec(result_of(FRAMEWORK, *FULL), previous=result_of(FRAMEWORK, *EARLIER)))

    parts = [each for each in elements_of(drawing) if "oct-radar__series" in each.inside]

    assert [part.tag for part in parts] == ["path", *["rect"] * 8, "path", *["circle"] * 8]
    assert parts[0].attributes["stroke-dasharray"] == "9 5"
    assert "stroke-dasharray" not in parts[9].attributes


def test_a_third_series_has_its_own_shape() -> None:
    spec = a_spec(result_of(FRAMEWORK, *FULL))

    drawing = radar_svg(replace(spec, series=spec.series * 3))

    colours = [each.attributes.get("fill") for each in with_tag(drawing, "path")]
    assert colours.count(style.SERIES[2].colour) == 8 - 2


@pytest.mark.parametrize("target", [2, 3, 4])
def test_the_gold_zone_begins_at_the_target_of_the_question_set(target: int) -> None:
    framework = a_framework(rules=replace(RULES, target=target))
    spec = radar_of(framework, result_of(framework, *FULL), name="x", when="", nature="N")

    (zone,) = [each for each in with_tag(radar_svg(spec), "path") if each.attributes["fill"] == style.GOLD]

    rim, inner = path_points(zone.attributes["d"])
    assert {round(place_and_level(x, y, WIDE)[1], 1) for x, y in rim} == {4}
    assert {round(place_and_level(x, y, WIDE)[1], 1) for x, y in inner} == {target}


def test_the_wide_radar_names_every_enabler_score_and_group() -> None:
    drawing = radar_svg(a_spec(result_of(FRAMEWORK, *FULL)))

    texts = texts_in(drawing)

    assert [text for text in texts if "." in text] == ["3.2", "3.7", "3.0", "2.8", "3.4", "2.0", "1.6", "2.6"]
    assert {"3 Fidelity and", "adaptability", "In pursuit of spread"} <= set(texts)
    assert "Creating the conditions for spread" in texts


def test_labels_say_why_there_is_no_score() -> None:
    drawing = radar_svg(a_spec(a_result(FRAMEWORK, {})))

    texts = texts_in(drawing)

    assert texts.count("Not enough answers") == 4
    assert texts.count("Not enough") == texts.count("answers") == 4


def test_the_small_radar_numbers_its_axes_and_marks_those_without_a_score() -> None:
    drawing = radar_svg_small(a_spec(result_of(FRAMEWORK, *MIXED)))

    dashed = [each.tag for each in elements_of(drawing) if each.attributes.get("stroke-dasharray") == "4 3"]

    assert texts_in(drawing)[4:] == ["1", "2", "3", "4", "5", "6", "7", "8"]
    assert dashed == ["circle", "rect"]


@pytest.mark.parametrize("draw", [radar_svg, radar_svg_small])
def test_the_drawing_is_an_image_with_a_name_and_a_description(draw) -> None:
    drawing = draw(a_spec(result_of(FRAMEWORK, *FULL)), prefix="now")

    svg, title, description, *_ = elements_of(drawing)

    assert svg.attributes["role"] == "img"
    assert svg.attributes["aria-labelledby"] == "now-title now-desc"
    assert (title.attributes["id"], title.text) == (
        "now-title",
        "ESCAPE-pain readiness profile, September 2026",
    )
    assert description.attributes["id"] == "now-desc"
    assert description.text.startswith("Four of eight enablers meet the target of 3.")


def test_two_radars_on_a_page_do_not_share_ids() -> None:
    spec = a_spec(result_of(FRAMEWORK, *FULL))

    ids = [
        each.attributes["id"]
        for drawing in (radar_svg(spec), radar_svg_small(spec))
        for each in elements_of(drawing)
        if "id" in each.attributes
    ]

    assert len(ids) == len(set(ids)) == 4


@pytest.mark.parametrize("draw", [radar_svg, radar_svg_small])
def test_names_are_inert_text(draw) -> None:
    framework = a_framework([PAYLOAD, *NAMES[1:7], PAYLOAD])
    spec = radar_of(framework, result_of(framework, *FULL), name=PAYLOAD, when=PAYLOAD, nature="N")

    elements = elements_of(draw(spec, prefix='x" onload="y'))

    assert {each.tag for each in elements} <= {
        "svg",
        "title",
        "desc",
        "g",
        "path",
        "line",
        "circle",
        "rect",
        "text",
    }
    assert not any(name.startswith("on") for each in elements for name in each.attributes)
    assert elements[1].text == f"{PAYLOAD} readiness profile, {PAYLOAD}"


@pytest.mark.parametrize("draw", [radar_svg, radar_svg_small, lambda spec: radar_decoration()])
def test_the_content_policy_has_nothing_to_refuse_and_the_keyboard_nothing_to_reach(draw) -> None:
    elements = elements_of(draw(a_spec(result_of(FRAMEWORK, *MIXED))))

    names = {name for each in elements for name in each.attributes}

    assert not names & {"style", "href", "tabindex", "xlink:href"}
    assert not {"style", "a", "script", "foreignObject"} & {each.tag for each in elements}
    assert elements[0].attributes["focusable"] == "false"


def test_the_decoration_says_nothing() -> None:
    elements = elements_of(radar_decoration())

    assert elements[0].attributes["aria-hidden"] == "true"
    assert "title" not in {each.tag for each in elements}


def test_the_range_of_an_enabler_with_one_lone_rating_draws_nothing_odd() -> None:
    rows = ["3 - - - -", *["- - - - - -"] * 7]

    drawing = radar_svg(a_spec(result_of(FRAMEWORK, *rows)))

    assert paths_of(drawing, "oct-radar__range") == paths_of(drawing, "oct-radar__series") == []


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    full = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ground", [style.PAPER, style.GOLD, *style.GROUP_TINT.values()])
@pytest.mark.parametrize("colour", [*(each.colour for each in style.SERIES), style.TARGET, style.RANGE])
def test_lines_stand_out_from_every_ground(colour: str, ground: str) -> None:
    assert contrast(colour, ground) >= 3


@pytest.mark.parametrize("ink", [style.INK, style.INK_SOFT, style.TARGET_INK, *style.GROUP_INK.values()])
def test_texts_stand_out_from_paper(ink: str) -> None:
    assert contrast(ink, style.PAPER) >= 4.5


def test_series_differ_in_more_than_colour() -> None:
    assert len({look.dash for look in style.SERIES}) == len({look.marker for look in style.SERIES}) == 3


def test_scores_keep_their_place_whatever_the_frame() -> None:
    level = Fraction(7, 3)

    wide, small = WIDE.score_place(67.5, level), SMALL.score_place(67.5, level)

    assert place_and_level(*wide, WIDE) == pytest.approx((1, 7 / 3))
    assert place_and_level(*small, SMALL) == pytest.approx((1, 7 / 3))
