"""Where Plotly puts the radar and its texts: in the SVG's own places, so that nothing shifts in the swap.

Sizes are the frame's own; the browser scales them to the box that the SVG fills.
"""

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from textwrap import wrap

from assessments.charts import style
from assessments.charts.plotly_traces import JsonObject
from assessments.charts.radar_layout import (
    DOWNLOAD,
    SMALL,
    WIDE,
    Frame,
    Label,
    all_wide_labels,
    badge_place,
)
from assessments.charts.radar_spec import Axis, RadarSpec
from assessments.framework.types import Group

_TITLE_CHARACTERS = 62
_NOTE_CHARACTERS = 84
_ANCHOR = {"start": "left", "middle": "center", "end": "right"}
_HALF_CAPITAL = 0.35
"""From the baseline up to the middle of a line, as a share of its size."""


def wide_layout(spec: RadarSpec) -> JsonObject:
    return _layout(WIDE) | {
        "annotations": [_annotation(WIDE, label) for label in all_wide_labels(WIDE, spec)]
    }


def compact_layout(spec: RadarSpec) -> JsonObject:
    """For phones: numbered badges in place of names."""
    known = [point.score is not None for point in spec.series[0].points]
    badges = list(zip(spec.axes, known, strict=True))
    return _layout(SMALL) | {
        "shapes": [_badge(axis, has_score=has_score) for axis, has_score in badges],
        "annotations": [_badge_number(axis, has_score=has_score) for axis, has_score in badges],
    }


def download_layout(spec: RadarSpec) -> JsonObject:
    """A picture travels without its page, so it says what it is and whose view it shows."""
    frame = _with_room_for_its_key(spec)
    labels = [*_title(spec.title), *all_wide_labels(frame, spec, top=_GROUPS_AT), *_note(frame, spec.nature)]
    legend: JsonObject = {
        "x": _across(frame, frame.inset - 8),
        "xanchor": "left",
        "y": _up(frame, _KEY_AT),
        "yanchor": "top",
        "font": {"size": 14, "color": style.INK},
        "itemclick": False,
        "itemdoubleclick": False,
    }
    return _layout(frame) | {
        "showlegend": True,
        "legend": legend,
        "annotations": [_annotation(frame, label) for label in labels],
    }


def _with_room_for_its_key(spec: RadarSpec) -> Frame:
    """One line more where people rated alone."""
    more = _KEY_LEADING if spec.series[0].has_blind else 0
    return replace(DOWNLOAD, height=DOWNLOAD.height + more)


_KEY_LEADING = 22
_GROUPS_AT = 104
_KEY_AT = 586


def _layout(frame: Frame) -> JsonObject:
    return {
        "width": frame.width,
        "height": frame.height,
        "autosize": False,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0, "autoexpand": False},
        "paper_bgcolor": style.PAPER,
        "showlegend": False,
        "font": {"family": style.FONT, "size": 15, "color": style.INK},
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": style.PAPER,
            "bordercolor": style.INK,
            "align": "left",
            "font": {"family": style.FONT, "size": 15, "color": style.INK},
        },
        "dragmode": False,
        "transition": {"duration": 0},
        "uirevision": "fixed",
        "template": "none",
        "polar": _polar(frame),
    }


_ROOM = 12
"""Pixels beyond the rim. Plotly clips lines to its own circle, which would take the rim's corners off."""


def _polar(frame: Frame) -> JsonObject:
    """The grid is drawn by traces: Plotly's own octagon turns its numbers sideways.

    Its hole clips too, so the levels begin below 0 at the centre instead, and 0 falls on the hole's edge.
    """
    reach = frame.rim + _ROOM
    left, right = _across(frame, frame.x - reach), _across(frame, frame.x + reach)
    bottom, top = _up(frame, frame.y + reach), _up(frame, frame.y - reach)
    return {
        "domain": {"x": [left, right], "y": [bottom, top]},
        "bgcolor": "rgba(0,0,0,0)",
        "angularaxis": {
            "type": "linear",
            "thetaunit": "degrees",
            "rotation": 90,
            "direction": "clockwise",
            "visible": False,
        },
        "radialaxis": {
            "type": "linear",
            "range": [round(frame.level_at(pixels), 5) for pixels in (0, reach)],
            "autorange": False,
            "visible": False,
        },
    }


def _across(frame: Frame, x: float) -> float:
    return round(x / frame.width, 5)


def _up(frame: Frame, y: float) -> float:
    """Plotly counts from the bottom."""
    return round(1 - y / frame.height, 5)


def _annotation(frame: Frame, label: Label) -> JsonObject:
    """The text is escaped: Plotly would read tags in it."""
    return {
        "text": escape(label.text),
        "x": _across(frame, label.x),
        "y": _up(frame, label.y - _HALF_CAPITAL * label.size),
        "xref": "paper",
        "yref": "paper",
        "xanchor": _ANCHOR[label.anchor],
        "yanchor": "middle",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": label.size, "weight": label.weight, "color": label.colour},
    }


def _badge(axis: Axis, *, has_score: bool) -> JsonObject:
    x, y = badge_place(SMALL, axis)
    is_pursuit = axis.group is Group.PURSUIT
    half = 14 if is_pursuit else 13
    colour = style.GROUP_INK[axis.group]
    return {
        "type": "circle" if is_pursuit else "rect",
        "xref": "paper",
        "yref": "paper",
        "x0": _across(SMALL, x - half),
        "x1": _across(SMALL, x + half),
        "y0": _up(SMALL, y + half),
        "y1": _up(SMALL, y - half),
        "fillcolor": colour if has_score else style.PAPER,
        "line": {"color": colour, "width": 0 if has_score else 2, "dash": "4px,3px"},
    }


def _badge_number(axis: Axis, *, has_score: bool) -> JsonObject:
    x, y = badge_place(SMALL, axis)
    ink = style.PAPER if has_score else style.GROUP_INK[axis.group]
    return _annotation(SMALL, Label(x, y + 5.5, str(axis.number), 16, 700, ink, "middle"))


def _title(title: str) -> Iterator[Label]:
    lines = wrap(title, _TITLE_CHARACTERS, max_lines=2, placeholder=" …")
    for place, line in enumerate(lines):
        yield Label(DOWNLOAD.inset, 42 + 26 * place, line, 19, 700, style.INK, "start")


def _note(frame: Frame, nature: str) -> Iterator[Label]:
    """At the foot, its last line always in the same place."""
    for place, line in enumerate(reversed(wrap(nature, _NOTE_CHARACTERS))):
        foot = frame.height - 20 - 18 * place
        yield Label(frame.inset, foot, line, 14, 400, style.INK_SOFT, "start")
