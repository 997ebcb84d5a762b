"""Who must have two-step sign-in: nothing that needs a site role opens to a password alone."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse

from tests.pages.account_steps import person
from tests.pages.reading import read
from tests.pages.test_accounts_two_step import confirm
from tests.people import a_person

pytestmark = pytest.mark.django_db

ROLES = ["is_curator", "is_reviewer", "is_administrator", "is_staff"]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("place", ["/manage/", "/manage/audit/", "/admin/"])
def test_staff_without_a_second_step_are_led_to_set_it_up(client, role, place):
    client.force_login(a_person("Ed Ellis", second_step=False, **{role: True}))

    response = client.get(place)
    page = read(client.get(reverse("mfa_index")))

    assert (response.status_code, response["Location"]) == (303, reverse("mfa_index"))
    assert "before you use that part" in page.text


@pytest.mark.parametrize("role", ROLES)
def test_staff_with_one_are_let_through_to_whatever_is_there(client, role):
    client.force_login(a_person("Ed Ellis", **{role: True}))

    assert client.get("/manage/nothing-here/").status_code == 404
    assert "before you use that part" not in read(client.get(reverse("mfa_index"))).text


def test_recovery_codes_alone_are_no_second_step(client):
    ed = a_person("Ed Ellis", second_step=False, is_curator=True)
    RecoveryCodes.activate(ed)
    client.force_login(ed)

    assert client.get("/manage/").status_code == 303


def test_staff_without_one_still_use_every_other_page(client):
    client.force_login(a_person("Ed Ellis", second_step=False, is_administrator=True))

    assert client.get(reverse("innovations")).status_code == 200
    assert client.get(reverse("account")).status_code == 200


def test_nobody_else_is_led_there(client):
    client.force_login(person())

    assert client.get("/manage/nothing-here/").status_code == 404


def test_the_demonstration_asks_nobody_for_it(client, settings):
    settings.STAFF_NEED_SECOND_STEP = False
    client.force_login(a_person("Ed Ellis", second_step=False, is_curator=True))

    assert client.get("/manage/nothing-here/").status_code == 404


def test_removing_it_closes_the_doors_of_staff_again(client):
    ed = a_person("Ed Ellis", is_curator=True)
    confirm(client, ed)
    client.post(reverse("mfa_deactivate_totp"))

    assert client.get("/manage/")["Location"] == reverse("mfa_index")
