"""All assessments of an innovation: each in a row, and each enabler's score over all of them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from markupsafe import Markup

from assessments.charts.numerals import joined
from assessments.charts.spark_line import spark_line_svg
from assessments.comparison.change import comparable_scores
from assessments.framework.load import load_framework
from assessments.framework.types import Enabler, Framework
from assessments.queries.assessment import StoredResult
from assessments.queries.innovation import InnovationFacts
from assessments.queries.receipts import read_stored
from assessments.results.stored import told_apart
from assessments.results.words import at_target_words
from assessments.scoring.score import shown
from assessments.scoring.types import EnablerScore, Nature


@dataclass(frozen=True, slots=True)
class HistoryRow:
    id: uuid.UUID
    when: str
    href: str
    headline: str
    at_target: str
    questions: str
    submitted_by: str
    is_illustration: bool


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One enabler over time. `words`: "2.6, then not known, then 3.0"."""

    enabler: str
    drawing: Markup
    words: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Rows newest first; lines oldest first. `left_out`: why an enabler has no line, or ""."""

    facts: InnovationFacts
    rows: tuple[HistoryRow, ...]
    lines: tuple[HistoryLine, ...]
    left_out: str


def history_page(facts: InnovationFacts, results: Sequence[StoredResult]) -> HistoryPage:
    """`results`: newest first, as the query gives them."""
    whens = told_apart(results)
    lines, left_out = _lines(results) if len(results) > 1 else ((), ())
    return HistoryPage(
        facts=facts,
        rows=tuple(_row(one, whens[one.assessment_id]) for one in results),
        lines=lines,
        left_out=_left_out_words(left_out),
    )


def _row(stored: StoredResult, when: str) -> HistoryRow:
    result, _ = read_stored(stored.receipt)
    return HistoryRow(
        id=stored.assessment_id,
        when=when,
        href=reverse("results", args=[stored.assessment_id]),
        headline=result.verdict.headline,
        at_target=at_target_words(load_framework(result.framework_version), result),
        questions=result.framework_version,
        submitted_by=stored.submitted_by or "",
        is_illustration=stored.nature is Nature.ILLUSTRATION,
    )


def _lines(results: Sequence[StoredResult]) -> tuple[tuple[HistoryLine, ...], tuple[str, ...]]:
    """In today's questions. An enabler whose statements changed since any of the assessments has no line."""
    oldest_first = [read_stored(one.receipt)[0] for one in reversed(results)]
    now = load_framework(oldest_first[-1].framework_version)
    scores = [
        comparable_scores(result, load_framework(result.framework_version), now) for result in oldest_first
    ]
    kept = [one for one in now.enablers if all(one.code in each for each in scores)]
    gone = tuple(one.short_name for one in now.enablers if one not in kept)
    return tuple(_line(now, one, [each[one.code] for each in scores]) for one in kept), gone


def _line(framework: Framework, enabler: Enabler, scores: Sequence[EnablerScore]) -> HistoryLine:
    exact: list[Fraction | None] = [one.score for one in scores]
    return HistoryLine(
        enabler=f"{enabler.number}. {enabler.short_name}",
        drawing=spark_line_svg(exact, framework.rules.target),
        words=", then ".join("not known" if one is None else shown(one) for one in exact),
    )


def _left_out_words(names: Sequence[str]) -> str:
    if not names:
        return ""
    verb = "has" if len(names) == 1 else "have"
    return f"Left out, because the statements {verb} changed: {joined([name.lower() for name in names])}."
