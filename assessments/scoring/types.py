"""What goes into the sums and what comes out. Rules: `docs/how-it-works.md`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assessments.framework.types import Band, Group, VerdictCode


class Nature(StrEnum):
    """Whose view the answers are. Every page and export says it, in these words or plainer ones."""

    SELF_ASSESSED = "self-assessed"
    ILLUSTRATION = "illustration made from public sources"


class Kind(StrEnum):
    """What a person said about one statement. Unanswered is a kind, so that a note can stand alone."""

    UNANSWERED = "unanswered"
    LEVEL = "level"
    DONT_KNOW = "dont_know"
    NOT_RELEVANT = "not_relevant"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `level` is 0 to 4 exactly when `kind` is LEVEL; `backed`: a note or a link came with it."""

    kind: Kind = Kind.UNANSWERED
    level: int | None = None
    backed: bool = False

    @property
    def is_answered(self) -> bool:
        return self.kind is not Kind.UNANSWERED


UNANSWERED = Answer()
DONT_KNOW = Answer(Kind.DONT_KNOW)
NOT_RELEVANT = Answer(Kind.NOT_RELEVANT)


def rating(level: int, *, backed: bool = False) -> Answer:
    return Answer(Kind.LEVEL, level, backed)


Answers = Mapping[str, Answer]
"""Answers by statement code. A code that is missing is unanswered."""


class ScoreState(StrEnum):
    SCORED = "scored"
    NOT_ENOUGH = "not_enough"
    NOT_RELEVANT = "not_relevant"


@dataclass(frozen=True, slots=True)
class EnablerScore:
    """One enabler's sums. All counts are of statements.

    `total` is the sum of levels; `score` = total / rated when state is SCORED, else None.
    `low` and `high` take every unknown relevant statement at 0 and at 4; None only when nothing is relevant.
    `high_ratings` counts ratings of 3 or more (`Rules.backed_from`), `backed` those with a note or link.
    `unknown` holds the codes of relevant statements without a level, in framework order.
    """

    enabler: str
    statements: int
    rated: int
    dont_know: int
    not_relevant: int
    unanswered: int
    total: int
    high_ratings: int
    backed: int
    state: ScoreState
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    band: Band | None
    low_band: Band | None
    high_band: Band | None
    unknown: tuple[str, ...] = ()

    @property
    def relevant(self) -> int:
        return self.statements - self.not_relevant

    @property
    def answered(self) -> int:
        return self.statements - self.unanswered

    def is_at_target(self, target: int) -> bool:
        """By the exact score, like the bands."""
        return self.score is not None and self.score >= target

    @property
    def is_mostly_unbacked(self) -> bool:
        """Fewer than half of the high ratings can be checked (drawn as a hollow point)."""
        return self.high_ratings > 0 and 2 * self.backed < self.high_ratings


Scores = tuple[EnablerScore, ...]
"""One score for every enabler, in framework order."""


class Gate(StrEnum):
    RAISED = "raised"
    OPEN = "open"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict and what decides it. Enabler codes in framework order.

    `pursuit`, `conditions`: the lowest band of each half, or None where a half cannot be judged.
    `deciding`: see `scoring.verdict`. `left_out`: enablers wholly not relevant.
    `thin_groups`: halves with too few enablers left to judge.
    """

    code: VerdictCode
    headline: str
    sentence: str
    pursuit: Band | None
    conditions: Band | None
    deciding: tuple[str, ...]
    left_out: tuple[str, ...]
    gate_is_open: bool
    thin_groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Firmness:
    """How firm the verdict is: at all ranges low, at all ranges high, and by single ratings.

    `fragile`: codes of rated statements for which one level lower gives another verdict.
    """

    at_low: VerdictCode
    at_high: VerdictCode
    fragile: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WayUpStep:
    """What one enabler needs: `steps` one-level improvements, chosen among `statements` (lowest first).

    `find_out`: unknown statements, of which at least `find_out_at_least` must be rated first.
    `must_raise`: the gate, when the way leads through it: it must come out above `Rules.gate_raised_at`.
    A gate that is not known yet stands first in `find_out` too, and is always among those that must be rated.
    """

    enabler: str
    steps: int
    statements: tuple[str, ...]
    find_out: tuple[str, ...]
    must_raise: tuple[str, ...]
    find_out_at_least: int = 0


@dataclass(frozen=True, slots=True)
class WayUp:
    """The fewest one-level improvements that reach a better verdict, by enabler in framework order."""

    reaches: VerdictCode
    steps: int
    by_enabler: tuple[WayUpStep, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """Answered out of statements. "I do not know" and "not relevant" count as answered."""

    answered: int
    statements: int
    dont_know: int
    not_relevant: int

    @property
    def is_complete(self) -> bool:
        return self.answered == self.statements

    @property
    def is_started(self) -> bool:
        return self.answered > 0


@dataclass(frozen=True, slots=True)
class Result:
    """Everything the sums say about one set of answers."""

    framework_version: str
    framework_checksum: str
    scores: Scores
    gate: Gate
    verdict: Verdict
    firmness: Firmness
    way_up: WayUp | None
    progress: Progress

    @property
    def score_of(self) -> dict[str, EnablerScore]:
        return {score.enabler: score for score in self.scores}

    def at_target(self, target: int) -> int:
        """How many enablers are. One without a score is not."""
        return sum(score.is_at_target(target) for score in self.scores)
