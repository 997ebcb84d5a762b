"""Results: the page, the interactive chart's data, the receipt and table to download, and two compared."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.charts.plotly_figure import radar_figure_json
from assessments.errors import NotFound
from assessments.queries.assessment import AssessmentFacts, StoredResult, get_visible, results_of
from assessments.queries.rating import answers_of
from assessments.queries.rounds import agreed_beside
from assessments.reports.csv import results_csv
from assessments.reports.names import attachment
from assessments.results import presenters
from assessments.results.alone import alone_before, rounds_from
from assessments.results.stored import shown_result, told_apart
from assessments.ui.http import Request, SeeOther


@require_safe
def results(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    facts = get_visible(request.actor, assessment_id)
    if not facts.is_submitted:
        return SeeOther(reverse("task_list", args=[facts.id]))
    stored, earlier = _stored(facts)
    page = presenters.results_page(facts, stored, earlier, all_advice=request.GET.get("advice") == "all")
    return render(request, "results/results.jinja", {"page": page})


@require_safe
def radar(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    """The interactive chart: asked for after the page is on screen, so that no page waits for it."""
    facts = _submitted(request, assessment_id)
    stored, earlier = _stored(facts)
    compared = _earlier_asked_for(request, earlier)
    rounds = rounds_from(alone_before(stored, compared))
    shown = shown_result(facts, stored, told_apart((stored, *earlier)), beside=compared, rounds=rounds)
    return HttpResponse(radar_figure_json(shown.spec), content_type="application/json")


@require_safe
def receipt(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    facts = _submitted(request, assessment_id)
    stored, _ = _stored(facts)
    return attachment(stored.receipt, facts, ending="json", content_type="application/json")


@require_safe
def table(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    """Notes and links only when asked for."""
    facts = _submitted(request, assessment_id)
    stored, _ = _stored(facts)
    shown = shown_result(facts, stored, told_apart([stored]))
    rows = results_csv(
        facts,
        shown.result,
        answers_of(facts.pk),
        with_notes=request.GET.get("notes") == "yes",
        rounds=rounds_from(alone_before(stored, None)),
        could_not_agree=[code for code, one in agreed_beside(facts).items() if one.could_not_agree],
    )
    return attachment(rows, facts, ending="csv", content_type="text/csv; charset=utf-8")


@require_safe
def compare(request: Request, assessment_id: uuid.UUID, earlier_id: uuid.UUID) -> HttpResponse:
    facts = _submitted(request, assessment_id)
    stored, earlier = _stored(facts)
    before = _find(earlier, earlier_id)
    rounds = rounds_from(alone_before(stored, before))
    shown = shown_result(facts, stored, told_apart((stored, *earlier)), beside=before, rounds=rounds)
    return render(request, "results/compare.jinja", {"page": presenters.compare_page(shown, before)})


def _submitted(request: Request, assessment_id: uuid.UUID) -> AssessmentFacts:
    facts = get_visible(request.actor, assessment_id)
    if not facts.is_submitted:
        raise NotFound("This assessment has no results yet.")
    return facts


def _stored(facts: AssessmentFacts) -> tuple[StoredResult, tuple[StoredResult, ...]]:
    """This assessment's result, and the earlier ones of its innovation, newest first.

    Whoever only rated this one learns of no other.
    """
    all_results = results_of(facts.innovation_pk)
    mine = next(one for one in all_results if one.number == facts.number)
    is_all = facts.opens_innovation or facts.is_trial
    return mine, tuple(one for one in all_results if one.number < facts.number) if is_all else ()


def _earlier_asked_for(request: Request, earlier: tuple[StoredResult, ...]) -> StoredResult | None:
    asked = request.GET.get("with", "")
    return next((one for one in earlier if str(one.assessment_id) == asked), next(iter(earlier), None))


def _find(results_: tuple[StoredResult, ...], assessment_id: uuid.UUID) -> StoredResult:
    found = next((one for one in results_ if one.assessment_id == assessment_id), None)
    if found is None:
        raise NotFound("There is no such earlier assessment.")
    return found
