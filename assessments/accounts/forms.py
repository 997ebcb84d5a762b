"""The account forms: django-allauth's, in our words and design. A password is asked for once."""

from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from assessments.accounts.fields import NewPasswordField, address_field, known_password_field
from assessments.models.vocabulary import NAME_LENGTH
from assessments.ui.fields import TidyText
from assessments.ui.forms import Button, Buttons, make_helper


class NameField(TidyText):
    """One line, whatever was pasted."""

    def __init__(self) -> None:
        super().__init__(
            label="Your name",
            max_length=NAME_LENGTH,
            widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
            error_messages={
                "required": "Enter your name",
                "max_length": f"Your name must be {NAME_LENGTH} characters or fewer",
            },
        )

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class SignInForm(allauth.LoginForm):
    helper = make_helper("login", "password", Buttons("Sign in"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = address_field("Email address", autocomplete="username")
        self.fields["password"] = known_password_field("Password")

    def clean(self) -> dict[str, Any]:
        """One message for both fields. It stands at the first, so that the error summary can lead there."""
        try:
            return super().clean()
        except ValidationError as refused:
            self.add_error("login", refused)
            return self.cleaned_data

    @property
    def is_stopped(self) -> bool:
        return self.has_error("login", "too_many_login_attempts")


class CreateAccountForm(allauth.SignupForm):
    account_already_exists: bool
    name = NameField()
    field_order = ("name", "email", "password1")

    helper = make_helper("name", "email", "password1", Buttons("Create an account"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = address_field("Work email address")
        self.fields["password1"] = NewPasswordField("Password")
        self.fields["password1"].user = get_user_model()(
            name=str(self.data.get("name", "")), email=str(self.data.get("email", ""))
        )

    def try_save(self, request: HttpRequest) -> tuple[Any, HttpResponse | None]:
        """A known address takes as long and gets the same answer as a new one; only its mail differs."""
        if self.account_already_exists:
            get_adapter().rehearse_new_account(request, self.cleaned_data)
            return super().try_save(request)
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:  # the same address, in another tab, at the same moment
            self.account_already_exists = True
            return super().try_save(request)


class NewLinkForm(forms.Form):
    """Asks for the mail with the confirmation link once more."""

    email = address_field("Email address")

    helper = make_helper("email", Buttons("Send a new link"))


class ResetPasswordForm(allauth.ResetPasswordForm):
    email = address_field("Email address")

    helper = make_helper("email", Buttons("Send me a link"))


class _OneNewPassword(forms.Form):
    """allauth asks for a new password twice; we show it instead."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]


class NewPasswordForm(_OneNewPassword, allauth.ResetPasswordKeyForm):
    password1 = NewPasswordField("New password")

    helper = make_helper("password1", Buttons("Save password"))


class SetPasswordForm(_OneNewPassword, allauth.SetPasswordForm):
    password1 = NewPasswordField("New password")

    helper = make_helper("password1", Buttons("Save password"))


class ChangePasswordForm(_OneNewPassword, allauth.ChangePasswordForm):
    oldpassword = known_password_field("Your password now")
    password1 = NewPasswordField("New password")

    helper = make_helper("oldpassword", "password1", Buttons("Save password"))


class ConfirmItIsYouForm(allauth.ReauthenticateForm):
    password = known_password_field("Password")

    helper = make_helper("password", Buttons("Continue"))


class NameForm(forms.Form):
    name = NameField()

    helper = make_helper("name", Buttons("Save name"))


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label="I understand that this cannot be undone",
        error_messages={"required": "Confirm that you understand that this cannot be undone"},
    )

    helper = make_helper("sure", Buttons(Button("Erase my account", variant="warning")))
