"""What the page on conflicts shows: two answers to the same statement, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.actions.rating import Conflict, TypedAnswer
from assessments.framework.types import Enabler, Statement
from assessments.models import vocabulary
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import StoredAnswer
from assessments.scoring.types import Kind
from assessments.ui.answer_form import EnablerForm
from assessments.ui.forms import anchor_of
from assessments.ui.jinja import saved


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands beside two answers to the same statement, in words."""

    mine: str = ""
    theirs: str = ""


NO_ASIDE = Aside()


@dataclass(frozen=True, slots=True)
class Side:
    """One of two answers to the same statement."""

    value: str
    id: str
    heading: str
    answer: str
    note: str
    link: str
    aside: str


@dataclass(frozen=True, slots=True)
class ConflictRow:
    statement: Statement
    anchor: str
    number: int
    mine: Side
    theirs: Side
    posts: tuple[tuple[str, str], ...]
    error: str


@dataclass(frozen=True, slots=True)
class ConflictPage:
    facts: AssessmentFacts
    enabler: Enabler
    rows: tuple[ConflictRow, ...]
    list_href: str
    saved: int
    back: str
    opened_by: str
    is_undecided: bool


def conflict_page(
    facts: AssessmentFacts,
    form: EnablerForm,
    conflicts: Sequence[Conflict],
    *,
    list_href: str,
    saved: int,
    asides: Mapping[str, Aside],
    by: Actor,
) -> ConflictPage:
    return ConflictPage(
        facts=facts,
        enabler=form.enabler,
        rows=tuple(
            _conflict_row(form, one, asides.get(one.mine.statement, NO_ASIDE), by) for one in conflicts
        ),
        list_href=list_href,
        saved=saved,
        back=form.back,
        opened_by=form.opened_by,
        is_undecided=bool(form.undecided),
    )


def _conflict_row(form: EnablerForm, conflict: Conflict, aside: Aside, by: Actor) -> ConflictRow:
    mine, theirs = conflict.mine, conflict.theirs
    number, statement = next(
        (n, s) for n, s in enumerate(form.enabler.statements, start=1) if s.code == mine.statement
    )
    anchor = anchor_of(statement.code)
    is_undecided = statement.code in form.undecided
    return ConflictRow(
        statement=statement,
        anchor=anchor,
        number=number,
        mine=_side("mine", anchor, "Keep yours", statement, mine, aside.mine),
        theirs=_side("theirs", anchor, f"Keep {_whose(theirs, by)}", statement, theirs, aside.theirs),
        posts=form.sent_again(statement.code, version=theirs.version),
        error=f"Select which answer to keep for statement {number}" if is_undecided else "",
    )


def _side(
    value: str,
    anchor: str,
    heading: str,
    statement: Statement,
    said: TypedAnswer | StoredAnswer,
    aside: str,
) -> Side:
    words = answer_words(statement, said)
    return Side(value, f"{anchor}-{value}", heading, words, said.note, said.link, aside)


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
            return vocabulary.Kind.DONT_KNOW.label
        case Kind.NOT_RELEVANT:
            return vocabulary.Kind.NOT_RELEVANT.label
        case _:
            return "No level picked"
