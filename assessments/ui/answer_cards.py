"""Answers to read through, enabler by enabler, with what is missing among them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assessments.framework.types import Enabler, Framework, GroupText, Statement
from assessments.models import vocabulary
from assessments.queries.rating import StoredAnswer, nothing_said
from assessments.scoring.types import Kind
from assessments.ui.forms import anchor_of
from assessments.ui.text import host_of

EnablerHref = Callable[[Enabler], str]
"""Where the answers of an enabler are changed."""
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One statement. `chip`: "3", "?", "–" or "" ; `words`: "In place", "I do not know", ..."""

    statement: str
    text: str
    chip: str
    chip_class: str
    words: str
    note_label: str
    note: str
    link: str
    link_host: str
    change_href: str
    beside: str


@dataclass(frozen=True, slots=True)
class AnswerCard:
    heading: str
    change_href: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    name: str
    slug: str
    cards: tuple[AnswerCard, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    text: str
    href: str


def answer_groups(
    framework: Framework,
    stored: Mapping[str, StoredAnswer],
    href_of: EnablerHref,
    beside: Mapping[str, str] = NOTHING,
) -> tuple[AnswerGroup, ...]:
    """`beside`: what else is said about a statement's answer, by its code."""
    drawn = _Drawn(framework, stored, href_of, beside)
    return tuple(_answer_group(drawn, text) for text in framework.groups)


def missing_in(
    framework: Framework, stored: Mapping[str, StoredAnswer], href_of: EnablerHref
) -> tuple[Missing, ...]:
    return tuple(
        Missing(
            f"Enabler {enabler.number}, statement {n}: {one.text}", _change_href(enabler, one.code, href_of)
        )
        for enabler in framework.enablers
        for n, one in enumerate(enabler.statements, start=1)
        if one.code not in stored or stored[one.code].kind is Kind.UNANSWERED
    )


def _change_href(enabler: Enabler, code: str, href_of: EnablerHref) -> str:
    """The enabler page at this statement; saving there comes back to where the answers are read through."""
    return f"{href_of(enabler)}?back=check#{anchor_of(code)}"


@dataclass(frozen=True, slots=True)
class _Drawn:
    framework: Framework
    stored: Mapping[str, StoredAnswer]
    href_of: EnablerHref
    beside: Mapping[str, str]


def _answer_group(drawn: _Drawn, text: GroupText) -> AnswerGroup:
    cards = [_answer_card(drawn, enabler) for enabler in drawn.framework.enablers_in(text.group)]
    return AnswerGroup(text.name, text.group.value, tuple(cards))


def _answer_card(drawn: _Drawn, enabler: Enabler) -> AnswerCard:
    return AnswerCard(
        heading=f"{enabler.number}. {enabler.title}",
        change_href=f"{drawn.href_of(enabler)}?back=check",
        rows=tuple(_answer_row(drawn, enabler, statement) for statement in enabler.statements),
    )


def _answer_row(drawn: _Drawn, enabler: Enabler, statement: Statement) -> AnswerRow:
    said = drawn.stored.get(statement.code) or nothing_said(statement.code)
    chip, css, words = chip_of(drawn.framework, said)
    return AnswerRow(
        statement=statement.code,
        text=statement.text,
        chip=chip,
        chip_class=css,
        words=words,
        note_label="Evidence" if said.kind is Kind.LEVEL else "Note",
        note=said.note,
        link=said.link,
        link_host=host_of(said.link),
        change_href=_change_href(enabler, statement.code, drawn.href_of),
        beside=drawn.beside.get(statement.code, ""),
    )


def chip_of(framework: Framework, said: StoredAnswer) -> tuple[str, str, str]:
    """What stands in the chip, its class, and the words beside it."""
    match said.kind:
        case Kind.LEVEL if said.level is not None:
            return str(said.level), f"oct-b{said.level}", framework.scale[said.level].label
        case Kind.DONT_KNOW:
            return "?", "oct-bx", vocabulary.Kind.DONT_KNOW.label
        case Kind.NOT_RELEVANT:
            return "–", "oct-bx", vocabulary.Kind.NOT_RELEVANT.label
        case _:
            return "", "", "Not answered yet"
