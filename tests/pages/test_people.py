"""The people of an innovation: the page that lists them, inviting, and the pages that ask once more."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Guest, Invitation, Membership, Role
from assessments.team import views
from tests.factories import invite
from tests.pages.browsing import Browser, signed_in
from tests.pages.reading import press, read
from tests.pages.team_steps import address, people_page, place_of
from tests.people import a_guest, a_person, join

pytestmark = pytest.mark.django_db


def links_of(page, person: str) -> list[str]:
    return [words for words in page.links if person in words]


# --- The list


def test_it_says_who_is_in_the_team_and_what_each_does(alice, innovation):
    page = people_page(alice, innovation)

    assert page.heading == "People"
    assert list(page.rows) == ["Alice Archer (you)", "Bob Barnes", "Dana Davies", "Rob Rowe"]
    assert [words.partition(":")[0] for words in page.rows.values()] == ["Lead", "Editor", "Viewer", "Rater"]


def test_the_lead_finds_what_can_be_done_beside_each_but_the_lead(alice, innovation):
    page = people_page(alice, innovation)

    assert links_of(page, "Bob") == [
        "Change role of Bob Barnes", "Hand over the lead to Bob Barnes", "Remove Bob Barnes",
    ]  # fmt: skip
    assert links_of(page, "Alice") == []
    assert "Invite people" in page.links
    assert "Leave this team" not in page.links
    assert "Before you can leave it, hand over the lead" in page.text


@pytest.mark.parametrize("who", ["bob", "dana", "rob"])
def test_everyone_else_reads_and_may_leave(who, request, innovation):
    page = people_page(request.getfixturevalue(who), innovation)

    assert "Leave this team" in page.links
    assert [words for words in page.links if words.startswith(("Change", "Hand", "Remove", "Invite"))] == []


def test_the_lead_sees_who_has_been_invited_and_until_when(alice, innovation):
    sent = invite(innovation, "nina@example.org", Role.EDITOR, by=alice.actor)
    now = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
    Invitation.objects.filter(pk=sent.row.pk).update(sent_at=now, expires_at=now + dt.timedelta(days=14))
    invite(innovation, "sam@example.org", by=alice.actor)

    rows = people_page(alice, innovation).rows

    assert rows["nina@example.org"].startswith("As an editor. Sent 4 March 2026, has expired")
    assert "until" in rows["sam@example.org"]


def test_the_lead_knows_the_guests_by_the_address_that_was_invited(alice, innovation):
    a_guest(innovation, "guest@example.org")

    assert "guest@example.org" in people_page(alice, innovation).rows


@pytest.mark.parametrize("who", ["bob", "dana", "rob"])
def test_nobody_else_sees_an_address(who, request, alice, innovation):
    browser = request.getfixturevalue(who)
    a_guest(innovation, "guest@example.org")
    for email in ("nina@example.org", "sam@example.org"):
        invite(innovation, email, by=alice.actor)

    page = people_page(browser, innovation)

    assert "1 person rates without an account. 2 people have been invited and not answered yet." in page.text
    assert "@" not in page.text


def test_someone_alone_is_told_that_this_is_fine(innovation, alice):
    Membership.objects.filter(innovation=innovation).exclude(role=Role.LEAD).delete()

    page = people_page(alice, innovation)

    assert "It is just you. You can carry on alone and invite people later." in page.text
    assert "hand over" not in page.text


def test_a_rater_is_not_led_to_what_they_may_not_see(rob, innovation):
    page = read(rob.get(address("people", innovation)))

    assert address("innovation", innovation) not in [one.get("href") for one in page.root.iter("a")]


def test_it_is_found_from_the_innovation_and_from_the_list(dana, innovation):
    for page in (read(dana.get(address("innovation", innovation))), read(dana.get(reverse("innovations")))):
        assert address("people", innovation) in page.links.values()


def test_it_asks_as_much_for_many_people_as_for_few(alice, innovation, count_queries):
    alice.get(address("people", innovation))
    with count_queries() as few:
        alice.get(address("people", innovation))
    for number in range(5):
        join(innovation, a_person(f"Person{number} Parker"), Role.EDITOR)
        invite(innovation, f"invited{number}@example.org", by=alice.actor)
        a_guest(innovation)

    with count_queries() as many:
        alice.get(address("people", innovation))

    assert len(many) == len(few) <= 6


# --- Asking once more


@pytest.mark.parametrize(
    ("name", "button"),
    [("people_lead", "Hand over the lead"), ("people_remove", "Remove from this team")],
)
def test_nothing_happens_before_it_is_confirmed(alice, team, innovation, name, button):
    before = list(Membership.objects.values())

    page = read(alice.get(address(name, innovation, place_of(innovation, team.bob))))

    assert "Bob Barnes" in page.heading
    assert (button in page.buttons, page.links["Cancel"]) == (True, address("people", innovation))
    assert list(Membership.objects.values()) == before


def test_a_member_is_removed_and_gone_with_their_next_request(alice, bob, team, innovation):
    there = address("people", innovation)
    assert bob.get(there).status_code == 200
    opened = alice.get(address("people_remove", innovation, place_of(innovation, team.bob)))

    response = press(alice, opened, "Remove from this team")

    assert "Bob Barnes is no longer in this team." in read(alice.get(response["Location"])).notices
    assert bob.get(there).status_code == 404
    assert bob.get(address("innovation", innovation)).status_code == 404


def test_a_role_is_changed_and_counts_with_their_next_request(alice, dana, team, innovation):
    asks = address("innovation_lead", innovation)
    assert dana.get(asks).status_code == 403
    opened = alice.get(address("people_role", innovation, place_of(innovation, team.dana)))

    response = press(alice, opened, "Save role", {"role": "editor"})

    assert "Dana Davies is now an editor." in read(alice.get(response["Location"])).notices
    assert dana.get(asks).status_code == 200


def test_the_role_they_have_is_picked_and_no_other_may_be_made_up(alice, team, innovation):
    there = address("people_role", innovation, place_of(innovation, team.dana))

    assert read(alice.get(there)).form("Save role")[1]["role"] == "viewer"
    for made_up in ("lead", "owner", ""):
        response = alice.post(there, {"role": made_up})
        assert response.status_code == 422
        assert read(response).errors == [("Select a role", "#id_role_0")]
    assert Membership.objects.get(person=team.dana).role == "viewer"


def test_the_lead_is_handed_over_and_the_old_lead_edits(alice, bob, team, innovation):
    opened = alice.get(address("people_lead", innovation, place_of(innovation, team.bob)))

    response = press(alice, opened, "Hand over the lead")

    page = read(alice.get(response["Location"]))
    assert "Bob Barnes leads ESCAPE-pain now. You are an editor." in page.notices
    assert "Leave this team" in page.links
    assert "Invite people" in people_page(bob, innovation).links
    assert press(alice, opened, "Hand over the lead").status_code == 403


def test_the_leads_own_place_is_on_no_such_page(alice, team, innovation):
    mine = place_of(innovation, team.alice)

    for name in ("people_role", "people_lead", "people_remove"):
        assert alice.get(address(name, innovation, mine)).status_code == 404


def test_leaving_asks_once_and_leads_home(dana, team, innovation):
    opened = dana.get(address("people_leave", innovation))
    assert read(opened).heading == "Leave the team of ESCAPE-pain?"

    response = press(dana, opened, "Leave this team")

    assert "You have left the team of ESCAPE-pain." in read(dana.get(response["Location"])).notices
    assert not Membership.objects.filter(person=team.dana).exists()


def test_a_lead_who_would_leave_is_told_to_hand_over_first(alice, innovation):
    for ask in (alice.get, alice.post):
        response = ask(address("people_leave", innovation))
        assert response.status_code == 403
        assert "Hand over the lead first." in read(response).text


def test_an_invitation_is_sent_again_and_withdrawn(alice, innovation, mailoutbox):
    sent = invite(innovation, "nina@example.org", by=alice.actor)

    again = press(alice, alice.get(address("people_resend", innovation, sent.row.public_id)), "Send again")
    assert "We have sent a new link to nina@example.org." in read(alice.get(again["Location"])).notices
    opened = alice.get(address("people_withdraw", innovation, sent.row.public_id))
    gone = press(alice, opened, "Withdraw the invitation")

    assert "The invitation to nina@example.org is withdrawn." in read(alice.get(gone["Location"])).notices
    assert len(mailoutbox) == 2
    assert "nina@example.org" not in people_page(alice, innovation).text


def test_a_guest_is_removed(alice, innovation):
    a_guest(innovation, "guest@example.org")
    guest = Invitation.objects.get()

    opened = alice.get(address("people_remove_guest", innovation, guest.public_id))
    press(alice, opened, "Remove from this team")

    assert Guest.objects.get().expires_at <= timezone.now()
    assert "guest@example.org" not in people_page(alice, innovation).text


@pytest.mark.parametrize(
    ("name", "act", "button"),
    [
        ("people_withdraw", "withdraw", "Withdraw the invitation"),
        ("people_resend", "send_again", "Send again"),
        ("people_remove", "remove_member", "Remove from this team"),
    ],
)
def test_who_is_a_moment_too_late_is_shown_the_team_as_it_is(
    alice, team, innovation, monkeypatch, name, act, button
):
    sent = invite(innovation, "nina@example.org", by=alice.actor)
    key = place_of(innovation, team.bob) if name == "people_remove" else sent.row.public_id
    opened = alice.get(address(name, innovation, key))
    usual = getattr(views.act, act)

    def a_moment_later(*args, **options):
        Membership.objects.filter(person=team.bob).delete()
        Invitation.objects.update(withdrawn_at=timezone.now())
        usual(*args, **options)

    monkeypatch.setattr(views.act, act, a_moment_later)
    response = press(alice, opened, button)

    assert (response.status_code, response["Location"]) == (303, address("people", innovation))
    assert len(read(alice.get(response["Location"])).notices) == 1


def test_someone_who_has_to_sign_in_first_comes_back_to_the_question(innovation, team):
    there = address("people_remove", innovation, place_of(innovation, team.bob))

    response = Browser().post(there, {})

    assert response["Location"] == f"{reverse('account_login')}?next={there.replace('/', '%2F')}"
    assert signed_in(team.alice).get(there).status_code == 200
