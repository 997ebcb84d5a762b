"""Answers to read through, enabler by enabler, with what is missing among them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assessments.framework.types import Enabler, Framework, GroupText, Statement
from assessments.models import vocabulary
from assessments.queries.rating import StoredAnswer, nothing_said
from assessments.scoring.types import Kind
from assessments.ui.forms import anchor_of
from assessments.ui.text import host_of

EnablerHref = Callable[[Enabler], str]
"""Where the answers of an enabler are changed."""


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
    framework: Framework, stored: Mapping[str, StoredAnswer], href_of: EnablerHref
) -> tuple[AnswerGroup, ...]:
    return tuple(_answer_group(framework, text, stored, href_of) for text in framework.groups)


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


def _answer_group(
    framework: Framework, text: GroupText, stored: Mapping[str, StoredAnswer], href_of: EnablerHref
) -> AnswerGroup:
    cards = [_answer_card(framework, one, stored, href_of) for one in framework.enablers_in(text.group)]
    return AnswerGroup(text.name, text.group.value, tuple(cards))


def _answer_card(
    framework: Framework, enabler: Enabler, stored: Mapping[str, StoredAnswer], href_of: EnablerHref
) -> AnswerCard:
    return AnswerCard(
        heading=f"{enabler.number}. {enabler.title}",
        change_href=f"{href_of(enabler)}?back=check",
        rows=tuple(
            _answer_row(
                framework,
                one,
                stored.get(one.code) or nothing_said(one.code),
                _change_href(enabler, one.code, href_of),
            )
            for one in enabler.statements
        ),
    )


def _answer_row(
    framework: Framework, statement: Statement, said: StoredAnswer, change_href: str
) -> AnswerRow:
    chip, css, words = chip_of(framework, said)
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
        change_href=change_href,
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
