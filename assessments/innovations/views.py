"""Innovations: your list, adding one on three short pages, and one place for each."""

import uuid

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions.assessment import start_assessment
from assessments.actions.innovation import add_innovation, change_headline, change_lead, change_place
from assessments.errors import NotSignedIn
from assessments.innovations import presenters
from assessments.innovations.duplicates import likely_same
from assessments.innovations.forms import HeadlineForm, LeadForm, PlaceForm
from assessments.permissions import check_can_describe
from assessments.queries.innovation import (
    InnovationFacts,
    assessment_cards,
    cards_of,
    get_visible,
    members_of,
    names_reachable_by,
)
from assessments.queries.team import rated_by, waiting_for
from assessments.queries.trial import held_trial
from assessments.ui.held import KeptForm, keeps_what_was_typed
from assessments.ui.http import Request, SeeOther, sign_in_first


@require_safe
def innovations(request: Request) -> HttpResponse:
    if request.actor.person_id is None:
        return sign_in_first(request)
    page = presenters.list_page(
        cards_of(request.actor), rated=rated_by(request.actor), invitations=waiting_for(request.actor)
    )
    context = {
        "page": page,
        "held": held_trial(request.actor),
        "trial_days": settings.TRIAL_DAYS,
    }
    return render(request, "innovations/list.jinja", context)


@keeps_what_was_typed(HeadlineForm.is_typed)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    if request.actor.person_id is None:
        raise NotSignedIn("Sign in to add an innovation.")
    form = HeadlineForm.asked(request)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "innovations/new.jinja", {"form": form}, status=status)
    known = names_reachable_by(request.actor)
    alike = likely_same(form.cleaned_data["name"], known)
    if alike and not form.cleaned_data["not_a_duplicate"]:
        page = presenters.duplicate_page([(key, known[key]) for key in alike])
        return render(request, "innovations/duplicate.jinja", {"page": page, "form": form})
    innovation = add_innovation(form.to_headline(), by=request.actor)
    return SeeOther(reverse("innovation_place", args=[innovation.public_id]))


@require_safe
def overview(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    facts = get_visible(request.actor, innovation_id)
    page = presenters.overview_page(facts, assessment_cards([facts.pk]), members_of(facts.pk))
    return render(request, "innovations/overview.jinja", {"page": page})


@require_safe
def about(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    facts = get_visible(request.actor, innovation_id)
    page = presenters.about_page(facts, assessment_cards([facts.pk]))
    return render(request, "innovations/about.jinja", {"page": page})


@keeps_what_was_typed(HeadlineForm.is_typed)
@require_http_methods(["GET", "HEAD", "POST"])
def headline(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    facts = get_visible(request.actor, innovation_id)
    check_can_describe(facts.standing)
    initial = {"name": facts.name, "summary": facts.summary}
    form = HeadlineForm.asked(request, initial)
    if not form.is_valid():
        return _question(request, facts, form, "Name and description")
    change_headline(facts, form.to_headline(), by=request.actor)
    return SeeOther(reverse("innovation_about", args=[facts.id]))


@keeps_what_was_typed(PlaceForm.is_typed)
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    facts = get_visible(request.actor, innovation_id)
    check_can_describe(facts.standing)
    initial = {"stage": facts.stage, "settings": facts.settings, "care_area": facts.care_area}
    form = PlaceForm.asked(request, initial)
    if not form.is_valid():
        return _question(request, facts, form, "Stage and setting")
    change_place(facts, form.to_place(), by=request.actor)
    following = "innovation_about" if facts.organisation_name else "innovation_lead"
    return SeeOther(reverse(following, args=[facts.id]))


@keeps_what_was_typed(LeadForm.is_typed)
@require_http_methods(["GET", "HEAD", "POST"])
def lead(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    facts = get_visible(request.actor, innovation_id)
    check_can_describe(facts.standing)
    initial = {"organisation_name": facts.organisation_name, "ods_code": facts.ods_code}
    form = LeadForm.asked(request, initial)
    if not form.is_valid():
        return _question(request, facts, form, "Who leads it")
    change_lead(facts, form.to_lead(), by=request.actor)
    return SeeOther(reverse("innovation_about", args=[facts.id]))


def _question(request: Request, facts: InnovationFacts, form: KeptForm, heading: str) -> HttpResponse:
    context = {"facts": facts, "form": form, "heading": heading}
    return render(request, "innovations/question.jinja", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    """Starts an assessment, blank or from the last one's answers; an unfinished one is carried on.

    After signing in people come back here with GET, and are led to the buttons.
    """
    facts = get_visible(request.actor, innovation_id)
    if request.method != "POST":
        return SeeOther(reverse("innovation", args=[facts.id]))
    assessment = start_assessment(facts, by=request.actor, from_last="from_last" in request.POST)
    return SeeOther(reverse("task_list", args=[assessment.public_id]))
