"""Where a line or a band round the radar breaks. The axes form a circle: the last is next to the first."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.charts.radar_spec import Point


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring axes that are joined, in order. A closed run goes all the way round."""

    places: tuple[int, ...]
    is_closed: bool = False


def runs_of(joins: Sequence[bool]) -> tuple[Run, ...]:
    """`joins[i]` says whether axis i is joined to the next one, the last to the first."""
    count = len(joins)
    if all(joins):
        return (Run(tuple(range(count)), is_closed=True),)
    starts = [place for place in range(count) if joins[place] and not joins[place - 1]]
    return tuple(Run(_onwards(joins, start)) for start in starts)


def _onwards(joins: Sequence[bool], start: int) -> tuple[int, ...]:
    places = [start]
    while joins[places[-1]]:
        places.append((places[-1] + 1) % len(joins))
    return tuple(places)


def line_runs(points: Sequence[Point]) -> tuple[Run, ...]:
    """A line joins two neighbours that both have a score."""
    known = [point.score is not None for point in points]
    return runs_of([here and known[(place + 1) % len(points)] for place, here in enumerate(known)])


def band_runs(points: Sequence[Point]) -> tuple[Run, ...]:
    """A band joins two neighbours that both have a range, at least one of them with width to be seen."""
    return runs_of([_is_band(point, points[(place + 1) % len(points)]) for place, point in enumerate(points)])


def lone_ranges(points: Sequence[Point]) -> tuple[int, ...]:
    """Ranges with width whose neighbours have none at all: drawn as a bar along their own axis."""
    count = len(points)
    return tuple(
        place
        for place, point in enumerate(points)
        if point.has_width and not points[place - 1].has_range and not points[(place + 1) % count].has_range
    )


def _is_band(here: Point, following: Point) -> bool:
    return here.has_range and following.has_range and (here.has_width or following.has_width)
