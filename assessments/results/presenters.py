"""The results page and the page of two compared, ready for templates that only loop."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from assessments.charts.findings import Finding, findings
from assessments.permissions import can_plan
from assessments.queries.assessment import AssessmentFacts, StoredResult
from assessments.reports.names import file_name
from assessments.results.advice import AdviceCard, advice_cards
from assessments.results.charts import Charts, charts_of, scale_words
from assessments.results.stored import Shown
from assessments.results.words import (
    GATE_ADVICE_HEADING,
    GATE_EVIDENCE_HEADING,
    GATE_HEADING,
    GATE_QUESTION,
    WayUpWords,
    at_target_words,
    because,
    firm_words,
    gate_sentence,
    how_worked_out,
    way_up_words,
)
from assessments.scoring.types import Gate
from assessments.ui.jinja import day


@dataclass(frozen=True, slots=True)
class ResultsPage:
    facts: AssessmentFacts
    caption: str
    headline: str
    sentence: str
    lede: str
    because: tuple[str, ...]
    firm: tuple[str, ...]
    is_gate_raised: bool
    gate_heading: str
    gate_sentence: str
    gate_question: str
    gate_advice_heading: str
    gate_evidence_heading: str
    gate_evidence: tuple[str, ...]
    scale_words: str
    when: str
    earlier_when: str
    filename: str
    charts: Charts
    findings: tuple[Finding, ...]
    way_up: WayUpWords | None
    cards: tuple[AdviceCard, ...]
    shows_all_advice: bool
    more_advice: bool
    may_plan: bool
    method: tuple[str, ...]
    enablers: int
    version: str
    checksum: str
    earlier: tuple[tuple[str, str], ...]


def results_page(shown_: Shown, *, all_advice: bool, earlier: Sequence[StoredResult]) -> ResultsPage:
    framework, result, verdict = shown_.framework, shown_.result, shown_.result.verdict
    cards, more = advice_cards(shown_, all_advice=all_advice)
    gate = framework.statement_by_code[framework.rules.gate]
    return ResultsPage(
        facts=shown_.facts,
        caption=_caption(shown_.facts),
        headline=verdict.headline,
        sentence=verdict.sentence,
        lede=at_target_words(framework, result),
        because=because(framework, result),
        firm=firm_words(framework, result),
        is_gate_raised=result.gate is Gate.RAISED,
        gate_heading=GATE_HEADING,
        gate_sentence=gate_sentence(framework),
        gate_question=GATE_QUESTION,
        gate_advice_heading=GATE_ADVICE_HEADING,
        gate_evidence_heading=GATE_EVIDENCE_HEADING,
        gate_evidence=gate.evidence,
        scale_words=scale_words(framework),
        when=shown_.when,
        earlier_when=shown_.earlier_when,
        filename=file_name(shown_.facts),
        charts=charts_of(shown_),
        findings=findings(framework, result),
        way_up=way_up_words(framework, result, shown_.answers),
        cards=cards,
        shows_all_advice=all_advice,
        more_advice=more,
        may_plan=can_plan(shown_.facts.standing),
        method=how_worked_out(),
        enablers=len(framework.enablers),
        version=result.framework_version,
        checksum=result.framework_checksum,
        earlier=tuple(
            (
                shown_.whens[one.assessment_id],
                reverse("results_compare", args=[shown_.facts.id, one.assessment_id]),
            )
            for one in earlier
        ),
    )


def _caption(facts: AssessmentFacts) -> str:
    if facts.as_things_stood:
        return f"as things stood in {facts.as_things_stood}"
    return f"assessed {day(facts.submitted_at)}" if facts.submitted_at else ""


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
    asked_the_same: bool


def compare_page(shown_: Shown, earlier: StoredResult) -> ComparePage:
    before = shown_.before
    return ComparePage(
        facts=shown_.facts,
        when=shown_.when,
        earlier_when=shown_.earlier_when,
        earlier_id=earlier.assessment_id,
        filename=file_name(shown_.facts),
        charts=charts_of(shown_),
        scale_words=scale_words(shown_.framework),
        headline=shown_.result.verdict.headline,
        earlier_headline=before.headline if before else "",
        asked_the_same=before is not None and before.asked_the_same,
    )
