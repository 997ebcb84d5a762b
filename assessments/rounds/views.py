"""Rating together: one's own view, the lead's page of a round, and what the team agrees."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions.rounds import cancel_round, close_round, finish_rating, open_round, remind
from assessments.errors import ChangedMeanwhile, NotReady
from assessments.permissions import Phase, can_agree, can_see
from assessments.queries.assessment import AssessmentFacts, check_phase
from assessments.queries.rating import answers_of
from assessments.queries.rounds import (
    OwnView,
    get_agreeable,
    get_for_round,
    get_own_view,
    own_answers,
    round_of,
    views_of,
    who_would_rate,
)
from assessments.rounds import presenters
from assessments.rounds.desks import AgreeDesk, OwnDesk
from assessments.rounds.forms import OpenForm
from assessments.ui.answer_form import TYPED, SubmitForm
from assessments.ui.answering import answer_enabler, find_enabler
from assessments.ui.held import keeps_what_was_typed
from assessments.ui.http import Request, SeeOther
from assessments.ui.jinja import counted

# --- One's own view


@require_safe
def rate(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    """Where everyone who rates finds out what there is to do, at any time."""
    view = get_own_view(request.actor, assessment_id)
    elsewhere = _elsewhere(view.facts)
    if elsewhere:
        return SeeOther(reverse(elsewhere, args=[assessment_id]))
    if view.facts.phase is not Phase.RATING:
        return render(request, "rounds/wait.jinja", {"view": view})
    page = presenters.own_page(view, own_answers(view))
    return render(request, "rounds/rate.jinja", {"page": page})


def _elsewhere(facts: AssessmentFacts) -> str:
    match facts.phase:
        case Phase.SUBMITTED:
            return "results"
        case Phase.ANSWERING if can_see(facts.standing):
            return "task_list"
        case Phase.AGREEING if can_agree(facts.standing):
            return "agree"
        case _:
            return ""


@keeps_what_was_typed(TYPED.match)
@require_http_methods(["GET", "HEAD", "POST"])
def rate_enabler(request: Request, assessment_id: uuid.UUID, slug: str) -> HttpResponse:
    view = get_own_view(request.actor, assessment_id)
    enabler = find_enabler(view.facts.framework, slug)
    if request.method != "POST" and view.facts.phase is not Phase.RATING:
        return SeeOther(reverse("rate", args=[assessment_id]))
    check_phase(view.facts.phase, Phase.RATING)
    return answer_enabler(request, OwnDesk(view.facts, enabler, request.actor, view))


@require_http_methods(["GET", "HEAD", "POST"])
def rate_check(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    view = get_own_view(request.actor, assessment_id)
    if request.method == "POST":
        return _finish(request, view)
    if view.facts.phase is not Phase.RATING:
        return SeeOther(reverse("rate", args=[assessment_id]))
    return _own_check_page(request, view)


def _finish(request: Request, view: OwnView) -> HttpResponse:
    form = SubmitForm(request.POST)
    seen = form.cleaned_data["revision"] if form.is_valid() else -1
    try:
        finish_rating(view, by=request.actor, seen_revision=seen)
    except ChangedMeanwhile as error:
        return _own_check_page(request, view, notice=str(error), status=409)
    except NotReady:
        return _own_check_page(request, view, is_refused=True, status=422)
    return SeeOther(reverse("rate_done", args=[view.facts.id]))


def _own_check_page(
    request: Request, view: OwnView, *, notice: str = "", is_refused: bool = False, status: int = 200
) -> HttpResponse:
    page = presenters.own_check_page(view, own_answers(view))
    context = {"page": page, "notice": notice, "is_refused": is_refused}
    return render(request, "rounds/rate_check.jinja", context, status=status)


@require_safe
def rate_done(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    view = get_own_view(request.actor, assessment_id)
    if view.facts.phase is not Phase.RATING or not view.is_finished:
        return SeeOther(reverse("rate", args=[assessment_id]))
    return render(request, "rounds/rate_done.jinja", {"view": view})


# --- The round, for the lead


@require_http_methods(["GET", "HEAD", "POST"])
def round_(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    facts = get_for_round(request.actor, assessment_id)
    if request.method == "POST":
        return _remind(request, facts) if "remind" in request.POST else _open(request, facts)
    match facts.phase:
        case Phase.ANSWERING:
            return _opening_page(request, facts, OpenForm(today=timezone.localdate()))
        case Phase.RATING:
            page = presenters.round_page(round_of(facts))
            return render(request, "rounds/round.jinja", {"page": page})
        case _:
            return SeeOther(reverse("rate", args=[facts.id]))


def _open(request: Request, facts: AssessmentFacts) -> HttpResponse:
    form = OpenForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _opening_page(request, facts, form, status=422)
    try:
        open_round(facts, by=request.actor, closes_on=form.cleaned_data["closes_on"])
    except NotReady as error:
        return _opening_page(request, facts, form, notice=str(error), status=409)
    messages.success(request, "Rating is open. We have written to everyone who rates.")
    return SeeOther(reverse("round", args=[facts.id]))


def _opening_page(
    request: Request, facts: AssessmentFacts, form: OpenForm, *, notice: str = "", status: int = 200
) -> HttpResponse:
    would = who_would_rate(facts)
    context = {"facts": facts, "would": would, "form": form, "notice": notice}
    context |= {"are_two": presenters.two_words(would), "has_answers": bool(answers_of(facts.pk))}
    return render(request, "rounds/open.jinja", context, status=status)


def _remind(request: Request, facts: AssessmentFacts) -> HttpResponse:
    people = remind(facts, by=request.actor)
    if people:
        messages.success(
            request, f"We have reminded {counted(people, 'person') if people == 1 else f'{people} people'}."
        )
    else:
        messages.info(request, "Everyone who has not finished was reminded in the last day.")
    return SeeOther(reverse("round", args=[facts.id]))


@require_http_methods(["GET", "HEAD", "POST"])
def round_close(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    facts = get_for_round(request.actor, assessment_id)
    if request.method == "POST":
        return _end(request, facts)
    if facts.phase is not Phase.RATING:
        return SeeOther(reverse("round", args=[facts.id]))
    return _closing_page(request, facts)


def _end(request: Request, facts: AssessmentFacts) -> HttpResponse:
    is_cancelled = "cancel" in request.POST
    try:
        (cancel_round if is_cancelled else close_round)(facts, by=request.actor)
    except NotReady:
        return _closing_page(request, facts, status=409)
    if is_cancelled:
        messages.success(request, "Rating is cancelled. Your own answers are the team’s again.")
        return SeeOther(reverse("task_list", args=[facts.id]))
    messages.success(request, "Rating is closed. Now agree on your answers together.")
    return SeeOther(reverse("agree", args=[facts.id]))


def _closing_page(request: Request, facts: AssessmentFacts, *, status: int = 200) -> HttpResponse:
    page = presenters.round_page(round_of(facts))
    return render(request, "rounds/close.jinja", {"page": page}, status=status)


# --- Agreeing


@require_safe
def agree(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    facts = get_agreeable(request.actor, assessment_id)
    page = presenters.agree_page(facts, views_of(facts), answers_of(facts.pk))
    return render(request, "rounds/agree.jinja", {"page": page})


@keeps_what_was_typed(TYPED.match)
@require_http_methods(["GET", "HEAD", "POST"])
def agree_enabler(request: Request, assessment_id: uuid.UUID, slug: str) -> HttpResponse:
    facts = get_agreeable(request.actor, assessment_id)
    enabler = find_enabler(facts.framework, slug)
    views = views_of(facts, [one.code for one in enabler.statements])
    in_order = request.GET.get("order") == "framework"
    return answer_enabler(request, AgreeDesk(facts, enabler, request.actor, views, in_order))


@require_safe
def agree_sheet(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    facts = get_agreeable(request.actor, assessment_id)
    page = presenters.sheet_page(facts, views_of(facts))
    return render(request, "rounds/sheet.jinja", {"page": page})
