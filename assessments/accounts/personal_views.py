"""Your data: a copy of it, and leaving."""

import json

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.accounts.forms import EraseForm
from assessments.accounts.views import LEAVE_NOTHING
from assessments.actions.erasure import LAST_ADMINISTRATOR, erase_person, record_export
from assessments.queries.personal import leaving_of, personal_data_of
from assessments.ui.http import Request, SeeOther, sign_in_first

FILE_NAME = "octant-my-data.json"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def my_data(request: Request) -> HttpResponse:
    """POST sends the file: that somebody took a copy is on record."""
    me = request.actor.person_id
    if me is None:
        return sign_in_first(request)
    if request.method != "POST":
        return render(request, "account/data.jinja")
    record_export(me, by=request.actor)
    text = json.dumps(personal_data_of(me), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return HttpResponse(text, content_type="application/json", headers=headers)


def erase(request: HttpRequest) -> HttpResponse:
    """A stranger has nothing to erase, and is asked to sign in before the password is asked for again."""
    if request.user.is_anonymous:
        return sign_in_first(request)  # type: ignore[arg-type]  # as our middleware leaves it
    return _erase(request)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@reauthentication_required
def _erase(request: Request) -> HttpResponse:
    me = request.actor.person_id
    assert me is not None  # noqa: S101 -- for the type checker: `erase` has asked
    leaving = leaving_of(me)
    form = EraseForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "leaving": leaving, "not_yet": LAST_ADMINISTRATOR}
    if leaving.is_last_administrator:
        context |= {"form": None}
        return render(request, "account/erase.jinja", context, status=409 if form.is_bound else 200)
    if not form.is_valid():
        return render(request, "account/erase.jinja", context, status=422 if form.is_bound else 200)
    address = request.user.email  # type: ignore[union-attr]  # signed in
    erase_person(me, by=request.actor)
    logout(request)
    get_adapter().send_mail("account/email/account_erased", address, {})
    response = SeeOther(reverse("account_erased"))
    response["Clear-Site-Data"] = LEAVE_NOTHING
    return response


@require_safe
def erased(request: Request) -> HttpResponse:
    return render(request, "account/erased.jinja")
