"""The demonstration's mail box. Anywhere else these pages do not exist."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.accounts.demo_mail import KEPT, kept_mail, kept_mails, paragraphs_of

View = Callable[..., HttpResponse]


def _in_the_demonstration(view: View) -> View:
    @wraps(view)
    def wrapper(request: HttpRequest, **kwargs: int) -> HttpResponse:
        if not settings.IS_DEMO:
            raise Http404
        return view(request, **kwargs)

    return require_safe(never_cache(wrapper))


@_in_the_demonstration
def mails(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/mails.jinja", {"mails": kept_mails(), "kept": KEPT})


@_in_the_demonstration
def mail(request: HttpRequest, number: int) -> HttpResponse:
    found = kept_mail(number)
    if found is None:
        raise Http404
    here = f"{request.scheme}://{request.get_host()}"
    paragraphs = paragraphs_of(found.text, ours=(settings.SITE_URL, here))
    return render(request, "demo/mail.jinja", {"mail": found, "paragraphs": paragraphs})
