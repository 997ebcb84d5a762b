"""The wizard: task list, enabler pages, check answers, submit. Each view finds and authorises, binds, acts, answers."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions.assessment import submit_assessment
from assessments.errors import AlreadySubmitted, ChangedMeanwhile, NotReady, RatingIsClosed, RatingIsOpen
from assessments.permissions import Phase, can_agree, can_rate, check_can_submit
from assessments.queries.assessment import (
    AssessmentFacts,
    check_phase,
    get_editable,
    get_visible,
    results_of,
)
from assessments.queries.rating import answers_of
from assessments.queries.rounds import agreed_beside
from assessments.ui.answer_form import TYPED, EnablerForm, SubmitForm
from assessments.ui.answering import answer_enabler, find_enabler
from assessments.ui.held import keeps_what_was_typed
from assessments.ui.http import Request, SeeOther
from assessments.wizard.check import check_page, doubt_about
from assessments.wizard.desk import TeamDesk
from assessments.wizard.task_list import task_list_page


@require_safe
def task_list(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    facts = get_visible(request.actor, assessment_id)
    elsewhere = _elsewhere(facts)
    if elsewhere:
        return SeeOther(reverse(elsewhere, args=[facts.id]))
    if facts.phase is not Phase.ANSWERING:
        return render(
            request, "wizard/waiting.jinja", {"facts": facts, "is_open": facts.phase is Phase.RATING}
        )
    page = task_list_page(facts, answers_of(facts.pk))
    return render(request, "wizard/task_list.jinja", {"page": page})


def _elsewhere(facts: AssessmentFacts) -> str:
    """Where there is something to do for this person, when it is not here."""
    match facts.phase:
        case Phase.SUBMITTED:
            return "results"
        case Phase.RATING if can_rate(facts.standing):
            return "rate"
        case Phase.AGREEING if can_agree(facts.standing):
            return "agree"
        case _:
            return ""


@keeps_what_was_typed(TYPED.match)
@require_http_methods(["GET", "HEAD", "POST"])
def enabler(request: Request, assessment_id: uuid.UUID, slug: str) -> HttpResponse:
    try:
        facts = get_editable(request.actor, assessment_id)
        desk = TeamDesk(facts, find_enabler(facts.framework, slug), request.actor)
        return answer_enabler(request, desk)
    except AlreadySubmitted:
        return _too_late(request, assessment_id, slug)
    except (RatingIsOpen, RatingIsClosed) as error:
        if request.method == "POST":
            raise
        name = "rate_enabler" if isinstance(error, RatingIsOpen) else "agree_enabler"
        return SeeOther(reverse(name, args=[assessment_id, slug]))


def _too_late(request: Request, assessment_id: uuid.UUID, slug: str) -> HttpResponse:
    """Someone submitted it. A GET goes to the results; what was typed in a POST is shown, so that it can be copied."""
    facts = get_visible(request.actor, assessment_id)
    one = find_enabler(facts.framework, slug)
    if request.method != "POST":
        return SeeOther(reverse("results", args=[facts.id]))
    typed = EnablerForm(facts.framework, one, request.POST).statement_rows
    submitted = next(one for one in results_of(facts.innovation_pk) if one.number == facts.number)
    context = {"facts": facts, "typed": typed, "submitted": submitted}
    return render(request, "answering/too_late.jinja", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    facts = get_visible(request.actor, assessment_id)
    if facts.is_submitted:
        return SeeOther(reverse("results", args=[facts.id]))  # pressing Submit twice ends here too
    if request.method == "POST":
        return _submit(request, facts)
    if facts.phase is Phase.RATING:
        return SeeOther(reverse("task_list", args=[facts.id]))
    return _check_page(request, facts)


@require_safe
def check_first(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    """Asks once more. Its address carries what was seen on the check page: only that is submitted from here."""
    facts = get_visible(request.actor, assessment_id)
    if facts.is_submitted:
        return SeeOther(reverse("results", args=[facts.id]))
    check_can_submit(facts.standing)
    seen = SubmitForm(request.GET)
    doubt = doubt_about(facts, answers_of(facts.pk))
    if doubt is None or not seen.is_valid():
        return SeeOther(reverse("check", args=[facts.id]))
    context = {"page": doubt, "facts": facts, "revision": seen.cleaned_data["revision"]}
    return render(request, "wizard/check_first.jinja", context)


@require_safe
def answers(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    """What was submitted, to read."""
    facts = get_visible(request.actor, assessment_id)
    if not facts.is_submitted:
        return SeeOther(reverse("check", args=[facts.id]))
    page = check_page(facts, answers_of(facts.pk), agreed_beside(facts))
    return render(request, "wizard/answers.jinja", {"page": page})


def _submit(request: Request, facts: AssessmentFacts) -> HttpResponse:
    check_can_submit(facts.standing)
    check_phase(facts.phase, Phase.ANSWERING, Phase.AGREEING)
    form = SubmitForm(request.POST)
    if not form.is_valid():
        return _check_page(request, facts, notice=CHANGED, status=409)
    seen = form.cleaned_data["revision"]
    if not form.cleaned_data["anyway"] and doubt_about(facts, answers_of(facts.pk)):
        return SeeOther(f"{reverse('check_first', args=[facts.id])}?{urlencode({'revision': seen})}")
    try:
        submit_assessment(facts, by=request.actor, seen_revision=seen)
    except ChangedMeanwhile as error:
        return _check_page(request, facts, notice=str(error), status=409)
    except NotReady:
        return _check_page(request, facts, is_refused=True, status=422)
    messages.success(request, "Your assessment is submitted. Its answers are locked.")
    return SeeOther(reverse("results", args=[facts.id]))


CHANGED = "Some answers changed since you opened this page. Check them, then submit."


def _check_page(
    request: Request, facts: AssessmentFacts, *, notice: str = "", is_refused: bool = False, status: int = 200
) -> HttpResponse:
    page = check_page(facts, answers_of(facts.pk), agreed_beside(facts))
    context = {"page": page, "notice": notice, "is_refused": is_refused}
    return render(request, "wizard/check.jinja", context, status=status)
