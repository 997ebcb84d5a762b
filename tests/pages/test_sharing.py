"""Read-only links: what whoever holds one reads, what they never do, and what the team sees of it."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from assessments.models import AuditEvent, Share, ShareOpening
from tests.pages.browsing import Browser, every, page_of, results_from
from tests.pages.reading import press, read
from tests.pages.test_reports import words_of

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SAID = {"made_for": "ICB board", "days": "30"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def done(alice, innovation):
    """The second of two, so that there is something before it that was not shared."""
    results_from(innovation, alice.actor, every("1"), E1_1="An earlier note")
    return results_from(innovation, alice.actor, every("3", E7="22222"), E1_1="Named: Sam Smith")


@pytest.fixture
def shares(innovation):
    return reverse("shares", args=[innovation.public_id])


@pytest.fixture
def link(alice, done, shares):
    """Makes a link as Alice does, and gives its address."""

    def made(**said):
        press(alice, alice.get(shares + "new/"), "Make the link", SAID | said)
        return next(iter(links_on(alice, shares)))

    return made


def links_on(browser, shares):
    return [
        href.replace("http://testserver", "")
        for href in read(browser.get(shares)).links.values()
        if "/shared/" in href
    ]


def reader():
    return Browser()


# --- The team's side


def test_before_anything_is_shared_it_says_who_sees_the_results(alice, done, shares):
    page = read(alice.get(shares))

    assert "Nothing is shared. Only the team sees these results." in page.text
    assert page.links["Make a link"] == shares + "new/"


def test_without_a_result_there_is_nothing_to_share(alice, draft, shares):
    assert "There is no result to share yet." in read(alice.get(shares)).text
    assert alice.get(shares + "new/").status_code == 404


def test_a_link_says_what_it_shows_for_whom_and_until_when(alice, link, shares):
    link()

    page = read(alice.get(shares))

    assert page.rows["Shows"] == "Assessment 2: scores and advice, no notes"
    assert page.rows["Made"] == "2 March 2026 by Alice Archer"
    assert page.rows["Works until"] == "1 April 2026 at 1pm"
    assert page.rows["Opened"] == "Not yet"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"made_for": ""}, ("Enter who the link is for", "#id_made_for")),
        ({"days": None}, ("Select how long the link should work", "#id_days_0")),
        ({"days": "3650"}, ("Select how long the link should work", "#id_days_0")),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_shared(alice, done, shares, said, error):
    response = press(alice, alice.get(shares + "new/"), "Make the link", SAID | said)

    assert (response.status_code, read(response).errors) == (422, [error])
    assert not Share.objects.exists()


def test_only_the_lead_shares_and_the_team_sees_what_is_shared(bob, dana, link, shares):
    link()

    for browser in (bob, dana):
        page = read(browser.get(shares))
        assert page.rows["Shows"].startswith("Assessment 2")
        assert links_on(browser, shares) == []
        assert browser.get(shares + "new/").status_code == 403


@pytest.mark.parametrize("who", ["rob", "charlie"])
def test_others_do_not_see_that_anything_is_shared(request, who, link, shares):
    link()

    assert request.getfixturevalue(who).get(shares).status_code == 404


def test_a_link_is_switched_off_at_once_and_for_good(alice, link, shares):
    address, holder = link(), reader()
    holder.get(address)
    share = Share.objects.get()

    press(alice, alice.get(f"{shares}{share.public_id}/end/"), "Stop sharing")
    again = alice.post(f"{shares}{share.public_id}/end/")

    assert again.status_code == 303
    assert {holder.get(address + more).status_code for more in ("", "radar.json", "results.pdf")} == {410}
    assert read(alice.get(shares)).rows["Switched off"] == "2 March 2026 at midday"
    assert AuditEvent.objects.filter(action="share.end").count() == 1


def test_another_innovations_link_cannot_be_switched_off(alice, charlie, link, shares):
    link()
    share = Share.objects.get()

    assert charlie.post(f"{shares}{share.public_id}/end/").status_code == 404
    assert Share.objects.get().ended_at is None


def test_openings_are_listed_and_a_reload_is_no_second_one(alice, clock, link, shares):
    address, holder = link(), reader()

    for minutes in (0, 0.5, 30):
        clock.move_to(NOW + dt.timedelta(minutes=minutes))
        holder.get(address)

    opened = read(alice.get(shares)).rows["Opened"]
    assert opened == "2 times: 2 March 2026 at 12:30pm, 2 March 2026 at midday"
    assert ShareOpening.objects.count() == 2


def test_making_and_ending_are_recorded_without_saying_for_whom(alice, link):
    link(notes="on")

    event = AuditEvent.objects.get(action="share.make")
    assert event.after == "scores and notes, 30 days"
    assert "ICB" not in str(vars(event))


# --- The reader's side


def test_whoever_holds_the_link_reads_the_result_without_an_account(alice, done, link):
    page = read(reader().get(link()))
    own = read(alice.get(page_of("results", done)))

    assert page.title == own.title
    assert [text for text in ("Scores by enabler", "What to work on next") if text in page.text] == [
        "Scores by enabler",
        "What to work on next",
    ]
    assert "Shared by Alice Archer on 2 March 2026. This link works until 1 April 2026." in page.text


def test_the_reader_sees_no_note_no_earlier_result_no_member_and_no_way_in(link, done):
    response = reader().get(link())

    said = response.content.decode()
    hidden = (
        "Sam Smith",
        "An earlier note",
        "Bob Barnes",
        "Compare with",
        "Since ",
        str(done.id),
        str(done.innovation_id),
    )
    assert [word for word in hidden if word in said] == []
    assert read(response).buttons == []


def test_notes_are_shown_when_the_team_says_so(link):
    assert "Sam Smith" in read(reader().get(link(notes="on"))).text


@pytest.mark.parametrize(("notes", "shown"), [({}, False), ({"notes": "on"}, True)])
def test_the_report_shows_what_the_page_shows(link, notes, shown):
    address = link(**notes)

    response = reader().get(address + "results.pdf?notes=yes&for=system")

    words = words_of(response.content)
    assert ("Sam Smith" in words) is shown
    assert "What commissioners and system leaders could do" in words
    assert not {"An earlier note", "Alice", "Bob"} & set(re.findall(r"An earlier note|Alice|Bob", words))


def test_the_chart_comes_alive_for_the_reader_too(link):
    response = reader().get(link() + "radar.json")

    assert response.status_code == 200
    assert "Last time" not in response.content.decode()


def test_a_link_ends_by_itself(clock, link):
    address = link()

    clock.move_to(NOW + dt.timedelta(days=30))

    assert reader().get(address).status_code == 410


def test_a_key_that_was_changed_and_a_link_that_never_was_look_alike(link, done):
    address = link()
    share, key = address.strip("/").split("/")[1:]
    wrong = [
        f"/shared/{share}/{key[:-1]}x/",
        f"/shared/{share}/x/",
        f"/shared/01a20000-0000-7000-8000-000000000000/{key}/",
    ]

    bodies = {reader().get(one).content for one in wrong}

    assert {reader().get(one).status_code for one in wrong} == {410}
    assert len(bodies) == 1


def test_a_link_to_one_result_opens_no_other(link, done):
    """Its holder is nobody to the rest of Octant."""
    holder = reader()
    holder.get(link())

    assert holder.get(page_of("results", done)).status_code == 303
    assert holder.get(reverse("innovation", args=[done.innovation_id])).status_code == 303


def test_nothing_keeps_or_lists_or_passes_on_a_shared_page(link):
    response = reader().get(link())

    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_shared_page_stays_within_the_budget_of_the_results(link, count_queries):
    address = link()
    reader().get(address)

    with count_queries(at_most=6):
        reader().get(address)
