"""Fields of the account pages: their words, their autocomplete tokens, and one form for every password."""

import unicodedata

from allauth.account import fields
from allauth.account.adapter import get_adapter
from django import forms

LONGEST_ADDRESS = 254
WRONG_ADDRESS = "Enter an email address in the correct format, like name@example.org"


def address_field(label: str, *, autocomplete: str = "email") -> fields.EmailField:
    return fields.EmailField(
        label=label,
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"}),
        error_messages={
            "required": "Enter your email address",
            "invalid": WRONG_ADDRESS,
            "max_length": f"Your email address must be {LONGEST_ADDRESS} characters or fewer",
        },
    )


class PasswordField(forms.CharField):
    """Typed in one Unicode form (NFKC), so that the same password from another keyboard is the same."""

    def __init__(self, label: str, *, autocomplete: str, required: str, help_text: str = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
            error_messages={"required": required},
        )

    def to_python(self, value: object) -> str:
        return unicodedata.normalize("NFKC", super().to_python(value) or "")


class NewPasswordField(PasswordField):
    """Checked against the rules for passwords. allauth's forms tell it whose password it is."""

    user: object = None

    def __init__(self, label: str) -> None:
        super().__init__(
            label,
            autocomplete="new-password",
            required="Enter a password of 12 characters or more",
            help_text="At least 12 characters",
        )

    def clean(self, value: object) -> str:
        return get_adapter().clean_password(super().clean(value), user=self.user)


def known_password_field(label: str) -> PasswordField:
    return PasswordField(label, autocomplete="current-password", required="Enter your password")
