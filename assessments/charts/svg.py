"""The radar as SVG, drawn on the server: there at first paint, in print, and without script.

Every text in it comes through `marks.text` or `_titled`, which escape it; everything else is made of numbers
and our own constants. That is why a drawing may be Markup.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from html import escape

from markupsafe import Markup

from assessments.charts import marks, style
from assessments.charts.radar_layout import (
    HERO,
    SMALL,
    WIDE,
    Frame,
    Label,
    Place,
    all_wide_labels,
    badge_place,
    cap,
    flat_radius,
)
from assessments.charts.radar_spec import Axis, Point, RadarSpec
from assessments.charts.runs import Run, band_runs, line_runs, lone_ranges
from assessments.charts.style import SERIES, SeriesStyle
from assessments.framework.types import LEVELS, TOP_LEVEL, Group
from assessments.scoring.types import ScoreState

Angles = tuple[float, ...]


def radar_svg(spec: RadarSpec, *, prefix: str = "radar") -> Markup:
    """The wide radar, with names and scores round it. `prefix` keeps the ids of several charts apart."""
    return _radar(spec, WIDE, prefix, _wide_texts)


def radar_svg_small(spec: RadarSpec, *, prefix: str = "radar-small") -> Markup:
    """For phones: numbered badges, a circle for the first group and a square for the second."""
    return _radar(spec, SMALL, prefix, _badges)


@cache
def radar_decoration() -> Markup:
    """Art for the start page, with made-up scores. Hidden from screen readers: it says nothing."""
    angles = tuple(22.5 + 45 * place for place in range(8))
    points = tuple(_made_up(tenths) for tenths in (32, 36, 30, 28, 34, 20, 16, 26))
    inner = (
        _backdrop(HERO, angles, 3)
        + _target_edge(HERO, angles, 3)
        + _series(HERO, angles, points, SERIES[0])
        + _ring_numbers(HERO, len(angles), 3)
    )
    return decorative(HERO.width, HERO.height, inner)


def _made_up(tenths: int) -> Point:
    score = Fraction(tenths, 10)
    return Point(ScoreState.SCORED, score, score, score, is_hollow=False, score_words="", range_words="")


def decorative(width: int, height: int, inner: str) -> Markup:
    """A drawing that screen readers pass over, because words or a table beside it say the same."""
    return _drawing(width, height, 'aria-hidden="true"', inner)


def _titled(frame: Frame, prefix: str, spec: RadarSpec, inner: str) -> Markup:
    ids = escape(prefix)
    name = f'role="img" aria-labelledby="{ids}-title {ids}-desc"'
    texts = (
        f'<title id="{ids}-title">{escape(spec.title)}</title>'
        f'<desc id="{ids}-desc">{escape(spec.description)}</desc>'
    )
    return _drawing(frame.width, frame.height, name, inner, before=texts)


def _drawing(width: int, height: int, name: str, inner: str, *, before: str = "") -> Markup:
    return Markup(  # noqa: S704 - every text was escaped where it was made, see the top of this file
        f'<svg viewBox="0 0 {width} {height}" {name} focusable="false" overflow="visible">{before}'
        f'<g font-family="{style.FONT}">{inner}</g></svg>'
    )


Texts = Callable[[Frame, RadarSpec], str]


def _radar(spec: RadarSpec, frame: Frame, prefix: str, texts: Texts) -> Markup:
    """From the bottom up. The first series is drawn last, over what it is compared with."""
    angles = tuple(axis.angle for axis in spec.axes)
    drawn = [
        _series(frame, angles, series.points, look) for series, look in zip(spec.series, SERIES, strict=False)
    ]
    parts = (
        _backdrop(frame, angles, spec.target),
        _band(frame, angles, spec.series[0].points),
        _target_edge(frame, angles, spec.target),
        _blind(frame, angles, spec.series[0].points),
        *reversed(drawn),
        _ring_numbers(frame, len(angles), spec.target),
        texts(frame, spec),
    )
    return _titled(frame, prefix, spec, "".join(parts))


@lru_cache(maxsize=32)
def _ring_places(frame: Frame, angles: Angles, level: int) -> tuple[Place, ...]:
    return tuple(frame.place(angle, frame.radius_at(level)) for angle in angles)


@lru_cache(maxsize=32)
def _backdrop(frame: Frame, angles: Angles, target: int) -> str:
    """All that does not depend on the scores and lies under them: drawn once per frame and question set."""
    return "".join(
        [
            *_halves(frame, angles),
            _target_zone(frame, angles, target),
            *_rings(frame, angles, target),
            *_spokes(frame, angles),
            _upright(frame, len(angles)),
        ]
    )


def _halves(frame: Frame, angles: Angles) -> Iterator[str]:
    flat = flat_radius(frame, len(angles), TOP_LEVEL)
    top, bottom = frame.place(0, flat), frame.place(180, flat)
    rim = _ring_places(frame, angles, TOP_LEVEL)
    right = [place for place in rim if place[0] > frame.x]
    left = [place for place in rim if place[0] < frame.x]
    for group, corners in ((Group.PURSUIT, [top, *right, bottom]), (Group.CONDITIONS, [bottom, *left, top])):
        yield f'<path d="{marks.ring(corners)}" fill="{style.GROUP_TINT[group]}"/>'


def _target_zone(frame: Frame, angles: Angles, target: int) -> str:
    outer, inner = (marks.ring(_ring_places(frame, angles, level)) for level in (TOP_LEVEL, target))
    return f'<path d="{outer}{inner}" fill="{style.GOLD}" fill-rule="evenodd"/>'


def _rings(frame: Frame, angles: Angles, target: int) -> Iterator[str]:
    for level in LEVELS:
        if level == target:
            continue
        fill = style.PAPER if level == 0 else "none"
        stroke, width = (style.RIM, 1.5) if level == TOP_LEVEL else (style.RING, 1)
        yield (
            f'<path d="{marks.ring(_ring_places(frame, angles, level))}" fill="{fill}"'
            f' stroke="{stroke}" stroke-width="{width}"/>'
        )


def _spokes(frame: Frame, angles: Angles) -> Iterator[str]:
    starts, ends = _ring_places(frame, angles, 0), _ring_places(frame, angles, TOP_LEVEL)
    for start, end in zip(starts, ends, strict=True):
        yield marks.line(start, end, style.SPOKE)


def _upright(frame: Frame, axis_count: int) -> str:
    reach = flat_radius(frame, axis_count, TOP_LEVEL) + 10
    return marks.line(frame.place(0, reach), frame.place(180, reach), style.RIM, dash="2 3")


@lru_cache(maxsize=32)
def _target_edge(frame: Frame, angles: Angles, target: int) -> str:
    edge = marks.ring(_ring_places(frame, angles, target))
    return f'<path d="{edge}" fill="none" stroke="{style.TARGET}" stroke-width="2"/>'


@lru_cache(maxsize=32)
def _ring_numbers(frame: Frame, axis_count: int, target: int) -> str:
    parts = []
    for level in LEVELS[1:]:
        x, y = frame.place(0, flat_radius(frame, axis_count, level))
        stroke, width, ink = (
            (style.TARGET, 2, style.TARGET_INK) if level == target else (style.RING, 1, style.INK)
        )
        parts.append(
            f'<circle cx="{marks.number(x)}" cy="{marks.number(y)}" r="9" fill="{style.PAPER}"'
            f' stroke="{stroke}" stroke-width="{width}"/>'
        )
        parts.append(marks.text(Label(x, y + 4.6, str(level), 13, 600, ink, "middle")))
    return "".join(parts)


def _band(frame: Frame, angles: Angles, points: Sequence[Point]) -> str:
    """The range, wherever it is known, with or without a score."""
    highs = _places(frame, angles, [point.high for point in points])
    lows = _places(frame, angles, [point.low for point in points])
    outlines = "".join(_band_outline(run, highs, lows) for run in band_runs(points))
    bars = [_range_bar(highs[place], lows[place]) for place in lone_ranges(points)]
    if not outlines and not bars:
        return ""
    band = (
        f'<path d="{outlines}" fill="{style.RANGE}" fill-opacity="{style.RANGE_OPACITY}" fill-rule="evenodd"'
        f' stroke="{style.RANGE}" stroke-width="1" stroke-linejoin="round"/>'
        if outlines
        else ""
    )
    return f'<g class="oct-radar__range">{band}{"".join(bars)}</g>'


def _places(frame: Frame, angles: Angles, scores: Sequence[Fraction | None]) -> dict[int, Place]:
    """Only what is known has a place."""
    return {at: frame.score_place(angles[at], score) for at, score in enumerate(scores) if score is not None}


def _band_outline(run: Run, highs: dict[int, Place], lows: dict[int, Place]) -> str:
    outer, inner = [highs[at] for at in run.places], [lows[at] for at in run.places]
    if run.is_closed:
        return marks.ring(outer) + marks.ring(inner)
    return marks.ring([*outer, *reversed(inner)])


def _range_bar(high: Place, low: Place) -> str:
    ends = f'd="M{marks.place(low)}L{marks.place(high)}" stroke-linecap="round"'
    return (
        f'<path {ends} stroke="{style.RANGE}" stroke-width="9"/>'
        f'<path {ends} stroke="{style.RANGE_SOLID}" stroke-width="7"/>'
    )


def _blind(frame: Frame, angles: Angles, points: Sequence[Point]) -> str:
    """On each axis a bar with two ends, from the lowest score that anyone gave alone to the highest."""
    bars = "".join(
        _blind_bar(frame, angle, *point.blind_edges)
        for angle, point in zip(angles, points, strict=True)
        if point.blind_edges
    )
    if not bars:
        return ""
    return (
        f'<g class="oct-radar__blind" fill="none"><path d="{bars}" stroke="{style.PAPER}" stroke-width="5"/>'
        f'<path d="{bars}" stroke="{style.BLIND}" stroke-width="2.5"/></g>'
    )


def _blind_bar(frame: Frame, angle: float, lowest: Fraction, highest: Fraction) -> str:
    """The part of a path. Where everyone gave the same score its two ends are one."""
    ends = [cap(frame, angle, score) for score in sorted({lowest, highest})]
    lines = [[frame.place(*spot) for spot in end] for end in ends]
    if len(ends) > 1:
        lines.append([frame.score_place(angle, score) for score in (lowest, highest)])
    return "".join(f"M{marks.place(start)} {marks.place(end)}" for start, end in lines)


def _series(frame: Frame, angles: Angles, points: Sequence[Point], look: SeriesStyle) -> str:
    places = _places(frame, angles, [point.score for point in points])
    path = "".join(_run_path(run, places) for run in line_runs(points))
    line = (
        f'<path d="{path}" fill="none" stroke="{look.colour}" stroke-width="3" stroke-linejoin="round"'
        f"{marks.dashes(look.dash)}/>"
        if path
        else ""
    )
    dots = [marks.marker(look, at, is_hollow=points[place].is_hollow) for place, at in places.items()]
    return f'<g class="oct-radar__series">{line}{"".join(dots)}</g>'


def _run_path(run: Run, places: dict[int, Place]) -> str:
    steps = " ".join(marks.place(places[at]) for at in run.places)
    return f"M{steps}{'Z' if run.is_closed else ''}"


def _wide_texts(frame: Frame, spec: RadarSpec) -> str:
    return "".join(map(marks.text, all_wide_labels(frame, spec)))


def _badges(frame: Frame, spec: RadarSpec) -> str:
    pairs = zip(spec.axes, spec.series[0].points, strict=True)
    return "".join(_badge(frame, axis, has_score=point.score is not None) for axis, point in pairs)


def _badge(frame: Frame, axis: Axis, *, has_score: bool) -> str:
    """Filled when there is a score, dashed when there is none; the table says why."""
    x, y = badge_place(frame, axis)
    colour = style.GROUP_INK[axis.group]
    ink = style.PAPER if has_score else colour
    outline = f'fill="{style.PAPER}" stroke="{colour}" stroke-width="2" stroke-dasharray="4 3"'
    paint = f'fill="{colour}"' if has_score else outline
    if axis.group is Group.PURSUIT:
        shape = f'<circle cx="{marks.number(x)}" cy="{marks.number(y)}" r="14" {paint}/>'
    else:
        corner = marks.number(x - 13), marks.number(y - 13)
        shape = f'<rect x="{corner[0]}" y="{corner[1]}" width="26" height="26" rx="5" {paint}/>'
    return shape + marks.text(Label(x, y + 5.5, str(axis.number), 16, 700, ink, "middle"))
