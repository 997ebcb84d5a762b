"""Results: the page, the interactive chart's data, files to take away, and two compared."""

import uuid
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.charts.plotly_figure import radar_figure_json
from assessments.errors import NotFound
from assessments.queries.assessment import AssessmentFacts, StoredResult, get_visible, results_of
from assessments.queries.innovation import get_visible as get_innovation
from assessments.queries.rating import answers_of
from assessments.reports.content import Report
from assessments.reports.csv import results_csv
from assessments.reports.names import attachment
from assessments.reports.pdf import report_pdf
from assessments.reports.spreadsheet import XLSX, report_xlsx
from assessments.results import presenters
from assessments.results.forms import TakeForm, audience_in
from assessments.results.history import history_page
from assessments.results.report import report_of
from assessments.results.stored import shown_result
from assessments.ui.http import Request, SeeOther


@require_safe
def results(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    facts = get_visible(request.actor, assessment_id)
    if not facts.is_submitted:
        return SeeOther(reverse("task_list", args=[facts.id]))
    stored, earlier = _stored(facts)
    shown = shown_result(facts, stored, earlier, beside=next(iter(earlier), None))
    page = presenters.results_page(shown, all_advice=request.GET.get("advice") == "all", earlier=earlier)
    return render(request, "results/results.jinja", {"page": page})


@require_safe
def radar(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    """The interactive chart: asked for after the page is on screen, so that no page waits for it."""
    facts = _submitted(request, assessment_id)
    stored, earlier = _stored(facts)
    compared = _earlier_asked_for(request, earlier)
    figure = radar_figure_json(shown_result(facts, stored, earlier, beside=compared).spec)
    return HttpResponse(figure, content_type="application/json")


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
    shown = shown_result(facts, stored)
    rows = results_csv(facts, shown.result, answers_of(facts.pk), with_notes=_wants_notes(request))
    return attachment(rows, facts, ending="csv", content_type="text/csv; charset=utf-8")


@require_safe
def take(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    """Asks which file, and leads to it."""
    facts = _submitted(request, assessment_id)
    form = TakeForm(request.GET if "take" in request.GET else None)
    if form.is_valid():
        said = form.cleaned_data
        query = {"for": said["reader"]} | ({"notes": "yes"} if said["notes"] else {})
        address = reverse(f"results_{said['file']}", args=[facts.id])
        return SeeOther(f"{address}?{urlencode(query)}")
    context = {"facts": facts, "form": form}
    return render(request, "results/take.jinja", context, status=422 if form.is_bound else 200)


@require_safe
def pdf(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    facts = _submitted(request, assessment_id)
    content = report_pdf(_report(request, facts))
    return attachment(content, facts, ending="pdf", content_type="application/pdf")


@require_safe
def spreadsheet(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    facts = _submitted(request, assessment_id)
    return attachment(report_xlsx(_report(request, facts)), facts, ending="xlsx", content_type=XLSX)


@require_safe
def history(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    """Every result of an innovation; and two of them compared, whichever of the two was named first."""
    facts = get_innovation(request.actor, innovation_id)
    all_results = results_of(facts.pk)
    asked = [one for one in all_results if str(one.assessment_id) in _asked_to_compare(request)]
    if len(asked) == 2:
        newer, older = asked
        return SeeOther(reverse("results_compare", args=[newer.assessment_id, older.assessment_id]))
    return render(request, "results/history.jinja", {"page": history_page(facts, all_results)})


def _asked_to_compare(request: Request) -> tuple[str, str]:
    return request.GET.get("before", ""), request.GET.get("after", "")


@require_safe
def compare(request: Request, assessment_id: uuid.UUID, earlier_id: uuid.UUID) -> HttpResponse:
    facts = _submitted(request, assessment_id)
    stored, earlier = _stored(facts)
    before = _find(earlier, earlier_id)
    page = presenters.compare_page(shown_result(facts, stored, earlier, beside=before), before)
    return render(request, "results/compare.jinja", {"page": page})


def _report(request: Request, facts: AssessmentFacts) -> Report:
    stored, earlier = _stored(facts)
    return report_of(
        shown_result(facts, stored, earlier, beside=next(iter(earlier), None)),
        stored,
        earlier,
        answers_of(facts.pk),
        audience=audience_in(request.GET.get("for", "")),
        with_notes=_wants_notes(request),
    )


def _wants_notes(request: Request) -> bool:
    return request.GET.get("notes") == "yes"


def _submitted(request: Request, assessment_id: uuid.UUID) -> AssessmentFacts:
    facts = get_visible(request.actor, assessment_id)
    if not facts.is_submitted:
        raise NotFound("This assessment has no results yet.")
    return facts


def _stored(facts: AssessmentFacts) -> tuple[StoredResult, tuple[StoredResult, ...]]:
    """This assessment's result, and the earlier ones of its innovation, newest first."""
    all_results = results_of(facts.innovation_pk)
    mine = next(one for one in all_results if one.number == facts.number)
    return mine, tuple(one for one in all_results if one.number < facts.number)


def _earlier_asked_for(request: Request, earlier: tuple[StoredResult, ...]) -> StoredResult | None:
    asked = request.GET.get("with", "")
    return next((one for one in earlier if str(one.assessment_id) == asked), next(iter(earlier), None))


def _find(results_: tuple[StoredResult, ...], assessment_id: uuid.UUID) -> StoredResult:
    found = next((one for one in results_ if one.assessment_id == assessment_id), None)
    if found is None:
        raise NotFound("There is no such earlier assessment.")
    return found
