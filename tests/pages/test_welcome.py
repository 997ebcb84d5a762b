"""The front door, and the pages that explain."""

import pytest
from django.urls import reverse

from assessments.framework.sources import load_sources
from tests.pages.browsing import FRAMEWORK
from tests.pages.reading import read, text_of

PAGES = {
    "start": (
        "Check your innovation is ready to spread",
        "Do not include anything that could identify a patient.",
    ),
    "how_it_works": ("How it works", "No tool in this field has cut-offs with evidence behind them"),
    "statements": (
        f"All {len(FRAMEWORK.statements)} statements",
        "Print this page to talk the statements through",
    ),
    "sources": ("Sources", "The wording is Octant’s own."),
    "accessibility": (
        "Accessibility statement",
        "Web Content Accessibility Guidelines version 2.2, level AA",
    ),
    "privacy": ("Privacy", "a trial without an account: 7 days, then it is deleted"),
    "cookies": ("Cookies", "octant-trial"),
    "help": ("Help and contact", "What if I do not know?"),
    "not_suitable": ("It may be too early for this", "NHS Innovation Service"),
}


@pytest.mark.parametrize(("name", "heading", "words"), [(name, *said) for name, said in PAGES.items()])
def test_the_page_can_be_read(client, db, name, heading, words):
    page = read(client.get(reverse(name)))

    assert page.status == 200
    assert page.heading == heading
    assert words in page.text


def test_the_start_page_leads_on_and_promises_no_time(client, db):
    page = read(client.get("/"))

    assert page.links["Start now"] == reverse("innovation_new")
    assert page.links["Try it without an account"] == reverse("suitable")
    assert not [word for word in ("minutes", "takes about", "only takes") if word in page.text]


def test_the_start_page_lists_the_enablers_in_their_halves(client, db):
    page = read(client.get("/"))

    assert [text_of(item) for one in page.with_class("oct-enablers") for item in one.iter("li")] == [
        enabler.title for enabler in FRAMEWORK.enablers
    ]
    assert all(group.name in page.text for group in FRAMEWORK.groups)


def test_someone_signed_in_goes_on_to_their_assessments(alice):
    page = read(alice.get("/"))

    assert page.links["Go to your assessments"] == reverse("innovations")
    assert "Start now" not in page.links


def test_the_art_on_the_start_page_says_nothing(client, db):
    page = read(client.get("/"))

    (art,) = page.with_class("oct-hero__art")
    assert [one.get("aria-hidden") for one in art if str(one.tag).endswith("svg")] == ["true"]


def test_every_page_says_whose_it_is_not(client, db):
    for name in PAGES:
        foot = text_of(read(client.get(reverse(name))).root.find(".//footer"))
        assert "It is not an NHS service and the NHS does not endorse it." in foot


def test_all_statements_are_there_with_every_level(client, db):
    words = read(client.get(reverse("statements"))).text

    for statement in FRAMEWORK.statements:
        assert statement.text in words
        assert all(f"{level} – {said}" in words for level, said in enumerate(statement.levels))


def test_the_rules_on_the_page_are_those_of_the_question_set(client, db):
    page = read(client.get(reverse("how_it_works")))

    table = page.main.find(".//table")
    rows = [text_of(row.findall("td")[2]) for row in table.iter("tr") if row.findall("td")]
    assert rows == [row.outcome.headline for row in FRAMEWORK.table]
    assert "fewer than 60% of the relevant statements are rated, or fewer than 2" in page.text
    assert FRAMEWORK.statement_by_code[FRAMEWORK.rules.gate].text in page.text
    assert FRAMEWORK.checksum[:12] in page.text


def test_every_source_that_something_rests_on_is_listed(client, db):
    page = read(client.get(reverse("sources")))

    named = {source for statement in FRAMEWORK.statements for source in statement.sources}
    assert named <= set(page.ids)
    assert len(load_sources()) <= len(page.ids)


def test_the_privacy_page_says_how_long_an_account_that_was_never_confirmed_is_kept(client, settings):
    settings.UNCONFIRMED_DAYS = 12

    page = read(client.get(reverse("privacy")))

    assert "an account whose email address was never confirmed: 12 days" in page.text


@pytest.mark.parametrize("name", ["accessibility", "privacy", "help"])
def test_whom_to_write_to_is_said_where_it_is_known(client, db, settings, name):
    without = read(client.get(reverse(name)))
    settings.CONTACT_EMAIL = "octant@example.org"

    page = read(client.get(reverse(name)))

    assert page.links["octant@example.org"] == "mailto:octant@example.org"
    assert "@" not in without.text


def test_the_health_page_says_nothing_but_that_it_is_well(client, db):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]


def test_health_fails_when_the_database_does_not_answer(client, db, monkeypatch):
    client.raise_request_exception = False

    def gone():
        raise OSError("gone")

    with monkeypatch.context() as patch:
        patch.setattr("assessments.welcome.views.connection.ensure_connection", gone)
        response = client.get("/healthz")

    assert response.status_code == 500


def test_an_address_that_leads_nowhere_says_so(client, db):
    page = read(client.get("/no/such/page/"))

    assert page.status == 404
    assert page.title == "Page not found – Octant"
    assert page.links["Go to the start page"] == "/"
    assert page.links["get help"] == reverse("help")
    assert "404" not in page.text


def test_an_address_without_its_last_slash_is_completed(client, db):
    assert client.get("/help")["Location"] == "/help/"


def test_a_page_in_the_navigation_says_that_it_is_where_we_are(alice):
    navigation = read(alice.get(reverse("innovations"))).with_class("oct-nav")[0]

    current = {
        text_of(link): link.get("aria-current") for link in navigation.iter("a") if link.get("aria-current")
    }
    assert current == {"Assessments": "page"}
