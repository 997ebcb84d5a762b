"""The charts' colours and lines. Lines and points pass 3:1 on white and on gold (WCAG 1.4.11).

Gold always means "target", pine the team's own half and the score, plum the wider system's half. No series is
told by colour alone: each has its dash and its marker as well.
"""

from dataclasses import dataclass
from enum import StrEnum

from assessments.framework.types import Group

FONT = "-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif"

INK = "#1e2a2a"
INK_SOFT = "#4a5856"
PAPER = "#fff"

RING = "#9aa39f"
RIM = "#6b7472"
SPOKE = "#b9c0bc"

GOLD = "#fdf0cf"
TARGET = "#8a5a00"
TARGET_INK = "#6b4500"

RANGE = "#1f7168"
RANGE_OPACITY = 0.24
RANGE_SOLID = "#9cc7bd"

BLIND = "#4a5856"

GROUP_INK = {Group.PURSUIT: "#0b3b3a", Group.CONDITIONS: "#5b3a80"}
GROUP_TINT = {Group.PURSUIT: "#eef5f2", Group.CONDITIONS: "#f4eff8"}


class Marker(StrEnum):
    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"


@dataclass(frozen=True, slots=True)
class SeriesStyle:
    """How one series is told from the others. `dash` is empty for a solid line."""

    colour: str
    dash: str
    marker: Marker


SERIES = (
    SeriesStyle("#0b3b3a", "", Marker.CIRCLE),
    SeriesStyle("#9a58c2", "9 5", Marker.SQUARE),
    SeriesStyle("#c8560a", "2 5", Marker.DIAMOND),
)
