"""What stands in a log line, and what never does."""

import datetime as dt
import json
import logging
import sys

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError

from assessments.ui.reference import request_in_hand
from spreadapp.logs import JsonLine, NothingPrivate, RequestNumber, masked


def line_of(message, *values, error=None):
    """As the handler writes it."""
    about = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("octant", logging.WARNING, __file__, 1, message, values, about)
    for each in (RequestNumber(), NothingPrivate()):
        assert each.filter(record)
    return json.loads(JsonLine().format(record))


def raised(error, cause=None):
    try:
        raise error from cause
    except type(error):
        return sys.exception()


@pytest.fixture
def in_hand():
    before = request_in_hand.set("0123abcd")
    yield "0123abcd"
    request_in_hand.reset(before)


def test_a_line_is_an_object_with_time_level_logger_request_and_message(in_hand):
    line = line_of("%s: %s", "Not Found", "/x/")

    assert line.keys() == {"time", "level", "logger", "request", "message"}
    assert (line["level"], line["logger"], line["message"]) == ("WARNING", "octant", "Not Found: /x/")
    assert line["request"] == in_hand


def test_the_time_is_utc_and_says_so():
    time = dt.datetime.fromisoformat(line_of("x")["time"])

    assert time.utcoffset() == dt.timedelta(0)
    assert abs(time - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)


def test_a_message_cannot_start_a_line_of_its_own():
    record = logging.LogRecord("octant", logging.INFO, __file__, 1, "one\r\ntwo\u2028three", (), None)

    assert len(JsonLine().format(record).splitlines()) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/account/confirm/MQ:1tNabc:xE0c_-fJ8Q2k/",
        "/account/confirm/MQ%3A1tNabc%3AxE0c_-fJ8Q2k/",
        "/account/password/reset/1-d2k3j4-0123456789abcdef/",
        "/join/3q2-7wAbcdefghijklmnopqrstuvwxyz0123456789_-/",
    ],
)
@pytest.mark.parametrize("written", ["Not Found: {}", '"GET {} HTTP/1.1" 200 "https://octant.example.org{}"'])
def test_no_key_of_a_link_in_mail_is_logged(path, written):
    line = line_of("%s", written.format(path, path))

    assert path.split("/")[-2] not in line["message"]
    assert "/(key)/" in line["message"]


@pytest.mark.parametrize(
    "path",
    ["/account/password/reset/", "/account/password/reset/sent/", "/account/confirm/", "/join/said-no/"],
)
def test_an_address_without_a_key_stays_as_it_is(path):
    assert masked(path) == path


def test_no_mail_address_is_logged():
    assert line_of("To <%s>, 3 times", "alice.archer@example.org")["message"] == "To <(address)>, 3 times"


def test_a_broken_call_is_reported_by_logging_itself_and_breaks_nothing():
    record = logging.LogRecord("octant", logging.INFO, __file__, 1, "%s and %s", ("one",), None)

    assert NothingPrivate().filter(record)


def test_an_error_is_told_by_kind_and_place_and_not_in_its_own_words():
    line = line_of("Broken", error=raised(ValidationError("Mrs Smith fell"), ValueError("Mrs Smith")))

    kinds = [error["kind"] for error in line["errors"]]
    assert kinds == ["django.core.exceptions.ValidationError", "builtins.ValueError"]
    assert line["errors"][0]["at"][0].endswith(" raised")
    assert "Smith" not in json.dumps(line)


def test_an_error_of_the_database_server_is_told_in_its_words():
    line = line_of("Away", error=raised(OperationalError("connection as octant@db refused\nIs it there?")))

    assert line["errors"][0]["says"] == "connection as (address) refused"


def test_the_values_that_a_database_quotes_are_left_out():
    words = 'null value in column "name"\nDETAIL:  Failing row contains (7, Mrs Smith).'

    line = line_of("Broken", error=raised(IntegrityError(words)))

    assert line["errors"][0]["says"] == 'null value in column "name"'
    assert "Smith" not in json.dumps(line)
