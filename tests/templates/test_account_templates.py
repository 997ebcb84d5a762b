"""The account pages and mails are ours, every one: django-allauth brings others, and none may show."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import allauth.account
import pytest
from allauth.account import app_settings
from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.backends.jinja2 import Template as Jinja2Template
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver, reverse
from jinja2 import TemplateNotFound

from assessments.accounts.adapter import AccountAdapter
from assessments.actions.outbox import post
from assessments.letters import write

ROOT = Path(settings.BASE_DIR)
MAILS = ROOT / "templates" / "mail"
PACKAGE = Path(allauth.account.__file__).parent

# Mails that the package could send for things we do not do. Doing one of them later means writing its mail.
NOT_SENT = {
    "email_changed",  # an address cannot be changed yet
    "email_deleted",
    "login_code",  # codes by mail
    "password_reset_code",
}


def patterns(under: object = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (under or get_resolver()).url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield here, pattern
        else:
            yield from patterns(pattern, here)


ACCOUNT_PAGES = {
    address: pattern.callback for address, pattern in patterns() if address.startswith("account/")
}


def test_every_page_of_an_account_is_a_view_of_ours():
    theirs = {
        address for address, view in ACCOUNT_PAGES.items() if not view.__module__.startswith("assessments.")
    }

    assert ACCOUNT_PAGES
    assert theirs == set()


@pytest.mark.parametrize(
    "view",
    [view for view in ACCOUNT_PAGES.values() if hasattr(view, "view_class")],
    ids=lambda view: view.__name__,
)
def test_the_template_of_a_page_is_ours_and_not_the_packages(view):
    template = get_template(view.view_class.template_name)

    assert isinstance(template, Jinja2Template)
    assert Path(template.origin.name).is_relative_to(ROOT / "templates" / "account")


@pytest.mark.parametrize(
    "theirs", sorted(path.stem for path in (PACKAGE.parent / "templates/account").glob("*.html"))
)
def test_a_page_that_only_the_package_has_cannot_be_shown(theirs):
    """django-allauth asks for `account/<name>.<ending>`, and its own pages have another ending than ours."""
    name = f"account/{theirs}.{app_settings.TEMPLATE_EXTENSION}"
    try:
        template = get_template(name)
    except TemplateDoesNotExist:
        return

    assert Path(template.origin.name).is_relative_to(ROOT / "templates")


def mails_the_package_may_send() -> set[str]:
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if "tests" not in path.parts
    )
    return set(re.findall(r'"account/email/(\w+)"', source)) - NOT_SENT


@pytest.mark.parametrize("name", sorted(mails_the_package_may_send()))
def test_every_mail_the_package_may_send_has_words_of_ours(name):
    assert (MAILS / f"{name}.txt").exists()


def test_a_mail_without_words_of_ours_is_not_sent_in_others(mailoutbox):
    with pytest.raises(TemplateNotFound):
        AccountAdapter().send_mail("account/email/email_deleted", "alice@example.org", {})

    assert mailoutbox == []


OURS = {
    "invitation",
    "lead",
    "rating_open",
    "rating_reminder",
    "results_ready",
}  # sent by actions, not by the package


def test_no_mail_is_written_for_nothing():
    written = {path.stem for path in MAILS.glob("*.txt")} - {"letter"}

    assert written == mails_the_package_may_send() | OURS


class Collected:
    """What would be said, in place of Django's messages."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def add(self, level: int, message: str, extra_tags: str = "") -> None:
        self.said.append(message)


@pytest.mark.parametrize(
    "path", sorted(path.name for path in (PACKAGE.parent / "templates/account/messages").iterdir())
)
def test_no_message_is_in_the_packages_words(path):
    request = RequestFactory().get("/")
    request._messages = Collected()

    AccountAdapter().add_message(request, 20, f"account/messages/{path}", {"email": "alice@example.org"})

    assert set(request._messages.said) <= {"Your email address is confirmed."}


# --- Mails

FACTS = {
    "activate_url": "https://octant.example.org/account/confirm/MQ:a&b'c/",
    "password_reset_url": "https://octant.example.org/account/password/reset/1-a&b'c/",
    "timestamp": dt.datetime(2026, 9, 14, 13, 14, tzinfo=dt.UTC),
}


@pytest.fixture(params=sorted(mails_the_package_may_send()))
def letter(request, db, mailoutbox):
    post(write(request.param, to="o'brien&co@example.org", facts=FACTS))
    return mailoutbox[0]


def test_a_mail_is_plain_text_in_one_part(letter):
    message = letter.message()

    assert message.get_content_type() == "text/plain"
    assert not message.is_multipart()
    assert message["Auto-Submitted"] == "auto-generated"


def test_a_mail_has_no_gap_and_no_leftover_of_its_template(letter):
    whole = f"{letter.subject}\n{letter.body}"

    assert not re.search(r"\{\{|\}\}|\{%|%\}|\{#|None|Undefined|&#|&amp;|&quot;|\n\n\n\n", whole)
    assert all(line == line.strip() for line in letter.body.splitlines())


def test_a_mail_has_a_short_subject_that_says_where_it_comes_from(letter):
    assert "Octant" in letter.subject
    assert len(letter.subject) <= 60
    assert "\n" not in letter.subject


def test_a_mail_says_who_we_are_and_who_we_are_not(letter):
    assert settings.SITE_URL in letter.body
    assert "It is not an NHS service" in letter.body


def test_a_mail_says_what_to_do_when_it_was_not_you(letter):
    assert "If it was not you" in letter.body


@pytest.mark.parametrize(
    "name", sorted(mails_the_package_may_send() - {"password_changed", "password_reset", "password_set"})
)
def test_a_mail_names_the_address_it_goes_to_as_it_is_written(name):
    letter = write(name, to="o'brien&co@example.org", facts=FACTS)

    assert "o'brien&co@example.org" in letter.text


@pytest.mark.parametrize(
    ("name", "fact"),
    [("email_confirmation_signup", "activate_url"), ("password_reset_key", "password_reset_url")],
)
def test_a_link_stands_alone_on_its_line_unescaped(name, fact):
    """Programs that show mail find where a link ends by the end of its line."""
    letter = write(name, to="alice@example.org", facts=FACTS)

    assert FACTS[fact] in letter.text.splitlines()


def test_mails_and_pages_say_how_long_links_live():
    assert settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS == 1
    assert settings.PASSWORD_RESET_TIMEOUT == 3600
    assert "for 24 hours" in (MAILS / "email_confirmation.txt").read_text()
    assert "for 1 hour" in (MAILS / "password_reset_key.txt").read_text()


# --- Pages


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_reset_password", "account_new_link"]
)
def test_a_page_to_type_on_has_one_heading_no_navigation_and_a_form_the_server_checks(name):
    body = Client().get(reverse(name)).content.decode()

    assert body.count("<h1") == 1
    assert 'aria-label="Main"' not in body
    assert re.search(r"<form[^>]*novalidate", body)
    assert "placeholder" not in body
    assert not re.search(r"[!]</p>|\bPlease\b", body)
