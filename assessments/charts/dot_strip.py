"""What people said alone about one statement: a dot for each of them, over the level they chose.

Drawn from counts, so that no dot's place tells whose it is. What is no level stands apart, in hollow dots. Hidden
from screen readers: `raters_words.spread_words` says the same.
"""

from collections.abc import Iterator

from markupsafe import Markup

from assessments.agreement.types import Spread
from assessments.charts import marks, style
from assessments.charts.radar_layout import Label
from assessments.charts.style import SERIES
from assessments.charts.svg import decorative
from assessments.framework.types import LEVELS, TOP_LEVEL

_FIRST, _STEP = 16, 30
_FIRST_APART, _STEP_APART = 184, 54
_DIVIDE = 154
_TOP, _DOT, _BESIDE = 4, 15, 12
_ONE_ABREAST = 6
_SOLID, _HOLLOW = 6.5, 5.25


def dot_strip_svg(spread: Spread) -> Markup:
    """264 wide, so that a card on a phone of 320 pixels shows every text at 14 or more.

    Levels stand in the same places in every strip. Beside them stands only what someone said.
    """
    apart = tuple(_apart(spread))
    counts = [*spread.counts, *(count for count, _ in apart)]
    abreast = 1 if max(counts) <= _ONE_ABREAST else 2
    foot = _TOP + _DOT * max(1, _rows(max(counts), abreast))
    parts = [_scale(foot), _reach(spread, foot)]
    parts += [
        _dots(_across(level), foot, count, abreast=abreast) for level, count in enumerate(spread.counts)
    ]
    if apart:
        parts.append(marks.line((_DIVIDE, _TOP), (_DIVIDE, foot + 34), style.RING, dash="2 3"))
    for place, (count, lines) in enumerate(apart):
        x = _FIRST_APART + _STEP_APART * place
        parts.append(_dots(x, foot, count, abreast=abreast, is_hollow=True))
        parts += [_text(x, foot + 18 + 16 * row, line) for row, line in enumerate(lines)]
    return decorative(_FIRST_APART - 28 + _STEP_APART * max(2, len(apart)), foot + 40, "".join(parts))


def _apart(spread: Spread) -> Iterator[tuple[int, tuple[str, str]]]:
    for count, lines in (
        (spread.dont_know, ("Do not", "know")),
        (spread.not_relevant, ("Not", "relevant")),
        (spread.unanswered, ("No", "answer")),
    ):
        if count:
            yield count, lines


def _across(level: int) -> int:
    return _FIRST + _STEP * level


def _scale(foot: int) -> str:
    base = marks.line((_across(0), foot + 6), (_across(TOP_LEVEL), foot + 6), style.RIM, 1.5)
    ticks = [
        marks.line((_across(level), foot + 2), (_across(level), foot + 10), style.RIM, 1.5)
        for level in LEVELS
    ]
    numbers = [_text(_across(level), foot + 28, str(level)) for level in LEVELS]
    return base + "".join([*ticks, *numbers])


def _reach(spread: Spread, foot: int) -> str:
    """From the lowest level to the highest."""
    if not spread.distance or spread.lowest is None or spread.highest is None:
        return ""
    return marks.line((_across(spread.lowest), foot + 6), (_across(spread.highest), foot + 6), style.RANGE, 5)


def _dots(x: float, foot: int, count: int, *, abreast: int, is_hollow: bool = False) -> str:
    """From the scale up, row by row. A row that is not full stands in the middle."""
    radius = (_HOLLOW if is_hollow else _SOLID) - (abreast - 1)
    drawn = []
    for place in range(count):
        row, column = divmod(place, abreast)
        in_row = min(abreast, count - row * abreast)
        at = (x + _BESIDE * (column - (in_row - 1) / 2), foot - _DOT * (row + 0.5))
        drawn.append(marks.marker(SERIES[0], at, is_hollow=is_hollow, radius=radius))
    return "".join(drawn)


def _rows(count: int, abreast: int) -> int:
    return -(-count // abreast)


def _text(x: float, y: float, text: str) -> str:
    return marks.text(Label(x, y, text, 15, 400, style.INK, "middle"))
