"""Letters in our words: plain text from templates/mail/, where the first line is the subject.

`actions.outbox.post` sends them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from django.conf import settings
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.urls import reverse
from jinja2 import Environment


@dataclass(frozen=True, slots=True)
class Letter:
    to: str
    subject: str
    text: str


def write(name: str, *, to: str, facts: Mapping[str, object]) -> Letter:
    """From templates/mail/<name>.txt. See letter.txt there for what each may use and say."""
    template = _plain_text().get_template(f"mail/{name}.txt")
    written = template.render({**facts, "address": to, "at_site": at_site, "site": settings.SITE_URL})
    subject, _, text = written.strip().partition("\n")
    return Letter(to, subject.strip(), text.strip() + "\n")


def at_site(name: str, *args: object) -> str:
    """A link for a letter. Its host comes from the settings: a request's Host is what its sender says."""
    return settings.SITE_URL + reverse(name, args=args or None)


@cache
def _plain_text() -> Environment:
    """The pages' environment without HTML escapes, which would spoil a link or the address of an O'Brien."""
    return cast(Jinja2, engines["jinja2"]).env.overlay(autoescape=False)
