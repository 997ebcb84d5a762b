"""The front door: the start page, a trial without an account, and the pages that explain."""

import datetime as dt

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions.trial import adopt_held_trial, start_trial
from assessments.charts.reading import BAND_WORDS
from assessments.charts.svg import radar_decoration
from assessments.framework.load import latest_version, load_framework
from assessments.framework.sources import load_sources
from assessments.queries.held import HELD_FOR
from assessments.queries.trial import held_trial
from assessments.ui.http import Request, SeeOther, sign_in_first
from assessments.welcome.forms import SuitableForm, TrialForm


@require_safe
def start(request: Request) -> HttpResponse:
    framework = load_framework(latest_version())
    return render(request, "welcome/start.jinja", {"framework": framework, "art": radar_decoration()})


@require_http_methods(["GET", "HEAD", "POST"])
def suitable(request: Request) -> HttpResponse:
    form = SuitableForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "welcome/suitable.jinja", {"form": form}, status=422 if form.is_bound else 200)
    return SeeOther(reverse("trial" if form.is_suitable else "not_suitable"))


@require_safe
def not_suitable(request: Request) -> HttpResponse:
    return render(request, "welcome/not_suitable.jinja")


@rate_limit(action="trial")
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: Request) -> HttpResponse:
    """One browser holds one trial: a second start carries the first one on."""
    held = held_trial(request.actor)
    if held is not None:
        return SeeOther(reverse("task_list", args=[held.assessment_id]))
    form = TrialForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"form": form, "trial_days": settings.TRIAL_DAYS}
        return render(request, "welcome/trial.jinja", context, status=422 if form.is_bound else 200)
    started = start_trial(form.cleaned_data["name"], days=settings.TRIAL_DAYS)
    response = SeeOther(reverse("task_list", args=[started.assessment_id]))
    response.set_cookie(
        settings.TRIAL_COOKIE_NAME,
        started.key,
        max_age=settings.TRIAL_DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@require_safe
def trial_ended(request: Request) -> HttpResponse:
    held = held_trial(request.actor)
    if held is not None:
        return SeeOther(reverse("task_list", args=[held.assessment_id]))
    context = {"trial_days": settings.TRIAL_DAYS}
    response = render(request, "welcome/trial_ended.jinja", context, status=410)
    response.delete_cookie(settings.TRIAL_COOKIE_NAME)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def keep_trial(request: Request) -> HttpResponse:
    """For someone with an account already: what this browser tried becomes theirs.

    After signing in people come back here with GET, and are led to the button.
    """
    if request.actor.person_id is None:
        return sign_in_first(request)
    if request.method != "POST":
        return SeeOther(reverse("innovations"))
    innovation_id = adopt_held_trial(by=request.actor)
    messages.success(request, "Your trial is now in your account.")
    response = SeeOther(reverse("innovation_about", args=[innovation_id]))
    response.delete_cookie(settings.TRIAL_COOKIE_NAME)
    return response


@require_safe
def how_it_works(request: Request) -> HttpResponse:
    framework = load_framework(latest_version())
    return render(request, "welcome/how_it_works.jinja", {"framework": framework, "bands": BAND_WORDS})


@require_safe
def sources(request: Request) -> HttpResponse:
    """What the statements and the advice rest on."""
    return render(request, "welcome/sources.jinja", {"sources": load_sources()})


@require_safe
def statements(request: Request) -> HttpResponse:
    """All statements on one page, to print and talk about."""
    framework = load_framework(latest_version())
    return render(request, "welcome/statements.jinja", {"framework": framework})


def _words(template: str):
    @require_safe
    def view(request: Request) -> HttpResponse:
        context = {
            "contact": settings.CONTACT_EMAIL,
            "site": settings.SITE_URL,
            "trial_days": settings.TRIAL_DAYS,
            "held_hours": HELD_FOR // dt.timedelta(hours=1),
            "settings": settings,
        }
        return render(request, template, context)

    return view


accessibility = _words("welcome/accessibility.jinja")
privacy = _words("welcome/privacy.jinja")
cookies = _words("welcome/cookies.jinja")
help_and_contact = _words("welcome/help.jinja")


@never_cache
@require_safe
def health(request: Request) -> HttpResponse:
    """Alive, and the database answers. Says nothing else."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
