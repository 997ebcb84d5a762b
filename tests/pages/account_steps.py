"""The steps that the account tests are made of."""

import re

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.models import Person
from tests.pages.reading import Page

ALICE = "alice@example.org"
NOBODY = "nobby@example.org"  # as long as Alice's, so that answers to both can be compared to the byte
PASSWORD = "slow green kettle bells"
NEW_PASSWORD = "nine paper lanterns burn"


def fields_of(page: Page) -> dict[str, dict[str, str]]:
    """The attributes of every input on the page, by its name."""
    return {field.get("name", ""): dict(field.items()) for field in page.main.iter("input")}


def person(email: str = ALICE, *, confirmed: bool = True, **fields: object) -> Person:
    made = Person.objects.create_user(email, PASSWORD, **({"name": "Alice Archer"} | fields))
    EmailAddress.objects.create(user=made, email=email, verified=confirmed, primary=True)
    return made


def create(client: Client, email: str = ALICE, **fields: str) -> HttpResponse:
    said = {"name": "Alice Archer", "email": email, "password1": PASSWORD} | fields
    return client.post(reverse("account_signup"), said)


def sign_in(client: Client, email: str = ALICE, password: str = PASSWORD, **extra: object) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": email, "password": password}, **extra)


def ask_for_reset(client: Client, email: str = ALICE, **extra: object) -> HttpResponse:
    return client.post(reverse("account_reset_password"), {"email": email}, **extra)


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def links_in(mail: EmailMessage) -> list[str]:
    return re.findall(r"https?://\S+", str(mail.body))


def path_in(mail: EmailMessage) -> str:
    """The first link's path, which is the link that the mail is about."""
    link = links_in(mail)[0]
    assert link.startswith(settings.SITE_URL + "/")
    return link.removeprefix(settings.SITE_URL)
