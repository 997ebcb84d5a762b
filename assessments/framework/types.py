"""The question set and its rules, as frozen data.

A framework is one file, `fixtures/frameworks/<version>.toml`. Nothing here knows where it comes from.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property


class Group(StrEnum):
    """The report's two halves: what a team can shape, and what the system offers."""

    PURSUIT = "pursuit"
    CONDITIONS = "conditions"


class Band(StrEnum):
    """Where an enabler stands, from its exact score. Compare with `rank`."""

    NOT_YET = "not_yet"
    PARTLY = "partly"
    IN_PLACE = "in_place"

    @property
    def rank(self) -> int:
        return list(Band).index(self)


class VerdictCode(StrEnum):
    """The seven verdicts, worst to best. Compare with `rank`."""

    PAUSE = "pause"
    NOT_ENOUGH_KNOWN = "not_enough_known"
    BUILD = "build"
    TEST = "test"
    HELD_BACK = "held_back"
    NEARLY = "nearly"
    READY = "ready"

    @property
    def rank(self) -> int:
        return list(VerdictCode).index(self)


class Audience(StrEnum):
    """Whom a piece of advice speaks to."""

    TEAM = "team"
    SYSTEM = "system"
    FUNDER = "funder"


TOP_LEVEL = 4
LEVELS = range(TOP_LEVEL + 1)


@dataclass(frozen=True, slots=True)
class Scale:
    """One of the five general levels, with its label and what it means."""

    level: int
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing to rate. `levels` holds five sentences, for 0 to 4."""

    code: str
    text: str
    hint: str
    levels: tuple[str, str, str, str, str]
    evidence: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Enabler:
    """One of the eight. `title` is ours and begins with a verb; `report_title` is the report's."""

    number: int
    slug: str
    title: str
    report_title: str
    short_name: str
    group: Group
    why: str
    statements: tuple[Statement, ...]

    @property
    def code(self) -> str:
        return f"E{self.number}"


@dataclass(frozen=True, slots=True)
class GroupText:
    """The name of a half ("In pursuit of spread") and what it holds ("What your team can shape")."""

    group: Group
    name: str
    holds: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict's words."""

    code: VerdictCode
    headline: str
    sentence: str


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One of the nine rows: the lowest band of each half, and the verdict that follows."""

    pursuit: Band
    conditions: Band
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Rules:
    """The working rules of this version. `gate_raised_at` is the highest level that raises the gate."""

    target: int
    partly_from: int
    in_place_from: int
    coverage_floor: Fraction
    minimum_rated: int
    minimum_enablers_per_group: int
    backed_from: int
    gate: str
    gate_raised_at: int


@dataclass(frozen=True)
class Framework:
    """A whole question set. Equal checksums mean equal files."""

    version: str
    title: str
    checksum: str
    scale: tuple[Scale, ...]
    groups: tuple[GroupText, ...]
    enablers: tuple[Enabler, ...]
    rules: Rules
    pause: Outcome
    not_enough_known: Outcome
    table: tuple[VerdictRow, ...]

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(statement for enabler in self.enablers for statement in enabler.statements)

    @cached_property
    def enabler_by_slug(self) -> dict[str, Enabler]:
        return {enabler.slug: enabler for enabler in self.enablers}

    @cached_property
    def enabler_by_code(self) -> dict[str, Enabler]:
        return {enabler.code: enabler for enabler in self.enablers}

    @cached_property
    def statement_by_code(self) -> dict[str, Statement]:
        return {statement.code: statement for statement in self.statements}

    @cached_property
    def enabler_of_statement(self) -> dict[str, Enabler]:
        return {s.code: enabler for enabler in self.enablers for s in enabler.statements}

    @cached_property
    def group_text(self) -> dict[Group, GroupText]:
        return {text.group: text for text in self.groups}

    def enablers_in(self, group: Group) -> tuple[Enabler, ...]:
        return tuple(enabler for enabler in self.enablers if enabler.group is group)


@dataclass(frozen=True, slots=True)
class Advice:
    """What one audience could do about one enabler in one band."""

    enabler: str
    band: Band
    audience: Audience
    question: str
    actions: tuple[str, ...]
    why: str
    basis: tuple[str, ...]


@dataclass(frozen=True)
class AdviceBook:
    """All 72 pieces, for one framework version."""

    version: str
    framework_version: str
    checksum: str
    pieces: tuple[Advice, ...]

    @cached_property
    def by_place(self) -> dict[tuple[str, Band, Audience], Advice]:
        return {(piece.enabler, piece.band, piece.audience): piece for piece in self.pieces}
