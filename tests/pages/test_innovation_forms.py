"""Adding an innovation on three short pages, and changing what is said about it."""

import pytest
from django.urls import reverse

from assessments.models import AuditEvent, Innovation, Membership, Organisation, Role
from tests.pages.browsing import signed_in
from tests.pages.reading import press, read
from tests.people import a_person

SAVE = "Save and continue"
HEADLINE = {"name": "Virtual ward", "summary": "Care at home with a daily call."}
PLACE = {"stage": "pilot", "settings": ["home", "hospital"], "care_area": "older_people"}
LEAD = {"organisation_name": "Mount Harry Trust", "ods_code": "rx1"}
PAGES = {"innovation_headline": HEADLINE, "innovation_place": PLACE, "innovation_lead": LEAD}
NEW = "/innovations/new/"


def address_of(name, innovation):
    return reverse(name, args=[innovation.public_id])


# --- Adding one


def test_the_first_page_asks_for_its_name_and_what_it_is(alice):
    page = read(alice.get(NEW))

    assert page.status == 200
    assert page.title == "Add an innovation – Octant"
    assert page.way_back == ("Back to your assessments", reverse("innovations"))
    assert "Page 1 of 3" in page.text
    assert "Do not include patient details." in page.text


def test_three_pages_make_an_innovation(charlie):
    first = press(charlie, charlie.get(NEW), SAVE, HEADLINE)
    second = press(charlie, charlie.get(first["Location"]), SAVE, PLACE)
    third = press(charlie, charlie.get(second["Location"]), SAVE, LEAD)

    made = Innovation.objects.get(name="Virtual ward")
    assert first["Location"] == address_of("innovation_place", made)
    assert second["Location"] == address_of("innovation_lead", made)
    assert third["Location"] == address_of("innovation_about", made)
    assert (made.stage, made.care_area, made.organisation.ods_code) == ("pilot", "older_people", "RX1")
    assert set(made.used_in.values_list("setting", flat=True)) == {"home", "hospital"}
    assert Membership.objects.get(innovation=made).role == Role.LEAD


def test_the_last_page_shows_it_all_and_leads_on(alice, innovation):
    page = read(alice.get(address_of("innovation_about", innovation)))

    assert page.status == 200
    assert page.heading == "Name, stage and setting"
    assert page.rows["Name"].startswith("ESCAPE-pain")
    assert page.links["Continue"] == address_of("innovation", innovation)


def test_with_an_unfinished_assessment_it_leads_on_to_that(alice, draft, innovation):
    page = read(alice.get(address_of("innovation_about", innovation)))

    assert page.links["Continue to the assessment"] == reverse("task_list", args=[draft.id])


@pytest.mark.parametrize(
    ("missing", "words", "name"),
    [("stage", "Continue: stage and setting", "innovation_place"),
     ("organisation", "Continue: who leads it", "innovation_lead")],
)  # fmt: skip
def test_what_is_still_to_be_told_comes_next(alice, innovation, missing, words, name):
    setattr(innovation, missing, None if missing == "organisation" else "")
    innovation.save()

    page = read(alice.get(address_of("innovation_about", innovation)))

    assert page.links[words] == address_of(name, innovation)


def test_a_stranger_is_asked_to_sign_in_first(client, db):
    for method in (client.get, client.post):
        assert method(NEW)["Location"] == f"{reverse('account_login')}?next=%2Finnovations%2Fnew%2F"
    assert not Innovation.objects.exists()


# --- What is refused

REFUSED = [
    ("innovation_headline", {"name": ""}, [("Enter the name of your innovation", "#id_name")]),
    ("innovation_headline", {"name": "  \u202e "}, [("Enter the name of your innovation", "#id_name")]),
    ("innovation_headline", {"name": "x" * 121}, [("The name must be 120 characters or fewer", "#id_name")]),
    ("innovation_headline", {"summary": ""},
     [("Enter one sentence on what your innovation is", "#id_summary")]),
    ("innovation_headline", {"summary": "x" * 201},
     [("The sentence must be 200 characters or fewer", "#id_summary")]),
    ("innovation_headline", {"summary": "For 943 476 5919"},
     [("Remove the NHS number. Do not include patient details.", "#id_summary")]),
    ("innovation_place", {"stage": None}, [("Select the stage it has reached", "#id_stage_0")]),
    ("innovation_place", {"settings": None},
     [("Select at least one place where it is used", "#id_settings_0")]),
    ("innovation_place", {"care_area": ""}, [("Select an area of care", "#id_care_area")]),
    ("innovation_lead", {"organisation_name": ""},
     [("Enter the organisation that leads it", "#id_organisation_name")]),
    ("innovation_lead", {"organisation_name": "x" * 161},
     [("The organisation must be 160 characters or fewer", "#id_organisation_name")]),
    *[("innovation_lead", {"ods_code": code},
       [("Enter an ODS code of 3 to 10 letters and numbers, like RJ1", "#id_ods_code")])
      for code in ("R", "RJ1-2", "x" * 11, "RJ1\u0661")],
]  # fmt: skip


@pytest.mark.parametrize(("name", "changes", "errors"), REFUSED)
def test_it_is_refused_and_kept_on_the_page(alice, innovation, name, changes, errors):
    opened = alice.get(address_of(name, innovation))
    before = Innovation.objects.filter(pk=innovation.pk).values().get()

    response = press(alice, opened, SAVE, PAGES[name] | changes)

    page = read(response)
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert page.errors == errors
    assert {href[1:] for _, href in errors} <= set(page.ids)
    assert Innovation.objects.filter(pk=innovation.pk).values().get() == before
    _, sent = page.form(SAVE)
    kept = {field: value for field, value in PAGES[name].items() if field not in changes}
    assert {field: sent[field] for field in kept if field != "settings"} == {
        field: value for field, value in kept.items() if field != "settings"
    }


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [("stage", "everywhere", "Select the stage it has reached"),
     ("stage", "pilot\x00", "Select the stage it has reached"),
     ("care_area", "magic", "Select an area of care"),
     ("settings", ["home", "moon"], "Select at least one place where it is used"),
     ("settings", [], "Select at least one place where it is used")],
)  # fmt: skip
def test_a_choice_that_is_not_offered_is_refused_in_words(alice, innovation, field, value, error):
    opened = alice.get(address_of("innovation_place", innovation))

    response = press(alice, opened, SAVE, PLACE | {field: value})

    assert response.status_code == 422
    assert [words for words, _ in read(response).errors] == [error]


def test_the_first_page_refuses_the_same_when_adding(alice):
    response = press(alice, alice.get(NEW), SAVE, HEADLINE | {"name": ""})

    page = read(response)
    assert page.status == 422
    assert page.title == "Error: Add an innovation – Octant"
    assert page.form(SAVE)[1]["summary"] == HEADLINE["summary"]
    assert not Innovation.objects.filter(summary=HEADLINE["summary"]).exists()


def test_an_empty_post_is_told_what_is_missing(alice, innovation):
    for name in PAGES:
        assert alice.post(address_of(name, innovation), {}).status_code == 422


# --- The same one twice


@pytest.mark.parametrize("name", ["ESCAPE-pain", "escape pain", "ESCAPEpain", "ESCAPE-pains"])
def test_a_name_that_i_have_already_is_pointed_out(alice, innovation, name):
    response = press(alice, alice.get(NEW), SAVE, HEADLINE | {"name": name})

    page = read(response)
    assert page.status == 200
    assert page.heading == "There may already be an entry for this"
    assert page.links["ESCAPE-pain"] == address_of("innovation", innovation)
    assert page.links["Open ESCAPE-pain"] == address_of("innovation", innovation)
    assert Innovation.objects.count() == 1


def test_those_who_mean_another_one_add_it(alice, innovation):
    asked = press(alice, alice.get(NEW), SAVE, HEADLINE | {"name": "ESCAPE-pain 2"})

    response = press(alice, asked, "Add another innovation")

    made = Innovation.objects.get(name="ESCAPE-pain 2")
    assert response["Location"] == address_of("innovation_place", made)
    assert made.summary == HEADLINE["summary"]


def test_a_different_name_is_not_pointed_out(alice, innovation):
    assert press(alice, alice.get(NEW), SAVE, HEADLINE).status_code == 303


def test_what_others_have_is_never_given_away(charlie, innovation):
    response = press(charlie, charlie.get(NEW), SAVE, HEADLINE | {"name": "ESCAPE-pain"})

    assert response.status_code == 303


def test_a_rater_is_not_sent_to_a_page_they_may_not_see(rob, innovation):
    response = press(rob, rob.get(NEW), SAVE, HEADLINE | {"name": "ESCAPE-pain"})

    assert response.status_code == 303


# --- Changing


@pytest.mark.parametrize(("name", "said"), PAGES.items())
def test_what_was_said_before_is_filled_in(alice, innovation, name, said):
    press(alice, alice.get(address_of(name, innovation)), SAVE, said)

    _, sent = read(alice.get(address_of(name, innovation))).form(SAVE)

    expected = said | {"ods_code": "RX1"} if "ods_code" in said else said
    assert {field: sorted(sent[field]) if field == "settings" else sent[field] for field in expected} == {
        field: sorted(value) if field == "settings" else value for field, value in expected.items()
    }


@pytest.mark.parametrize(("name", "said"), PAGES.items())
def test_a_change_leads_back_and_is_on_record(alice, innovation, name, said):
    response = press(alice, alice.get(address_of(name, innovation)), SAVE, said)

    assert (response.status_code, response["Location"]) == (303, address_of("innovation_about", innovation))
    assert AuditEvent.objects.get(action="innovation.describe").actor == alice.person


@pytest.mark.parametrize(("name", "said"), PAGES.items())
def test_an_editor_may_change_it(bob, innovation, name, said):
    assert press(bob, bob.get(address_of(name, innovation)), SAVE, said).status_code == 303


@pytest.mark.parametrize(("name", "said"), PAGES.items())
def test_a_viewer_may_not(dana, innovation, name, said):
    before = Innovation.objects.filter(pk=innovation.pk).values().get()

    asked, sent = dana.get(address_of(name, innovation)), dana.post(address_of(name, innovation), said)

    assert (asked.status_code, sent.status_code) == (403, 403)
    assert "You cannot change what is said about this innovation." in read(sent).text
    assert Innovation.objects.filter(pk=innovation.pk).values().get() == before


def test_a_viewer_sees_no_link_to_change_it(dana, innovation):
    page = read(dana.get(address_of("innovation_about", innovation)))

    assert page.status == 200
    assert not any(words.startswith("Change") for words in page.links)


def test_links_to_change_say_what_they_change(alice, innovation):
    page = read(alice.get(address_of("innovation_about", innovation)))

    changes = [words for words in page.links if words.startswith("Change")]
    assert changes == [
        "Change name", "Change description", "Change stage", "Change where it is used", "Change area of care",
        "Change who leads it",
    ]  # fmt: skip


def test_fields_that_are_none_of_the_forms_change_nothing(alice, innovation):
    more = {"created_by": "1", "public_id": "0" * 32, "stage": "pilot", "organisation": "1", "id": "7"}

    press(alice, alice.get(address_of("innovation_headline", innovation)), SAVE, HEADLINE | more)

    changed = Innovation.objects.get(pk=innovation.pk)
    assert (changed.public_id, changed.stage) == (innovation.public_id, "wide")


def test_another_teams_name_for_the_same_ods_code_is_never_shown(alice, innovation):
    Organisation.objects.create(name="Squatted by Charlie", ods_code="RX1")

    press(alice, alice.get(address_of("innovation_lead", innovation)), SAVE, LEAD)

    page = read(alice.get(reverse("innovation", args=[innovation.public_id]))).text
    assert "Mount Harry Trust (RX1)" in page
    assert "Squatted" not in page


def test_a_person_on_no_team_has_an_empty_list_and_adds_a_first(db):
    newcomer = signed_in(a_person("Nina New"))

    press(newcomer, newcomer.get(NEW), SAVE, HEADLINE)

    assert "Virtual ward" in read(newcomer.get(reverse("innovations"))).text
