"""The small parts that the drawings are made of.

Presentation attributes only, because the content policy allows no style.
"""

from collections.abc import Iterable
from html import escape

from assessments.charts import style
from assessments.charts.radar_layout import Label, Place
from assessments.charts.style import Marker, SeriesStyle

POINT_RADIUS = 5.5
ALONE_RADIUS = 4
_SQUARE = 9.9
_DIAMOND = 6.9


def number(value: float) -> str:
    """A tenth of a pixel is enough to read any shown score back."""
    return f"{value:.1f}".removesuffix(".0")


def place(at: Place) -> str:
    return f"{number(at[0])},{number(at[1])}"


def ring(places: Iterable[Place]) -> str:
    """A closed piece of a path."""
    return f"M{' '.join(map(place, places))}Z"


def line(start: Place, end: Place, colour: str, width: float = 1, *, dash: str = "") -> str:
    return (
        f'<line x1="{number(start[0])}" y1="{number(start[1])}" x2="{number(end[0])}" y2="{number(end[1])}"'
        f' stroke="{colour}" stroke-width="{width}"{dashes(dash)}/>'
    )


def dashes(dash: str) -> str:
    return f' stroke-dasharray="{dash}"' if dash else ""


def text(label: Label) -> str:
    weight = f' font-weight="{label.weight}"' if label.weight != 400 else ""
    return (
        f'<text x="{number(label.x)}" y="{number(label.y)}" font-size="{label.size}"{weight}'
        f' text-anchor="{label.anchor}" fill="{label.colour}">{escape(label.text)}</text>'
    )


def marker(look: SeriesStyle, at: Place, *, is_hollow: bool, radius: float = POINT_RADIUS) -> str:
    """`radius` is the circle's; the square and the diamond have one size."""
    return f"<{_SHAPE[look.marker](*at, radius)}{_point_paint(look.colour, is_hollow=is_hollow)}/>"


def alone(at: Place) -> str:
    """One person's score: small, so that several find room above each other."""
    return (
        f'<circle cx="{number(at[0])}" cy="{number(at[1])}" r="{ALONE_RADIUS:g}" fill="{style.BLIND}"'
        f' stroke="{style.PAPER}"/>'
    )


def _circle(x: float, y: float, radius: float) -> str:
    return f'circle cx="{number(x)}" cy="{number(y)}" r="{radius:g}"'


def _square(x: float, y: float, radius: float) -> str:
    left, top = number(x - _SQUARE / 2), number(y - _SQUARE / 2)
    return f'rect x="{left}" y="{top}" width="{_SQUARE}" height="{_SQUARE}"'


def _diamond(x: float, y: float, radius: float) -> str:
    return f'path d="{ring(((x, y - _DIAMOND), (x + _DIAMOND, y), (x, y + _DIAMOND), (x - _DIAMOND, y)))}"'


_SHAPE = {Marker.CIRCLE: _circle, Marker.SQUARE: _square, Marker.DIAMOND: _diamond}


def _point_paint(colour: str, *, is_hollow: bool) -> str:
    """Hollow: a claim with little to show for it."""
    if is_hollow:
        return f' fill="{style.PAPER}" stroke="{colour}" stroke-width="2.5"'
    return f' fill="{colour}" stroke="{style.PAPER}" stroke-width="1.5"'
