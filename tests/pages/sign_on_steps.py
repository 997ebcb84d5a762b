"""The steps of single sign-on: away, in over there, and back."""

from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.organisation import Provider
from tests.pages.reading import read

NINA = {"email": "nina@trust.example.org", "email_verified": True, "name": "Nina Newton"}


def leave(client: Client, **fields: str):
    return client.post(reverse("openid_connect_login"), fields)


def address_on(response) -> str:
    """Where the page leads to by itself."""
    return response["Refresh"].removeprefix("0; url=")


def come_back(client: Client, location: str):
    return client.get(location.removeprefix(settings.SITE_URL))


def sign_in_there(client: Client, provider: Provider, subject: str = "nina-1", **fields: str):
    return come_back(client, provider.let_in(subject, at=address_on(leave(client, **fields))))


def why(response) -> str:
    page = read(response)
    assert page.heading == "You are not signed in"
    return page.text
