"""Inviting people, up to eight at once: what is sent, what is refused, and that nothing typed is lost."""

import re

import pytest
from django.conf import settings

from assessments.models import Invitation
from assessments.team import views
from tests.factories import invite
from tests.pages.reading import press, read
from tests.pages.team_steps import address

pytestmark = pytest.mark.django_db
SEND, ADD = "Send invitations", "Add another person"


def test_two_rows_are_there_at_first(alice, innovation):
    page = read(alice.get(address("people_invite", innovation)))

    assert [name for name in page.form(SEND)[1] if name.startswith("email")] == ["email-1", "email-2"]
    assert "What the email says" in page.text
    assert "Alice Archer invites you to rate ESCAPE-pain" in page.text
    assert f"{settings.SITE_URL}/join/a-link-of-their-own/" in page.text


def test_invitations_are_sent_and_a_row_may_stay_empty(alice, innovation, mailoutbox):
    opened = alice.get(address("people_invite", innovation))

    response = press(alice, opened, SEND, {"email-2": " Nina@Example.ORG ", "role-2": "viewer"})

    assert (response.status_code, response["Location"]) == (303, address("people", innovation))
    row = Invitation.objects.get()
    assert (row.email, row.role) == ("nina@example.org", "viewer")
    assert [message.to for message in mailoutbox] == [["nina@example.org"]]
    assert "We have sent the invitation." in read(alice.get(response["Location"])).notices


def test_eight_at_once_and_no_row_more(alice, innovation, mailoutbox):
    shown = alice.get(address("people_invite", innovation))
    for _ in range(6):
        shown = press(alice, shown, ADD)

    assert ADD not in read(shown).buttons
    press(alice, shown, SEND, {f"email-{n}": f"p{n}@example.org" for n in range(1, 9)})

    assert (Invitation.objects.count(), len(mailoutbox)) == (8, 8)


def test_a_ninth_row_that_nobody_offered_is_left_out(alice, innovation):
    rows = {f"email-{n}": f"p{n}@example.org" for n in range(1, 12)} | {
        f"role-{n}": "rater" for n in range(1, 12)
    }

    alice.post(address("people_invite", innovation), rows)

    assert Invitation.objects.count() == 8


def test_another_row_keeps_what_was_typed_and_leads_to_the_new_one(alice, innovation, mailoutbox):
    opened = alice.get(address("people_invite", innovation))
    typed = {"email-1": "not an address", "role-1": "editor", "email-2": "nina@example.org"}

    response = press(alice, opened, ADD, typed)

    page = read(response)
    _, sent = page.form(SEND)
    assert (response.status_code, page.errors) == (200, [])
    assert sent.items() >= {**typed, "email-3": "", "role-3": "rater"}.items()
    button = next(one for one in read(opened).main.iter("button") if one.get("name") == "add")
    assert button.get("formaction") == "#id_email-3"
    assert page.by_id("id_email-3").get("type") == "email"
    assert mailoutbox == []


def test_each_row_says_what_is_wrong_with_it_and_keeps_what_was_typed(alice, innovation, mailoutbox):
    invite(innovation, "waiting@example.org", by=alice.actor)
    shown = alice.get(address("people_invite", innovation))
    for _ in range(4):
        shown = press(alice, shown, ADD)
    typed = {
        "email-1": "no address", "email-2": "nina@example.org", "email-3": "NINA@example.org",
        "email-4": "bob@example.org", "email-5": "waiting@example.org", "email-6": "x" * 250 + "@example.org",
    }  # fmt: skip

    response = press(alice, shown, SEND, {**typed, "role-2": "lead", "role-4": ""})

    page = read(response)
    assert response.status_code == 422
    assert page.errors == [
        ("Enter the email address of person 1 in the correct format, like name@example.org", "#id_email-1"),
        ("Select the role of person 2", "#id_role-2"),
        (
            "Person 3 has the same address as person 2. Leave the row empty or enter another one",
            "#id_email-3",
        ),
        ("Person 4 is in this team already. Leave the row empty or enter another address", "#id_email-4"),
        ("Select the role of person 4", "#id_role-4"),
        (
            "Person 5 has been invited already. You can send that invitation again from the list of people",
            "#id_email-5",
        ),
        ("The email address of person 6 must be 254 characters or fewer", "#id_email-6"),
    ]
    assert page.form(SEND)[1].items() >= typed.items()
    assert (Invitation.objects.count(), len(mailoutbox)) == (1, 1)


def test_nobody_is_nobody(alice, innovation):
    page = read(press(alice, alice.get(address("people_invite", innovation)), SEND))

    assert page.errors == [("Enter the email address of at least one person", "#id_email-1")]


def test_who_was_invited_while_the_form_was_being_checked_is_pointed_out(
    alice, innovation, monkeypatch, mailoutbox
):
    """Two tabs, or the lead's colleague as the lead a moment later: the database is asked once more while locked."""
    opened = alice.get(address("people_invite", innovation))
    usual, asked = views.addresses_in, []

    def a_moment_too_early(innovation_pk):
        asked.append(innovation_pk)
        found = usual(innovation_pk)
        if len(asked) == 1:
            invite(innovation, "nina@example.org", by=alice.actor)
        return found

    monkeypatch.setattr(views, "addresses_in", a_moment_too_early)
    response = press(alice, opened, SEND, {"email-1": "nina@example.org", "email-2": "sam@example.org"})

    page = read(response)
    assert response.status_code == 422
    assert [words.partition(".")[0] for words, _ in page.errors] == ["Person 1 has been invited already"]
    assert page.form(SEND)[1]["email-2"] == "sam@example.org"
    assert len(mailoutbox) == 1


def test_a_person_cannot_send_letters_to_the_whole_world(alice, innovation, mailoutbox):
    statuses = [
        alice.post(
            address("people_invite", innovation), {"email-1": f"p{n}@example.org", "role-1": "rater"}
        ).status_code
        for n in range(12)
    ]

    assert statuses == [303] * 10 + [429] * 2
    assert len(mailoutbox) == 10


def test_whether_an_address_has_an_account_is_told_neither_on_the_page_nor_in_the_letter(
    alice, charlie, innovation, mailoutbox
):
    """Charlie has one and is in no team of ours; nobody has the other address."""
    told = []
    for email in (charlie.person.email, "nobody1@example.org"):
        opened = alice.get(address("people_invite", innovation))
        sent = press(alice, opened, SEND, {"email-1": email})
        notices = read(alice.get(sent["Location"])).notices
        body = re.sub(r"/join/[^/]+/", "/join/key/", str(mailoutbox[-1].body))
        told.append((sent.status_code, sent["Location"], notices, mailoutbox[-1].subject, body))

    assert told[0] == told[1]
