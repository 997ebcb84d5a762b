"""The Jinja2 environment of every page: what templates can call, and how dates and counts are written."""

import datetime as dt
from typing import overload

from crispy_forms.utils import render_crispy_form
from django.conf import settings
from django.contrib.messages import get_messages
from django.forms import BaseForm
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from assessments.ui import components, field_view

SAID_ALOUD = {(0, 0): "midnight", (12, 0): "midday"}


def environment(**options: object) -> Environment:
    """Named in settings.TEMPLATES. A misspelt name is an error, but in production it shows nothing."""
    if not settings.IS_PRODUCTION:
        options["undefined"] = StrictUndefined
    options |= {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(**options)  # type: ignore[arg-type]  # noqa: S701 -- it is set, one line up
    env.globals.update(
        static=static,
        url=url,
        today=timezone.localdate,
        crispy=crispy,
        messages=get_messages,
        shell=components.shell,
        plain_look=field_view.PLAIN,
    )
    env.filters.update(
        day=day,
        moment=moment,
        saved=saved,
        counted=counted,
        attributes=flatatt,
        view_of=field_view.view_of,
        has_errors=field_view.has_errors,
        error_links=field_view.error_links,
    )
    return env


def url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


@pass_context
def crispy(context: Context, form: BaseForm, helper: object = None) -> Markup:
    """Lays the form out by its own helper, or by the one given.

    Call it in a page, not inside an imported macro: only a page's context holds the CSRF token.
    """
    passed_on = {name: context[name] for name in ("csrf_token", "request") if name in context}
    drawn = render_crispy_form(form, helper, passed_on)
    return Markup(drawn)  # noqa: S704 -- the pack's templates escape; crispy hands their text over unmarked


def day(value: dt.date) -> str:
    """14 September 2026"""
    value = _local(value)
    return f"{value.day} {value:%B %Y}"


def month(value: dt.date) -> str:
    """September 2026"""
    return f"{_local(value):%B %Y}"


def clock(value: dt.datetime) -> str:
    """2:14pm, 9am, midday"""
    value = _local(value)
    said_aloud = SAID_ALOUD.get((value.hour, value.minute))
    if said_aloud:
        return said_aloud
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def moment(value: dt.datetime) -> str:
    """14 September 2026 at 2:14pm"""
    return f"{day(value)} at {clock(value)}"


def saved(value: dt.datetime) -> str:
    """As `moment`, and "today at 2:14pm" for today."""
    is_today = _local(value).date() == timezone.localdate()
    return f"{'today' if is_today else day(value)} at {clock(value)}"


def counted(number: int, noun: str) -> str:
    """1 hour, 24 hours: in figures. Sentences about scores count in words: charts.numerals."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@overload
def _local(value: dt.datetime) -> dt.datetime: ...
@overload
def _local(value: dt.date) -> dt.date: ...
def _local(value: dt.date) -> dt.date:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
