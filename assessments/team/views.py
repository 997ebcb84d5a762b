"""The people of an innovation: who belongs to it, inviting, roles; and the page behind the link of an invitation."""

import functools
import uuid
from collections.abc import Callable
from typing import Any

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions import team as act
from assessments.errors import AnotherGuestHere, ChangedMeanwhile, NoLongerWaits, NotFound
from assessments.permissions import can_see, check_can_invite, check_can_leave
from assessments.queries.team import (
    InvitationFacts,
    InvitationState,
    Invited,
    TeamFacts,
    addresses_in,
    get_by_key,
    get_guest,
    get_joined,
    get_member,
    get_sent_to,
    get_team,
    get_waiting,
    last_rated,
    open_round_of,
    people_in,
)
from assessments.team import presenters
from assessments.team.forms import InviteForm, RoleForm
from assessments.ui.http import Request, SeeOther, sign_in_first

ANY = ["GET", "HEAD", "POST"]
View = Callable[..., HttpResponse]


# --- The team


@require_safe
def people(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    team = get_team(request.actor, innovation_id)
    page = presenters.people_page(team, people_in(team), open_round_of(team.pk), me=request.actor)
    return render(request, "team/people.jinja", {"page": page})


@require_http_methods(ANY)
def invite_people(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    team = get_team(request.actor, innovation_id)
    check_can_invite(team.standing)
    if request.method != "POST":
        return _invite_page(request, team, InviteForm())
    if "add" in request.POST:
        return _invite_page(request, team, InviteForm.with_another_row(request.POST))
    form = InviteForm(request.POST, known=addresses_in(team.pk))
    return _send(request, team, form) if form.is_valid() else _invite_page(request, team, form)


@rate_limit(action="invite")
def _send(request: Request, team: TeamFacts, form: InviteForm) -> HttpResponse:
    try:
        act.invite(team, form.to_proposals(), by=request.actor, days=settings.INVITATION_DAYS)
    except ChangedMeanwhile:  # one of them is there by now: the form knows which
        return _invite_page(request, team, InviteForm(request.POST, known=addresses_in(team.pk)))
    return _done(request, team, presenters.sent_to(form.to_proposals()))


def _invite_page(request: Request, team: TeamFacts, form: InviteForm) -> HttpResponse:
    page = presenters.invite_page(team, open_round_of(team.pk), me=request.actor)
    status = 422 if form.is_bound else 200
    return render(request, "team/invite.jinja", {"page": page, "form": form}, status=status)


@require_http_methods(ANY)
def leave_team(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    team = get_team(request.actor, innovation_id)
    check_can_leave(team.standing)
    if request.method != "POST":
        return _confirm(request, presenters.confirm_leaving(team))
    act.leave(team, by=request.actor)
    messages.success(request, f"You have left the team of {team.name}.")
    return SeeOther(reverse("innovations"))


def _done(request: Request, team: TeamFacts, words: str) -> HttpResponse:
    messages.success(request, words)
    return SeeOther(reverse("people", args=[team.id]))


def _confirm(request: Request, page: presenters.ConfirmPage) -> HttpResponse:
    return render(request, "team/confirm.jinja", {"page": page})


def _for_the_lead(view: View) -> View:
    """Finds the team, and lets its lead through. Who acts on a page that is out of date is shown the team as it is."""

    @functools.wraps(view)
    def wrapper(request: Request, innovation_id: uuid.UUID, **who: uuid.UUID) -> HttpResponse:
        team = get_team(request.actor, innovation_id)
        check_can_invite(team.standing)
        try:
            return view(request, team, **who)
        except (ChangedMeanwhile, NoLongerWaits) as changed:
            messages.info(request, str(changed))
            return SeeOther(reverse("people", args=[team.id]))

    return wrapper


@require_http_methods(ANY)
@_for_the_lead
def role(request: Request, team: TeamFacts, member_id: uuid.UUID) -> HttpResponse:
    member = get_member(team, member_id)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": member.role})
    if not form.is_valid():
        context = {"team": team, "member": member, "form": form}
        return render(request, "team/role.jinja", context, status=422 if form.is_bound else 200)
    act.change_role(team, member, form.to_role(), by=request.actor)
    return _done(request, team, f"{member.name} is now {presenters.as_a(form.to_role())}.")


@require_http_methods(ANY)
@_for_the_lead
def lead(request: Request, team: TeamFacts, member_id: uuid.UUID) -> HttpResponse:
    member = get_member(team, member_id)
    if request.method != "POST":
        return _confirm(request, presenters.confirm_handing_over(team, member))
    act.hand_over(team, member, by=request.actor)
    return _done(request, team, f"{member.name} leads {team.name} now. You are an editor.")


@require_http_methods(ANY)
@_for_the_lead
def remove(request: Request, team: TeamFacts, member_id: uuid.UUID) -> HttpResponse:
    member = get_member(team, member_id)
    if request.method != "POST":
        return _confirm(request, presenters.confirm_removing(team, member))
    act.remove_member(team, member, by=request.actor)
    return _done(request, team, f"{member.name} is no longer in this team.")


@require_http_methods(ANY)
@_for_the_lead
def remove_without_account(request: Request, team: TeamFacts, invitation_id: uuid.UUID) -> HttpResponse:
    guest = get_guest(team, invitation_id)
    if request.method != "POST":
        return _confirm(request, presenters.confirm_removing_guest(team, guest))
    act.remove_guest(team, guest, by=request.actor)
    return _done(request, team, "The guest is no longer in this team.")


@require_http_methods(ANY)
@_for_the_lead
def resend(request: Request, team: TeamFacts, invitation_id: uuid.UUID) -> HttpResponse:
    waiting = get_waiting(team, invitation_id)
    if request.method != "POST":
        return _confirm(request, presenters.confirm_sending_again(team, waiting))
    return _send_again(request, team, waiting)


@rate_limit(action="invite")
def _send_again(request: Request, team: TeamFacts, waiting: Invited) -> HttpResponse:
    act.send_again(team, waiting, by=request.actor, days=settings.INVITATION_DAYS)
    return _done(request, team, f"We have sent a new link to {waiting.email}.")


@require_http_methods(ANY)
@_for_the_lead
def withdrawal(request: Request, team: TeamFacts, invitation_id: uuid.UUID) -> HttpResponse:
    waiting = get_waiting(team, invitation_id)
    if request.method != "POST":
        return _confirm(request, presenters.confirm_withdrawing(team, waiting))
    act.withdraw(team, waiting, by=request.actor)
    return _done(request, team, f"The invitation to {waiting.email} is withdrawn.")


# --- The link of an invitation. Looking never accepts: machines that read mail follow links.


def _keeps_its_key(view: View) -> View:
    """The address is a secret: no cache keeps the page, and no other site is told where its visitor comes from.

    Without "strict-origin", "no-referrer" would also take the Origin from our own forms, which proves them ours.
    """

    @never_cache
    @functools.wraps(view)
    def wrapper(request: Request, **found: Any) -> HttpResponse:
        response = view(request, **found)
        response["Referrer-Policy"] = "strict-origin"
        return response

    return wrapper


@_keeps_its_key
@require_http_methods(ANY)
def join(request: Request, key: str) -> HttpResponse:
    """Anyone who has the link, signed in or not."""
    try:
        invitation = get_by_key(request.actor, key)
    except NotFound:
        return render(request, "team/unknown_link.jinja", status=404)
    return _answer(request, invitation)


@_keeps_its_key
@require_http_methods(ANY)
def invited(request: Request, invitation_id: uuid.UUID) -> HttpResponse:
    """The same page for whoever is signed in with the address, who needs no link: after making an account, say."""
    if request.actor.person_id is None:
        return sign_in_first(request)
    try:
        invitation = get_sent_to(request.actor, invitation_id)
    except NotFound:
        return render(request, "team/not_for_you.jinja", {"signed_in_as": _address_of(request)}, status=404)
    return _answer(request, invitation)


def _answer(request: Request, invitation: InvitationFacts) -> HttpResponse:
    if invitation.is_taken_by_me:
        return _onwards(invitation)
    if invitation.state is not InvitationState.WAITS:
        return render(request, "team/over.jinja", {"page": presenters.over_page(invitation)}, status=410)
    if request.method != "POST":
        page = presenters.join_page(invitation, signed_in_as=_address_of(request), path=request.path)
        return render(request, "team/join.jinja", {"page": page, "guest_days": settings.GUEST_DAYS})
    try:
        return _decline(request, invitation) if "decline" in request.POST else _accept(request, invitation)
    except NoLongerWaits:  # pressed twice, or a moment too late: looking again says which
        return SeeOther(request.path)
    except AnotherGuestHere:
        return render(
            request, "team/another_guest.jinja", {"page": presenters.over_page(invitation)}, status=409
        )


def _decline(request: Request, invitation: InvitationFacts) -> HttpResponse:
    act.decline(invitation, by=request.actor)
    return SeeOther(reverse("join_declined"))


def _accept(request: Request, invitation: InvitationFacts) -> HttpResponse:
    if request.actor.person_id is None:
        return _accept_as_guest(request, invitation)
    act.accept(invitation, by=request.actor)
    messages.success(request, presenters.welcome(invitation))
    return _onwards(invitation)


def _accept_as_guest(request: Request, invitation: InvitationFacts) -> HttpResponse:
    held_key = request.COOKIES.get(settings.GUEST_COOKIE_NAME, "")[:100]
    key = act.accept_as_guest(invitation, by=request.actor, held_key=held_key, days=settings.GUEST_DAYS)
    response = _onwards(invitation)
    response.set_cookie(
        settings.GUEST_COOKIE_NAME,
        key,
        max_age=settings.GUEST_DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _onwards(invitation: InvitationFacts) -> HttpResponse:
    name = "innovation" if can_see(invitation.role) else "joined"
    return SeeOther(reverse(name, args=[invitation.innovation_id]))


def _address_of(request: Request) -> str:
    return request.user.email if request.user.is_authenticated else ""


@require_safe
def declined(request: Request) -> HttpResponse:
    return render(request, "team/declined.jinja")


@require_safe
def joined(request: Request, innovation_id: uuid.UUID) -> HttpResponse:
    """For those who come to rate: on to the newest round, or told that there is none yet."""
    team = get_joined(request.actor, innovation_id)
    assessment_id = last_rated(team.pk)
    if assessment_id:
        return SeeOther(reverse("rate", args=[assessment_id]))
    return render(request, "team/joined.jinja", {"team": team, "guest_days": settings.GUEST_DAYS})
