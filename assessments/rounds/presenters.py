"""What the pages of a round show, ready for templates that only loop."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from assessments.agreement.blind import blind_of
from assessments.agreement.spread import spreads_of, widest_first
from assessments.charts.numerals import count_word
from assessments.charts.raters_words import closeness_words, index_words, people_words
from assessments.framework.types import Enabler, Framework, Statement
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import StoredAnswer, for_scoring, last_saved, revision_of
from assessments.queries.rounds import ENOUGH, ListedRater, OwnView, RaterState, Round, Views, WouldRate
from assessments.rounds.forms import Talk
from assessments.rounds.talks import FAR, talk_about
from assessments.scoring.progress import progress_of
from assessments.scoring.types import Progress
from assessments.ui.answer_cards import AnswerGroup, Missing, answer_groups, missing_in
from assessments.ui.forms import anchor_of
from assessments.ui.tasks import Task, Tasks, last_task, tasks_of

FIRST_TO_TALK_ABOUT = 5


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One's own view, enabler by enabler."""

    view: OwnView
    tasks: Tasks
    finish: Task
    saved_at: dt.datetime | None

    @property
    def facts(self) -> AssessmentFacts:
        return self.view.facts


def own_page(view: OwnView, stored: Mapping[str, StoredAnswer]) -> OwnPage:
    facts = view.facts

    def href_of(enabler: Enabler) -> str:
        return reverse("rate_enabler", args=[facts.id, enabler.slug])

    tasks = tasks_of(facts.framework, for_scoring(stored), href_of)
    title = "Read or change your answers" if view.is_finished else "Check your answers and finish"
    return OwnPage(
        view=view,
        tasks=tasks,
        finish=last_task(title, reverse("rate_check", args=[facts.id]), tasks),
        saved_at=last_saved(stored),
    )


@dataclass(frozen=True, slots=True)
class OwnCheckPage:
    view: OwnView
    groups: tuple[AnswerGroup, ...]
    progress: Progress
    missing: tuple[Missing, ...]
    revision: int


def own_check_page(view: OwnView, stored: Mapping[str, StoredAnswer]) -> OwnCheckPage:
    facts = view.facts

    def href_of(enabler: Enabler) -> str:
        return reverse("rate_enabler", args=[facts.id, enabler.slug])

    return OwnCheckPage(
        view=view,
        groups=answer_groups(facts.framework, stored, href_of),
        progress=progress_of(facts.framework.statements, for_scoring(stored)),
        missing=missing_in(facts.framework, stored, href_of),
        revision=revision_of(stored),
    )


@dataclass(frozen=True, slots=True)
class RaterRow:
    name: str
    state: str
    tint: str
    hint: str


@dataclass(frozen=True, slots=True)
class RoundPage:
    round: Round
    rows: tuple[RaterRow, ...]
    finished_words: str
    are_two: bool


TINTS = {RaterState.INVITED: "pine", RaterState.STARTED: "white", RaterState.FINISHED: "none"}


def round_page(round_: Round) -> RoundPage:
    return RoundPage(
        round=round_,
        rows=tuple(_rater_row(one) for one in round_.raters),
        finished_words=finished_words(round_),
        are_two=len(round_.raters) == ENOUGH,
    )


def _rater_row(one: ListedRater) -> RaterRow:
    hint = "" if one.has_joined else "Has not accepted the invitation yet"
    return RaterRow(one.name, one.state.value, TINTS[one.state], hint)


def finished_words(round_: Round) -> str:
    """ "2 of 3 people have finished" """
    verb = "has" if round_.finished == 1 else "have"
    return f"{round_.finished} of {len(round_.raters)} people {verb} finished"


def two_words(would: WouldRate) -> bool:
    return would.people == ENOUGH


@dataclass(frozen=True, slots=True)
class EnablerAgreement:
    """How far people were apart about one enabler, in words and in numbers for those who ask."""

    title: str
    words: str
    numbers: str


@dataclass(frozen=True, slots=True)
class ToTalkAbout:
    """A statement on which people differ."""

    text: str
    enabler: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class AgreePage:
    facts: AssessmentFacts
    people: int
    people_words: str
    are_two: bool
    first: tuple[ToTalkAbout, ...]
    alike: str
    tasks: Tasks
    finish: Task
    agreements: tuple[EnablerAgreement, ...]

    @property
    def says_how_close(self) -> bool:
        return any(one.words for one in self.agreements)


def agree_page(facts: AssessmentFacts, views: Views, stored: Mapping[str, StoredAnswer]) -> AgreePage:
    framework = facts.framework

    def href_of(enabler: Enabler) -> str:
        return reverse("agree_enabler", args=[facts.id, enabler.slug])

    tasks = tasks_of(framework, for_scoring(stored), href_of)
    return AgreePage(
        facts=facts,
        people=len(views.raters),
        people_words=people_words(len(views.raters)),
        are_two=len(views.raters) == ENOUGH,
        first=_first(facts, views),
        alike=_alike_words(facts, views),
        tasks=tasks,
        finish=last_task("Check your answers and submit", reverse("check", args=[facts.id]), tasks),
        agreements=_agreements(framework, views),
    )


def _first(facts: AssessmentFacts, views: Views) -> tuple[ToTalkAbout, ...]:
    framework = facts.framework
    wide = [one for one in widest_first(spreads_of(framework, views.raters)) if (one.distance or 0) >= FAR]
    found = []
    for spread in wide[:FIRST_TO_TALK_ABOUT]:
        enabler = framework.enabler_of_statement[spread.statement]
        href = reverse("agree_enabler", args=[facts.id, enabler.slug])
        found.append(
            ToTalkAbout(
                text=framework.statement_by_code[spread.statement].text,
                enabler=f"{enabler.number}. {enabler.title}",
                words=talk_about(spread, views).words,
                href=f"{href}#{anchor_of(spread.statement)}",
            )
        )
    return tuple(found)


def _alike_words(facts: AssessmentFacts, views: Views) -> str:
    alike = sum(one.unanimous is not None for one in spreads_of(facts.framework, views.raters))
    of = len(facts.framework.statements)
    return f"You all gave the same answer to {count_word(alike)} of {of} statements."


def _agreements(framework: Framework, views: Views) -> tuple[EnablerAgreement, ...]:
    blind = blind_of(framework, views.raters)
    return tuple(
        EnablerAgreement(
            title=f"{enabler.number}. {enabler.title}",
            words=closeness_words(blind[enabler.code].agreement),
            numbers=index_words(blind[enabler.code].agreement),
        )
        for enabler in framework.enablers
    )


@dataclass(frozen=True, slots=True)
class SheetRow:
    statement: Statement
    number: int
    talk: Talk


@dataclass(frozen=True, slots=True)
class SheetPage:
    """Everything on paper, for the meeting."""

    facts: AssessmentFacts
    people_words: str
    enablers: tuple[tuple[Enabler, tuple[SheetRow, ...]], ...]
    levels: tuple[str, ...]


def sheet_page(facts: AssessmentFacts, views: Views) -> SheetPage:
    framework = facts.framework
    talks = {one.statement: talk_about(one, views) for one in spreads_of(framework, views.raters)}
    return SheetPage(
        facts=facts,
        people_words=people_words(len(views.raters)),
        enablers=tuple(
            (
                enabler,
                tuple(
                    SheetRow(one, number, talks[one.code])
                    for number, one in enumerate(enabler.statements, start=1)
                ),
            )
            for enabler in framework.enablers
        ),
        levels=tuple(f"{one.level} {one.label}" for one in framework.scale),
    )
