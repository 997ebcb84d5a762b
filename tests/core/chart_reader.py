"""Reads a drawing back: its elements, and from their places the scores they show."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import atan2, degrees, hypot
from xml.parsers import expat

from assessments.charts.radar_layout import Frame
from assessments.framework.types import TOP_LEVEL


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    inside: tuple[str, ...]
    text: str = field(default="")


def elements_of(drawing: str) -> list[Element]:
    """Every element, in order. Raises ExpatError when the drawing is not well formed."""
    found: list[Element] = []
    path: list[Element] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        found.append(Element(tag, attributes, tuple(each.attributes.get("class", "") for each in path)))
        path.append(found[-1])

    def text(characters: str) -> None:
        path[-1].text += characters

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: path.pop()
    parser.CharacterDataHandler = text
    parser.Parse(str(drawing), True)
    return found


def with_tag(drawing: str, tag: str) -> list[Element]:
    return [element for element in elements_of(drawing) if element.tag == tag]


def texts_in(drawing: str) -> list[str]:
    return [element.text for element in with_tag(drawing, "text")]


def points_in(drawing: str) -> list[Element]:
    """The circles of the main series."""
    return [circle for circle in with_tag(drawing, "circle") if "oct-radar__series" in circle.inside]


def scores_in(drawing: str, frame: Frame, axis_count: int = 8) -> dict[int, float]:
    """The shown level on each axis that has a point, by the axis's place."""
    return dict(
        place_and_level(float(point.attributes["cx"]), float(point.attributes["cy"]), frame, axis_count)
        for point in points_in(drawing)
    )


def place_and_level(x: float, y: float, frame: Frame, axis_count: int = 8) -> tuple[int, float]:
    across, up = x - frame.x, frame.y - y
    angle = degrees(atan2(across, up)) % 360
    level = (hypot(across, up) - frame.hole) / (frame.rim - frame.hole) * TOP_LEVEL
    return round(angle / (360 / axis_count) - 0.5), level


def path_points(data: str) -> Iterator[list[tuple[float, float]]]:
    """The pieces of a path that is made of straight lines."""
    for piece in data.replace("Z", "").split("M")[1:]:
        numbers = [tuple(map(float, pair.split(","))) for pair in piece.split()]
        yield [(x, y) for x, y in numbers]
