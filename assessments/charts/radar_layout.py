"""Where things stand in a radar, in pixels.

The SVG and the interactive chart share it, so that one takes the other's place without a shift.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Literal

from assessments.charts import style
from assessments.charts.radar_spec import Axis, Point, RadarSpec
from assessments.framework.types import TOP_LEVEL, Group, GroupText
from assessments.scoring.types import ScoreState

Anchor = Literal["start", "middle", "end"]
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawing's size and the radar's place in it.

    Level 0 is drawn at `hole`, not at the centre: a zero stays a place on its axis that can be seen. `inset`
    is how near to the edge a text may come.
    """

    width: int
    height: int
    x: int
    y: int
    hole: int
    rim: int
    inset: int = 2

    def radius_at(self, score: float) -> float:
        return self.hole + (self.rim - self.hole) * score / TOP_LEVEL

    def level_at(self, radius: float) -> float:
        return TOP_LEVEL * (radius - self.hole) / (self.rim - self.hole)

    def place(self, angle: float, radius: float) -> Place:
        across, up = _direction(angle)
        return self.x + radius * across, self.y - radius * up

    def score_place(self, angle: float, score: Fraction) -> Place:
        """Floats begin here, and decide nothing."""
        return self.place(angle, self.radius_at(float(score)))


WIDE = Frame(width=616, height=506, x=308, y=266, hole=22, rim=178)
SMALL = Frame(width=372, height=372, x=186, y=186, hole=18, rim=150)
HERO = Frame(width=420, height=420, x=210, y=216, hole=22, rim=196)
DOWNLOAD = Frame(width=660, height=752, x=330, y=352, hole=22, rim=178, inset=24)
"""The wide frame with room for a title above and a key and a note below: a picture that travels alone."""


@cache
def _direction(angle: float) -> Place:
    return sin(radians(angle)), cos(radians(angle))


def flat_radius(frame: Frame, axis_count: int, level: int) -> float:
    """Where a ring crosses the upright, half-way between two axes: nearer the centre than its corners."""
    return frame.radius_at(level) * _direction(180 / axis_count)[1]


_CAP = 7


def cap(frame: Frame, angle: float, score: Fraction) -> tuple[Place, Place]:
    """The two ends of a short line across an axis at a score, each an angle and a radius."""
    along = frame.radius_at(float(score))
    turn, reach = degrees(atan2(_CAP, along)), hypot(_CAP, along)
    return (angle - turn, reach), (angle + turn, reach)


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: int
    weight: int
    colour: str
    anchor: Anchor


_GAP = 20
_LEADING = 20
_SCORE_LEADING = 21
_SCORE_STATE_LABEL = {
    ScoreState.NOT_ENOUGH: ("Not enough", "answers"),
    ScoreState.NOT_RELEVANT: ("Not relevant",),
}


def wide_labels(frame: Frame, axis: Axis, point: Point) -> Iterator[Label]:
    """The name on one line or two, and under it the score or why there is none."""
    across, up = _direction(axis.angle)
    x, y = frame.place(axis.angle, frame.rim + _GAP)
    names = [(line, _LEADING, 16, 400, style.INK) for line in axis.lines]
    lines = [*names, *_value_lines(axis, point, is_side=abs(up) < abs(across))]
    height = sum(leading for _, leading, *_ in lines[1:])
    baseline = _first_baseline(y, height, up=up, is_side=abs(up) < abs(across))
    anchor: Anchor = "start" if across > 0 else "end"
    for place, (text, leading, size, weight, colour) in enumerate(lines):
        baseline += leading if place else 0
        yield Label(x, baseline, text, size, weight, colour, anchor)


_Line = tuple[str, int, int, int, str]


def _value_lines(axis: Axis, point: Point, *, is_side: bool) -> list[_Line]:
    if point.score is not None:
        return [(point.score_words, _SCORE_LEADING, 18, 700, style.GROUP_INK[axis.group])]
    words = _SCORE_STATE_LABEL[point.state]
    lines = words if is_side else (" ".join(words),)
    return [(line, _LEADING, 15, 600, style.INK_SOFT) for line in lines]


def _first_baseline(y: float, height: float, *, up: float, is_side: bool) -> float:
    """Labels at the sides are centred on their axis; those above grow upwards and those below downwards."""
    if is_side:
        return y - height / 2 + 6.1
    return y - height + 10 if up > 0 else y - 2


def group_labels(frame: Frame, groups: Sequence[GroupText], *, top: int = 18) -> Iterator[Label]:
    for text in groups:
        is_right = text.group is Group.PURSUIT
        anchor: Anchor = "end" if is_right else "start"
        x = frame.width - frame.inset if is_right else frame.inset
        yield Label(x, top, text.name, 16, 600, style.GROUP_INK[text.group], anchor)


def all_wide_labels(frame: Frame, spec: RadarSpec, *, top: int = 18) -> Iterator[Label]:
    for axis, point in zip(spec.axes, spec.series[0].points, strict=True):
        yield from wide_labels(frame, axis, point)
    yield from group_labels(frame, spec.groups, top=top)


def badge_place(frame: Frame, axis: Axis) -> Place:
    """Where the small radar's numbered badge is centred."""
    return frame.place(axis.angle, frame.rim + 22)
