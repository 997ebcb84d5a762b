"""The page behind the link of an invitation: who may accept, with an account and without, and who may not."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse

from assessments.models import Guest, Invitation, Membership, Person, RatingRound, Role
from tests.factories import invite, start
from tests.pages.account_steps import create, path_in
from tests.pages.browsing import Browser, sign_in
from tests.pages.reading import press, read, with_class
from tests.pages.team_steps import address
from tests.people import PASSWORD, a_person

pytestmark = pytest.mark.django_db
NINA, SAID_NO = "nina@example.org", "This is not for me"
HOLDERS = ("stranger", "nina", "charlie")


def waits() -> bool:
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None).exists()


# --- Looking


def test_it_says_who_invites_to_what_and_what_others_will_see(stranger, sent):
    page = read(stranger.get(sent.path))

    assert page.heading == "Alice Archer invites you"
    assert "join the team of ESCAPE-pain as a rater" in page.text
    assert "nobody sees your answers" in page.text
    assert "Where only two people rate, they can tell whose answers are whose." in page.text
    assert page.buttons == ["Accept", SAID_NO]


@pytest.mark.parametrize("who", HOLDERS)
@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_never_accepts(who, method, request, sent):
    """Machines that read mail follow links."""
    browser = request.getfixturevalue(who)

    for _ in range(3):
        assert getattr(browser, method)(sent.path).status_code == 200

    assert waits()
    assert not Guest.objects.exists()


@pytest.mark.parametrize("who", HOLDERS)
def test_nobody_learns_the_address_it_was_sent_to(who, request, sent):
    browser = request.getfixturevalue(who)
    if who != "nina":
        assert NINA not in browser.get(sent.path).content.decode()


def test_neither_the_page_nor_what_it_leads_to_holds_the_key(stranger, sent):
    """So that it stands in no Referer, no history of another page and no `next`."""
    response = stranger.get(sent.path)

    page = read(response)
    links = [one.get("href", "") for one in page.root.iter("a")]
    assert not [link for link in links if sent.key in link]
    assert [form.get("action") for form in page.main.iter("form")] == [None]
    assert response["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response["Cache-Control"]


def test_the_page_asks_the_database_once_for_a_stranger(stranger, sent, count_queries):
    with count_queries(at_most=1):
        stranger.get(sent.path)


# --- With an account


@pytest.mark.parametrize("role", [Role.RATER, Role.EDITOR, Role.VIEWER])
def test_whoever_is_signed_in_with_the_address_accepts(role, alice, innovation, nina):
    sent = invite(innovation, NINA, role, by=alice.actor)

    response = press(nina, nina.get(sent.path), "Accept")

    onwards = address("joined" if role is Role.RATER else "innovation", innovation)
    assert (response.status_code, response["Location"]) == (303, onwards)
    assert Membership.objects.get(person=nina.person).role == role
    assert "You have joined the team of ESCAPE-pain as" in read(nina.get(onwards)).notices[0]


def test_accepting_twice_leads_to_the_same_place(nina, sent, innovation):
    opened = nina.get(sent.path)

    first, second = (press(nina, opened, "Accept") for _ in range(2))

    assert first["Location"] == second["Location"] == address("joined", innovation)
    assert Membership.objects.filter(person=nina.person).count() == 1


def test_whoever_is_signed_in_with_another_address_is_told_so_and_may_come_back(charlie, sent):
    opened = charlie.get(sent.path)

    page = read(opened)
    assert (
        "You are signed in as charlie@example.org. This invitation was sent to another address." in page.text
    )
    assert "Accept" not in page.buttons
    assert press(charlie, opened, "Sign out and come back here")["Location"] == sent.path
    assert "Accept" in read(charlie.get(sent.path)).buttons


def test_whoever_is_signed_in_with_another_address_does_not_get_in_by_force(charlie, sent):
    assert charlie.post(sent.path, {"accept": "yes"}).status_code == 403
    assert waits()
    assert not Membership.objects.filter(person=charlie.person).exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_who_needs_an_account_is_led_to_one(role, alice, innovation, stranger):
    sent = invite(innovation, NINA, role, by=alice.actor)

    page = read(stranger.get(sent.path))

    there = f"?next={reverse('join_invited', args=[sent.row.public_id])}"
    assert page.buttons == [SAID_NO]
    assert page.links["Sign in to accept"] == reverse("account_login") + there
    assert page.links["Create an account"] == reverse("account_signup") + there
    assert stranger.post(sent.path, {"accept": "yes"}).status_code == 403
    assert not Guest.objects.exists()


def test_signing_in_leads_back_to_the_invitation(alice, innovation, stranger):
    person = a_person("Nina New")
    sent = invite(innovation, NINA, Role.EDITOR, by=alice.actor)
    to = read(stranger.get(sent.path)).links["Sign in to accept"]

    opened = stranger.get(sign_in(stranger, person, to=to)["Location"])

    assert read(opened).heading == "Alice Archer invites you"
    assert press(stranger, opened, "Accept")["Location"] == address("innovation", innovation)


def test_making_an_account_leads_back_to_the_invitation(alice, innovation, stranger, mailoutbox):
    sent = invite(innovation, NINA, Role.EDITOR, by=alice.actor)
    to = read(stranger.get(sent.path)).links["Create an account"]
    press(
        stranger,
        stranger.get(to),
        "Create an account",
        {"name": "Nina New", "email": NINA, "password1": PASSWORD},
    )

    confirmed = press(stranger, stranger.get(path_in(mailoutbox[-1])), "Confirm this address")
    opened = stranger.get(confirmed["Location"])

    assert read(opened).heading == "Alice Archer invites you"
    press(stranger, opened, "Accept")
    assert Membership.objects.get(person__email=NINA).role == "editor"


def test_an_account_confirmed_in_another_browser_finds_the_invitation_all_the_same(
    alice, innovation, stranger, mailoutbox
):
    invite(innovation, NINA, Role.EDITOR, by=alice.actor)
    create(stranger, NINA, name="Nina New")
    other = Browser()
    page = other.get(path_in(mailoutbox[-1]))

    press(other, page, "Confirm this address")
    listed = other.get(sign_in(other, Person.objects.get(email=NINA))["Location"])

    opened = other.get(read(listed).links["Answer the invitation to ESCAPE-pain"])
    assert read(opened).heading == "Alice Archer invites you"


def test_what_was_sent_to_another_address_looks_like_what_is_not_there(charlie, sent):
    missing, foreign = (
        charlie.get(reverse("join_invited", args=[key])) for key in (uuid4(), sent.row.public_id)
    )

    assert foreign.status_code == missing.status_code == 404
    assert read(foreign).text == read(missing).text
    assert read(foreign).heading == "There is no invitation for you here"
    assert (
        charlie.post(reverse("join_invited", args=[sent.row.public_id]), {"decline": "yes"}).status_code
        == 404
    )
    assert waits()


def test_without_signing_in_the_id_opens_nothing(stranger, sent):
    there = reverse("join_invited", args=[sent.row.public_id])

    for ask in (stranger.get, stranger.post):
        assert ask(there)["Location"] == f"{reverse('account_login')}?next={there.replace('/', '%2F')}"


def test_the_list_says_who_has_been_invited_and_to_what(nina, sent):
    page = read(nina.get(reverse("innovations")))

    assert page.links["Answer the invitation to ESCAPE-pain"] == reverse(
        "join_invited", args=[sent.row.public_id]
    )
    assert "You have been invited" in page.notices


def test_the_list_tells_nobody_else(charlie, sent):
    assert "invited" not in read(charlie.get(reverse("innovations"))).text


# --- Without an account


def test_a_rater_accepts_without_an_account_and_is_known_by_a_cookie(stranger, sent, innovation):
    response = press(stranger, stranger.get(sent.path), "Accept")

    cookie = response.cookies[settings.GUEST_COOKIE_NAME]
    assert response["Location"] == address("joined", innovation)
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == settings.GUEST_DAYS * 24 * 3600
    assert sent.key != cookie.value
    page = read(stranger.get(response["Location"]))
    assert page.heading == "You are in the team of ESCAPE-pain"
    assert "Rating has not been opened yet. We will send you an email when it is." in page.text


def test_a_guest_who_comes_again_by_the_link_is_led_on(stranger, sent, innovation):
    press(stranger, stranger.get(sent.path), "Accept")

    response = stranger.get(sent.path)

    assert (response.status_code, response["Location"]) == (303, address("joined", innovation))


def test_a_link_that_was_used_and_forwarded_opens_nothing(stranger, sent):
    opened = stranger.get(sent.path)
    press(stranger, opened, "Accept")
    other = Browser()

    for response in (other.get(sent.path), other.post(sent.path, {"accept": "yes"})):
        assert response.status_code == 410
        assert read(response).heading == "This invitation has been used"
    assert Guest.objects.count() == 1


def test_two_people_at_one_browser_are_told_how_to_go_on(alice, innovation, stranger, sent):
    press(stranger, stranger.get(sent.path), "Accept")
    second = invite(innovation, "sam@example.org", by=alice.actor)

    response = press(stranger, stranger.get(second.path), "Accept")

    assert response.status_code == 409
    assert "in another browser" in read(response).text
    assert Guest.objects.count() == 1


def test_a_guest_is_led_to_the_round_once_there_is_one(stranger, sent, alice, innovation):
    press(stranger, stranger.get(sent.path), "Accept")
    draft = start(innovation, by=alice.actor)
    RatingRound.objects.create(assessment_id=draft.pk)

    response = stranger.get(address("joined", innovation))

    assert (response.status_code, response["Location"]) == (303, reverse("rate", args=[draft.id]))
    assert stranger.get(response["Location"]).status_code == 200


# --- What is told


def test_the_letter_says_what_the_page_says(sent, mailoutbox):
    (message,) = mailoutbox
    body = str(message.body)

    assert message.subject == "Alice Archer invites you to rate ESCAPE-pain"
    assert f"{settings.SITE_URL}{sent.path}" in body
    for words in ("rating 41 short statements", "You do not need an account", "It works once, until"):
        assert words in body
    assert message.content_subtype == "plain"


def test_a_notice_of_success_stands_alone(nina, sent):
    response = press(nina, nina.get(sent.path), "Accept")

    assert (
        len(with_class(read(nina.get(response["Location"])).root, "nhsuk-notification-banner--success")) == 1
    )
