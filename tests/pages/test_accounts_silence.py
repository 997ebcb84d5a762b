"""Nobody learns from these pages whether an address has an account."""

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.accounts.hashers import ModestArgon2
from assessments.models import AuditEvent, Person
from tests.pages.account_steps import ALICE, NOBODY, PASSWORD, ask_for_reset, create, person, sign_in

pytestmark = pytest.mark.django_db
CHANGES_EACH_TIME = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")\w+')
HEADERS_THAT_CHANGE = {"X-Request-Id", "Expires"}
Ask = Callable[[Client, str], HttpResponse]


def sign_in_wrongly(client: Client, email: str) -> HttpResponse:
    return sign_in(client, email, "not the password")


def ask_for_link(client: Client, email: str) -> HttpResponse:
    return client.post(reverse("account_new_link"), {"email": email})


ASKS: tuple[Ask, ...] = (sign_in_wrongly, create, ask_for_reset, ask_for_link)


def everything_seen(client: Client, response: HttpResponse, email: str) -> list[object]:
    """All that a browser gets: the answer, the page it leads to, and every cookie but for its value."""
    answers = [response]
    if response.status_code in (302, 303):
        answers.append(client.get(response["Location"]))
    seen: list[object] = []
    for answer in answers:
        body = CHANGES_EACH_TIME.sub(b"", answer.content).replace(email.encode(), b"THE-ADDRESS")
        headers = {name: value for name, value in answer.headers.items() if name not in HEADERS_THAT_CHANGE}
        cookies = sorted((name, morsel["max-age"]) for name, morsel in answer.cookies.items())
        seen += [answer.status_code, headers, cookies, body]
    return seen


@pytest.mark.parametrize("ask", ASKS)
def test_a_known_and_an_unknown_address_get_the_same_answer_to_the_byte(ask):
    person(ALICE)
    known, unknown = Client(), Client()

    to_known = everything_seen(known, ask(known, ALICE), ALICE)
    to_unknown = everything_seen(unknown, ask(unknown, NOBODY), NOBODY)

    assert to_known == to_unknown


@pytest.mark.parametrize("ask", [create, ask_for_reset, ask_for_link])
def test_an_unconfirmed_account_gets_the_same_answer_too(ask):
    person(ALICE, confirmed=False)
    unconfirmed, unknown = Client(), Client()

    to_unconfirmed = everything_seen(unconfirmed, ask(unconfirmed, ALICE), ALICE)
    to_unknown = everything_seen(unknown, ask(unknown, NOBODY), NOBODY)

    assert to_unconfirmed == to_unknown


@pytest.mark.parametrize("ask", [create, ask_for_reset, ask_for_link])
def test_every_address_gets_exactly_one_mail(ask, mailoutbox):
    """So that neither the mail server nor the time it takes tells them apart."""
    person(ALICE)

    ask(Client(), ALICE)
    ask(Client(), NOBODY)

    assert sorted(mail.to for mail in mailoutbox) == [[ALICE], [NOBODY]]


def test_the_mail_for_a_known_address_says_that_there_is_an_account(mailoutbox):
    person(ALICE)

    create(Client(), ALICE)

    assert mailoutbox[0].subject == "You already have an Octant account"
    assert settings.SITE_URL + reverse("account_login") in mailoutbox[0].body


def test_making_an_account_again_changes_nothing_of_the_first(client):
    one = person(ALICE, name="Alice Archer")

    create(client, ALICE, name="Mallory", password1="another long password")

    one.refresh_from_db()
    assert one.name == "Alice Archer"
    assert one.check_password(PASSWORD)


def test_making_an_account_again_leaves_no_row_behind(client):
    """It is rehearsed, so that it takes as long."""
    person(ALICE)
    models = [Person, EmailAddress, AuditEvent]
    before = [list(model.objects.order_by("pk").values()) for model in models]

    create(client, ALICE)

    assert [list(model.objects.order_by("pk").values()) for model in models] == before


@pytest.mark.parametrize("ask", [sign_in_wrongly, create])
def test_a_password_is_hashed_once_for_every_address(ask, settings, monkeypatch):
    """Hashing is what takes time here. Counted, because a clock on a busy machine tells nothing."""
    settings.PASSWORD_HASHERS = ["assessments.accounts.hashers.ModestArgon2"]
    person(ALICE)
    counts: list[str] = []
    for name in ("encode", "verify"):
        real = getattr(ModestArgon2, name)
        monkeypatch.setattr(
            ModestArgon2, name, lambda *args, real=real, name=name: counts.append(name) or real(*args)
        )

    ask(Client(), ALICE)
    for_known = len(counts)
    ask(Client(), NOBODY)

    assert (for_known, len(counts)) == (1, 2)


def test_the_words_of_a_stranger_never_go_out_in_our_mail(mailoutbox):
    """Otherwise anyone could send anything to anyone, from us."""
    person(ALICE)
    words = "You have won: http://evil.example/prize"

    create(Client(), ALICE, name=words)
    create(Client(), NOBODY, name=words)

    assert len(mailoutbox) == 2
    assert not [mail for mail in mailoutbox if "evil" in mail.subject + mail.body + str(mail.message())]


@pytest.mark.parametrize("ask", [*ASKS, lambda client, email: sign_in(client, email)])
def test_links_in_mail_never_follow_the_host_of_the_request(ask, settings, mailoutbox):
    settings.ALLOWED_HOSTS = ["*"]
    person(ALICE)
    person("carol@example.org", confirmed=False)

    for email in (ALICE, NOBODY, "carol@example.org"):
        client = Client(
            headers={"host": "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "ftp"}
        )
        ask(client, email)

    written = "".join(str(mail.message()) for mail in mailoutbox)
    assert "evil.example" not in written
    assert all(
        link.startswith(f"{settings.SITE_URL}/") or link == settings.SITE_URL
        for link in re.findall(r"\w+://\S+", written)
    )


def test_pages_with_an_address_are_kept_by_no_cache(client):
    created = create(client)

    page = client.get(created["Location"])

    assert "no-store" in page["Cache-Control"]
