"""What a radar shows, said once. The SVG and the interactive chart draw it; neither works anything out."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from assessments.agreement.types import BlindScores
from assessments.charts.raters_words import blind_words
from assessments.charts.reading import NOT_COMPARABLE, range_words, score_words
from assessments.charts.rounds import NO_ROUNDS, Rounds
from assessments.charts.style import SERIES
from assessments.charts.words import short_description
from assessments.comparison.types import EarlierScores
from assessments.framework.types import Enabler, Framework, Group, GroupText
from assessments.scoring.types import EnablerScore, Result, ScoreState


@dataclass(frozen=True, slots=True)
class Axis:
    """One enabler's spoke. `angle`: degrees clockwise from the top; `lines`: its label, one line or two."""

    number: int
    code: str
    short_name: str
    lines: tuple[str, ...]
    group: Group
    angle: float


@dataclass(frozen=True, slots=True)
class Point:
    """Where one series stands on one axis. Unknown is None: a gap in the line, never a zero.

    `blind`: what several people scored alone, before they agreed on the score.
    """

    state: ScoreState
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    is_hollow: bool
    score_words: str
    range_words: str
    blind: BlindScores | None = None

    @property
    def blind_edges(self) -> tuple[Fraction, Fraction] | None:
        """The lowest and the highest of the scores that people gave alone."""
        return (self.blind.scores[0], self.blind.scores[-1]) if self.blind and self.blind.scores else None

    @property
    def blind_words(self) -> str:
        return blind_words(self.blind) if self.blind else ""

    @property
    def has_range(self) -> bool:
        return self.low is not None and self.high is not None

    @property
    def has_width(self) -> bool:
        return self.has_range and self.low != self.high


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    points: tuple[Point, ...]

    @property
    def has_score(self) -> bool:
        return any(point.score is not None for point in self.points)

    @property
    def has_hollow(self) -> bool:
        return any(point.score is not None and point.is_hollow for point in self.points)

    @property
    def has_blind(self) -> bool:
        return any(point.blind_edges for point in self.points)


@dataclass(frozen=True, slots=True)
class RadarSpec:
    """The first series is the one the page is about: its range is drawn, its scores stand by the names.

    `nature`: whose view the scores are. A picture travels without its page, so it carries this.
    """

    axes: tuple[Axis, ...]
    groups: tuple[GroupText, ...]
    series: tuple[Series, ...]
    target: int
    title: str
    nature: str
    description: str

    def __post_init__(self) -> None:
        if not 1 <= len(self.series) <= len(SERIES):
            raise ValueError(f"A radar shows one to {len(SERIES)} series. Use small multiples for more.")


def radar_of(
    framework: Framework,
    result: Result,
    *,
    name: str,
    when: str,
    nature: str,
    earlier: EarlierScores | None = None,
    earlier_name: str = "",
    rounds: Rounds = NO_ROUNDS,
) -> RadarSpec:
    """The radar of one innovation, with last time's line where it answered the same questions."""
    series = [_series(framework, result.score_of, name="Score now", rounds=rounds)]
    if earlier:
        series.append(_series(framework, earlier, name=earlier_name or "Last time"))
    return RadarSpec(
        axes=_axes(framework.enablers),
        groups=framework.groups,
        series=tuple(series),
        target=framework.rules.target,
        title=", ".join(part for part in (f"{name} readiness profile", when) if part),
        nature=nature,
        description=short_description(framework, result),
    )


@cache
def label_lines(number: int, name: str) -> tuple[str, ...]:
    """The label broken where its longer line is shortest: "3 Fidelity and", "adaptability"."""
    words = f"{number} {name}".split(" ")
    breaks = range(2, len(words))
    if not breaks:
        return (" ".join(words),)
    return min(
        ((" ".join(words[:at]), " ".join(words[at:])) for at in breaks),
        key=lambda lines: max(len(line) for line in lines),
    )


def _axes(enablers: tuple[Enabler, ...]) -> tuple[Axis, ...]:
    """No axis points straight up: the upright divides the two halves and carries the ring numbers."""
    step = 360 / len(enablers)
    return tuple(
        Axis(
            number=enabler.number,
            code=enabler.code,
            short_name=enabler.short_name,
            lines=label_lines(enabler.number, enabler.short_name),
            group=enabler.group,
            angle=(place + 0.5) * step,
        )
        for place, enabler in enumerate(enablers)
    )


def _series(
    framework: Framework, scores: Mapping[str, EnablerScore], *, name: str, rounds: Rounds = NO_ROUNDS
) -> Series:
    found = [scores.get(enabler.code) for enabler in framework.enablers]
    return Series(
        name, tuple(_point(score, rounds.alone(score.enabler)) if score else _GAP for score in found)
    )


def _point(score: EnablerScore, blind: BlindScores | None) -> Point:
    return Point(
        state=score.state,
        score=score.score,
        low=score.low,
        high=score.high,
        is_hollow=score.is_mostly_unbacked,
        score_words=score_words(score),
        range_words=range_words(score),
        blind=blind,
    )


_GAP = Point(
    state=ScoreState.NOT_ENOUGH,
    score=None,
    low=None,
    high=None,
    is_hollow=False,
    score_words=NOT_COMPARABLE,
    range_words=NOT_COMPARABLE,
)
"""Last time's place on the axis of an enabler whose statements have changed since."""
