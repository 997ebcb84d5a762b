"""The report as a PDF that screen readers can read: PDF/UA-1, tagged, A4.

Typst sets it. Imported where it is used: starting Octant does not wait for it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate

from assessments.charts import style
from assessments.reports.content import Report

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
FACES = ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf")
FAMILY = "Liberation Sans"
STAND_IN = "\N{WHITE SQUARE}"
"""What is printed for a character that our faces do not have. PDF/UA has no room for a glyph that is not there."""
UNBROKEN = re.compile(r"\S{40}")
MAY_BREAK = "\N{ZERO WIDTH SPACE}"
"""Where a line may end within an address or a word that is longer than a line."""


def report_pdf(report: Report) -> bytes:
    """The same report gives the same bytes: its date is the day of the assessment, and nothing else knows a time."""
    import typst

    return typst.compile(
        str(HERE / "report.typ"),
        format="pdf",
        pdf_standards=["ua-1"],
        root=str(HERE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        timestamp=int(report.submitted_at.timestamp()),
        sys_inputs={"content": json.dumps(_printable(_content(report)), sort_keys=True)},
    )


def _content(report: Report) -> dict[str, Any]:
    day = localdate(report.submitted_at)
    content = asdict(report) | {"on": [day.year, day.month, day.day]}
    del content["submitted_at"]
    return content


def _printable(value: Any) -> Any:
    """Text that our faces can draw and a line can hold. Exact numbers stay behind: a page shows words made of them."""
    match value:
        case {"svg": str(svg), "words": str(words)}:
            return {"svg": _drawable(svg.replace(style.FONT, FAMILY)), "words": _drawable(words)}
        case str():
            return UNBROKEN.sub(lambda run: run[0] + MAY_BREAK, _drawable(value))
        case Mapping():
            return {name: _printable(one) for name, one in value.items()}
        case list() | tuple():
            return [_printable(one) for one in value]
        case Fraction():
            return None
    return value


def _drawable(text: str) -> str:
    """Line ends stay. What has no shape goes: controls, and marks that turn the reading direction."""
    return "".join(_drawn(one) for one in text if one.isprintable() or one.isspace())


def _drawn(character: str) -> str:
    if character.isspace():
        return character if character == "\n" else " "
    return character if ord(character) in _glyphs() else STAND_IN


@cache
def _glyphs() -> frozenset[int]:
    """The code points that every one of our faces can draw."""
    from fontTools.ttLib import TTFont

    drawn: list[frozenset[int]] = []
    for face in FACES:
        with TTFont(FONTS / face, lazy=True) as font:
            drawn.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*drawn)
