"""One row's score on a straight line from 0 to 4: the reading that a radar is bad at.

Under it, where there was a round, a dot for each person who rated alone. Hidden from screen readers: the row's cells
hold the numbers.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from markupsafe import Markup

from assessments.charts import marks, style
from assessments.charts.radar_layout import Place
from assessments.charts.score_table import ScoreRow
from assessments.charts.style import SERIES
from assessments.charts.svg import decorative
from assessments.framework.types import LEVELS, TOP_LEVEL

WIDTH, HEIGHT = 240, 28
_MARGIN = 10
_STEP = 55
_MIDDLE = 14
_TOP, _BOTTOM = 2, 26
_LANE, _LANE_STEP = 33, 9


def dot_plot_svg(row: ScoreRow) -> Markup:
    """From the bottom up: target zone, scale, range, target line, last time, now. Unknown draws no dot."""
    alone = _alone(row.blind)
    deeper = max((int(y) + 6 for _, y in alone), default=HEIGHT) - HEIGHT
    parts = (
        _zone(row.target, _BOTTOM + deeper),
        _scale(),
        _range(row.low, row.high),
        marks.line((_across(row.target), _TOP), (_across(row.target), _BOTTOM + deeper), style.TARGET, 2),
        _last_time(row.before),
        _now(row.score, is_hollow=row.is_hollow),
        *map(marks.alone, alone),
    )
    return decorative(WIDTH, HEIGHT + deeper, "".join(parts))


def _across(score: Fraction | int) -> float:
    return _MARGIN + _STEP * float(score)


@cache
def _zone(target: int, bottom: int) -> str:
    start = _across(target)
    return (
        f'<rect x="{marks.number(start)}" y="{_TOP}" width="{marks.number(_across(TOP_LEVEL) - start)}"'
        f' height="{bottom - _TOP}" fill="{style.GOLD}"/>'
    )


@cache
def _scale() -> str:
    base = marks.line((_across(0), _MIDDLE), (_across(TOP_LEVEL), _MIDDLE), style.RING, 1.5)
    ticks = (
        marks.line((_across(level), _MIDDLE - 4), (_across(level), _MIDDLE + 4), style.RING, 1.5)
        for level in LEVELS
    )
    return base + "".join(ticks)


def _range(low: Fraction | None, high: Fraction | None) -> str:
    if low is None or high is None or low == high:
        return ""
    start = _across(low)
    return (
        f'<rect x="{marks.number(start)}" y="9.5" width="{marks.number(_across(high) - start)}" height="9"'
        f' rx="4.5" fill="{style.RANGE_SOLID}" stroke="{style.RANGE}" stroke-width="1"/>'
    )


def _last_time(before: Fraction | None) -> str:
    if before is None:
        return ""
    return f'<path d="M{marks.number(_across(before) - 5)} 3h10l-5 7z" fill="{style.INK_SOFT}"/>'


def _now(score: Fraction | None, *, is_hollow: bool) -> str:
    if score is None:
        return ""
    return marks.marker(SERIES[0], (_across(score), _MIDDLE), is_hollow=is_hollow, radius=7)


def _alone(scores: Sequence[Fraction]) -> tuple[Place, ...]:
    """Each at its exact score. One that would cover another stands below it."""
    places: list[Place] = []
    for score in scores:
        x, y = _across(score), _LANE
        while any(abs(x - taken[0]) < _LANE_STEP and y == taken[1] for taken in places):
            y += _LANE_STEP
        places.append((x, y))
    return tuple(places)
