"""Our style sheet: text is sized in rem, colours can be read."""

import re

import pytest

from assessments.charts.style import SERIES, TARGET
from tests.house.source import text

CSS = text("static/css/octant.css")
TOKENS = dict(re.findall(r"--oct-([\w-]+):\s*(#[0-9a-f]{6});", CSS))
OF_CHARTS = {"violet": SERIES[1].colour, "amber": SERIES[2].colour, "target": TARGET}

# (text or mark, what it stands on, the least contrast): 4.5 for text, 3 for graphics and large text
PAIRS = (
    ("ink", "paper", 7.0),
    ("ink-soft", "white", 7.0),
    ("ink-soft", "paper", 4.5),
    ("ink-soft", "paper-deep", 4.5),
    ("pine-700", "paper", 7.0),
    ("pine-700", "paper-deep", 4.5),
    ("pine-700", "pine-50", 4.5),
    ("plum-700", "paper", 7.0),
    ("white", "pine-900", 7.0),
    ("white", "pine-500", 4.5),
    ("pine-100", "pine-900", 4.5),
    ("ink", "pine-200", 4.5),
    ("ink", "gold-100", 7.0),
    ("ink", "focus", 7.0),
    ("line-strong", "white", 3.0),
    ("violet", "gold-100", 3.0),
    ("amber", "gold-100", 3.0),
    ("target", "gold-100", 3.0),
    ("gold", "pine-900", 3.0),
)


def channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    red, green, blue = (channel(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colours_that_meet_can_be_told_apart(front, back, least):
    colours = TOKENS | OF_CHARTS | {"white": "#ffffff"}

    assert contrast(colours[front], colours[back]) >= least


def test_text_grows_with_the_browsers_own_size():
    screen = CSS[: CSS.index("@media print")]

    assert re.findall(r"(?:font-size|line-height):\s*[\d.]+px", screen) == []


def test_the_parts_of_a_page_that_only_work_on_screen_are_not_printed():
    printed = CSS[CSS.index("@media print") :]

    assert all(
        f"  .{name},\n" in printed for name in ("oct-nav", "oct-account", "oct-actions", "oct-session")
    )


def test_every_moving_part_stands_still_for_those_who_ask():
    assert "prefers-reduced-motion: reduce" in CSS
