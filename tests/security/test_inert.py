"""Text that people type is text wherever it is shown: in a page, a title, a chart, a file, a mail."""

import csv
import io
import json

import pytest
from django.conf import settings
from django.urls import reverse

from assessments.models import Innovation, Membership, Organisation, Role
from tests.factories import answer, invite, save, start, submit, typed
from tests.pages.browsing import Browser, a_tryout, every, marks, page_of, results_from, sign_in, signed_in
from tests.pages.reading import press, read
from tests.people import a_person, join

pytestmark = pytest.mark.django_db

PAYLOAD = "<script>alert(1)</script>\"'&{{7*7}}"
LINK = "https://example.org/?q=<script>alert(1)</script>\"'&{{7*7}}"
SAVE = "Save and continue"


def is_inert(response, *, shown: bool = True) -> bool:
    """The page parses, no script came out of the text, and the text itself is on the page as it was typed."""
    page = read(response)
    scripts = [one for one in page.root.iter("script") if not one.get("src")]
    handlers = [name for one in page.root.iter() for name in one.attrib if name.startswith("on")]
    assert not scripts
    assert not handlers
    assert "<script>alert" not in response.content.decode()
    if shown:
        words = (
            page.title
            + "".join(page.root.itertext())
            + "".join(value for one in page.root.iter() for value in one.attrib.values())
        )
        assert PAYLOAD in words
    return True


@pytest.fixture
def mallory():
    """Everything that can be typed about a person and an innovation holds the payload."""
    return signed_in(a_person(PAYLOAD, email="mallory@example.org"))


@pytest.fixture
def bob(mallory, innovation):
    editor = signed_in(a_person(f"Bob {PAYLOAD}", email="bob@example.org"))
    join(innovation, editor.person, Role.EDITOR)
    return editor


@pytest.fixture
def innovation(mallory):
    trust = Organisation.objects.create(name=PAYLOAD)
    made = Innovation.objects.create(
        name=PAYLOAD, summary=PAYLOAD, organisation=trust, stage="pilot", care_area="other"
    )
    join(made, mallory.person, Role.LEAD)
    return made


@pytest.fixture
def draft(mallory, innovation):
    facts = start(innovation, by=mallory.actor)
    answer(facts, marks("33___"), by=mallory.actor)
    save(facts, typed("E1.3", "3", note=PAYLOAD, link=LINK), by=mallory.actor)
    return facts


@pytest.fixture
def done(mallory, draft):
    answer(draft, every("3", E1="___33", E2="222221", E7="?????"), by=mallory.actor)
    submit(draft, by=mallory.actor)
    return draft


def typed_into(browser, address, button, **said):
    """Through the form, as people type it."""
    return press(browser, browser.get(address), button, said)


# --- What is typed about an innovation


def test_a_name_a_sentence_and_an_organisation_can_be_anything(mallory):
    first = typed_into(mallory, reverse("innovation_new"), SAVE, name=PAYLOAD, summary=PAYLOAD)
    place = {"stage": "pilot", "settings": ["home"], "care_area": "other"}
    second = typed_into(mallory, first["Location"], SAVE, **place)
    typed_into(mallory, second["Location"], SAVE, organisation_name=PAYLOAD)

    made = Innovation.objects.get()
    assert (made.name, made.summary, made.organisation.name) == (PAYLOAD, PAYLOAD, PAYLOAD)


@pytest.mark.parametrize(
    "name",
    [
        "innovations",
        "innovation",
        "innovation_about",
        "innovation_headline",
        "innovation_place",
        "innovation_lead",
    ],
)
def test_it_is_text_on_every_page_of_the_innovation(mallory, innovation, name):
    address = reverse(name, args=[] if name == "innovations" else [innovation.public_id])

    assert is_inert(mallory.get(address))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("innovation_headline", {"name": PAYLOAD + "x" * 120, "summary": PAYLOAD}),
        ("innovation_place", {"stage": PAYLOAD, "settings": PAYLOAD, "care_area": PAYLOAD}),
        ("innovation_lead", {"organisation_name": PAYLOAD * 9, "ods_code": PAYLOAD}),
    ],
)
def test_it_is_text_when_it_is_refused(mallory, innovation, name, said):
    response = mallory.post(reverse(name, args=[innovation.public_id]), said)

    assert response.status_code == 422
    assert is_inert(response)


def test_it_is_text_when_the_same_name_is_pointed_out(mallory, innovation):
    response = typed_into(mallory, reverse("innovation_new"), SAVE, name=PAYLOAD, summary=PAYLOAD)

    assert read(response).heading == "There may already be an entry for this"
    assert is_inert(response)
    assert press(mallory, response, "Add another innovation").status_code == 303
    assert Innovation.objects.filter(name=PAYLOAD, summary=PAYLOAD).count() == 2


def test_it_is_text_in_a_trial():
    browser = a_tryout(PAYLOAD).browser

    assert is_inert(browser.get(reverse("trial"), follow=True))
    assert is_inert(Browser().post(reverse("trial"), {"name": PAYLOAD + "x" * 120}))


def test_it_is_text_on_the_notice_of_a_held_trial(mallory):
    mallory.cookies[settings.TRIAL_COOKIE_NAME] = (
        a_tryout(PAYLOAD).browser.cookies[settings.TRIAL_COOKIE_NAME].value
    )

    assert is_inert(mallory.get(reverse("innovations")))


# --- What is typed about people


def test_it_is_text_on_every_page_about_people(mallory, bob, innovation):
    place = Membership.objects.get(person=bob.person).public_id
    pages = [("people", []), ("people_invite", [])]
    pages += [(name, [place]) for name in ("people_role", "people_lead", "people_remove")]

    for name, more in pages:
        assert is_inert(mallory.get(reverse(name, args=[innovation.public_id, *more])))
    assert is_inert(bob.get(reverse("people_leave", args=[innovation.public_id])))


def test_it_is_text_when_an_invitation_is_refused(mallory, innovation):
    rows = {"email-1": PAYLOAD, "role-1": PAYLOAD, "email-2": f"{PAYLOAD}@example.org", "role-2": "rater"}

    for button in ({}, {"add": PAYLOAD}):
        assert is_inert(mallory.post(reverse("people_invite", args=[innovation.public_id]), rows | button))


def test_it_is_text_for_whoever_is_invited(mallory, innovation):
    sent = invite(innovation, "nina@example.org", by=mallory.actor)

    assert is_inert(Browser().get(sent.path))
    assert is_inert(mallory.get(sent.path))
    guest = Browser()
    assert is_inert(guest.get(press(guest, guest.get(sent.path), "Accept")["Location"]))
    assert is_inert(Browser().get(sent.path))


def test_it_is_text_on_the_list_of_whoever_is_invited_or_rates(mallory, innovation):
    nina, rob = (signed_in(a_person(name)) for name in ("Nina New", "Rob Rowe"))
    invite(innovation, "nina@example.org", by=mallory.actor)
    join(innovation, rob.person, Role.RATER)

    assert is_inert(nina.get(reverse("innovations")))
    assert is_inert(rob.get(reverse("innovations")))


# --- What is typed while rating


@pytest.mark.parametrize("name", ["task_list", "check"])
def test_it_is_text_on_every_step(mallory, draft, name):
    assert is_inert(mallory.get(page_of(name, draft)))


def test_a_note_and_a_link_are_text_on_the_enabler_page(mallory, draft):
    response = mallory.get(page_of("enabler", draft, "networks"))

    assert is_inert(response)
    sent = read(response).form(SAVE)[1]
    assert (sent["E1.3-note"], sent["E1.3-link"]) == (PAYLOAD, LINK)


def test_every_field_of_the_enabler_page_is_text_when_it_is_refused(mallory, draft):
    opened = mallory.get(page_of("enabler", draft, "evidence"))
    _, sent = read(opened).form(SAVE)

    response = press(mallory, opened, SAVE, {name: PAYLOAD for name in sent if name != "csrfmiddlewaretoken"})

    assert response.status_code == 422
    assert is_inert(response)


def test_both_sides_of_a_conflict_are_text(mallory, bob, draft):
    address = page_of("enabler", draft, "networks")
    opened = mallory.get(address)
    press(bob, bob.get(address), SAVE, {"E1.1": "0", "E1.1-note": PAYLOAD, "E1.1-link": LINK})

    response = press(
        mallory,
        opened,
        "Save and come back later",
        {"E1.1": "4", "E1.1-note": "x" + PAYLOAD, "E1.1-link": LINK},
    )

    assert response.status_code == 409
    assert is_inert(response)


def test_what_comes_too_late_is_text(mallory, bob, draft):
    opened = mallory.get(page_of("enabler", draft, "networks"))
    answer(draft, every("3"), by=bob.actor)
    submit(draft, by=bob.actor)

    response = press(mallory, opened, SAVE, {"E1.2-note": PAYLOAD, "E1.1-link": LINK, "back": PAYLOAD})

    assert response.status_code == 409
    assert is_inert(response)


def test_what_was_held_is_text(mallory, draft):
    address = page_of("enabler", draft, "networks")
    opened = mallory.get(address)
    mallory.post(reverse("account_logout"))
    press(mallory, opened, SAVE, {"E1.1-note": PAYLOAD, "E1.1-link": LINK, "E1.1": PAYLOAD, "back": PAYLOAD})
    sign_in(mallory, mallory.person)

    response = mallory.get(address)

    assert read(response).form(SAVE)[1]["E1.1-note"] == PAYLOAD
    assert is_inert(response)


# --- Where it ends up


def test_it_is_text_in_an_invitation(mallory, innovation, mailoutbox):
    invite(innovation, "nina@example.org", by=mallory.actor)

    (message,) = mailoutbox
    assert message.content_subtype == "plain"
    assert not getattr(message, "alternatives", [])
    assert "\n" not in message.subject


@pytest.mark.parametrize("query", ["", "?advice=all", "?advice=<script>alert(1)</script>"])
def test_it_is_text_in_the_results(mallory, done, query):
    response = mallory.get(page_of("results", done) + query)

    assert PAYLOAD in read(response).title
    assert is_inert(response)


def test_it_is_text_where_two_are_compared(mallory, innovation, done):
    second = results_from(innovation, mallory.actor, every("3"))

    assert is_inert(mallory.get(page_of("results_compare", second, done.id)))


def test_it_is_text_in_the_interactive_chart(mallory, done):
    response = mallory.get(page_of("results_radar", done))

    assert response["Content-Type"] == "application/json"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert isinstance(json.loads(response.content), dict)
    assert "<script" not in json.dumps(_texts(json.loads(response.content)))


def _texts(part):
    """Every text of the figure as Plotly would draw it: it reads a few tags, and entities."""
    if isinstance(part, dict):
        return [_texts(one) for one in part.values()]
    return [_texts(one) for one in part] if isinstance(part, list) else part


def test_it_is_text_in_the_table_and_in_the_receipt(mallory, done):
    table = mallory.get(page_of("results_csv", done), {"notes": "yes"}).content.decode("utf-8-sig")
    receipt = mallory.get(page_of("results_receipt", done)).content.decode()

    rows = list(csv.DictReader(io.StringIO(table)))
    assert {row["innovation"] for row in rows} == {PAYLOAD}
    assert next(row["note"] for row in rows if row["code"] == "E1.3") == PAYLOAD
    assert "alert" not in receipt


# --- What is typed about oneself, and what stands in an address


def test_a_name_is_text_in_the_header_of_every_page(mallory):
    assert is_inert(mallory.get(reverse("start")))
    assert is_inert(mallory.get(reverse("account")))


def test_a_name_that_is_refused_is_text(mallory):
    assert is_inert(mallory.post(reverse("account_change_name"), {"name": PAYLOAD * 9}))


def test_a_name_is_text_in_a_mail(client, mailoutbox):
    said = {"name": PAYLOAD, "email": "nina@example.org", "password1": "nine paper lanterns burn"}

    typed_into(client, reverse("account_signup"), "Create an account", **said)

    (message,) = mailoutbox
    assert message.content_subtype == "plain"
    assert not getattr(message, "alternatives", [])
    assert "\n" not in message.subject


def test_an_address_that_is_refused_is_text(client):
    said = {"name": PAYLOAD, "email": PAYLOAD, "password1": PAYLOAD}

    assert is_inert(client.post(reverse("account_signup"), said))
    assert is_inert(client.post(reverse("account_login"), {"login": PAYLOAD, "password": PAYLOAD}))
    assert is_inert(client.post(reverse("account_reset_password"), {"email": PAYLOAD}))


@pytest.mark.parametrize(
    "address",
    [
        "/account/sign-in/",
        "/account/create/",
        "/account/signed-out/",
        "/try/suitable/",
        "/",
        "/no/such/page/",
    ],
)
@pytest.mark.parametrize("name", ["next", "why", "q"])
def test_what_stands_in_an_address_is_text(client, address, name):
    assert is_inert(client.get(address, {name: f"/{PAYLOAD}"}), shown=False)


def test_a_path_is_text_on_the_page_that_says_it_leads_nowhere(client):
    for path in (
        f"/{PAYLOAD}/",
        "/account/confirm/%22%3E%3Cscript%3Ealert(1)%3C/script%3E/",
        "/%00/",
        "/%ff/",
    ):
        assert is_inert(client.get(path), shown=False)


def test_a_path_is_text_on_the_page_for_an_old_tab():
    careful = Browser(enforce_csrf_checks=True)

    response = careful.post('/account/confirm/"><script>alert(1)<script>\x00/', {"x": PAYLOAD})

    assert response.status_code == 403
    assert is_inert(response, shown=False)
