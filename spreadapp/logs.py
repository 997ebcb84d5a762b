"""Log lines for machines: one JSON object each, in UTC, with the number of the request.

A line holds no answers, no e-mail addresses and no keys of links in mail. What an error says of itself may quote what
somebody typed, so only the kinds of error that speak of code and machines are given the word; for all others the kind
and the place must do.
"""

import datetime as dt
import json
import logging
import re
import traceback
from collections.abc import Iterator

from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, InterfaceError, OperationalError, ProgrammingError

from assessments.ui.reference import request_in_hand

# A key is longer than any word that stands in its place, such as "sent" and "done".
KEY = re.compile(r"(/confirm/|/password/reset/|/join/)[^/\s?\"']{8,}")
MAIL_ADDRESS = re.compile(r"[^\s<>\"'(),;:=@/]+@[^\s<>\"'(),;:=@/]+")
SPEAK_OF_MACHINES = (
    OperationalError,
    InterfaceError,
    ProgrammingError,
    IntegrityError,
    ImproperlyConfigured,
    ImportError,
    AttributeError,
    NameError,
    TypeError,
)


def masked(text: str) -> str:
    return MAIL_ADDRESS.sub("(address)", KEY.sub(r"\1(key)", text))


class NothingPrivate(logging.Filter):
    """Masks mail addresses and the keys of links in mail. gunicorn's access log needs it too, see wsgi.py."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            record.msg, record.args = masked(record.getMessage()), ()
        except (TypeError, ValueError):  # words and values do not fit: logging itself says so, and where
            return True
        return True


class RequestNumber(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_in_hand.get()
        return True


class JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", ""),
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1]:
            line["errors"] = [_described(error) for error in _chain(record.exc_info[1])]
        return json.dumps(line)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, then what led to it."""
    seen: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in seen:
        seen.append(following)
        following = following.__cause__ or following.__context__
    yield from seen


def _described(error: BaseException) -> dict[str, object]:
    kind = type(error)
    words = str(error).partition("\n")[0]  # PostgreSQL quotes values in the lines after the first
    return {
        "kind": f"{kind.__module__}.{kind.__qualname__}",
        "says": masked(words) if isinstance(error, SPEAK_OF_MACHINES) else "",
        "at": [f"{at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)],
    }
