"""Innovations, assessments and answers for tests, made by the same actions as everything else."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.core import mail

from assessments.actions import team as team_acts
from assessments.actions.assessment import start_assessment, submit_assessment
from assessments.actions.rating import SaveOutcome, TypedAnswer, save_answers
from assessments.actions.rounds import (
    AgreedAnswer,
    agree,
    close_round,
    finish_rating,
    open_round,
    save_rater_answers,
)
from assessments.actions.trial import start_trial
from assessments.framework.load import latest_version, load_framework
from assessments.models import Innovation, Invitation, Role
from assessments.models.keys import hash_of
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts, get_visible
from assessments.queries.innovation import InnovationFacts
from assessments.queries.innovation import get_visible as get_innovation
from assessments.queries.rating import answers_of, revision_of
from assessments.queries.rounds import OwnView, get_own_view, own_answers
from assessments.queries.team import get_team
from assessments.scoring.types import Kind

GATE = "E2.6"
STATEMENTS = tuple(load_framework(latest_version()).statement_by_code)


@dataclass(frozen=True, slots=True)
class HeldTrial:
    """A trial and the one browser that holds it."""

    holder: Actor
    key: str
    facts: AssessmentFacts


def typed(statement: str, choice: str, *, note: str = "", link: str = "", seen: int = 0) -> TypedAnswer:
    """`choice` as a form has it: "0" to "4", "dont_know", "not_relevant" or ""."""
    kind = Kind.LEVEL if choice.isdigit() else Kind(choice or Kind.UNANSWERED)
    return TypedAnswer(statement, kind, int(choice) if choice.isdigit() else None, note, link, seen)


def all_typed(choice: str = "3", **but: str) -> list[TypedAnswer]:
    """One answer for every statement; `all_typed("3", E1_2="dont_know")` says something else in one place."""
    other = {code.replace("_", "."): said for code, said in but.items()}
    return [typed(code, other.get(code, choice)) for code in STATEMENTS]


def describe(innovation: Innovation, actor: Actor) -> InnovationFacts:
    return get_innovation(actor, innovation.public_id)


def start(innovation: Innovation, *, by: Actor, from_last: bool = False) -> AssessmentFacts:
    assessment = start_assessment(describe(innovation, by), by=by, from_last=from_last)
    return get_visible(by, assessment.public_id)


def save(facts: AssessmentFacts, *said: TypedAnswer, by: Actor) -> SaveOutcome:
    return save_answers(facts, said, by=by)


def answer(facts: AssessmentFacts, choices: Mapping[str, str], *, by: Actor) -> None:
    """Whatever was said before, this is said now."""
    stored = answers_of(facts.pk)
    seen = {code: stored[code].version if code in stored else 0 for code in choices}
    save_answers(facts, [typed(code, choice, seen=seen[code]) for code, choice in choices.items()], by=by)


def submit(facts: AssessmentFacts, *, by: Actor) -> None:
    submit_assessment(facts, by=by, seen_revision=revision_of(answers_of(facts.pk)))


def submitted(
    innovation: Innovation, *, by: Actor, answers: Iterable[TypedAnswer] | None = None
) -> AssessmentFacts:
    """A whole assessment, every statement at level 3 unless told otherwise, as its submitter sees it."""
    facts = start(innovation, by=by)
    save_answers(facts, list(all_typed() if answers is None else answers), by=by)
    submit(facts, by=by)
    return get_visible(by, facts.id)


def a_trial(name: str = "Balance classes", *, days: int = 7) -> HeldTrial:
    started = start_trial(name, days=days)
    holder = Actor(trial_key_hash=hash_of(started.key), request_id="a-request")
    return HeldTrial(holder, started.key, get_visible(holder, started.assessment_id))


@dataclass(frozen=True, slots=True)
class Sent:
    """An invitation, and the key of its link, which stands in the mail and nowhere else."""

    row: Invitation
    key: str

    @property
    def path(self) -> str:
        return f"/join/{self.key}/"


def invite(innovation: Innovation, email: str, role: Role = Role.RATER, *, by: Actor) -> Sent:
    """Invited by the action, and read from the mail as the person reads it."""
    proposals = [team_acts.Proposal(email, role)]
    team_acts.invite(get_team(by, innovation.public_id), proposals, by=by, days=14)
    return Sent(innovation.invitations.filter(email=email).latest("pk"), key_in(mail.outbox[-1]))


def key_in(message: mail.EmailMessage) -> str:
    found = re.search(r"/join/([\w-]+)/", str(message.body))
    assert found, "there is no link to an invitation in the mail"
    return found[1]


# --- Rating together


def open_rating(facts: AssessmentFacts, *, by: Actor, closes_on: dt.date | None = None) -> AssessmentFacts:
    open_round(facts, by=by, closes_on=closes_on)
    return get_visible(by, facts.id)


def rate(
    facts: AssessmentFacts, answers: Iterable[TypedAnswer], *, by: Actor, finish: bool = True
) -> OwnView:
    """One person's own view, finished unless told otherwise."""
    save_rater_answers(get_own_view(by, facts.id), list(answers), by=by)
    view = get_own_view(by, facts.id)
    if finish:
        finish_rating(view, by=by, seen_revision=revision_of(own_answers(view)))
    return get_own_view(by, facts.id)


def close_rating(facts: AssessmentFacts, *, by: Actor) -> AssessmentFacts:
    close_round(facts, by=by)
    return get_visible(by, facts.id)


def rated_together(facts: AssessmentFacts, views: Mapping[Actor, str], *, by: Actor) -> AssessmentFacts:
    """A round that is closed. Each person says the same of every statement: `{alice: "1", bob: "3"}`."""
    opened = open_rating(facts, by=by)
    for actor, choice in views.items():
        rate(opened, all_typed(choice), by=actor)
    return close_rating(opened, by=by)


def agree_on(facts: AssessmentFacts, choice: str, *, by: Actor, but: Collection[str] = ()) -> None:
    """The same agreed answer for every statement, but for some that are left alone."""
    said = [one for one in all_typed(choice) if one.statement not in but]
    agree(facts, [AgreedAnswer(one, False, "") for one in said], by=by)
