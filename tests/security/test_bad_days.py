"""When our code breaks or the database is away: what people see, what is logged, and that nothing is lost or told."""

import io
import json
import logging
import re

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.urls import reverse

from assessments.models import Answer
from assessments.welcome import views
from spreadapp.logs import JsonLine, NothingPrivate, RequestNumber
from tests.pages.account_steps import create, path_in
from tests.pages.browsing import Browser, in_form, marks, page_of
from tests.pages.reading import press, read

SAVE = "Save and continue"
TYPED = {
    **in_form(marks("3?-__"), "networks"),
    "E1.1-note": "Asked & waiting <3\nsince May",
    "E1.4-link": "https://example.org/x",
}
ENDS = ("SAVEPOINT", "RELEASE", "ROLLBACK")


@pytest.fixture
def log():
    """What an installation would have logged."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLine())
    handler.addFilter(RequestNumber())
    handler.addFilter(NothingPrivate())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def away():
    """`with away():` the database fails. `after` lets statements through until one has this word in it."""

    def fails(kind=OperationalError, *, after=""):
        has_begun = not after

        def execute(run, sql, params, many, context):
            nonlocal has_begun
            has_begun = has_begun or after in sql
            if has_begun and not sql.startswith(ENDS):
                raise kind("connection refused")
            return run(sql, params, many, context)

        return connection.execute_wrapper(execute)

    return fails


def patient(browser):
    """A browser that gets the answer to our fault, as people do."""
    browser.raise_request_exception = False
    return browser


# --- A fault of ours


@pytest.fixture
def broken(client, monkeypatch):
    """The answer of a page that breaks over what somebody typed."""

    def breaks():
        raise ValueError("Mrs Smith fell")

    monkeypatch.setattr(views, "radar_decoration", breaks)
    return patient(client).get(reverse("start"))


def test_the_page_shows_the_reference_under_which_the_fault_is_logged(log, broken):
    (line,) = [line for line in log() if "errors" in line]

    assert broken.status_code == 500
    assert line["request"] == broken["X-Request-Id"]
    assert f"Reference: {line['request']}".lower() in f"reference: {_reference(broken)}"
    assert line["errors"][0]["kind"] == "builtins.ValueError"
    assert line["errors"][0]["at"][-1].endswith(" breaks")


def _reference(response):
    return re.search(r"reference: ([0-9a-f]{32})", read(response).text)[1]


def test_the_page_and_the_log_say_nothing_of_what_was_typed(log, broken):
    told = broken.content.decode() + json.dumps(log())

    assert "Smith" not in told
    assert "Traceback" not in broken.content.decode()
    assert "ValueError" not in broken.content.decode()


def test_a_request_that_cannot_be_read_gets_a_reference_too(log, client):
    response = client.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert _reference(response) == response["X-Request-Id"]
    assert {line["request"] for line in log()} == {response["X-Request-Id"]}


def test_a_refusal_is_logged_under_its_number(log, client):
    response = client.get("/nowhere/")

    (line,) = log()
    assert (line["message"], line["request"]) == ("Not Found: /nowhere/", response["X-Request-Id"])


@pytest.mark.django_db
def test_a_refused_post_logs_no_live_key(log, client, mailoutbox):
    create(client)
    link = path_in(mailoutbox[0])

    response = Browser(enforce_csrf_checks=True).post(link)

    assert response.status_code == 403
    assert "/account/confirm/(key)/" in json.dumps(log())
    assert link.split("/")[-2] not in json.dumps(log())


# --- The database is away


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
@pytest.mark.parametrize("after", ["", "assessments_answer"], ids=["from the start", "half-way"])
def test_a_page_says_that_it_will_be_back(alice, draft, away, log, kind, after):
    with away(kind, after=after):
        response = patient(alice).get(page_of("enabler", draft, "networks"))

    page = read(response)
    assert (page.status, page.heading) == (503, "Sorry, the service is unavailable")
    assert "All answers you saved are safe." in page.text
    assert (response["Cache-Control"], response["Retry-After"]) == ("no-store", "60")
    assert log()[-1]["errors"][0]["says"] == "connection refused"
    assert log()[-1]["request"] in page.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "after", ["", "assessments_answer", "INSERT"], ids=["from the start", "reading", "writing"]
)
def test_what_was_typed_is_shown_to_be_copied(alice, draft, away, after):
    opened = alice.get(page_of("enabler", draft, "networks"))

    with away(after=after):
        response = press(patient(alice), opened, SAVE, TYPED)

    page = read(response)
    assert page.status == 503
    assert "What you sent just now is not saved." in page.text
    assert _shown(page) == [
        "Statement 1", "Level 3", "Asked & waiting <3 since May",
        "Statement 2", "I do not know",
        "Statement 3", "Not relevant to us",
        "Statement 4", "No level picked", "https://example.org/x",
    ]  # fmt: skip
    assert not Answer.objects.exists()


def _shown(page):
    items = (one for one in page.main.iter() if one.tag in ("h2", "li"))
    return [" ".join(" ".join(one.itertext()).split()) for one in items]


@pytest.mark.django_db
def test_it_is_saved_when_the_same_is_sent_again(alice, draft, away):
    opened = alice.get(page_of("enabler", draft, "networks"))
    with away():
        press(patient(alice), opened, "Save and come back later", TYPED)

    response = press(alice, opened, "Save and come back later", TYPED)

    assert response.status_code == 303
    assert Answer.objects.get(statement="E1.1").note == "Asked & waiting <3\nsince May"


@pytest.mark.django_db
def test_words_that_another_site_sends_are_not_shown_under_our_name(alice, draft, away):
    with away():
        response = patient(alice).post(
            page_of("enabler", draft, "networks"), TYPED, headers={"sec-fetch-site": "cross-site"}
        )

    assert response.status_code == 503
    assert "waiting" not in response.content.decode()


@pytest.mark.django_db
def test_another_form_is_told_to_go_back(alice, innovation, away):
    with away():
        response = patient(alice).post(
            reverse("innovation_headline", args=[innovation.public_id]), {"name": "x"}
        )

    page = read(response)
    assert page.status == 503
    assert "go back in your browser" in page.text
