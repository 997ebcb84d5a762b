"""The results page and the page of two compared, ready for templates that only loop."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from assessments.charts.findings import Finding, findings
from assessments.queries.assessment import AssessmentFacts, StoredResult
from assessments.reports.names import file_name
from assessments.results.advice import AdviceCard, advice_cards
from assessments.results.alone import Alone, alone_before, rounds_from
from assessments.results.changed import why_changed
from assessments.results.charts import Charts, charts_of, scale_words
from assessments.results.stored import Shown, answers_on, shown_result, told_apart
from assessments.results.words import (
    WayUpWords,
    at_target_words,
    because,
    firm_words,
    rated_by_words,
    version_words,
    way_up_words,
)
from assessments.scoring.types import Gate


@dataclass(frozen=True, slots=True)
class ResultsPage:
    facts: AssessmentFacts
    headline: str
    sentence: str
    lede: str
    because: tuple[str, ...]
    firm: tuple[str, ...]
    is_gate_raised: bool
    gate_statement: str
    gate_evidence: tuple[str, ...]
    scale_words: str
    when: str
    earlier_when: str
    filename: str
    charts: Charts
    rated_by: str
    findings: tuple[Finding, ...]
    way_up: WayUpWords | None
    cards: tuple[AdviceCard, ...]
    shows_all_advice: bool
    more_advice: bool
    enablers: int
    version: str
    checksum: str
    earlier: tuple[tuple[str, str], ...]


def results_page(
    facts: AssessmentFacts, stored: StoredResult, earlier: Sequence[StoredResult], *, all_advice: bool
) -> ResultsPage:
    whens, beside = tuple(told_apart((stored, *earlier)).items()), next(iter(earlier), None)
    return kept_page(facts, stored, beside, whens, alone_before(stored, beside), all_advice)


@lru_cache(maxsize=64)
def kept_page(
    facts: AssessmentFacts,
    stored: StoredResult,
    beside: StoredResult | None,
    whens: tuple[tuple[uuid.UUID, str], ...],
    alone: Alone,
    all_advice: bool,
) -> ResultsPage:
    """It follows from its arguments alone, and people come back to it, so the last ones are kept: decision 24."""
    shown_ = shown_result(facts, stored, dict(whens), beside=beside, rounds=rounds_from(alone))
    framework, result, verdict = shown_.framework, shown_.result, shown_.result.verdict
    cards, more = advice_cards(shown_, all_advice=all_advice)
    gate = framework.statement_by_code[framework.rules.gate]
    return ResultsPage(
        facts=facts,
        headline=verdict.headline,
        sentence=verdict.sentence,
        lede=at_target_words(framework, result),
        because=because(framework, result),
        firm=firm_words(framework, result),
        is_gate_raised=result.gate is Gate.RAISED,
        gate_statement=gate.text,
        gate_evidence=gate.evidence,
        scale_words=scale_words(framework),
        when=shown_.when,
        earlier_when=shown_.earlier_when,
        filename=file_name(facts),
        charts=charts_of(shown_),
        rated_by=rated_by_words(shown_.rounds),
        findings=findings(framework, result),
        way_up=way_up_words(framework, result, answers_on(stored.receipt)),
        cards=cards,
        shows_all_advice=all_advice,
        more_advice=more,
        enablers=len(framework.enablers),
        version=version_words(result),
        checksum=result.framework_checksum,
        earlier=tuple(
            (when, reverse("results_compare", args=[facts.id, assessment_id]))
            for assessment_id, when in whens
            if assessment_id != facts.id
        ),
    )


@dataclass(frozen=True, slots=True)
class ComparePage:
    facts: AssessmentFacts
    when: str
    earlier_when: str
    earlier_id: uuid.UUID
    filename: str
    charts: Charts
    scale_words: str
    headline: str
    earlier_headline: str
    why: tuple[str, ...]
    version: str
    asked_the_same: bool


def compare_page(shown_: Shown, earlier: StoredResult) -> ComparePage:
    before, framework, result = shown_.before, shown_.framework, shown_.result
    return ComparePage(
        facts=shown_.facts,
        when=shown_.when,
        earlier_when=shown_.earlier_when,
        earlier_id=earlier.assessment_id,
        filename=file_name(shown_.facts),
        charts=charts_of(shown_),
        scale_words=scale_words(framework),
        headline=result.verdict.headline,
        earlier_headline=before.result.verdict.headline if before else "",
        why=why_changed(before.framework, before.result, framework, result) if before else (),
        version=version_words(result),
        asked_the_same=before is not None and before.asked_the_same,
    )
