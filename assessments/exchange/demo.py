"""Fills an empty Octant with the demonstration: invented people, real innovations, illustrations from public sources.

Everything goes through the same actions as the pages, so that the demonstration cannot hold what people could not make.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from assessments.actions.assessment import mark_as_illustration, start_assessment, submit_assessment
from assessments.actions.innovation import Headline, Lead, Place, add_innovation, change_lead, change_place
from assessments.actions.people import add_member, add_person
from assessments.actions.rating import TypedAnswer, save_answers
from assessments.actions.rounds import close_round, finish_rating, open_round, save_rater_answers
from assessments.framework.load import FIXTURES
from assessments.models.vocabulary import Role
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.assessment import get_visible as get_assessment
from assessments.queries.innovation import InnovationFacts
from assessments.queries.innovation import get_visible as get_innovation
from assessments.queries.people import has_account
from assessments.queries.rating import StoredAnswer, answers_of, revision_of
from assessments.queries.rounds import get_own_view, own_answers
from assessments.scoring.types import Kind

DEMO_PASSWORD = "ready-to-spread"  # noqa: S105 -- printed by the command; the command refuses to run in production

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DemoPerson:
    email: str
    name: str
    about: str


def demo_people() -> tuple[DemoPerson, ...]:
    return tuple(DemoPerson(one["email"], one["name"], one["about"]) for one in _read()["people"])


@transaction.atomic
def seed_demo() -> bool:
    """Fills the store once. False: it was filled before."""
    demo = _read()
    if has_account(demo["people"][0]["email"]):
        return False
    actors = {
        one["email"]: add_person(one["email"], DEMO_PASSWORD, name=one["name"], roles=one["roles"])
        for one in demo["people"]
    }
    organisations = {one["key"]: Lead(one["name"], one["ods_code"]) for one in demo["organisations"]}
    for table in demo["innovations"]:
        _add_innovation(table, actors, organisations[table["organisation"]])
    return True


def _read() -> dict[str, Any]:
    return tomllib.loads((FIXTURES / "demo.toml").read_text(encoding="utf-8"))


def _add_innovation(table: Table, actors: Mapping[str, Actor], lead: Lead) -> None:
    by = actors[next(member["person"] for member in table["members"] if member["role"] == "lead")]
    innovation = add_innovation(Headline(table["name"], table["summary"]), by=by)
    facts = get_innovation(by, innovation.public_id)
    change_place(facts, Place(table["stage"], table["care_area"], tuple(table["settings"])), by=by)
    change_lead(facts, lead, by=by)
    for member in table["members"]:
        if member["role"] != "lead":
            add_member(facts, actors[member["person"]], Role(member["role"]), by=by)
    for assessment in table.get("assessments", []):
        _add_assessment(facts, assessment, by=actors[assessment["by"]])
    for together in table.get("rounds", []):
        _add_round(facts, together, actors)


def _add_assessment(innovation: InnovationFacts, table: Table, *, by: Actor) -> None:
    facts = get_assessment(by, start_assessment(innovation, by=by).public_id)
    submitted_at: dt.datetime | None = table.get("date")
    if table["illustration"]:
        mark_as_illustration(facts, as_things_stood=table["as_at"], by=by)
    save_answers(facts, [_typed(one) for one in table["answers"]], by=by)
    if submitted_at:
        submit_assessment(facts, by=by, seen_revision=revision_of(answers_of(facts.pk)), made_at=submitted_at)


def _add_round(innovation: InnovationFacts, table: Table, actors: Mapping[str, Actor]) -> None:
    """Everyone’s view is the last answers, but for a few. It is not agreed on yet."""
    by = actors[table["by"]]
    facts = get_assessment(by, start_assessment(innovation, by=by, from_last=True).public_id)
    mark_as_illustration(facts, as_things_stood=table["as_at"], by=by)
    last = answers_of(facts.pk)
    open_round(facts, by=by)
    _finish(by, facts)
    for view in table["views"]:
        differ = {one["statement"]: _typed(one) for one in view["differ"]}
        own = [differ.get(code) or _again(said) for code, said in last.items()]
        actor = actors[view["by"]]
        save_rater_answers(get_own_view(actor, facts.id), own, by=actor)
        _finish(actor, facts)
    close_round(get_assessment(by, facts.id), by=by)


def _again(said: StoredAnswer) -> TypedAnswer:
    return TypedAnswer(said.statement, said.kind, said.level, said.note, said.link, seen=0)


def _finish(actor: Actor, facts: AssessmentFacts) -> None:
    view = get_own_view(actor, facts.id)
    finish_rating(view, by=actor, seen_revision=revision_of(own_answers(view)))


def _typed(table: Table) -> TypedAnswer:
    kind = Kind.LEVEL if "level" in table else Kind(table["kind"])
    return TypedAnswer(
        statement=table["statement"],
        kind=kind,
        level=table.get("level"),
        note=table.get("note", ""),
        link=table.get("link", ""),
        seen=0,
    )
