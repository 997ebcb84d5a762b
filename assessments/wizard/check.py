"""What the check page shows, and what makes us ask once more before submitting."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from assessments.framework.types import Enabler, Framework, GroupText, Statement
from assessments.models import vocabulary
from assessments.permissions import can_answer, can_submit
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import StoredAnswer, for_scoring, nothing_said, revision_of
from assessments.scoring.progress import progress_of
from assessments.scoring.types import Kind, Progress
from assessments.ui.forms import anchor_of
from assessments.ui.text import host_of


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One statement on the check page. `chip`: "3", "?", "–" or "" ; `words`: "In place", "I do not know", ..."""

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


@dataclass(frozen=True, slots=True)
class CheckPage:
    facts: AssessmentFacts
    groups: tuple[AnswerGroup, ...]
    progress: Progress
    missing: tuple[Missing, ...]
    revision: int
    may_submit: bool
    may_answer: bool


def check_page(facts: AssessmentFacts, stored: Mapping[str, StoredAnswer]) -> CheckPage:
    framework = facts.framework
    return CheckPage(
        facts=facts,
        groups=tuple(_answer_group(facts, text, stored) for text in framework.groups),
        progress=progress_of(framework.statements, for_scoring(stored)),
        missing=tuple(
            Missing(
                f"Enabler {enabler.number}, statement {n}: {one.text}",
                change_href(facts, framework, one.code),
            )
            for enabler in framework.enablers
            for n, one in enumerate(enabler.statements, start=1)
            if one.code not in stored or stored[one.code].kind is Kind.UNANSWERED
        ),
        revision=revision_of(stored),
        may_submit=can_submit(facts.standing),
        may_answer=can_answer(facts.standing),
    )


def change_href(facts: AssessmentFacts, framework: Framework, code: str) -> str:
    """The enabler page at this statement; saving there comes back to the check page."""
    slug = framework.enabler_of_statement[code].slug
    return f"{reverse('enabler', args=[facts.id, slug])}?back=check#{anchor_of(code)}"


def _answer_group(facts: AssessmentFacts, text: GroupText, stored: Mapping[str, StoredAnswer]) -> AnswerGroup:
    cards = [_answer_card(facts, enabler, stored) for enabler in facts.framework.enablers_in(text.group)]
    return AnswerGroup(text.name, text.group.value, tuple(cards))


def _answer_card(facts: AssessmentFacts, enabler: Enabler, stored: Mapping[str, StoredAnswer]) -> AnswerCard:
    return AnswerCard(
        heading=f"{enabler.number}. {enabler.title}",
        change_href=f"{reverse('enabler', args=[facts.id, enabler.slug])}?back=check",
        rows=tuple(_answer_row(facts, statement, stored) for statement in enabler.statements),
    )


def _answer_row(
    facts: AssessmentFacts, statement: Statement, stored: Mapping[str, StoredAnswer]
) -> AnswerRow:
    said = stored.get(statement.code) or nothing_said(statement.code)
    chip, css, words = chip_of(facts.framework, said)
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
        change_href=change_href(facts, facts.framework, statement.code),
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


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why we ask once more before submitting."""

    heading: str
    sentence: str


def doubt_about(facts: AssessmentFacts, stored: Mapping[str, StoredAnswer]) -> Doubt | None:
    """More than a third "I do not know", or the same level everywhere. Nothing to doubt while answers are missing."""
    progress = progress_of(facts.framework.statements, for_scoring(stored))
    if not progress.is_complete:
        return None
    if 3 * progress.dont_know > progress.statements:
        count = f"{progress.dont_know} of {progress.statements}"
        return Doubt(f"You said you do not know to {count} statements", "Your results will have gaps.")
    if len({answer.choice for answer in stored.values()}) == 1:
        return Doubt(
            "You gave every statement the same answer", "Your results will not tell the enablers apart."
        )
    return None
