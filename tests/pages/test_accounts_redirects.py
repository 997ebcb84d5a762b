"""Where the account pages send people: only ever to a page of this site. Other sites can post nothing."""

from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tests.pages.account_steps import ALICE, PASSWORD, path_in, person
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://evil.example",
    "http://evil.example/innovations/",
    "HTTPS://EVIL.EXAMPLE",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    r"\\evil.example",
    r"/\evil.example",
    r"\/evil.example",
    r"/\/evil.example",
    r"/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x00//evil.example",
    "\x08//evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http:\\\\evil.example",
    "https://evil.example\\@testserver/",
    "https://testserver@evil.example/",
    "https://testserver:pw@evil.example/",
    "https://testserver.evil.example/",
    "https://evil.example/https://testserver/",
    "https://evil.example#testserver",
    "https://evil.example?testserver",
    "https://[::1]@evil.example",
    "https://[evil.example",
    "ftp://evil.example/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "mailto:alice@evil.example",
    "evil.example",
    "www.evil.example/innovations/",
    "/\u2028/evil.example",
    "/innovations/\r\nSet-Cookie: octant-session=stolen",
    "/innovations/\r\n\r\n<script>alert(1)</script>",
    "//evil.example%2f..",
    "//\u200bevil.example",
    "\uff0f\uff0fevil.example",
    "http://localhost:8000/",
    "http://testserver/help/",
    "//testserver/help/",
    "",
    "   ",
]
HERE = [
    "/innovations/",
    "/help/",
    "/account/password/change/",
    "/innovations/new/?from=trial&step=2",
    "/?next=https://evil.example",
]


def where_it_leads(page: str, location: str) -> str:
    """As a browser reads it: white space is dropped, and a backslash is a slash."""
    tidied = "".join(location.split()).replace("\\", "/")
    return urlsplit(urljoin(f"http://testserver{page}", tidied)).netloc


@pytest.mark.parametrize("there", ELSEWHERE)
@pytest.mark.parametrize("way", ["query", "form"])
def test_signing_in_never_leads_to_another_site(client, there, way):
    person()
    page = reverse("account_login") + (f"?next={quote(there)}" if way == "query" else "")
    said = {"login": ALICE, "password": PASSWORD} | ({"next": there} if way == "form" else {})

    response = client.post(page, said)

    assert response["Location"] == reverse("innovations")
    assert where_it_leads(page, response["Location"]) == "testserver"
    assert "stolen" not in str(response.cookies)


@pytest.mark.parametrize("there", ELSEWHERE)
def test_no_other_page_leads_to_another_site(client, there):
    client.force_login(person())
    query = f"?next={quote(there)}"

    answers = [
        client.get(reverse("account_login") + query),
        client.get(reverse("account_signup") + query),
        client.post(reverse("account_reauthenticate") + query, {"password": PASSWORD}),
        client.post(
            reverse("account_change_password") + query, {"oldpassword": PASSWORD, "password1": PASSWORD}
        ),
        client.post(reverse("account_logout") + query),
    ]

    assert {where_it_leads("/account/", answer["Location"]) for answer in answers} == {"testserver"}
    assert all(answer["Location"].startswith("/") for answer in answers)


@pytest.mark.parametrize("there", ELSEWHERE)
def test_confirming_an_address_never_leads_to_another_site(client, there, mailoutbox):
    query = f"?next={quote(there)}"
    client.post(reverse("account_signup") + query, {"name": "Alice", "email": ALICE, "password1": PASSWORD})

    response = client.post(path_in(mailoutbox[0]) + query)

    assert response["Location"] == reverse("innovations")


@pytest.mark.parametrize("there", HERE)
def test_signing_in_leads_to_the_page_that_was_asked_for(client, there):
    person()

    response = client.post(reverse("account_login"), {"login": ALICE, "password": PASSWORD, "next": there})

    assert response["Location"] == there


@pytest.mark.parametrize("there", ELSEWHERE)
def test_no_link_on_a_page_leads_to_another_site(client, there):
    for name in ("account_login", "account_signup", "account_signed_out"):
        page = read(client.get(f"{reverse(name)}?next={quote(there)}"))

        assert {where_it_leads("/account/", link) for link in page.links.values()} == {"testserver"}


POSTS = [
    "account_login",
    "account_logout",
    "account_signup",
    "account_new_link",
    "account_reset_password",
    "account_change_password",
    "account_change_name",
    "account_reauthenticate",
    "account_stay",
]


@pytest.mark.parametrize("name", POSTS)
def test_a_form_on_another_site_can_post_nothing_here(name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person())

    assert client.post(reverse(name)).status_code == 403


def test_a_form_on_another_site_cannot_confirm_an_address(client, mailoutbox):
    client.post(reverse("account_signup"), {"name": "Alice", "email": ALICE, "password1": PASSWORD})

    response = Client(enforce_csrf_checks=True).post(path_in(mailoutbox[0]))

    assert response.status_code == 403


@pytest.mark.parametrize("name", [*POSTS, "account", "account_signed_out", "account_inactive"])
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"])
def test_a_page_answers_to_no_other_method(client, name, method):
    client.force_login(person())

    assert client.generic(method, reverse(name)).status_code in (302, 405)
