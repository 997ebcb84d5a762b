"""The forms of two-step sign-in: django-allauth's, in our words, and forgiving to whatever is sent."""

import json
from typing import Any

from allauth.core import context as current
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.internal import auth as passkeys
from django import forms
from django.core.exceptions import ValidationError

from assessments.accounts.two_step import NO_PASSKEY, TOO_MANY, WRONG_CODE, may_try, spend, spend_code
from assessments.ui.fields import TidyText
from assessments.ui.forms import Button, Buttons, Field, make_helper

LONGEST_CODE = 40
LONGEST_CREDENTIAL = 20_000
LONGEST_PASSKEY_NAME = 60


def code_field(label: str, *, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_CODE,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
        error_messages={"required": "Enter the code", "max_length": WRONG_CODE},
    )


class PasskeyNameField(TidyText):
    def __init__(self) -> None:
        super().__init__(
            label="Name of this passkey",
            help_text="For example: my phone. It helps you to tell them apart",
            max_length=LONGEST_PASSKEY_NAME,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            error_messages={
                "required": "Enter a name for this passkey",
                "max_length": f"The name must be {LONGEST_PASSKEY_NAME} characters or fewer",
            },
        )


class CredentialField(forms.CharField):
    """What the browser made of our question, as JSON in plain ASCII. Filled in by script, never by hand."""

    def __init__(self) -> None:
        super().__init__(
            max_length=LONGEST_CREDENTIAL, widget=forms.HiddenInput, error_messages=_NO_CREDENTIAL
        )

    def clean(self, value: Any) -> dict[str, Any]:
        text = super().clean(value)
        try:
            credential = json.loads(text, parse_constant=_refuse)
        except (ValueError, RecursionError) as problem:
            raise ValidationError(NO_PASSKEY) from problem
        # an escape could smuggle in what the database cannot hold; base64 and its keys need none
        if not isinstance(credential, dict) or not text.isascii() or "\\" in text:
            raise ValidationError(NO_PASSKEY)
        return credential


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


_NO_CREDENTIAL = {"required": NO_PASSKEY, "max_length": NO_PASSKEY}
# What fido2 raises on the many ways in which a credential can be malformed.
MALFORMED = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, NotImplementedError)


# --- Signing in, and confirming that it is you


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    is_confirming = False
    code = code_field(
        "Code", help_text="6 figures from your authenticator app, or a recovery code of 8 figures"
    )

    helper = make_helper(Field("code", width=10), Buttons("Continue"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not may_try(self.user):
            raise ValidationError(TOO_MANY, code="too_many_login_attempts")
        self.authenticator = spend_code(self.user, code)
        if self.authenticator is None:
            raise ValidationError(WRONG_CODE, code="incorrect_code")
        return code

    def save(self) -> None:
        post_authentication(current.request, self.authenticator, reauthenticated=self.is_confirming)


class ConfirmByCodeForm(CodeForm):
    is_confirming = True


class PasskeyForm(forms.Form):
    """Proves that somebody holds one of their passkeys. A signature cannot be guessed, so nothing is counted."""

    is_confirming = False
    credential = CredentialField()

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_credential(self) -> Any:
        credential = self.cleaned_data["credential"]
        try:
            passkeys.parse_authentication_response(credential)
            user = self.user or passkeys.extract_user_from_response(credential)
            return passkeys.complete_authentication(user, credential)
        except (ValidationError, *MALFORMED) as problem:
            raise ValidationError(NO_PASSKEY) from problem

    def save(self) -> None:
        passkey = self.cleaned_data["credential"]
        post_authentication(current.request, passkey, reauthenticated=self.is_confirming)


class ConfirmByPasskeyForm(PasskeyForm):
    is_confirming = True


# --- Setting up


class SetUpAppForm(totp.ActivateTOTPForm):
    code = code_field("Code that the app shows", help_text="6 figures")

    helper = make_helper(Field("code", width=5), Buttons("Turn on"))

    def clean_code(self) -> str:
        """The code that sets it up is spent, too: it must not open the door a moment later."""
        totp.validate_can_add_authenticator(self.user)
        code: str = self.cleaned_data["code"]
        if not may_try(self.user):
            raise ValidationError(TOO_MANY)
        if not (validate_totp_code(self.secret, code) and spend(self.user, code)):
            raise ValidationError(WRONG_CODE)
        return code


class RemoveAppForm(totp.DeactivateTOTPForm):
    helper = make_helper(Buttons(Button("Remove the app", variant="warning")))


class NewCodesForm(GenerateRecoveryCodesForm):
    helper = make_helper(Buttons("Get new codes"))


class AddPasskeyForm(forms.Form):
    name = PasskeyNameField()
    credential = CredentialField()

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """What is wrong with the passkey stands at its name, the one field that people see."""
        if "credential" in self.cleaned_data:
            self._check(self.cleaned_data["credential"])
        if self.errors.pop("credential", None) and "name" not in self.errors:
            self.add_error("name", NO_PASSKEY)
        return self.cleaned_data

    def _check(self, credential: dict[str, Any]) -> None:
        try:
            passkeys.parse_registration_response(credential)
            passkeys.complete_registration(credential)
        except (ValidationError, *MALFORMED):
            self.add_error("credential", NO_PASSKEY)

    def ask(self, options: str) -> None:
        """Hidden until script has seen that the browser can do it."""
        self.helper = make_helper("name", Buttons("Add a passkey"))
        self.helper.attrs |= {"data-passkey": "create", "data-options": options, "hidden": True}
