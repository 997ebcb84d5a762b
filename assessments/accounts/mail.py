"""Mail in our words: plain text from templates/mail/, where the first line is the subject."""

from collections.abc import Mapping
from functools import cache
from typing import cast

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.urls import reverse
from jinja2 import Environment

NO_REPLIES = {"Auto-Submitted": "auto-generated"}  # asks out-of-office machines to keep quiet (RFC 3834)


def at_site(name: str, *args: object) -> str:
    """A link for a mail. Its host comes from the settings: a request's Host is what its sender says."""
    return settings.SITE_URL + reverse(name, args=args or None)


def write(name: str, *, to: str, facts: Mapping[str, object]) -> EmailMessage:
    template = _plain_text().get_template(f"mail/{name}.txt")
    written = template.render({**facts, "address": to, "at_site": at_site, "site": settings.SITE_URL})
    subject, _, text = written.strip().partition("\n")
    return EmailMessage(subject.strip(), text.strip() + "\n", to=[to], headers=NO_REPLIES)


@cache
def _plain_text() -> Environment:
    """The pages' environment without HTML escapes, which would spoil a link or the address of an O'Brien."""
    return cast(Jinja2, engines["jinja2"]).env.overlay(autoescape=False)
