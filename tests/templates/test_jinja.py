"""What templates can call, and how dates, times and counts are written."""

import datetime as dt

import pytest
import time_machine
from django.template import engines
from jinja2 import UndefinedError

from assessments.ui import jinja
from tests.templates.pages import draw

AFTERNOON = dt.datetime(2026, 9, 14, 13, 14, tzinfo=dt.UTC)  # 2:14pm in London


def test_a_day_is_written_in_words():
    assert jinja.day(dt.date(2026, 9, 14)) == "14 September 2026"


def test_a_day_is_the_day_in_london():
    before_midnight = dt.datetime(2026, 9, 14, 23, 30, tzinfo=dt.UTC)

    assert jinja.day(before_midnight) == "15 September 2026"


def test_a_month_is_written_in_words():
    assert jinja.month(dt.date(2026, 9, 14)) == "September 2026"


TIMES = (
    ((0, 0), "midnight"),
    ((0, 5), "12:05am"),
    ((9, 0), "9am"),
    ((11, 59), "11:59am"),
    ((12, 0), "midday"),
    ((12, 30), "12:30pm"),
    ((14, 14), "2:14pm"),
    ((17, 0), "5pm"),
)


@pytest.mark.parametrize(("hour_and_minute", "written"), TIMES)
def test_a_time_is_written_as_people_say_it(hour_and_minute, written):
    assert jinja.clock(dt.datetime(2026, 1, 14, *hour_and_minute, tzinfo=dt.UTC)) == written


def test_a_moment_is_a_day_and_a_time():
    assert jinja.moment(AFTERNOON) == "14 September 2026 at 2:14pm"


@pytest.mark.parametrize(
    ("now", "written"),
    [("2026-09-14T20:00Z", "today at 2:14pm"), ("2026-09-15T09:00Z", "14 September 2026 at 2:14pm")],
)
def test_what_was_saved_today_says_today(now, written):
    with time_machine.travel(now):
        assert jinja.saved(AFTERNOON) == written


@pytest.mark.parametrize(
    ("number", "written"), [(0, "0 hours"), (1, "1 hour"), (24, "24 hours"), (1200, "1,200 hours")]
)
def test_a_count_agrees_with_what_it_counts(number, written):
    assert jinja.counted(number, "hour") == written


def test_a_misspelt_name_in_a_template_is_an_error():
    with pytest.raises(UndefinedError):
        draw("{{ mispelt }}")


def test_a_misspelt_name_shows_nothing_in_production(settings):
    settings.IS_PRODUCTION = True

    environment = jinja.environment()

    assert environment.from_string("[{{ mispelt }}]").render() == "[]"


def test_whatever_a_template_shows_is_escaped():
    assert draw("{{ text }}", {"text": "<b>"}) == "&lt;b&gt;"


def test_an_address_can_be_named():
    assert draw("{{ url('start') }}") == "/"


def test_an_attribute_is_written_only_when_it_has_a_value():
    written = draw("{{ {'id': none, 'hidden': true, 'open': false, 'lang': 'en'}|attributes }}")

    assert written == ' lang="en" hidden'


def test_the_environment_is_the_one_of_the_settings():
    assert engines["jinja2"].env.filters["day"] is jinja.day
