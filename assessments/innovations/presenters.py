"""What the pages about innovations show."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from assessments.framework.load import latest_version, load_framework
from assessments.models.vocabulary import CareArea, Role, Setting, Stage
from assessments.permissions import Phase, can_describe, can_invite, can_meet, can_rate, can_start
from assessments.queries.innovation import AssessmentCard, InnovationCard, InnovationFacts, Member
from assessments.queries.team import InvitationFacts, TeamFacts

FIRST, READ = "Start an assessment", "Read about it"


@dataclass(frozen=True, slots=True)
class NextStep:
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class ListedInnovation:
    """A card on "Your assessments". `tag` is its state in words, `next_step` what to press."""

    name: str
    href: str
    summary: str
    organisation: str
    tag: str
    tint: str
    next_step: NextStep
    people_href: str
    last: "ListedAssessment | None"


@dataclass(frozen=True, slots=True)
class ListedAssessment:
    number: int
    href: str
    when: object
    as_things_stood: str
    headline: str
    at_target: str
    is_submitted: bool
    is_illustration: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """`rated`: innovations that this person only gives a view on. `invitations`: what they have not answered yet."""

    innovations: tuple[ListedInnovation, ...]
    rated: tuple[NextStep, ...]
    invitations: tuple[NextStep, ...]


def list_page(
    cards: Sequence[InnovationCard], *, rated: Sequence[TeamFacts], invitations: Sequence[InvitationFacts]
) -> ListPage:
    return ListPage(
        innovations=tuple(_listed(card) for card in cards),
        rated=tuple(NextStep(one.name, reverse("joined", args=[one.id])) for one in rated),
        invitations=tuple(
            NextStep(one.innovation_name, reverse("join_invited", args=[one.id])) for one in invitations
        ),
    )


def _listed(card: InnovationCard) -> ListedInnovation:
    facts, unfinished, submitted = (
        card.innovation,
        _unfinished(card.assessments),
        _submitted(card.assessments),
    )
    tag, tint = _state(unfinished, submitted)
    return ListedInnovation(
        name=facts.name,
        href=reverse("innovation", args=[facts.id]),
        summary=facts.summary,
        organisation=facts.organisation_name,
        tag=tag,
        tint=tint,
        next_step=_next_step(facts, unfinished, submitted),
        people_href=_people_href(facts),
        last=_listed_assessment(submitted[0]) if submitted else None,
    )


def _people_href(facts: InnovationFacts) -> str:
    """Nothing in a trial: whoever tries alone has no team."""
    return reverse("people", args=[facts.id]) if can_meet(facts.standing) else ""


def _state(unfinished: AssessmentCard | None, submitted: Sequence[AssessmentCard]) -> tuple[str, str]:
    if unfinished:
        return "In progress", "white"
    return ("Submitted", "pine") if submitted else ("Not yet started", "amber")


def _next_step(
    facts: InnovationFacts, unfinished: AssessmentCard | None, submitted: Sequence[AssessmentCard]
) -> NextStep:
    if unfinished:
        return NextStep(_carry_on(facts, unfinished), reverse("task_list", args=[unfinished.id]))
    if submitted:
        return NextStep("See the results", reverse("results", args=[submitted[0].id]))
    return NextStep(FIRST if can_start(facts.standing) else READ, reverse("innovation", args=[facts.id]))


def _carry_on(facts: InnovationFacts, unfinished: AssessmentCard) -> str:
    done = f"{unfinished.enablers_complete} of {unfinished.enablers} enablers completed"
    match unfinished.phase:
        case Phase.RATING:
            return "Rating is open: give your own view" if can_rate(facts.standing) else "Rating is open"
        case Phase.AGREEING:
            return f"Agree on your answers: {done}"
        case _:
            return f"Carry on: {done}"


def _unfinished(cards: Sequence[AssessmentCard]) -> AssessmentCard | None:
    return next((card for card in cards if not card.is_submitted), None)


def _submitted(cards: Sequence[AssessmentCard]) -> tuple[AssessmentCard, ...]:
    return tuple(card for card in cards if card.is_submitted)


def _listed_assessment(card: AssessmentCard) -> ListedAssessment:
    return ListedAssessment(
        number=card.number,
        href=reverse("results" if card.is_submitted else "task_list", args=[card.id]),
        when=card.submitted_at or card.started_at,
        as_things_stood=card.as_things_stood,
        headline=card.headline,
        at_target=f"{card.at_target} of {card.enablers}" if card.is_submitted else "",
        is_submitted=card.is_submitted,
        is_illustration=card.is_illustration,
    )


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of a summary list. `href`: where to change it; "" when this person may not."""

    key: str
    value: tuple[str, ...]
    href: str
    hidden: str


def facts_of(facts: InnovationFacts) -> tuple[Fact, ...]:
    change = _changes(facts)
    ods = f" ({facts.ods_code})" if facts.ods_code else ""
    return (
        Fact("Name", (facts.name,), change["innovation_headline"], "name"),
        Fact("What it is", _words(facts.summary), change["innovation_headline"], "description"),
        Fact("Stage", _words(_label(Stage, facts.stage)), change["innovation_place"], "stage"),
        Fact(
            "Where it is used",
            tuple(_label(Setting, one) for one in facts.settings) or NOT_SAID,
            change["innovation_place"],
            "where it is used",
        ),
        Fact(
            "Area of care",
            _words(_label(CareArea, facts.care_area)),
            change["innovation_place"],
            "area of care",
        ),
        Fact("Led by", _words(f"{facts.organisation_name}{ods}"), change["innovation_lead"], "who leads it"),
    )


NOT_SAID = ("Not said yet",)


def _words(text: str) -> tuple[str, ...]:
    return (text,) if text else NOT_SAID


def _label(choices: type, value: str) -> str:
    return choices(value).label if value else ""


def _changes(facts: InnovationFacts) -> dict[str, str]:
    names = ("innovation_headline", "innovation_place", "innovation_lead")
    may = can_describe(facts.standing)
    return {name: reverse(name, args=[facts.id]) if may else "" for name in names}


@dataclass(frozen=True, slots=True)
class AboutPage:
    innovation: InnovationFacts
    rows: tuple[Fact, ...]
    missing: NextStep | None
    onwards: NextStep


def about_page(facts: InnovationFacts, cards: Sequence[AssessmentCard]) -> AboutPage:
    unfinished = _unfinished(cards)
    onwards = (
        NextStep("Continue to the assessment", reverse("task_list", args=[unfinished.id]))
        if unfinished
        else NextStep("Continue", reverse("innovation", args=[facts.id]))
    )
    return AboutPage(facts, facts_of(facts), _first_missing(facts), onwards)


def _first_missing(facts: InnovationFacts) -> NextStep | None:
    may = can_describe(facts.standing)
    if may and not facts.stage:
        return NextStep("Continue: stage and setting", reverse("innovation_place", args=[facts.id]))
    if may and not facts.organisation_name:
        return NextStep("Continue: who leads it", reverse("innovation_lead", args=[facts.id]))
    return None


@dataclass(frozen=True, slots=True)
class OverviewPage:
    innovation: InnovationFacts
    rows: tuple[Fact, ...]
    unfinished: ListedAssessment | None
    carry_on: NextStep | None
    submitted: tuple[ListedAssessment, ...]
    members: tuple[tuple[str, str], ...]
    statements: int
    may_start: bool
    compare_href: str
    people_href: str
    may_invite: bool


def overview_page(
    facts: InnovationFacts, cards: Sequence[AssessmentCard], members: Sequence[Member]
) -> OverviewPage:
    unfinished, submitted = _unfinished(cards), _submitted(cards)
    return OverviewPage(
        innovation=facts,
        rows=facts_of(facts),
        unfinished=_listed_assessment(unfinished) if unfinished else None,
        carry_on=_next_step(facts, unfinished, submitted) if unfinished else None,
        submitted=tuple(_listed_assessment(card) for card in submitted),
        members=tuple((member.name, Role(member.role).label) for member in members),
        statements=len(load_framework(latest_version()).statements),
        may_start=can_start(facts.standing),
        compare_href=_compare_href(submitted),
        people_href=_people_href(facts),
        may_invite=can_invite(facts.standing),
    )


def _compare_href(submitted: Sequence[AssessmentCard]) -> str:
    if len(submitted) < 2:
        return ""
    last, before = submitted[:2]
    return reverse("results_compare", args=[last.id, before.id])


@dataclass(frozen=True, slots=True)
class DuplicatePage:
    matches: tuple[tuple[str, str], ...]


def duplicate_page(matches: Sequence[tuple[uuid.UUID, str]]) -> DuplicatePage:
    return DuplicatePage(tuple((name, reverse("innovation", args=[key])) for key, name in matches))
