"""Your assessments, and one page for each innovation: where it stands, what can be started."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from assessments.models import Answer, Assessment, Innovation, Role
from tests.factories import answer, submit
from tests.pages.browsing import every, marks, page_of, results_from, said_in, sign_in, signed_in
from tests.pages.reading import press, read, text_of
from tests.people import a_person, join

LIST = "/innovations/"


@pytest.fixture
def overview(innovation):
    return reverse("innovation", args=[innovation.public_id])


@pytest.fixture
def twice(alice, innovation):
    """Submitted in March and in June."""
    with time_machine.travel(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)):
        first = results_from(innovation, alice.actor, every("2"))
    with time_machine.travel(dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)):
        second = results_from(innovation, alice.actor, every("3"))
    return first, second


def cards(page):
    return [text_of(card) for card in page.with_class("oct-card") if card.tag == "section"]


# --- The list


def test_without_an_innovation_the_list_says_what_to_do(charlie):
    page = read(charlie.get(LIST))

    assert page.status == 200
    assert page.title == "Your assessments – Octant"
    assert "You have not added an innovation yet." in page.text
    assert page.links["Add an innovation"] == reverse("innovation_new")


def test_it_shows_what_i_belong_to_and_nothing_else(alice, innovation):
    Innovation.objects.create(name="Somebody else’s", created_by=alice.person)

    page = read(alice.get(LIST))

    assert [text_of(heading) for heading in page.main.iter("h2")] == ["ESCAPE-pain"]


@pytest.mark.parametrize(
    ("letters", "tag", "step"),
    [
        ("", "In progress", "Carry on: 0 of 8 enablers completed: ESCAPE-pain"),
        ("33333 33333", "In progress", "Carry on: 1 of 8 enablers completed: ESCAPE-pain"),
        ("33333 333333 ?????", "In progress", "Carry on: 3 of 8 enablers completed: ESCAPE-pain"),
    ],
)
def test_an_unfinished_assessment_is_carried_on(alice, draft, letters, tag, step):
    answer(draft, marks(letters), by=alice.actor)

    page = read(alice.get(LIST))

    assert tag in cards(page)[0]
    assert page.links[step] == page_of("task_list", draft)


def test_a_submitted_one_shows_its_result(alice, twice):
    page = read(alice.get(LIST))

    assert "Submitted" in cards(page)[0]
    assert page.rows["Last result"] == "Ready to spread, 8 of 8 enablers at target"
    assert page.rows["Submitted"] == "1 June 2026"
    assert page.links["See the results: ESCAPE-pain"] == page_of("results", twice[1])


def test_an_innovation_without_an_assessment_leads_to_starting_one(alice, innovation, overview):
    page = read(alice.get(LIST))

    assert "Not yet started" in cards(page)[0]
    assert page.links["Start an assessment: ESCAPE-pain"] == overview


def test_a_viewer_is_not_told_to_start_one(dana, overview):
    page = read(dana.get(LIST))

    assert page.links["Read about it: ESCAPE-pain"] == overview


def test_a_rater_sees_no_card(rob):
    assert cards(read(rob.get(LIST))) == []


def test_the_newest_innovation_comes_first(alice, innovation):
    join(Innovation.objects.create(name="Virtual ward"), alice.person, Role.VIEWER)

    page = read(alice.get(LIST))

    assert [text_of(heading) for heading in page.main.iter("h2")] == ["Virtual ward", "ESCAPE-pain"]


def test_an_illustration_says_so_on_its_card(alice, draft):
    Assessment.objects.update(is_illustration=True, as_things_stood="May 2020")
    answer(draft, every("3"), by=alice.actor)
    submit(draft, by=alice.actor)

    page = read(alice.get(LIST))

    assert "as things stood in May 2020" in page.text
    assert "an illustration made from public sources" in page.text


def test_a_stranger_is_asked_to_sign_in(client, db):
    assert client.get(LIST)["Location"] == f"{reverse('account_login')}?next=%2Finnovations%2F"


# --- One innovation


def test_it_says_what_is_known(alice, innovation, overview):
    page = read(alice.get(overview))

    assert page.status == 200
    assert page.title == "ESCAPE-pain – Octant"
    assert page.heading == "ESCAPE-pain"
    assert page.rows["Stage"].startswith("Wide spread: many places")
    assert page.rows["Where it is used"].startswith("Not said yet")
    assert page.rows["Led by"].startswith("University College Birmingham (UCB01)")


def test_it_names_the_team_lead_first(alice, overview):
    page = read(alice.get(overview))

    people = next(card for card in page.with_class("oct-card") if card.get("aria-labelledby") == "people")
    assert [text_of(one) for one in people.iter("dd")] == [
        "Alice Archer", "Bob Barnes", "Dana Davies", "Rob Rowe",
    ]  # fmt: skip
    assert "@" not in page.text


def test_without_an_assessment_one_can_be_started(alice, overview):
    page = read(alice.get(overview))

    assert "No assessment yet." in page.text
    assert page.buttons == ["Start an assessment"]


def test_starting_leads_to_the_task_list(alice, innovation, overview):
    response = press(alice, alice.get(overview), "Start an assessment")

    started = Assessment.objects.get(innovation=innovation)
    assert (response.status_code, response["Location"]) == (
        303,
        reverse("task_list", args=[started.public_id]),
    )


def test_starting_twice_starts_one(alice, innovation, overview):
    opened = alice.get(overview)

    one, other = (press(alice, opened, "Start an assessment") for _ in range(2))

    assert one["Location"] == other["Location"]
    assert Assessment.objects.filter(innovation=innovation).count() == 1


def test_an_unfinished_assessment_stands_on_its_page_and_no_other_can_be_started(alice, draft, overview):
    page = read(alice.get(overview))

    assert "Assessment 1, in progress" in page.text
    assert page.links["Carry on: 0 of 8 enablers completed"] == page_of("task_list", draft)
    assert page.buttons == []


def test_a_submitted_assessment_leads_to_its_results(alice, innovation, overview):
    facts = results_from(innovation, alice.actor, every("3"))

    page = read(alice.get(overview))

    assert page.links["Ready to spread"] == page_of("results", facts)
    assert "8 of 8 enablers at target" in page.text
    assert page.buttons == ["Start from your last answers", "Start with no answers"]
    assert "See what has changed between the last two" not in page.links


def test_two_submitted_assessments_can_be_compared(alice, twice, overview):
    first, second = twice

    page = read(alice.get(overview))

    there = page.links["See what has changed between the last two"]
    assert there == reverse("results_compare", args=[second.id, first.id])
    assert alice.get(there).status_code == 200


def test_starting_from_the_last_answers_carries_them_over(alice, twice, overview):
    press(alice, alice.get(overview), "Start from your last answers")

    started = Assessment.objects.get(submitted_at__isnull=True)
    assert set(Answer.objects.filter(assessment=started).values_list("level", flat=True)) == {3}
    assert started.started_from.public_id == twice[1].id
    assert started.number == 3


def test_starting_with_no_answers_starts_blank(alice, twice, overview):
    press(alice, alice.get(overview), "Start with no answers")

    started = Assessment.objects.get(submitted_at__isnull=True)
    assert not Answer.objects.filter(assessment=started).exists()
    assert started.started_from is None


def test_starting_again_leaves_the_submitted_answers_alone(alice, twice, overview):
    press(alice, alice.get(overview), "Start from your last answers")
    started = Assessment.objects.get(submitted_at__isnull=True)

    page = alice.get(reverse("enabler", args=[started.public_id, "networks"]))
    press(alice, page, "Save and continue", {"E1.1": "0"})

    assert said_in(twice[1])["E1.1"] == "3"


def test_an_editor_may_start_one(bob, overview):
    assert press(bob, bob.get(overview), "Start an assessment").status_code == 303


def test_a_viewer_has_no_button_and_no_link_to_change_anything(dana, overview):
    page = read(dana.get(overview))

    assert page.status == 200
    assert page.buttons == []
    assert not any(words.startswith("Change") for words in page.links)


def test_a_viewer_who_sends_the_form_all_the_same_is_refused(dana, innovation):
    response = dana.post(reverse("assessment_start", args=[innovation.public_id]))

    assert response.status_code == 403
    assert "You cannot start an assessment of this innovation." in read(response).text
    assert not Assessment.objects.exists()


def test_starting_while_signed_out_leads_back_to_the_button(client, team, innovation, overview):
    asked = client.post(reverse("assessment_start", args=[innovation.public_id]))

    back = sign_in(client, team.alice, to=asked["Location"])

    landed = client.get(back["Location"], follow=True)
    assert landed.redirect_chain[-1][0] == overview
    assert read(landed).buttons == ["Start an assessment"]
    assert not Assessment.objects.exists()


def test_people_who_are_taken_off_a_team_are_out_at_once(bob, innovation, overview):
    assert bob.get(overview).status_code == 200
    innovation.memberships.filter(person=bob.person).delete()

    assert bob.get(overview).status_code == 404


def test_an_editor_who_becomes_a_viewer_can_no_longer_save(bob, draft):
    opened = bob.get(page_of("enabler", draft, "networks"))
    bob.person.memberships.update(role=Role.VIEWER)

    response = press(bob, opened, "Save and come back later", {"E1.1": "3"})

    assert response.status_code == 403
    assert not Answer.objects.exists()


def test_colleagues_of_one_organisation_do_not_see_each_others_innovations(alice, innovation, overview):
    colleague = a_person("Cleo Clark")
    other = Innovation.objects.create(name="Virtual ward", organisation=innovation.organisation)
    join(other, colleague, Role.LEAD)

    assert signed_in(colleague).get(overview).status_code == 404
    assert "Virtual ward" not in read(alice.get(LIST)).text
