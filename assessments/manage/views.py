"""The room of administrators: people, roles, the audit log. For everybody else it is not there."""

from collections.abc import Callable, Mapping
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.actions.audit import check_chain, record_export
from assessments.actions.people import change_site_roles, close_account, reopen_account
from assessments.errors import NotFound, NotReady
from assessments.manage import presenters
from assessments.manage.forms import AuditForm, PeopleForm, RolesForm
from assessments.models.vocabulary import SiteRole
from assessments.permissions import can_administer
from assessments.queries.audit import actions_on_record, all_events, events_page, last_check, length_of_record
from assessments.queries.outbox import mail_counts
from assessments.queries.people import get_person, people_counts, people_page
from assessments.reports.audit import audit_csv
from assessments.ui.http import Request, SeeOther

View = Callable[..., HttpResponseBase]


def for_administrators(view: View) -> View:
    @wraps(view)
    def guarded(request: Request, **kwargs: int) -> HttpResponseBase:
        if not can_administer(request.actor):
            raise NotFound("There is no such page.")
        return view(request, **kwargs)

    return guarded


@require_safe
@for_administrators
def home(request: Request) -> HttpResponse:
    page = presenters.home_page(
        people_counts(), length_of_record(), last_check(), mail_counts(), now=timezone.now()
    )
    return render(request, "manage/home.jinja", {"page": page})


# --- The audit log


@require_safe
@for_administrators
def audit(request: Request) -> HttpResponse:
    form = AuditForm(request.GET, actions=actions_on_record())
    is_right, before = form.is_valid(), _key(request.GET)
    page = presenters.log_page(
        events_page(form.to_criteria(), before=before),
        last_check(),
        asked=_asked(form.data, form.cleaned_data),
        is_first=before is None,
    )
    return render(
        request, "manage/audit.jinja", {"page": page, "form": form}, status=200 if is_right else 422
    )


@require_POST
@for_administrators
def check_audit(request: Request) -> HttpResponse:
    check = check_chain(by=request.actor)
    if check.problem:
        messages.warning(request, f"The audit log is broken. {check.problem}")
    else:
        messages.success(request, f"All {check.events:,} events are as they were written.")
    return SeeOther(reverse("manage_audit"))


@require_POST
@for_administrators
def export_audit(request: Request) -> HttpResponseBase:
    form = AuditForm(request.POST, actions=actions_on_record())
    form.is_valid()
    asked = _asked(form.data, form.cleaned_data)
    record_export(
        request.actor, ", ".join(f"{name}: {value}" for name, value in asked.items()) or "all of it"
    )
    response = StreamingHttpResponse(
        audit_csv(all_events(form.to_criteria())), content_type="text/csv; charset=utf-8"
    )
    name = f"octant-audit-log-{timezone.localdate().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked(sent: Mapping[str, str], understood: Mapping[str, object]) -> dict[str, str]:
    """As it was sent, so that it can be sent again."""
    return {name: str(sent[name]) for name, value in understood.items() if value}


def _key(sent: Mapping[str, str]) -> int | None:
    """Where an older page begins. What is no number begins at the newest."""
    before = sent.get("before", "")
    return int(before) if before.isdecimal() and len(before) < 19 else None


# --- People


@require_safe
@for_administrators
def people(request: Request) -> HttpResponse:
    form = PeopleForm(request.GET)
    is_right, before = form.is_valid(), _key(request.GET)
    page = presenters.people_list_page(
        people_page(form.to_criteria(), before=before),
        asked=_asked(form.data, form.cleaned_data),
        is_first=before is None,
    )
    return render(
        request, "manage/people.jinja", {"page": page, "form": form}, status=200 if is_right else 422
    )


@require_safe
@for_administrators
def person(request: Request, person_id: int) -> HttpResponse:
    return _person(request, person_id)


def _person(request: Request, person_id: int, *, refusal: str = "") -> HttpResponse:
    page = presenters.person_page(get_person(person_id), people_counts(), reader_id=request.actor.person_id)
    form = RolesForm({"roles": page.person.roles})
    if form.is_valid() and refusal:
        form.add_error("roles", refusal)
    context = {"page": page, "form": form, "layout": form.layout(page.roles_href)}
    return render(request, "manage/person.jinja", context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def roles(request: Request, person_id: int) -> HttpResponse:
    """With GET it asks for a yes, with POST it was given."""
    facts = get_person(person_id)
    form = RolesForm(request.POST if request.method == "POST" else request.GET)
    chosen = form.cleaned_data["roles"] if form.is_valid() else facts.roles
    page = presenters.roles_page(facts, chosen)
    if not page.given and not page.taken:
        return SeeOther(reverse("manage_person", args=[person_id]))
    if request.method != "POST":
        return render(request, "manage/roles.jinja", {"page": page})
    try:
        change_site_roles(person_id, chosen, by=request.actor)
    except NotReady as refusal:
        return _person(request, person_id, refusal=str(refusal))
    messages.success(request, f"The roles of {facts.name} are changed.")
    gave_up = person_id == request.actor.person_id and SiteRole.ADMINISTRATOR not in chosen
    return SeeOther(reverse("account") if gave_up else reverse("manage_person", args=[person_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def close(request: Request, person_id: int) -> HttpResponse:
    facts = get_person(person_id)
    if request.method != "POST":
        return render(request, "manage/close.jinja", {"person": facts})
    close_account(person_id, by=request.actor)
    messages.success(request, f"The account of {facts.name} is closed.")
    return SeeOther(reverse("manage_person", args=[person_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def reopen(request: Request, person_id: int) -> HttpResponse:
    facts = get_person(person_id)
    if request.method != "POST":
        return render(request, "manage/reopen.jinja", {"person": facts})
    reopen_account(person_id, by=request.actor)
    messages.success(request, f"The account of {facts.name} is open again.")
    return SeeOther(reverse("manage_person", args=[person_id]))
