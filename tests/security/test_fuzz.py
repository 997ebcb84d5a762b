"""Whatever is sent, by whomever, to whichever door: an answer, and never a fault of ours."""

from urllib.parse import quote_from_bytes

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pages.browsing import FRAMEWORK, Browser, signed_in
from tests.pages.every_page import as_it_was
from tests.pages.reading import read
from tests.pages.world import a_world

pytestmark = pytest.mark.django_db


def tries(number: int):
    slow = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=number, deadline=None, suppress_health_check=slow)


NASTY = [
    "", " ", "\x00", "a\x00b", "0", "-1", "7", "4", "dont_know", "not_relevant", "9" * 30, "9" * 5000, "1e400", "NaN",
    "٣", "Ⅳ", "\u202e\u200b", "\ufeff", "\ufffe", "👩🏽‍⚕️" * 40, "é" * 2000, "e\u0301" * 2000,
    "x" * 20_000, "\r\n" * 500,
    "' OR 1=1 --", "<script>", "{{7*7}}", "{% if %}", "../../etc/passwd", "%00", "%s%n", "javascript:alert(1)",
    "http://[", "https://[::1]", "https://\u2603.net", "http://" + "a" * 600, "943 476 5919", "on", "check",
    "mine", "theirs", "trial:x", "a@b", "a@" + "b" * 300 + ".org", "\ud7ff", "\U0010ffff",
]  # fmt: skip
NAMES = [
    "name", "summary", "not_a_duplicate", "stage", "settings", "care_area", "organisation_name", "ods_code",
    "works_somewhere", "wants_others", "revision", "anyway", "from_last", "back", "later", "opened_by", "next", "email",
    "login", "password", "password1", "oldpassword", "csrfmiddlewaretoken", "key", "action",
    "email-1", "role-1", "email-2", "role-2", "email-9", "add", "role", "accept", "decline",
    *(f"{code}{part}" for code in ("E1.1", "E2.6", "E1.5", "E9.9")
      for part in ("", "-note", "-link", "-version", "-conflict", "-keep")),
]  # fmt: skip
WHO = ("alice", "bob", "dana", "stranger", "tryout")
# Where forms are sent. The world fills in the rest.
DOORS = [
    "/try/", "/try/suitable/", "/try/keep/", "/innovations/new/", "/innovations/{id}/about/name/",
    "/innovations/{id}/about/stage/", "/innovations/{id}/about/organisation/", "/innovations/{id}/start/",
    "/innovations/{world.bare.public_id}/start/", "/assessments/{world.draft.id}/networks/",
    "/assessments/{world.draft.id}/evidence/", "/assessments/{world.second.id}/networks/",
    "/assessments/{world.tryout.facts.id}/networks/", "/assessments/{world.draft.id}/check/",
    "/assessments/{world.second.id}/check/", "/account/sign-in/", "/account/sign-out/", "/account/create/",
    "/account/name/", "/account/stay/", "/account/new-link/", "/account/confirm/key/", "/account/reauthenticate/",
    "/account/password/change/", "/account/password/set/", "/account/password/reset/", "/account/password/reset/1-key/",
    "/innovations/{id}/people/invite/", "/innovations/{id}/people/leave/",
    "/innovations/{id}/people/{world.wendy.public_id}/role/", "/innovations/{id}/people/{world.wendy.public_id}/lead/",
    "/innovations/{id}/people/{world.wendy.public_id}/remove/",
    "/innovations/{id}/people/invited/{world.waiting.row.public_id}/send/",
    "/innovations/{id}/people/invited/{world.waiting.row.public_id}/withdraw/",
    "/innovations/{id}/people/invited/{world.guest.row.public_id}/remove/",
    "/join/{world.waiting.key}/", "/join/invited/{world.waiting.row.public_id}/",
]  # fmt: skip
ASKED = [
    "/", "/innovations/", "/innovations/{id}/", "/assessments/{world.draft.id}/networks/",
    "/assessments/{world.second.id}/results/", "/assessments/{world.second.id}/results/radar.json",
    "/assessments/{world.second.id}/results.csv", "/account/sign-in/", "/account/signed-out/", "/account/create/",
    "/account/stay/", "/healthz",
    "/innovations/{id}/people/", "/innovations/{id}/joined/", "/join/{world.waiting.key}/", "/join/{world.guest.key}/",
]  # fmt: skip
FILLED = ["/innovations/{id}/people/invite/", "/innovations/new/", "/innovations/{id}/about/stage/",
          "/assessments/{world.draft.id}/fidelity/",
          "/assessments/{world.draft.id}/check/", "/account/name/"]  # fmt: skip

values = st.one_of(st.sampled_from(NASTY), st.text(max_size=40), st.integers(-5, 10**12).map(str))
fields = st.dictionaries(
    st.one_of(st.sampled_from(NAMES), st.text(min_size=1, max_size=12)), values, max_size=10
)


@pytest.fixture
def world():
    return a_world()


def ask(world, who, call):
    """In a browser as it was at the beginning; what it writes is taken back."""
    cache.clear()
    browser = as_it_was(world).browser_of(who)
    browser.raise_request_exception = False
    with transaction.atomic():
        response = call(browser)
        transaction.set_rollback(True)
    return response


def is_answered(response):
    """Not our fault, and in words, unless there is nothing to say."""
    assert response.status_code < 500, response.status_code
    if (
        response.status_code >= 400
        and response.get("Content-Type", "").startswith("text/html")
        and response.content
    ):
        assert read(response).heading
    return True


@tries(150)
@given(who=st.sampled_from(WHO), door=st.sampled_from(DOORS), said=fields)
def test_anything_may_be_sent_to_any_door(world, who, door, said):
    sent = {name: value.encode("utf-8", "replace") for name, value in said.items()}

    assert is_answered(ask(world, who, lambda browser: browser.post(world.address(door), sent)))


@tries(60)
@given(
    door=st.sampled_from(FILLED),
    changes=st.dictionaries(st.integers(0, 30), st.one_of(values, st.none()), min_size=1, max_size=3),
)
def test_any_field_of_a_filled_form_may_be_changed_to_anything(world, door, changes):
    def call(browser):
        page = read(browser.get(world.address(door)))
        button = next(words for words in page.buttons if words != "Sign out")
        _, sent = page.form(button)
        if "E3.1-note" in sent:
            sent |= {one.code: "3" for one in FRAMEWORK.enabler_by_slug["fidelity"].statements}
        for at, value in changes.items():
            name = sorted(sent)[at % len(sent)]
            sent[name] = [] if value is None else value.encode("utf-8", "replace")
        return browser.post(world.address(door), sent)

    assert is_answered(ask(world, "alice", call))


@tries(80)
@given(
    who=st.sampled_from(WHO),
    door=st.sampled_from(DOORS),
    body=st.one_of(
        st.binary(max_size=200),
        st.lists(st.tuples(st.sampled_from(NAMES), st.binary(max_size=12)), max_size=6).map(
            lambda pairs: "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs).encode()
        ),
    ),
    kind=st.sampled_from(
        ["application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=nonsense",
         "application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x",
         "multipart/form-data; boundary=\u00e9", ""]
    ),
)  # fmt: skip
def test_any_bytes_may_be_sent_as_anything(world, who, door, body, kind):
    def call(browser):
        return browser.generic("POST", world.address(door), body, content_type=kind)

    assert is_answered(ask(world, who, call))


@tries(80)
@given(
    who=st.sampled_from(WHO),
    address=st.sampled_from(ASKED),
    query=st.dictionaries(
        st.sampled_from(["next", "why", "back", "advice", "with", "notes", "page", "q"]), values, max_size=3
    ),
)
def test_any_question_may_be_asked(world, who, address, query):
    asked = {name: value.encode("utf-8", "replace") for name, value in query.items()}

    assert is_answered(ask(world, who, lambda browser: browser.get(world.address(address), asked)))


@tries(30)
@given(path=st.one_of(st.text(max_size=40), st.sampled_from(NASTY)))
def test_any_address_may_be_asked_for(world, path):
    for template in (
        "/{}",
        "/{}/",
        "/innovations/{}/",
        "/assessments/{}/networks/",
        "/account/confirm/{}/",
        "/join/{}/",
    ):
        address = template.replace("{}", quote_from_bytes(path[:300].encode("utf-8", "replace")))
        assert is_answered(ask(world, "alice", lambda browser, address=address: browser.get(address)))


@tries(60)
@given(
    name=st.sampled_from(
        ["octant-session", "octant-csrf", "octant-trial", "octant-guest", "octant-held", "messages"]
    ),
    value=st.one_of(st.sampled_from(NASTY), st.text(max_size=60)),
)
def test_any_cookie_may_be_held(world, name, value):
    """As a server hands it on: bytes without control characters, each as one letter."""
    letters = value.encode("utf-8", "replace")[:3000].decode("latin-1")

    def call(browser):
        browser.cookies[name] = "".join(letter for letter in letters if letter.isprintable())
        return browser.get(f"/assessments/{world.draft.id}/networks/")

    assert is_answered(ask(world, "alice", call))


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_HOST": "evil.example"}, {"HTTP_HOST": ""}, {"HTTP_HOST": "a b"}, {"HTTP_HOST": "[::1"},
        {"HTTP_ORIGIN": "null"}, {"HTTP_ORIGIN": "http://["}, {"HTTP_REFERER": "http://["},
        {"HTTP_SEC_FETCH_SITE": "\u00e9"}, {"HTTP_ACCEPT_LANGUAGE": "x" * 4000}, {"HTTP_X_FORWARDED_FOR": "x, y"},
        {"HTTP_X_FORWARDED_PROTO": "gopher"}, {"CONTENT_LENGTH": "-1"}, {"CONTENT_LENGTH": "x"},
        {"HTTP_RANGE": "bytes=9-1"}, {"HTTP_IF_MODIFIED_SINCE": "yesterday"},
    ],
)  # fmt: skip
def test_any_header_may_come_with_it(world, headers):
    careful = Browser(enforce_csrf_checks=True, raise_request_exception=False)

    for ask_for in (careful.get, careful.post):
        assert is_answered(ask_for(reverse("suitable"), **headers))


def test_a_fault_would_be_noticed(world, monkeypatch):
    """Of the tests themselves: a view that breaks does fail them."""
    monkeypatch.setattr("assessments.welcome.views.radar_decoration", lambda: 1 / 0)

    response = ask(world, "alice", lambda browser: browser.get("/"))

    assert response.status_code == 500
    assert read(response).heading == "Sorry, there is a problem with the service"
    assert "ZeroDivisionError" not in response.content.decode()
    assert signed_in(world.team.bob).get("/healthz").status_code == 200
