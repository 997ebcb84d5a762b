"""A copy of your data, and leaving, from your account."""

import datetime as dt
import json

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from assessments.models import AuditEvent, Innovation, Person, Role
from tests.pages.account_steps import ALICE, PASSWORD, create, is_signed_in, path_in, person, sign_in
from tests.pages.browsing import Browser
from tests.pages.reading import read
from tests.pages.test_accounts_two_step import confirm
from tests.people import Team, a_person, a_team, join

pytestmark = pytest.mark.django_db
SURE = {"sure": "on"}


@pytest.fixture
def team() -> Team:
    return a_team()


@pytest.fixture
def alice(team: Team) -> Client:
    """Leads, and has just entered her password again."""
    return confirm(Browser(), team.alice)


def test_your_account_leads_to_your_data_and_from_there_to_leaving(alice):
    account = read(alice.get(reverse("account")))
    data = read(alice.get(reverse("account_data")))

    assert account.links["Download or erase your data"] == reverse("account_data")
    assert data.links["Erase my account"] == reverse("account_erase")


def test_a_copy_comes_as_a_file_and_is_on_record(alice, team):
    response = alice.post(reverse("account_data"))

    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="octant-my-data.json"'
    assert "no-store" in response["Cache-Control"]
    data = json.loads(response.content)
    assert data["you"]["email"] == team.alice.email
    assert {row["role"] for row in data["rows"]["assessments.Membership"]} == {"lead"}
    assert AuditEvent.objects.get(action="account.export").actor == team.alice


@pytest.mark.parametrize("name", ["account_data", "account_erase"])
def test_a_stranger_is_asked_to_sign_in(client, name):
    for response in (client.get(reverse(name)), client.post(reverse(name), SURE)):
        assert (response.status_code, response["Location"].partition("?")[0]) == (
            303,
            reverse("account_login"),
        )


def test_leaving_asks_for_the_password_again(client, team):
    client.force_login(team.alice)

    response = client.get(reverse("account_erase"))

    assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_an_old_confirmation_is_not_enough(team):
    with time_machine.travel(dt.datetime(2026, 9, 14, 9, tzinfo=dt.UTC)) as clock:
        client = confirm(Client(), team.alice)
        clock.shift(dt.timedelta(minutes=6))

        client.post(reverse("account_erase"), SURE)

    assert Person.objects.filter(email=team.alice.email).exists()


def test_the_page_says_what_goes_and_what_stays(alice, team):
    alone = Innovation.objects.create(name="Falls clinic")
    join(alone, team.alice, Role.LEAD)

    page = read(alice.get(reverse("account_erase")))

    assert page.title == "Erase my account – Octant"
    assert "These innovations are deleted with all their assessments" in page.text
    assert "Falls clinic" in page.text
    assert "ESCAPE-pain: Bob Barnes" in page.text
    assert "Someone who left" in page.text


def test_nothing_happens_until_it_is_said_for_sure(alice, team):
    response = alice.post(reverse("account_erase"), {})

    page = read(response)
    assert response.status_code == 422
    assert page.errors == [("Confirm that you understand that this cannot be undone", "#id_sure")]
    assert Person.objects.filter(email=team.alice.email).exists()


def test_leaving_signs_out_forgets_and_says_so_once_by_mail(alice, team, mailoutbox):
    response = alice.post(reverse("account_erase"), SURE)

    page = read(alice.get(response["Location"]))
    assert response.status_code == 303
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert page.heading == "Your account is erased"
    assert not is_signed_in(alice)
    assert [(mail.subject, mail.to) for mail in mailoutbox] == [
        ("Your Octant account is erased", ["alice@example.org"])
    ]
    assert not Person.objects.filter(name="Alice Archer").exists()
    assert AuditEvent.objects.filter(action="account.erase").count() == 1


def test_whoever_left_cannot_come_back_by_the_old_password(client):
    confirm(client, person())
    client.post(reverse("account_erase"), SURE)

    assert sign_in(Client()).status_code == 422


def test_other_browsers_are_out_at_once(alice, team):
    other = Client()
    other.force_login(team.alice)

    alice.post(reverse("account_erase"), SURE)

    assert not is_signed_in(other)


def test_the_team_goes_on_and_reads_someone_who_left(alice, team):
    alice.post(reverse("account_erase"), SURE)
    bob = Client()
    bob.force_login(team.bob)

    assert bob.get(reverse("innovation", args=[team.innovation.public_id])).status_code == 200


def test_the_same_address_can_begin_again(client, mailoutbox):
    confirm(client, person())
    client.post(reverse("account_erase"), SURE)
    mailoutbox.clear()

    create(client)
    client.post(path_in(mailoutbox[0]))

    assert is_signed_in(client)
    assert Person.objects.filter(email=ALICE).count() == 1


def test_the_last_administrator_is_told_what_to_do_first(client):
    confirm(client, a_person("Ada Adams", is_administrator=True))

    page = read(client.get(reverse("account_erase")))
    sent = client.post(reverse("account_erase"), SURE)

    assert "Make someone else one first" in page.text
    assert "I understand" not in page.text
    assert Person.objects.filter(name="Ada Adams").exists()
    assert sent.status_code == 409


def test_a_mail_that_fails_keeps_nobody_here(alice, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError("gone")

    monkeypatch.setattr(EmailMessage, "send", refuse)

    response = alice.post(reverse("account_erase"), SURE)

    assert response["Location"] == reverse("account_erased")
    assert not Person.objects.filter(name="Alice Archer").exists()


def test_the_password_is_never_in_the_copy(alice, team):
    text = alice.post(reverse("account_data")).content.decode()

    assert PASSWORD not in text
    assert team.alice.password not in text
