"""What every answer tells the browser, whatever it holds and whoever asked."""

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse

from tests.pages.every_page import all_shown

pytestmark = pytest.mark.django_db

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'none'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
    "manifest-src 'self'"
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PERSONAL = {settings.SESSION_COOKIE_NAME, settings.TRIAL_COOKIE_NAME, settings.GUEST_COOKIE_NAME}


@pytest.fixture(scope="module")
def responses(django_db_setup: None, django_db_blocker) -> dict[str, HttpResponse]:
    return all_shown(django_db_blocker)


@pytest.mark.parametrize("name", ALWAYS)
def test_every_answer_carries_it_whole(responses, name):
    expected = _in_order(ALWAYS[name])

    different = {
        label: answer.get(name, "")
        for label, answer in responses.items()
        if name != "Referrer-Policy" or not _has_a_secret_address(label)
    }

    assert {label: value for label, value in different.items() if _in_order(value) != expected} == {}


def _has_a_secret_address(label: str) -> bool:
    return label.partition(":")[0] in ("join", "join_invited")


def test_the_address_of_an_invitation_is_kept_and_told_to_nobody(responses):
    """Not even to ourselves, as the page before this one; and yet our own form still proves where it comes from."""
    links = [answer for label, answer in responses.items() if _has_a_secret_address(label)]

    assert {answer["Referrer-Policy"] for answer in links} == {"strict-origin"}
    assert all("no-store" in answer["Cache-Control"] for answer in links)
    assert len(links) >= 8


def _in_order(value: str) -> list[str]:
    """Directives mean the same in any order."""
    return sorted(part.strip() for part in value.split(";"))


def test_the_content_policy_allows_nothing_unsafe():
    assert "unsafe" not in CONTENT_POLICY
    assert "http" not in CONTENT_POLICY
    assert "*" not in CONTENT_POLICY


def test_every_answer_has_a_number_of_its_own(responses):
    numbers = [answer.get("X-Request-Id") for answer in responses.values()]

    assert all(numbers)
    assert len(set(numbers)) == len(numbers)


def test_no_cache_keeps_what_was_made_for_one_person(responses):
    kept = {
        label: answer.get("Cache-Control")
        for label, answer in responses.items()
        if PERSONAL & _sent_cookies(answer) and "no-store" not in answer.get("Cache-Control", "")
    }

    assert kept == {}


def _sent_cookies(answer):
    return answer.wsgi_request.COOKIES.keys()


def test_that_was_tried_with_many_answers(responses):
    signed_in = [one for one in responses.values() if settings.SESSION_COOKIE_NAME in _sent_cookies(one)]
    trying = [one for one in responses.values() if settings.TRIAL_COOKIE_NAME in _sent_cookies(one)]

    assert len(signed_in) > 30
    assert len(trying) >= 4


def test_every_cookie_is_out_of_reach_of_scripts_and_other_sites(responses):
    loose = {
        (label, name)
        for label, answer in responses.items()
        for name, cookie in answer.cookies.items()
        if cookie.value and not (cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/")
    }

    assert loose == set()


def test_no_cookie_is_for_a_whole_domain(responses):
    assert not [one for answer in responses.values() for one in answer.cookies.values() if one["domain"]]


def test_nobody_is_told_what_it_runs_on(responses):
    assert not [
        label
        for label, answer in responses.items()
        if answer.has_header("Server") or answer.has_header("X-Powered-By")
    ]


def test_files_carry_it_too(client, db):
    assert finders.find("css/octant.css")

    answer = client.get("/static/css/octant.css")

    found = {name: answer.get(name, "") for name in ALWAYS if name != "X-Frame-Options"}  # it frames nothing
    answer.close()
    assert {name: _in_order(value) for name, value in found.items()} == {
        name: _in_order(ALWAYS[name]) for name in found
    }
