"""Form fields that tidy what people type before they check it."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from assessments.ui.text import holds_nhs_number, tidy

HOST = re.compile(
    r"[\w-]+(\.[\w-]+)+\.?"
)  # letters of any script; what a browser would take for a path is none
EARLIEST, LATEST = 1900, 2200  # a year outside is a slip of the finger
NO_PATIENTS = "Do not include patient details."
REMOVE_NHS_NUMBER = f"Remove the NHS number. {NO_PATIENTS}"


class TidyText(forms.CharField):
    """Plain text. A valid NHS number is refused."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if holds_nhs_number(value):
            raise ValidationError(REMOVE_NHS_NUMBER, code="patient")


class WebLink(TidyText):
    """A link that is kept and shown, and never fetched by the server: http or https only."""

    wrong = "Enter a web address that starts with https://, like https://example.org/report"
    names_someone = "Remove the NHS number from the link, or link to the page above it."

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return f"https://{text}" if text and "://" not in text and "." in text and " " not in text else text

    def validate(self, value: str) -> None:
        forms.CharField.validate(self, value)
        if value and not _is_web_address(value):
            raise ValidationError(self.wrong, code="link")
        # one in eleven report numbers of ten digits looks like one, so only what is asked of the page counts
        if value and holds_nhs_number(urlsplit(value).query):
            raise ValidationError(self.names_someone, code="patient")


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    has_gap = any(character.isspace() for character in text)
    is_host = HOST.fullmatch(host) is not None
    return parts.scheme in ("http", "https") and is_host and not has_gap and "@" not in parts.netloc


class DayField(forms.DateField):
    """A day as people write it here: 14 September 2026, 14 sep 2026, 14/9/2026, 14.9.2026, 2026-09-14."""

    wrong = "Enter a date like 14 September 2026"
    written = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d %m %Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        errors = {"invalid": self.wrong, "required": self.wrong}
        super().__init__(widget=widget, input_formats=list(self.written), error_messages=errors, **kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        text = tidy(value) if isinstance(value, str) else value
        found = super().to_python(text)
        if found and not EARLIEST <= found.year <= LATEST:
            raise ValidationError(self.wrong, code="invalid")
        return found
