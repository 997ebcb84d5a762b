"""The room of administrators: for everybody else it is not there, whatever they ask for and however."""

import re

import pytest
from django.urls import reverse

from assessments.manage import views
from assessments.models import AuditEvent, Person
from tests.pages.browsing import Browser, a_tryout, signed_in
from tests.pages.every_page import url_names
from tests.people import a_person, a_team
from tests.security.test_doors import everything

pytestmark = pytest.mark.django_db

HERE, NOT_THERE, SIGN_IN = 200, 404, 303
# who: what they get of every page of the room, and of every button
WHO = {
    "administrator": HERE,
    "administrator and curator": HERE,
    "curator": NOT_THERE,
    "reviewer": NOT_THERE,
    "engineer": NOT_THERE,
    "lead of a team": NOT_THERE,
    "closed administrator": SIGN_IN,
    "trial": SIGN_IN,
    "stranger": SIGN_IN,
}
FIELDS = {
    "administrator": {"is_administrator": True},
    "administrator and curator": {"is_administrator": True, "is_curator": True},
    "curator": {"is_curator": True},
    "reviewer": {"is_reviewer": True},
    "engineer": {"is_staff": True, "is_superuser": True},
    "closed administrator": {"is_administrator": True},
}
PAGES = (
    "manage",
    "manage_audit",
    "manage_people",
    "manage_person",
    "manage_person_close",
    "manage_person_reopen",
)
BUTTONS = (
    "manage_audit_check",
    "manage_audit_export",
    "manage_person_roles",
    "manage_person_close",
    "manage_person_reopen",
)


@pytest.fixture
def charlie(db):
    """Whom all of it is about."""
    return a_team().charlie


def browser_of(who):
    if who == "stranger":
        return Browser()
    if who == "trial":
        return a_tryout().browser
    if who == "lead of a team":
        return signed_in(Person.objects.get(name="Alice Archer"))
    browser = signed_in(a_person("Wanda Who", **FIELDS[who]))
    if who == "closed administrator":
        Person.objects.filter(name="Wanda Who").update(is_active=False)
    return browser


def address(name, charlie):
    return reverse(name, args=[charlie.pk] if "person_" in name or name == "manage_person" else None)


def test_every_address_of_the_room_is_tested_here():
    assert {*PAGES, *BUTTONS} == {name for name in url_names() if name.startswith("manage")}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_there_for_administrators_alone(name, who, charlie):
    response = browser_of(who).get(address(name, charlie))

    assert response.status_code == WHO[who]


@pytest.mark.parametrize("who", [who for who, gets in WHO.items() if gets != HERE])
@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_does_nothing_for_anybody_else(name, who, charlie):
    browser = browser_of(who)
    before = everything()

    response = browser.post(address(name, charlie), {"roles": ["administrator"]})

    assert response.status_code == WHO[who]
    assert everything() == before


@pytest.mark.parametrize("who", ["curator", "lead of a team"])
def test_the_room_looks_like_a_page_that_does_not_exist(who, charlie):
    browser = browser_of(who)

    there, nowhere = browser.get(reverse("manage_audit")), browser.get("/manage/nothing/")

    assert _without_token(there) == _without_token(nowhere)


def _without_token(response):
    return re.sub(rb'(name="csrfmiddlewaretoken" value=")[^"]*', rb"\1", response.content)


def test_without_the_guard_the_pages_would_be_open(charlie, monkeypatch):
    """Or the tests above see nothing."""
    monkeypatch.setattr(views, "can_administer", lambda actor: True)

    assert browser_of("curator").get(reverse("manage_people")).status_code == HERE


@pytest.mark.parametrize("name", BUTTONS)
def test_without_the_guard_the_acts_still_refuse(name, charlie, monkeypatch):
    monkeypatch.setattr(views, "can_administer", lambda actor: True)
    browser = browser_of("curator")
    before = everything()

    response = browser.post(address(name, charlie), {"roles": ["administrator"]})

    assert response.status_code == 403
    assert everything() == before
    assert AuditEvent.objects.filter(action="access.refuse").count() == 1


def test_losing_the_role_shuts_the_room_at_once(charlie):
    browser = browser_of("administrator")
    Person.objects.filter(name="Wanda Who").update(is_administrator=False)

    assert browser.get(reverse("manage")).status_code == NOT_THERE


@pytest.mark.parametrize("number", ["0", "987654", "9" * 40])
@pytest.mark.parametrize("ending", ["", "roles/", "close/", "reopen/"])
def test_a_person_who_is_not_there_is_not_found(number, ending, charlie):
    browser = browser_of("administrator")
    place = f"/manage/people/{number}/{ending}"

    assert browser.get(place).status_code == NOT_THERE
    assert browser.post(place).status_code == (NOT_THERE if ending else 405)


WILD = [
    "",
    "x",
    "-1",
    "1.5",
    "9" * 40,
    "²",
    "\x00",
    "' OR 1=1",
    "%",
    "\\",
    "2026-02-30",
    "9999-12-31",
    "0001-01-01",
]


@pytest.mark.parametrize("value", WILD)
@pytest.mark.parametrize("field", ["person", "action", "subject", "since", "until", "before"])
def test_nothing_that_is_looked_for_in_the_log_breaks_it(field, value, charlie):
    browser = browser_of("administrator")

    assert browser.get(reverse("manage_audit"), {field: value}).status_code in (200, 422)
    assert browser.post(reverse("manage_audit_export"), {field: value}).status_code == 200


@pytest.mark.parametrize("value", WILD)
@pytest.mark.parametrize("field", ["q", "kind", "before"])
def test_nothing_that_is_looked_for_among_people_breaks_it(field, value, charlie):
    assert browser_of("administrator").get(reverse("manage_people"), {field: value}).status_code in (200, 422)
