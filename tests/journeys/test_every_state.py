"""The accessibility baseline on every page, in every state that looks different, with everything that folds open.

The states are those of tests/pages.
"""

from collections.abc import Mapping

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from pytest_django import DjangoDbBlocker

from tests.journeys import baseline
from tests.journeys.tab import Tab
from tests.pages.every_page import NO_PAGE, STATES, all_shown

# Pages for days when little else works: no request of a test leads to them.
RENDERED: dict[str, Mapping[str, object]] = {
    "errors/problem.jinja": {},
    "errors/unavailable.jinja": {},
    "errors/too_many_requests.jinja": {"wait": "5 minutes"},
    "errors/already_submitted.jinja": {},
    "errors/bad_request.jinja": {},
}


@pytest.mark.django_db
@pytest.mark.parametrize("label", [label for label in STATES if label not in NO_PAGE])
def test_the_baseline_is_met(
    label: str, tab: Tab, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    response = all_shown(django_db_blocker)[label]

    tab.show(response)

    baseline.check(tab.page)


@pytest.mark.parametrize("template", RENDERED)
def test_the_baseline_is_met_on_a_bad_day(template: str, tab: Tab) -> None:
    html = render_to_string(template, {"request": None, **RENDERED[template]})

    tab.show(HttpResponse(html))

    baseline.check(tab.page)
