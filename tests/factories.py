"""Innovations, assessments and answers for tests, made by the same actions as everything else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments.actions.assessment import start_assessment, submit_assessment
from assessments.actions.rating import SaveOutcome, TypedAnswer, save_answers
from assessments.actions.trial import start_trial
from assessments.framework.load import latest_version, load_framework
from assessments.models import Innovation
from assessments.models.keys import hash_of
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts, get_visible
from assessments.queries.innovation import InnovationFacts
from assessments.queries.innovation import get_visible as get_innovation
from assessments.queries.rating import answers_of, revision_of
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
