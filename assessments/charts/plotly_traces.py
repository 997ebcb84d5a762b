"""The radar's lines and points as Plotly traces, from the bottom up like the SVG.

Traces stand in angles and levels, so the same ones serve every layout. Texts carry no mark-up, because Plotly
turns it into style attributes, which the content policy refuses. Names are escaped, because Plotly reads tags
in any text.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from html import escape

from assessments.charts import style
from assessments.charts.key import BLIND_NAME, HOLLOW_NAME, RANGE_NAME, target_words
from assessments.charts.radar_layout import WIDE, cap, flat_radius
from assessments.charts.radar_spec import Point, RadarSpec, Series
from assessments.charts.runs import Run, band_runs, lone_ranges
from assessments.charts.style import SERIES, Marker, SeriesStyle
from assessments.framework.types import LEVELS, TOP_LEVEL, Group

JsonObject = dict[str, object]
"""A piece of a figure, as Plotly's own JSON has it."""

Spot = tuple[float, float] | None
"""An angle and a level. None breaks a line."""

_RANK_SERIES, _RANK_HOLLOW, _RANK_RANGE, _RANK_TARGET = 1, 5, 6, 7
"""The order of the downloaded picture's key: the same as the page's."""

_SYMBOL = {Marker.CIRCLE: ("circle", 11), Marker.SQUARE: ("square", 9.9), Marker.DIAMOND: ("diamond", 10.6)}
_HOVER = "%{text}<br>%{customdata[2]}: %{customdata[0]} out of 4<br>Range: %{customdata[1]}<extra></extra>"
_HOVER_BLIND = _HOVER.replace("<extra>", "<br>Rated alone: %{customdata[3]}<extra>")


def traces(spec: RadarSpec) -> list[JsonObject]:
    angles = [axis.angle for axis in spec.axes]
    drawn = [_series(spec, place) for place in range(len(spec.series))]
    return [
        *_halves(angles),
        _target_zone(angles, spec.target),
        *_rings(angles, spec.target),
        _spokes(angles),
        _upright(len(angles)),
        *_band(angles, spec.series[0].points),
        _outline([_ring(angles, spec.target)], color=style.TARGET, width=2),
        *_blind(angles, spec.series[0].points),
        *reversed(drawn),
        *_key(spec.series),
        _ring_numbers(len(angles), spec.target),
    ]


def series_group(place: int) -> str:
    """What the browser looks for to switch a series off, with all that belongs to it."""
    return f"series-{place}"


def _lines(spots: Iterable[Spot], line: JsonObject, **more: object) -> JsonObject:
    listed = list(spots)
    return {
        "type": "scatterpolar",
        "mode": "lines",
        "theta": [None if spot is None else spot[0] for spot in listed],
        "r": [None if spot is None else round(spot[1], 4) for spot in listed],
        "line": line,
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
        "connectgaps": False,
    } | more


def _outline(pieces: Iterable[Sequence[Spot]], *, color: str, width: float, **more: object) -> JsonObject:
    return _lines(_broken(pieces), {"color": color, "width": width}, **more)


def _area(pieces: Iterable[Sequence[Spot]], color: str, **more: object) -> JsonObject:
    return _lines(_broken(pieces), {"width": 0, "color": color}, fill="toself", fillcolor=color, **more)


def _broken(pieces: Iterable[Sequence[Spot]]) -> Iterator[Spot]:
    for place, piece in enumerate(pieces):
        if place:
            yield None
        yield from piece


def _ring(angles: Sequence[float], level: float) -> list[Spot]:
    return [(angle, level) for angle in [*angles, angles[0]]]


def _flat(axis_count: int, level: int, *, beyond: int = 0) -> float:
    """The level at which a ring, or some pixels beyond it, crosses the upright."""
    return WIDE.level_at(flat_radius(WIDE, axis_count, level) + beyond)


def _halves(angles: Sequence[float]) -> Iterator[JsonObject]:
    flat = _flat(len(angles), TOP_LEVEL)
    for group, half, first, last in (
        (Group.PURSUIT, [angle for angle in angles if angle < 180], 0, 180),
        (Group.CONDITIONS, [angle for angle in angles if angle > 180], 180, 360),
    ):
        corners = [(first, flat), *((angle, TOP_LEVEL) for angle in half), (last, flat)]
        yield _area([corners], style.GROUP_TINT[group])


def _target_zone(angles: Sequence[float], target: int) -> JsonObject:
    """Out along the rim and back along the target: one shape with a hole."""
    shape = [*_ring(angles, TOP_LEVEL), *reversed(_ring(angles, target))]
    return _area([shape], style.GOLD, name=target_words(target), showlegend=True, legendrank=_RANK_TARGET)


def _rings(angles: Sequence[float], target: int) -> Iterator[JsonObject]:
    yield _outline([_ring(angles, 0)], color=style.RING, width=1, fill="toself", fillcolor=style.PAPER)
    inner = [_ring(angles, level) for level in LEVELS[1:TOP_LEVEL] if level != target]
    yield _outline(inner, color=style.RING, width=1)
    yield _outline([_ring(angles, TOP_LEVEL)], color=style.RIM, width=1.5)


def _spokes(angles: Sequence[float]) -> JsonObject:
    return _outline([[(angle, 0), (angle, TOP_LEVEL)] for angle in angles], color=style.SPOKE, width=1)


def _upright(axis_count: int) -> JsonObject:
    reach = _flat(axis_count, TOP_LEVEL, beyond=10)
    return _lines([(0, reach), (180, reach)], {"color": style.RIM, "width": 1, "dash": "2px,3px"})


def _band(angles: Sequence[float], points: Sequence[Point]) -> Iterator[JsonObject]:
    group: JsonObject = {"meta": series_group(0), "name": RANGE_NAME, "legendrank": _RANK_RANGE}
    if runs := band_runs(points):
        areas = [_band_area(run, angles, points) for run in runs]
        edges = [edge for run in runs for edge in _band_edges(run, angles, points)]
        yield _area(areas, _TRANSLUCENT, showlegend=True, **group)
        yield _outline(edges, color=style.RANGE, width=1, **group)
    if lone := lone_ranges(points):
        bars = [[_spot(angles[at], points[at].low), _spot(angles[at], points[at].high)] for at in lone]
        yield _outline(bars, color=style.RANGE, width=9, **group)
        yield _outline(bars, color=style.RANGE_SOLID, width=7, showlegend=not runs, **group)


_TRANSLUCENT = f"rgba(31,113,104,{style.RANGE_OPACITY})"


def _spot(angle: float, score: Fraction | None) -> Spot:
    """Unknown is no spot at all. The only other place where fractions become floats is the SVG's frame."""
    return None if score is None else (angle, float(score))


def _band_area(run: Run, angles: Sequence[float], points: Sequence[Point]) -> list[Spot]:
    high, low = _band_sides(run, angles, points)
    return [*high, *reversed(low)]


def _band_edges(run: Run, angles: Sequence[float], points: Sequence[Point]) -> list[list[Spot]]:
    high, low = _band_sides(run, angles, points)
    return [high, low] if run.is_closed else [[*high, *reversed(low), high[0]]]


def _band_sides(run: Run, angles: Sequence[float], points: Sequence[Point]) -> tuple[list[Spot], list[Spot]]:
    places = [*run.places, run.places[0]] if run.is_closed else run.places
    return (
        [_spot(angles[at], points[at].high) for at in places],
        [_spot(angles[at], points[at].low) for at in places],
    )


def _blind(angles: Sequence[float], points: Sequence[Point]) -> Iterator[JsonObject]:
    """After the band, so that its place in the key comes after the range."""
    pieces = [
        piece
        for angle, point in zip(angles, points, strict=True)
        if point.blind_edges
        for piece in _blind_bar(angle, *point.blind_edges)
    ]
    if pieces:
        group: JsonObject = {"meta": series_group(0), "name": BLIND_NAME, "legendrank": _RANK_RANGE}
        yield _outline(pieces, color=style.PAPER, width=5, meta=series_group(0))
        yield _outline(pieces, color=style.BLIND, width=2.5, showlegend=True, **group)


def _blind_bar(angle: float, lowest: Fraction, highest: Fraction) -> Iterator[list[Spot]]:
    for score in sorted({lowest, highest}):
        yield [(turned, WIDE.level_at(radius)) for turned, radius in cap(WIDE, angle, score)]
    if lowest != highest:
        yield [_spot(angle, lowest), _spot(angle, highest)]


def _series(spec: RadarSpec, place: int) -> JsonObject:
    """The line and its points, the first again at the end. `customdata`: the numbers as they are shown."""
    series, look = spec.series[place], SERIES[place]
    axes, points = [*spec.axes, spec.axes[0]], [*series.points, series.points[0]]
    return {
        "type": "scatterpolar",
        "mode": "lines+markers",
        "name": escape(series.name),
        "meta": series_group(place),
        "theta": [axis.angle for axis in axes],
        "r": [None if point.score is None else round(float(point.score), 4) for point in points],
        "text": [escape(axis.short_name) for axis in axes],
        "customdata": [_said(point, series.name) for point in points],
        "hovertemplate": _HOVER_BLIND if series.has_blind else _HOVER,
        "line": _line(look),
        "marker": _marker(look, [point.is_hollow for point in points]),
        "connectgaps": False,
        "cliponaxis": False,
        "showlegend": False,
    }


def _said(point: Point, series: str) -> list[str]:
    said = [point.score_words, point.range_words, escape(series)]
    return [*said, point.blind_words] if point.blind else said


def _marker(look: SeriesStyle, hollow: Sequence[bool]) -> JsonObject:
    symbol, size = _SYMBOL[look.marker]
    return {
        "symbol": symbol,
        "size": size,
        "opacity": 1,
        "color": [style.PAPER if is_hollow else look.colour for is_hollow in hollow],
        "line": {
            "color": [look.colour if is_hollow else style.PAPER for is_hollow in hollow],
            "width": [2.5 if is_hollow else 1.5 for is_hollow in hollow],
        },
    }


def _key(series: Sequence[Series]) -> Iterator[JsonObject]:
    """Empty traces for the picture's key. Made by Plotly, it would show the look of each first point."""
    for place, each in enumerate(series):
        if each.has_score:
            entry = _key_entry(escape(each.name), SERIES[place], _RANK_SERIES + place)
            yield entry | {"mode": "lines+markers", "meta": series_group(place)}
    if any(each.has_hollow for each in series):
        yield _key_entry(HOLLOW_NAME, SERIES[0], _RANK_HOLLOW, is_hollow=True)


def _key_entry(name: str, look: SeriesStyle, rank: int, *, is_hollow: bool = False) -> JsonObject:
    return _lines(
        [None],
        _line(look),
        mode="markers",
        name=name,
        showlegend=True,
        legendrank=rank,
        marker=_marker(look, [is_hollow]),
    )


def _line(look: SeriesStyle) -> JsonObject:
    dash = {"dash": look.dash.replace(" ", "px,") + "px"} if look.dash else {}
    return {"color": look.colour, "width": 3} | dash


def _ring_numbers(axis_count: int, target: int) -> JsonObject:
    levels = LEVELS[1:]
    edge = {target: (style.TARGET, 2, style.TARGET_INK)}
    paint = [edge.get(level, (style.RING, 1, style.INK)) for level in levels]
    return _lines(
        [(0, _flat(axis_count, level)) for level in levels],
        {},
        mode="markers+text",
        text=[str(level) for level in levels],
        textposition="middle center",
        textfont={"size": 13, "weight": 600, "color": [ink for _, _, ink in paint]},
        marker={
            "symbol": "circle",
            "size": 18,
            "opacity": 1,
            "color": style.PAPER,
            "line": {"color": [stroke for stroke, _, _ in paint], "width": [width for _, width, _ in paint]},
        },
    )
