"""Read-only links to a result: the team makes and ends them; whoever holds one reads one result, and nothing else."""

import uuid

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions.share import end_share, note_opening, share_result
from assessments.charts.plotly_figure import radar_figure_json
from assessments.errors import ChangedMeanwhile, NotFound
from assessments.permissions import can_share, check_can_share
from assessments.queries.assessment import get_visible as get_assessment
from assessments.queries.assessment import results_of
from assessments.queries.innovation import InnovationFacts, get_visible
from assessments.queries.rating import answers_of
from assessments.queries.share import Opened, SharedLink, find_link, links_of, open_link
from assessments.reports.answers import answer_groups
from assessments.reports.names import attachment
from assessments.reports.pdf import report_pdf
from assessments.results.forms import audience_in
from assessments.results.presenters import results_page
from assessments.results.report import report_of
from assessments.results.sharing_forms import ShareForm
from assessments.results.stored import Shown, shown_result
from assessments.ui.http import Request, SeeOther

_SIGNER = signing.Signer(salt="octant.share")
"""A link is its share's id and our signature of it: nothing that is stored opens anything (docs/decisions/0043)."""


def key_of(share_id: uuid.UUID) -> str:
    return _SIGNER.sign(str(share_id)).rpartition(":")[2]


def _is_key(share_id: uuid.UUID, key: str) -> bool:
    try:
        _SIGNER.unsign(f"{share_id}:{key}")
    except signing.BadSignature:
        return False
    return True


# --- The team's side


@require_safe
def shares(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    facts = get_visible(request.actor, innovation_id)
    may_share = can_share(facts.standing)
    now = timezone.now()
    links = [
        (link, _address(request, link) if may_share and link.is_open(now) else "")
        for link in links_of(facts.pk)
    ]
    newest = next(iter(results_of(facts.pk)), None)
    context = {"facts": facts, "links": links, "now": now, "newest": newest, "may_share": may_share}
    return render(request, "share/shares.jinja", context)


def _address(request: Request, link: SharedLink) -> str:
    return request.build_absolute_uri(reverse("shared", args=[link.id, key_of(link.id)]))


@require_http_methods(["GET", "HEAD", "POST"])
def share_new(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    """Of the newest result: an older one is history, and the team compares it by itself."""
    facts = get_visible(request.actor, innovation_id)
    check_can_share(facts.standing)
    newest = next(iter(results_of(facts.pk)), None)
    if newest is None:
        raise NotFound("There is no result to share yet.")
    form = ShareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            share = share_result(
                get_assessment(request.actor, newest.assessment_id), form.to_sharing(), by=request.actor
            )
        except ChangedMeanwhile as error:
            form.add_error("made_for", str(error))
        else:
            messages.success(request, "The link is ready. Copy it from below.")
            return SeeOther(f"{reverse('shares', args=[facts.id])}#share-{share.public_id}")
    context = {"facts": facts, "form": form}
    return render(request, "share/new.jinja", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def share_end(request: Request, innovation_id: uuid.UUID, share_id: uuid.UUID) -> HttpResponse:
    facts, link = _own_link(request, innovation_id, share_id)
    if request.method != "POST":
        return render(request, "share/end.jinja", {"facts": facts, "link": link})
    end_share(facts, link, by=request.actor)
    messages.success(request, "The link is switched off. It opens nothing any more.")
    return SeeOther(reverse("shares", args=[facts.id]))


def _own_link(
    request: Request, innovation_id: uuid.UUID, share_id: uuid.UUID
) -> tuple[InnovationFacts, SharedLink]:
    facts = get_visible(request.actor, innovation_id)
    check_can_share(facts.standing)
    link = find_link(facts.pk, share_id)
    if link is None:
        raise NotFound("There is no such link.")
    return facts, link


# --- The reader's side


@require_safe
def shared(request: Request, share_id: uuid.UUID, key: str) -> HttpResponse:
    opened = _opened(share_id, key)
    if opened is None:
        return _closed(request)
    if request.method == "GET":
        note_opening(opened.link)
    shown = _shown(opened)
    page = results_page(shown, all_advice=request.GET.get("advice") == "all", earlier=())
    context = {
        "page": page,
        "link": opened.link,
        "href": request.path,
        "radar_href": reverse("shared_radar", args=[share_id, key]),
        "pdf_href": reverse("shared_pdf", args=[share_id, key]),
        "answers": answer_groups(shown.framework, answers_of(opened.facts.pk), with_notes=True)
        if opened.link.shows_notes
        else (),
    }
    return _for_the_holder(render(request, "share/shared.jinja", context))


@require_safe
def shared_radar(request: Request, share_id: uuid.UUID, key: str) -> HttpResponse:
    opened = _opened(share_id, key)
    if opened is None:
        return _closed(request)
    figure = radar_figure_json(_shown(opened).spec)
    return _for_the_holder(HttpResponse(figure, content_type="application/json"))


@require_safe
def shared_pdf(request: Request, share_id: uuid.UUID, key: str) -> HttpResponse:
    opened = _opened(share_id, key)
    if opened is None:
        return _closed(request)
    stored = results_of(opened.facts.innovation_pk)
    mine = next(one for one in stored if one.assessment_id == opened.facts.id)
    report = report_of(
        shown_result(opened.facts, mine),
        mine,
        (),
        answers_of(opened.facts.pk),
        audience=audience_in(request.GET.get("for", "")),
        with_notes=opened.link.shows_notes,
    )
    content = report_pdf(report)
    return _for_the_holder(attachment(content, opened.facts, ending="pdf", content_type="application/pdf"))


def _opened(share_id: uuid.UUID, key: str) -> Opened | None:
    """A wrong key, a link that was switched off and one that never was look alike."""
    return open_link(share_id) if _is_key(share_id, key) else None


def _shown(opened: Opened) -> Shown:
    """This result alone: what came before it was not shared."""
    stored = results_of(opened.facts.innovation_pk)
    return shown_result(opened.facts, next(one for one in stored if one.assessment_id == opened.facts.id))


def _closed(request: Request) -> HttpResponse:
    return _for_the_holder(render(request, "share/closed.jinja", status=410))


def _for_the_holder(response: HttpResponse) -> HttpResponse:
    """No cache keeps it, no search engine lists it, and no other site learns its address."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
