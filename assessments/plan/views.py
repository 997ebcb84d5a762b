"""The plan of an innovation: read it, take a step from the results, write one, move it on, take it away."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.actions import plan as actions
from assessments.errors import ChangedMeanwhile, NotFound
from assessments.models.vocabulary import StepStatus
from assessments.permissions import check_can_plan
from assessments.plan import presenters
from assessments.plan.forms import StepForm
from assessments.plan.offers import offered
from assessments.queries.assessment import StoredResult, results_of
from assessments.queries.innovation import InnovationFacts, get_visible, members_of
from assessments.queries.plan import Step, find_step, steps_of
from assessments.reports.names import attached, plan_file_name
from assessments.reports.plan import plan_csv, plan_ics
from assessments.ui.http import Request, SeeOther

IN_PLAN = "That is in your action plan already."


@require_safe
def plan(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    facts = get_visible(request.actor, innovation_id)
    page = presenters.plan_page(facts, steps_of(facts.pk), _newest(facts), today=timezone.localdate())
    return render(request, "plan/plan.jinja", {"page": page})


def _newest(facts: InnovationFacts) -> StoredResult | None:
    return next(iter(results_of(facts.pk)), None)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    facts = get_visible(request.actor, innovation_id)
    check_can_plan(facts.standing)
    form = _form(request, facts, enabler=request.GET.get("enabler", ""))
    if not form.is_valid():
        return _asked(request, facts, form)
    try:
        added = actions.add_step(facts, form.to_step(), by=request.actor)
    except ChangedMeanwhile as error:
        return _conflict(request, facts, form, str(error), None)
    return _saved(request, facts) if added else _conflict(request, facts, form, IN_PLAN, None)


@require_POST
def take(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    """One press on the results page. The key says which piece of advice or which level; the text is ours."""
    facts = get_visible(request.actor, innovation_id)
    check_can_plan(facts.standing)
    asked = request.POST.get("assessment", "")
    stored = next((one for one in results_of(facts.pk) if str(one.assessment_id) == asked), None)
    said = offered(request.POST.get("step", ""), stored.receipt) if stored else None
    if stored is None or said is None:
        raise NotFound("These results do not offer that step.")
    added = actions.add_step(facts, said, by=request.actor, made_from=stored.assessment_id)
    say = messages.success if added else messages.info
    say(request, "Added to your action plan." if added else IN_PLAN)
    return SeeOther(reverse("plan", args=[facts.id]))


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, innovation_id: uuid.UUID, step_id: uuid.UUID) -> HttpResponse:
    """Changes a step. Where someone changed or removed it meanwhile, what was typed stays, and theirs is shown."""
    facts = get_visible(request.actor, innovation_id)
    check_can_plan(facts.standing)
    found = find_step(facts.pk, step_id)
    if found is None:
        return _gone(request, facts)
    form = _form(request, facts, found)
    if not form.is_valid():
        return _asked(request, facts, form, found)
    try:
        actions.change_step(facts, found, form.to_step(), by=request.actor, seen=form.seen)
    except ChangedMeanwhile as error:
        now = find_step(facts.pk, step_id)
        return _conflict(request, facts, form, str(error), now) if now else _gone(request, facts)
    return _saved(request, facts)


def _gone(request: Request, facts: InnovationFacts) -> HttpResponse:
    """What was typed for a step that is no longer there can be saved as a new one."""
    if request.method != "POST":
        raise NotFound("There is no such step.")
    form = _form(request, facts)
    form.to_be_sent_to(reverse("plan_add", args=[facts.id]))
    sentence = "Someone removed this step while you were writing. Save to put it back as a new step."
    return _conflict(request, facts, form, sentence, None)


@require_POST
def act(request: Request, innovation_id: uuid.UUID, step_id: uuid.UUID) -> HttpResponse:
    """One press beside a step: up, down, or how far it is."""
    facts, found = _found(request, innovation_id, step_id)
    pressed = request.POST.get("do", "")
    if pressed in ("up", "down"):
        actions.move_step(facts, found, up=pressed == "up", by=request.actor)
    elif pressed in StepStatus.values:
        actions.set_status(facts, found, StepStatus(pressed), by=request.actor)
    else:
        raise NotFound("There is no such button.")
    return SeeOther(f"{reverse('plan', args=[facts.id])}#step-{found.id}")


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, innovation_id: uuid.UUID, step_id: uuid.UUID) -> HttpResponse:
    facts, found = _found(request, innovation_id, step_id)
    if request.method != "POST":
        return render(request, "plan/remove.jinja", {"facts": facts, "step": found})
    actions.remove_step(facts, found, by=request.actor)
    messages.success(request, "The step is removed.")
    return SeeOther(reverse("plan", args=[facts.id]))


@require_safe
def table(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    facts = get_visible(request.actor, innovation_id)
    content = plan_csv(presenters.framework_of(_newest(facts)), steps_of(facts.pk))
    return attached(content, f"{plan_file_name(facts.name)}.csv", "text/csv; charset=utf-8")


@require_safe
def calendar(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    facts = get_visible(request.actor, innovation_id)
    address = request.build_absolute_uri(reverse("plan", args=[facts.id]))
    content = plan_ics(facts.name, steps_of(facts.pk), address)
    return attached(content, f"{plan_file_name(facts.name)}.ics", "text/calendar; charset=utf-8")


def _found(request: Request, innovation_id: uuid.UUID, step_id: uuid.UUID) -> tuple[InnovationFacts, Step]:
    facts = get_visible(request.actor, innovation_id)
    check_can_plan(facts.standing)
    found = find_step(facts.pk, step_id)
    if found is None:
        raise NotFound("There is no such step.")
    return facts, found


def _form(
    request: Request, facts: InnovationFacts, found: Step | None = None, *, enabler: str = ""
) -> StepForm:
    return StepForm(
        request.POST if request.method == "POST" else None,
        framework=presenters.framework_of(_newest(facts)),
        members=members_of(facts.pk),
        step=found,
        enabler=enabler,
    )


def _saved(request: Request, facts: InnovationFacts) -> HttpResponse:
    messages.success(request, "Your action plan is saved.")
    return SeeOther(reverse("plan", args=[facts.id]))


def _conflict(
    request: Request, facts: InnovationFacts, form: StepForm, sentence: str, now: Step | None
) -> HttpResponse:
    """The form as it was typed, over the step as it stands. Saving again is a decision, and no accident."""
    if now:
        form.has_seen(now.version)
    context = {"facts": facts, "form": form, "step": now, "conflict": sentence}
    return render(request, "plan/step.jinja", context, status=409)


def _asked(
    request: Request, facts: InnovationFacts, form: StepForm, step: Step | None = None
) -> HttpResponse:
    context = {"facts": facts, "form": form, "step": step, "conflict": ""}
    return render(request, "plan/step.jinja", context, status=422 if form.is_bound else 200)
