"""What the wizard's pages show, ready for templates that only loop."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from assessments.actions.rating import Conflict, TypedAnswer
from assessments.framework.types import Enabler, Framework, GroupText, Statement
from assessments.permissions import Actor, can_answer, can_submit
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import StoredAnswer, for_scoring, last_saved, nothing_said, revision_of
from assessments.scoring.progress import progress_of
from assessments.scoring.types import Answers, Kind, Progress
from assessments.ui.forms import anchor_of
from assessments.ui.jinja import saved
from assessments.ui.text import host_of, shortened

Stored = Mapping[str, StoredAnswer]


class Status(StrEnum):
    COMPLETED = "Completed"
    IN_PROGRESS = "In progress"
    NOT_YET_STARTED = "Not yet started"
    CANNOT_START_YET = "Cannot start yet"


@dataclass(frozen=True, slots=True)
class Task:
    title: str
    href: str
    hint: str
    status: Status

    @property
    def tint(self) -> str:
        return TINTS[self.status]


TINTS = {
    Status.COMPLETED: "none",  # the quietest, so that the eye goes to what is left
    Status.IN_PROGRESS: "white",
    Status.NOT_YET_STARTED: "pine",
    Status.CANNOT_START_YET: "none",
}


@dataclass(frozen=True, slots=True)
class TaskGroup:
    name: str
    slug: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class TaskListPage:
    facts: AssessmentFacts
    about: tuple[Task, ...]
    groups: tuple[TaskGroup, ...]
    finish: Task
    pips: tuple[str, ...]
    completed: int
    enablers: int
    saved_at: dt.datetime | None
    may_answer: bool


def task_list_page(facts: AssessmentFacts, stored: Stored) -> TaskListPage:
    framework, answers = facts.framework, for_scoring(stored)
    statuses = [_status(progress_of(one.statements, answers)) for one in framework.enablers]
    completed = statuses.count(Status.COMPLETED)
    return TaskListPage(
        facts=facts,
        about=_about(facts),
        groups=tuple(_task_group(facts, text, answers) for text in framework.groups),
        finish=_finish(facts, left=len(statuses) - completed),
        pips=tuple(PIPS[status] for status in statuses),
        completed=completed,
        enablers=len(statuses),
        saved_at=last_saved(stored),
        may_answer=can_answer(facts.standing),
    )


PIPS = {Status.COMPLETED: "done", Status.IN_PROGRESS: "part", Status.NOT_YET_STARTED: "none"}


def _status(progress: Progress) -> Status:
    if progress.is_complete:
        return Status.COMPLETED
    return Status.IN_PROGRESS if progress.is_started else Status.NOT_YET_STARTED


def _about(facts: AssessmentFacts) -> tuple[Task, ...]:
    """A trial asks for nothing but the name, so it has no such task."""
    if facts.is_trial:
        return ()
    status = Status.COMPLETED if facts.innovation_is_described else Status.IN_PROGRESS
    href = reverse("innovation_about", args=[facts.innovation_id])
    return (Task("Name, stage and setting", href, "", status),)


def _task_group(facts: AssessmentFacts, text: GroupText, answers: Answers) -> TaskGroup:
    enablers = facts.framework.enablers_in(text.group)
    return TaskGroup(text.name, text.group.value, tuple(_task(facts, one, answers) for one in enablers))


def _task(facts: AssessmentFacts, enabler: Enabler, answers: Answers) -> Task:
    """Someone who may only read is not led to a page that would refuse them."""
    progress = progress_of(enabler.statements, answers)
    href = reverse("enabler", args=[facts.id, enabler.slug]) if can_answer(facts.standing) else ""
    return Task(f"{enabler.number}. {enabler.title}", href, progress_words(progress), _status(progress))


def progress_words(progress: Progress) -> str:
    """ "5 of 5 answered, 2 ‘I do not know’"; nothing before the first answer."""
    if not progress.is_started:
        return ""
    words = f"{progress.answered} of {progress.statements} answered"
    return f"{words}, {progress.dont_know} “I do not know”" if progress.dont_know else words


def _finish(facts: AssessmentFacts, *, left: int) -> Task:
    title = "Check your answers and submit"
    if left:
        count = "all 8 enablers are" if left > 1 else "the last enabler is"
        return Task(title, "", f"You can start this when {count} completed", Status.CANNOT_START_YET)
    return Task(title, reverse("check", args=[facts.id]), "", Status.NOT_YET_STARTED)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One statement on the check page. `chip`: "3", "?", "–" or "" ; `words`: "In place", "I do not know", ..."""

    statement: str
    text: str
    chip: str
    chip_class: str
    words: str
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


def check_page(facts: AssessmentFacts, stored: Stored) -> CheckPage:
    framework = facts.framework
    return CheckPage(
        facts=facts,
        groups=tuple(_answer_group(facts, text, stored) for text in framework.groups),
        progress=progress_of(framework.statements, for_scoring(stored)),
        missing=tuple(
            Missing(f"Answer statement {code}: {statement.text}", change_href(facts, framework, code))
            for code, statement in framework.statement_by_code.items()
            if code not in stored or stored[code].kind is Kind.UNANSWERED
        ),
        revision=revision_of(stored),
        may_submit=can_submit(facts.standing),
        may_answer=can_answer(facts.standing),
    )


def change_href(facts: AssessmentFacts, framework: Framework, code: str) -> str:
    """The enabler page at this statement; saving there comes back to the check page."""
    slug = framework.enabler_of_statement[code].slug
    return f"{reverse('enabler', args=[facts.id, slug])}?back=check#{anchor_of(code)}"


def _answer_group(facts: AssessmentFacts, text: GroupText, stored: Stored) -> AnswerGroup:
    cards = [_answer_card(facts, enabler, stored) for enabler in facts.framework.enablers_in(text.group)]
    return AnswerGroup(text.name, text.group.value, tuple(cards))


def _answer_card(facts: AssessmentFacts, enabler: Enabler, stored: Stored) -> AnswerCard:
    return AnswerCard(
        heading=f"{enabler.number}. {enabler.title}",
        change_href=f"{reverse('enabler', args=[facts.id, enabler.slug])}?back=check",
        rows=tuple(_answer_row(facts, statement, stored) for statement in enabler.statements),
    )


def _answer_row(facts: AssessmentFacts, statement: Statement, stored: Stored) -> AnswerRow:
    said = stored.get(statement.code) or nothing_said(statement.code)
    chip, css, words = chip_of(facts.framework, said)
    return AnswerRow(
        statement=statement.code,
        text=statement.text,
        chip=chip,
        chip_class=css,
        words=words,
        note=shortened(said.note),
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
            return "?", "oct-bx", "I do not know"
        case Kind.NOT_RELEVANT:
            return "–", "oct-bx", "Not relevant to us"
        case _:
            return "", "", "Not answered yet"


@dataclass(frozen=True, slots=True)
class EnablerPage:
    facts: AssessmentFacts
    enabler: Enabler
    enablers: int
    back_href: str
    back_text: str
    back: str
    saved_at: dt.datetime | None
    was_held: bool


def enabler_page(
    facts: AssessmentFacts, enabler: Enabler, *, back: str, was_held: bool, saved_at: dt.datetime | None
) -> EnablerPage:
    goes_to_check = back == "check"
    return EnablerPage(
        facts=facts,
        enabler=enabler,
        enablers=len(facts.framework.enablers),
        back_href=reverse("check" if goes_to_check else "task_list", args=[facts.id]),
        back_text="Back to your answers" if goes_to_check else "Back to all enablers",
        back=back,
        saved_at=saved_at,
        was_held=was_held,
    )


@dataclass(frozen=True, slots=True)
class Side:
    """One of two answers to the same statement."""

    value: str
    id: str
    heading: str
    answer: str
    note: str
    link: str


@dataclass(frozen=True, slots=True)
class ConflictRow:
    statement: Statement
    anchor: str
    number: int
    mine: Side
    theirs: Side
    typed: TypedAnswer
    version: int
    error: str


@dataclass(frozen=True, slots=True)
class ConflictPage:
    facts: AssessmentFacts
    enabler: Enabler
    rows: tuple[ConflictRow, ...]
    saved: int
    back: str
    opened_by: str
    is_undecided: bool


def conflict_page(
    facts: AssessmentFacts,
    enabler: Enabler,
    conflicts: Sequence[Conflict],
    *,
    saved: int,
    back: str,
    opened_by: str,
    undecided: Collection[str],
    by: Actor,
) -> ConflictPage:
    return ConflictPage(
        facts=facts,
        enabler=enabler,
        rows=tuple(
            _conflict_row(enabler, one, by, is_undecided=one.mine.statement in undecided) for one in conflicts
        ),
        saved=saved,
        back=back,
        opened_by=opened_by,
        is_undecided=bool(undecided),
    )


def _conflict_row(enabler: Enabler, conflict: Conflict, by: Actor, *, is_undecided: bool) -> ConflictRow:
    mine, theirs = conflict.mine, conflict.theirs
    number, statement = next(
        (n, s) for n, s in enumerate(enabler.statements, start=1) if s.code == mine.statement
    )
    anchor = anchor_of(statement.code)
    return ConflictRow(
        statement=statement,
        anchor=anchor,
        number=number,
        mine=_side("mine", anchor, "Keep yours", statement, mine),
        theirs=_side("theirs", anchor, f"Keep {_whose(theirs, by)}", statement, theirs),
        typed=mine,
        version=theirs.version,
        error=f"Select which answer to keep for statement {number}" if is_undecided else "",
    )


def _side(
    value: str, anchor: str, heading: str, statement: Statement, said: TypedAnswer | StoredAnswer
) -> Side:
    return Side(value, f"{anchor}-{value}", heading, answer_words(statement, said), said.note, said.link)


def _whose(theirs: StoredAnswer, by: Actor) -> str:
    when = f"saved {saved(theirs.changed_at)}" if theirs.changed_at else "saved just now"
    if theirs.changed_by_id is not None and theirs.changed_by_id == by.person_id:
        return f"your other one, from another tab or device, {when}"
    return f"{theirs.changed_by}’s, {when}" if theirs.changed_by else f"the other one, {when}"


def answer_words(statement: Statement, said: TypedAnswer | StoredAnswer) -> str:
    match said.kind:
        case Kind.LEVEL if said.level is not None:
            return f"{said.level} – {statement.levels[said.level]}"
        case Kind.DONT_KNOW:
            return "I do not know"
        case Kind.NOT_RELEVANT:
            return "Not relevant to us"
        case _:
            return "No level picked"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why we ask once more before submitting."""

    heading: str
    sentence: str


def doubt_about(facts: AssessmentFacts, stored: Stored) -> Doubt | None:
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
