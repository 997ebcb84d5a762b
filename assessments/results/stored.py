"""A stored result, read from its receipt: what the page, its exports and its chart data start from."""

import json
import re
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assessments.charts.radar_spec import RadarSpec, radar_of
from assessments.charts.rounds import NO_ROUNDS, Rounds
from assessments.comparison.change import comparable_scores
from assessments.comparison.types import EarlierScores
from assessments.framework.load import load_framework
from assessments.framework.types import Framework
from assessments.queries.assessment import AssessmentFacts, StoredResult
from assessments.results.words import in_a_picture, of_another_nature
from assessments.scoring.receipt import answers_from_receipt, result_from_receipt
from assessments.scoring.types import Answers, Result
from assessments.ui.jinja import day, month


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier result, read. `scores`: those that can stand beside today's. `name`: of its line in a chart."""

    framework: Framework
    result: Result
    scores: EarlierScores
    when: str
    name: str
    asked_the_same: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A stored result, read: what a page and every export start from. `whens`: how each round is called."""

    facts: AssessmentFacts
    framework: Framework
    result: Result
    whens: Mapping[uuid.UUID, str]
    before: Before | None
    rounds: Rounds = NO_ROUNDS

    @property
    def when(self) -> str:
        return self.whens[self.facts.id]

    @property
    def earlier(self) -> EarlierScores | None:
        return self.before.scores if self.before else None

    @property
    def earlier_when(self) -> str:
        return self.before.when if self.before else ""

    @property
    def earlier_name(self) -> str:
        return self.before.name if self.before else ""

    @property
    def spec(self) -> RadarSpec:
        return radar_of(
            self.framework,
            self.result,
            name=self.facts.innovation_name,
            when=self.when,
            nature=in_a_picture(self.framework, self.facts.nature),
            earlier=self.earlier,
            earlier_name=self.earlier_name,
            rounds=self.rounds,
        )


def shown_result(
    facts: AssessmentFacts,
    stored: StoredResult,
    whens: Mapping[uuid.UUID, str],
    *,
    beside: StoredResult | None = None,
    rounds: Rounds = NO_ROUNDS,
) -> Shown:
    """`whens`: see `told_apart`; `beside`: the earlier result that is drawn too.

    `rounds`: what people said alone before they agreed on this result, and on the one beside it.
    """
    return Shown(
        facts=facts,
        framework=facts.framework,
        result=read_once(stored.receipt),
        whens=whens,
        before=_before(facts, beside, whens[beside.assessment_id]) if beside else None,
        rounds=rounds,
    )


def _before(facts: AssessmentFacts, stored: StoredResult, when: str) -> Before:
    result = read_once(stored.receipt)
    then, now = load_framework(result.framework_version), facts.framework
    scores = comparable_scores(result, then, now)
    return Before(
        framework=then,
        result=result,
        scores=scores,
        when=when,
        name=f"Score {_at(when)}{of_another_nature(stored.nature, facts.nature)}",
        asked_the_same=scores.keys() == then.enabler_by_code.keys() == now.enabler_by_code.keys(),
    )


@lru_cache(maxsize=128)
def read_once(receipt: str) -> Result:
    """A receipt never changes, so what it says is kept: reading one carefully costs as much as drawing the page."""
    return result_from_receipt(json.loads(receipt))


def answers_on(receipt: str) -> Answers:
    return answers_from_receipt(json.loads(receipt))


def told_apart(results: Sequence[StoredResult]) -> dict[uuid.UUID, str]:
    """When each was made: by month; by day where months are the same; by number too where days are."""
    taken = {way: Counter(way(one) for one in results) for way in _WAYS}
    return {
        one.assessment_id: next(way(one) for way in _WAYS if taken[way][way(one)] == 1) for one in results
    }


def _by_month(stored: StoredResult) -> str:
    """An illustration speaks of the time its facts come from, not of the day someone wrote it down."""
    return stored.as_things_stood or month(stored.submitted_at)


def _by_day(stored: StoredResult) -> str:
    return stored.as_things_stood or day(stored.submitted_at)


def _by_number(stored: StoredResult) -> str:
    return f"{_by_day(stored)}, assessment {stored.number}"


_WAYS = (_by_month, _by_day, _by_number)


def _at(when: str) -> str:
    """on 14 September 2026, in September 2026"""
    return f"on {when}" if re.match(r"\d{1,2} ", when) else f"in {when}"
