"""The keys beside the charts: only what is drawn is explained."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assessments.charts import marks, style
from assessments.charts.radar_spec import RadarSpec
from assessments.charts.score_table import ScoreRow
from assessments.charts.style import SERIES, SeriesStyle
from assessments.charts.svg import decorative

RANGE_NAME = "Range"
BLIND_NAME = "Lowest to highest rating, each alone"
ALONE_NAME = "One person's score, rated alone"
HOLLOW_NAME = "Less than half backed by a note or link"
_WIDTH, _HEIGHT = 34, 16
_MIDDLE = (17.0, 8.0)


@dataclass(frozen=True, slots=True)
class KeyItem:
    """A swatch, hidden from screen readers, and what it means."""

    swatch: Markup
    text: str


def radar_key(spec: RadarSpec) -> tuple[KeyItem, ...]:
    return tuple(_radar_items(spec))


def dot_plot_key(rows: Sequence[ScoreRow], *, earlier_name: str = "") -> tuple[KeyItem, ...]:
    return tuple(_dot_plot_items(rows, earlier_name))


def _radar_items(spec: RadarSpec) -> Iterator[KeyItem]:
    for series, look in zip(spec.series, SERIES, strict=False):
        if series.has_score:
            yield _item(_line_and_marker(look), series.name)
    if any(series.has_hollow for series in spec.series):
        yield _item(marks.marker(SERIES[0], _MIDDLE, is_hollow=True), HOLLOW_NAME)
    if any(point.has_width for point in spec.series[0].points):
        yield _item(_BAND, RANGE_NAME)
    if spec.series[0].has_blind:
        yield _item(_BLIND, BLIND_NAME)
    yield _item(_ZONE, target_words(spec.target))


def _dot_plot_items(rows: Sequence[ScoreRow], earlier_name: str) -> Iterator[KeyItem]:
    if any(row.score is not None for row in rows):
        yield _item(marks.marker(SERIES[0], _MIDDLE, is_hollow=False, radius=7), "Score now")
    if any(row.is_hollow and row.score is not None for row in rows):
        yield _item(marks.marker(SERIES[0], _MIDDLE, is_hollow=True, radius=7), HOLLOW_NAME)
    if any(row.before is not None for row in rows):
        yield _item(_TRIANGLE, earlier_name or "Score last time")
    if any(row.low != row.high for row in rows):
        yield _item(_PILL, RANGE_NAME)
    if any(row.blind for row in rows):
        yield _item(marks.alone(_MIDDLE), ALONE_NAME)
    yield from (_item(_ZONE, target_words(row.target)) for row in rows[:1])


def _item(inner: str, text: str) -> KeyItem:
    return KeyItem(decorative(_WIDTH, _HEIGHT, inner), text)


def target_words(target: int) -> str:
    return f"At target ({target} or more)"


def _line_and_marker(look: SeriesStyle) -> str:
    return marks.line((1, 8), (33, 8), look.colour, 3, dash=look.dash) + marks.marker(
        look, _MIDDLE, is_hollow=False
    )


_BAND = (
    f'<rect x="1" y="2" width="32" height="12" fill="{style.RANGE}" fill-opacity="{style.RANGE_OPACITY}"'
    f' stroke="{style.RANGE}"/>'
)
_PILL = f'<rect x="2" y="4" width="30" height="8" rx="4" fill="{style.RANGE_SOLID}" stroke="{style.RANGE}"/>'
_ZONE = f'<rect x="1" y="1" width="32" height="14" fill="{style.GOLD}"/>' + marks.line(
    (1, 15), (33, 15), style.TARGET, 2
)
_BLIND = f'<path d="M5 8H29M5 2V14M29 2V14" fill="none" stroke="{style.BLIND}" stroke-width="2.5"/>'
_TRIANGLE = f'<path d="M12 4h10l-5 7z" fill="{style.INK_SOFT}"/>'
