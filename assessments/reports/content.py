"""What a report says, before it is a PDF or a spreadsheet: the results page's own words and numbers, once."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with a sentence under it."""

    heading: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG, and the words for whoever does not see it. Empty words: decoration beside a table that says the same."""

    svg: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class KeyLine:
    swatch: Picture
    text: str


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One enabler. Numbers are None where nothing is known; the words then say so."""

    code: str
    name: str
    drawing: Picture
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    score_words: str
    range_words: str
    since_words: str
    backed_words: str


@dataclass(frozen=True, slots=True)
class ScoreGroup:
    name: str
    lines: tuple[ScoreLine, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What one enabler needs on the way up: lists, each under its sentence."""

    enabler: str
    lists: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class WayUp:
    heading: str
    sentence: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Advised:
    """One enabler's advice to the readers of this report; or what to find out, where it has no score."""

    heading: str
    against_target: str
    find_out: tuple[str, ...]
    why: str
    question: str
    actions_heading: str
    actions: tuple[str, ...]
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """`level` is None for "I do not know" and "Not relevant to us". Note and link are empty unless asked for."""

    code: str
    statement: str
    level: int | None
    words: str
    note: str
    link: str


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    enabler: str
    lines: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """`whose` and `nature` say whose view it is, in few words and in more. `warning`: the gate for harm is raised."""

    innovation: str
    caption: str
    headline: str
    whose: str
    nature: str
    warning: Passage | None
    lede: tuple[str, ...]
    radar: Picture
    scale_words: str
    key: tuple[KeyLine, ...]
    in_words: str
    findings: tuple[Passage, ...]
    earlier_when: str
    scores: tuple[ScoreGroup, ...]
    way_up: WayUp | None
    advice_heading: str
    advice: tuple[Advised, ...]
    has_notes: bool
    answers: tuple[AnswerGroup, ...]
    method: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    question_set: str
    checksum: str
    engine: str
    submitted_at: dt.datetime
