"""Where you are signed in, and ending what should not be."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments.actions.session import end_session, end_sessions
from assessments.queries.session import sessions_of
from assessments.ui.http import Request, SeeOther, sign_in_first

OTHERS = "others"


@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: Request) -> HttpResponse:
    if request.actor.person_id is None:
        return sign_in_first(request)
    here = request.session.session_key or ""
    if request.method == "POST":
        messages.success(request, _end(request.POST.get("end", ""), request, here=here))
        return SeeOther(reverse("account_sessions"))
    context = {"sessions": sessions_of(request.actor.person_id, here=here), "others": OTHERS}
    return render(request, "account/sessions.jinja", context)


def _end(which: str, request: Request, *, here: str) -> str:
    """What is said afterwards."""
    by = request.actor
    if which == OTHERS and by.person_id is not None:
        end_sessions(by.person_id, but=here, by=by)
        return "Everywhere else, you are signed out."
    return "That session is ended." if end_session(which, by=by) else "That session had ended already."
