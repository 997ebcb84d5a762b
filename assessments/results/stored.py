"""A stored result, read from its receipt: what the page, its exports and its chart data start from."""

import json
from dataclasses import dataclass

from assessments.charts.radar_spec import RadarSpec, radar_of
from assessments.framework.types import Framework
from assessments.queries.assessment import AssessmentFacts, StoredResult
from assessments.scoring.receipt import answers_from_receipt, result_from_receipt
from assessments.scoring.types import Answers, Result
from assessments.ui.jinja import day, month


@dataclass(frozen=True, slots=True)
class Shown:
    """A stored result, read: what a page and every export start from."""

    facts: AssessmentFacts
    framework: Framework
    result: Result
    answers: Answers
    when: str
    previous: Result | None
    previous_when: str

    @property
    def spec(self) -> RadarSpec:
        return radar_of(
            self.framework,
            self.result,
            name=self.facts.innovation_name,
            when=self.when,
            previous=self.previous,
            previous_name=f"Score in {self.previous_when}" if self.previous_when else "",
        )


def shown_result(facts: AssessmentFacts, stored: StoredResult, previous: StoredResult | None) -> Shown:
    document = json.loads(stored.receipt)
    return Shown(
        facts=facts,
        framework=facts.framework,
        result=result_from_receipt(document),
        answers=answers_from_receipt(document),
        when=when_of(stored),
        previous=result_from_receipt(json.loads(previous.receipt)) if previous else None,
        previous_when=_apart(previous, stored) if previous else "",
    )


def when_of(stored: StoredResult) -> str:
    """An illustration speaks of the time its facts come from, not of the day someone wrote it down."""
    return stored.as_things_stood or month(stored.submitted_at)


def _apart(earlier: StoredResult, later: StoredResult) -> str:
    """Two assessments of one month are told apart by their days."""
    return when_of(earlier) if when_of(earlier) != when_of(later) else day(earlier.submitted_at)
