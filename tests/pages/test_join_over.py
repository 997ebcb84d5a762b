"""An invitation that was answered, withdrawn, has expired or never was: the page says so, and whom to ask."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions.team import accept, accept_as_guest
from assessments.models import Guest, Invitation, Membership
from assessments.permissions import Actor
from assessments.queries.team import get_by_key
from tests.pages.reading import press, read

pytestmark = pytest.mark.django_db
SAID_NO = "This is not for me"
HOLDERS = ("stranger", "nina", "charlie")
NOW = timezone.now()


@pytest.mark.parametrize("who", HOLDERS)
def test_whoever_holds_the_link_may_say_no(who, request, sent, alice, innovation):
    browser = request.getfixturevalue(who)

    response = press(browser, browser.get(sent.path), SAID_NO)

    assert read(browser.get(response["Location"])).heading == "You have said no"
    assert Invitation.objects.get().email == ""
    over = browser.get(sent.path)
    assert (over.status_code, read(over).heading) == (410, "This invitation is closed")


@pytest.mark.parametrize(
    ("columns", "heading"),
    [
        ({"expires_at": NOW, "sent_at": NOW - dt.timedelta(days=14)}, "This invitation has expired"),
        ({"withdrawn_at": NOW}, "This invitation is closed"),
        ({"accepted_at": NOW}, "This invitation has been used"),
    ],
)
@pytest.mark.parametrize("who", HOLDERS)
def test_a_link_that_is_over_says_so_and_whom_to_ask(who, columns, heading, request, sent):
    browser = request.getfixturevalue(who)
    Invitation.objects.update(**columns)

    for response in (browser.get(sent.path), browser.post(sent.path, {"accept": "yes"})):
        page = read(response)
        assert (response.status_code, page.heading) == (410, heading)
        assert "ask Alice Archer to invite you again" in page.text
    assert not Guest.objects.exists()


def test_someone_is_named_even_when_the_lead_is_gone(sent, stranger, team):
    Invitation.objects.update(withdrawn_at=timezone.now())
    team.alice.delete()

    assert "ask the person who invited you to invite you again" in read(stranger.get(sent.path)).text


@pytest.mark.parametrize("key", ["x", "invited", "A" * 43, "e\u0301" * 30, "x" * 3000])
def test_a_link_that_is_not_whole_says_what_may_have_happened(key, stranger):
    response = stranger.get(reverse("join", args=[key]))

    assert response.status_code == 404
    assert read(response).heading == "This link does not work"


def test_the_hash_of_a_key_is_no_key(stranger, sent):
    assert stranger.get(reverse("join", args=[sent.row.key_hash])).status_code == 404


def test_who_was_removed_does_not_come_back_by_the_old_link(nina, sent):
    press(nina, nina.get(sent.path), "Accept")
    Membership.objects.filter(person=nina.person).delete()

    assert nina.get(sent.path).status_code == 410


def test_who_is_a_moment_too_late_is_told_what_happened(stranger, nina, sent):
    opened, hers = stranger.get(sent.path), nina.get(sent.path)
    press(nina, hers, "Accept")

    response = press(stranger, opened, "Accept")

    assert response.status_code == 410


@pytest.mark.parametrize("act", [accept, accept_as_guest])
def test_a_race_that_is_lost_inside_the_act_leads_back_to_the_page(act, sent, nina, stranger, monkeypatch):
    """Two who press at the same moment both find an invitation that waits; one of them is refused by the lock."""
    browser = nina if act is accept else stranger
    opened = browser.get(sent.path)
    nobody = Actor(request_id="other")
    usual = act

    def a_moment_later(*args, **options):
        accept_as_guest(get_by_key(nobody, sent.key), by=nobody, held_key="", days=1)
        return usual(*args, **options)

    monkeypatch.setattr(f"assessments.actions.team.{act.__name__}", a_moment_later)
    response = press(browser, opened, "Accept")

    assert (response.status_code, response["Location"]) == (303, sent.path)
    assert browser.get(sent.path).status_code == 410
