"""To the organisation's sign-in page and back. Where none is configured these pages do not exist."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.decorators import rate_limit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from assessments.accounts.single_sign_on import PROVIDER_ID, AskOrganisation, failed
from assessments.ui.http import SeeOther

logger = logging.getLogger(__name__)
View = Callable[[HttpRequest], HttpResponse]

# What allauth does not expect of a provider: no answer, no JSON, a piece that is missing or of another kind.
UNEXPECTED = (RequestException, KeyError, ValueError, TypeError, AttributeError, ImproperlyConfigured)


def _where_configured(view: View) -> View:
    @wraps(view)
    def wrapper(request: HttpRequest, **_: Any) -> HttpResponse:
        if not settings.HAS_SINGLE_SIGN_ON:
            raise Http404
        try:
            return view(request)
        except UNEXPECTED as problem:
            logger.error("Single sign-on failed: %s", type(problem).__name__)
            return failed(request, status=502)

    return never_cache(wrapper)


@require_POST
@rate_limit(action="login")
@_where_configured
def leave(request: HttpRequest) -> HttpResponse:
    """A page that leads on by itself. A redirect would be a form sent elsewhere, which the content policy forbids."""
    provider = get_adapter().get_provider(request, PROVIDER_ID)
    leading = provider.redirect(request, process=AuthProcess.LOGIN, next_url=get_next_redirect_url(request))
    context = {"name": settings.OIDC_NAME, "address": leading["Location"]}
    response = render(request, "account/leaving.jinja", context)
    response["Refresh"] = f"0; url={leading['Location']}"
    return response


@require_safe
@_where_configured
def come_back(request: HttpRequest) -> HttpResponse:
    response = OAuth2CallbackView.adapter_view(AskOrganisation(request, PROVIDER_ID))(request)
    return SeeOther(response["Location"]) if response.status_code == 302 else response
