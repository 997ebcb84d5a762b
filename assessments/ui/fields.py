"""Form fields that tidy what people type before they check it."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from assessments.ui.text import holds_nhs_number, tidy

NO_PATIENTS = "Remove the NHS number. Do not include patient details."


class TidyText(forms.CharField):
    """Plain text. With `may_name_patients` left out, a valid NHS number is refused."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if holds_nhs_number(value):
            raise ValidationError(NO_PATIENTS, code="patient")


class WebLink(TidyText):
    """A link that is kept and shown, and never fetched by the server: http or https only."""

    wrong = "Enter a web address that starts with https://, like https://example.org/report"

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return f"https://{text}" if text and "://" not in text and "." in text and " " not in text else text

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not _is_web_address(value):
            raise ValidationError(self.wrong, code="link")


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    has_gap = any(character.isspace() for character in text)
    return parts.scheme in ("http", "https") and "." in host and not has_gap and "@" not in parts.netloc
