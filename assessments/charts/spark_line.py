"""One enabler's score at every assessment, as a small line. Hidden from screen readers: words beside it say it."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from assessments.charts import marks, style
from assessments.charts.radar_layout import Place
from assessments.charts.style import SERIES
from assessments.charts.svg import decorative
from assessments.framework.types import TOP_LEVEL

WIDTH, HEIGHT = 160, 40
_MARGIN = 8


def spark_line_svg(scores: Sequence[Fraction | None], target: int) -> Markup:
    """Oldest first, evenly spaced. What is not known is a gap in the line, never a zero."""
    places = [_place(at, len(scores), score) for at, score in enumerate(scores)]
    parts = (_zone(target), *_lines(places), *(_dot(place) for place in places if place))
    return decorative(WIDTH, HEIGHT, "".join(parts))


def _place(at: int, of: int, score: Fraction | None) -> Place | None:
    if score is None:
        return None
    across = WIDTH / 2 if of == 1 else _MARGIN + at * (WIDTH - 2 * _MARGIN) / (of - 1)
    return across, _height(score)


def _height(score: Fraction | int) -> float:
    return HEIGHT - _MARGIN - float(score) * (HEIGHT - 2 * _MARGIN) / TOP_LEVEL


def _zone(target: int) -> str:
    top, edge = _height(TOP_LEVEL), _height(target)
    zone = (
        f'<rect x="0" y="{marks.number(top)}" width="{WIDTH}" height="{marks.number(edge - top)}"'
        f' fill="{style.GOLD}"/>'
    )
    return zone + marks.line((0, edge), (WIDTH, edge), style.TARGET, 1)


def _lines(places: Sequence[Place | None]) -> list[str]:
    return [marks.line(a, b, SERIES[0].colour, 2) for a, b in pairwise(places) if a and b]


def _dot(place: Place) -> str:
    return marks.marker(SERIES[0], place, is_hollow=False, radius=4)
