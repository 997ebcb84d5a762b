"""The wizard: task list, enabler pages, check answers, submit. Each view finds and authorises, binds, acts, answers."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions.assessment import submit_assessment
from assessments.actions.rating import Conflict, SaveOutcome, save_answers
from assessments.errors import AlreadySubmitted, ChangedMeanwhile, NotFound, NotReady
from assessments.framework.types import Enabler, Framework
from assessments.permissions import check_can_submit
from assessments.queries.assessment import AssessmentFacts, get_editable, get_visible, results_of
from assessments.queries.rating import answers_of, answers_with_who
from assessments.ui.held import keeps_what_was_typed, opened_by, what_was_held
from assessments.ui.http import Request, SeeOther
from assessments.wizard.check import check_page, doubt_about
from assessments.wizard.conflict import conflict_page
from assessments.wizard.enabler import enabler_page
from assessments.wizard.forms import TYPED, EnablerForm, SubmitForm
from assessments.wizard.steps import next_after
from assessments.wizard.task_list import task_list_page


@require_safe
def task_list(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    facts = get_visible(request.actor, assessment_id)
    if facts.is_submitted:
        return SeeOther(reverse("results", args=[facts.id]))
    page = task_list_page(facts, answers_of(facts.pk))
    return render(request, "wizard/task_list.jinja", {"page": page})


@keeps_what_was_typed(TYPED.match)
@require_http_methods(["GET", "HEAD", "POST"])
def enabler(request: Request, assessment_id: uuid.UUID, slug: str) -> HttpResponse:
    try:
        facts = get_editable(request.actor, assessment_id)
    except AlreadySubmitted:
        return _too_late(request, assessment_id, slug)
    one = _find(facts.framework, slug)
    if request.method == "POST":
        return _save(request, facts, one)
    return _show(request, facts, one)


def _show(request: Request, facts: AssessmentFacts, one: Enabler) -> HttpResponse:
    stored = answers_of(facts.pk, [statement.code for statement in one.statements])
    held = what_was_held(request)
    back, mark = request.GET.get("back", ""), opened_by(request.actor)
    form = EnablerForm(facts.framework, one, stored=stored, held=held, back=back, opened_by=mark)
    return _enabler_page(request, facts, form, was_held=bool(held))


def _save(request: Request, facts: AssessmentFacts, one: Enabler) -> HttpResponse:
    """Whatever is filled in and allowed is saved first; then we say what is wrong, in conflict or missing.

    In that order, because the page on conflicts holds only those: what is wrong would be typed in vain.
    """
    form = EnablerForm(facts.framework, one, request.POST, opened_by=opened_by(request.actor))
    is_valid = form.is_valid()
    try:
        outcome = save_answers(facts, form.typed_answers(), by=request.actor)
    except AlreadySubmitted:
        return _too_late(request, facts.id, one.slug)
    in_conflict = bool(outcome.conflicts or form.undecided)
    if in_conflict and not form.has_wrong_parts:
        return _conflict(request, facts, form, outcome)
    if not is_valid:
        return _enabler_page(request, facts, form.as_saved(outcome.saved), status=422)
    return _onwards(request, facts, one, outcome)


def _onwards(request: Request, facts: AssessmentFacts, one: Enabler, outcome: SaveOutcome) -> HttpResponse:
    if "later" in request.POST:
        messages.success(request, "Your answers are saved. You can carry on at any time.")
        return SeeOther(reverse("task_list", args=[facts.id]) if facts.is_trial else reverse("innovations"))
    if request.POST.get("back") == "check":
        return SeeOther(reverse("check", args=[facts.id]))
    following = next_after(facts.framework, one, outcome.answers)
    if following is None:
        return SeeOther(reverse("task_list", args=[facts.id]))
    return SeeOther(reverse("enabler", args=[facts.id, following.slug]))


def _conflict(
    request: Request, facts: AssessmentFacts, form: EnablerForm, outcome: SaveOutcome
) -> HttpResponse:
    """409: two people changed the same statement. 422: they were asked which to keep, and did not say."""
    page = conflict_page(
        facts,
        form.enabler,
        [*outcome.conflicts, *_still_undecided(facts, form)],
        saved=len(outcome.saved),
        back=form.back,
        opened_by=form.opened_by,
        undecided=form.undecided,
        by=request.actor,
    )
    return render(request, "wizard/conflict.jinja", {"page": page}, status=422 if form.undecided else 409)


def _still_undecided(facts: AssessmentFacts, form: EnablerForm) -> list[Conflict]:
    if not form.undecided:
        return []
    stored = answers_with_who(facts.pk, form.undecided)
    return [Conflict(form.typed(code), stored[code]) for code in form.undecided if code in stored]


def _enabler_page(
    request: Request, facts: AssessmentFacts, form: EnablerForm, *, status: int = 200, was_held: bool = False
) -> HttpResponse:
    page = enabler_page(facts, form.enabler, back=form.back, was_held=was_held, saved_at=form.saved_at)
    return render(request, "wizard/enabler.jinja", {"page": page, "form": form}, status=status)


def _too_late(request: Request, assessment_id: uuid.UUID, slug: str) -> HttpResponse:
    """Someone submitted it. A GET goes to the results; what was typed in a POST is shown, so that it can be copied."""
    facts = get_visible(request.actor, assessment_id)
    one = _find(facts.framework, slug)
    if request.method != "POST":
        return SeeOther(reverse("results", args=[facts.id]))
    typed = EnablerForm(facts.framework, one, request.POST).statement_rows
    submitted = next(one for one in results_of(facts.innovation_pk) if one.number == facts.number)
    context = {"facts": facts, "typed": typed, "submitted": submitted}
    return render(request, "wizard/too_late.jinja", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request, assessment_id: uuid.UUID) -> HttpResponse:
    facts = get_visible(request.actor, assessment_id)
    if facts.is_submitted:
        return SeeOther(reverse("results", args=[facts.id]))  # pressing Submit twice ends here too
    if request.method == "POST":
        return _submit(request, facts)
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
    page = check_page(facts, answers_of(facts.pk))
    return render(request, "wizard/answers.jinja", {"page": page})


def _submit(request: Request, facts: AssessmentFacts) -> HttpResponse:
    check_can_submit(facts.standing)
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
    page = check_page(facts, answers_of(facts.pk))
    context = {"page": page, "notice": notice, "is_refused": is_refused}
    return render(request, "wizard/check.jinja", context, status=status)


def _find(framework: Framework, slug: str) -> Enabler:
    try:
        return framework.enabler_by_slug[slug]
    except KeyError:
        raise NotFound("There is no such enabler.") from None
