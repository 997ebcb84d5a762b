"""Rating together, on its pages: where each is led, what is asked, and what happens to what was typed."""

import pytest
from django.conf import settings
from django.urls import reverse

from assessments.models import Membership, Role
from tests.factories import (
    agree_on,
    all_typed,
    close_rating,
    open_rating,
    rate,
    submit,
    typed,
)
from tests.pages.browsing import every, in_form, page_of, said_in, signed_in
from tests.pages.reading import press, read
from tests.people import a_person, join

SAVE, LATER = "Save and continue", "Save and come back later"


def location(response):
    return response.status_code, response.get("Location", "")


# --- Where each is led


@pytest.mark.parametrize("name", ["task_list", "check"])
def test_while_people_rate_the_teams_pages_lead_to_ones_own_view(opened, bob, name):
    response = bob.get(page_of(name, opened), follow=True)

    assert read(response).heading == "Your own view"


def test_while_people_rate_an_enabler_of_the_team_leads_to_ones_own(opened, bob):
    response = bob.get(page_of("enabler", opened, "evidence"))

    assert location(response) == (303, page_of("rate_enabler", opened, "evidence"))


def test_once_rating_is_closed_they_lead_to_what_is_agreed(closed, bob):
    assert location(bob.get(page_of("task_list", closed))) == (303, page_of("agree", closed))
    assert location(bob.get(page_of("rate", closed))) == (303, page_of("agree", closed))
    assert location(bob.get(page_of("enabler", closed, "evidence"))) == (
        303,
        page_of("agree_enabler", closed, "evidence"),
    )
    assert location(bob.get(page_of("rate_enabler", closed, "evidence"))) == (303, page_of("rate", closed))
    assert location(bob.get(page_of("rate_check", closed))) == (303, page_of("rate", closed))
    assert location(bob.get(page_of("rate_done", closed))) == (303, page_of("rate", closed))


def test_once_closed_the_round_leads_the_lead_on(closed, alice):
    assert read(alice.get(page_of("round", closed), follow=True)).heading == "Agree on your answers"
    assert read(alice.get(page_of("round_close", closed), follow=True)).heading == "Agree on your answers"


def test_without_a_round_ones_own_view_is_the_teams(draft, alice, rob):
    assert location(alice.get(page_of("rate", draft))) == (303, page_of("task_list", draft))
    assert location(alice.get(page_of("round_close", draft))) == (303, page_of("round", draft))
    assert read(rob.get(page_of("rate", draft))).heading == "Rating is not open yet"


@pytest.mark.parametrize("name", ["agree", "agree_sheet"])
def test_nothing_is_agreed_before_rating_is_closed(opened, draft, alice, name):
    response = alice.get(page_of(name, opened))

    assert response.status_code == 409
    assert read(response).heading == "Rating is open"


def test_once_submitted_everything_leads_to_the_results(closed, alice, rob, gina):
    agree_on(closed, "2", by=alice.actor)
    submit(closed, by=alice.actor)

    for browser in (alice, rob, gina):
        assert location(browser.get(page_of("rate", closed))) == (303, page_of("results", closed))
        assert browser.get(page_of("results", closed)).status_code == 200
    assert alice.get(page_of("agree", closed)).status_code == 409


def test_who_comes_to_rate_is_led_to_the_round(opened, rob, gina, innovation):
    for browser in (rob, gina):
        response = browser.get(reverse("joined", args=[innovation.public_id]))
        assert location(response) == (303, page_of("rate", opened))


@pytest.mark.parametrize(
    ("who", "words"), [("bob", "Rating is open: give your own view"), ("dana", "Rating is open")]
)
def test_the_list_says_that_rating_is_open(opened, request, who, words):
    page = read(request.getfixturevalue(who).get(reverse("innovations")))

    assert page.links[f"{words}: ESCAPE-pain"] == page_of("task_list", opened)


def test_the_list_says_what_is_left_to_agree(closed, bob):
    page = read(bob.get(reverse("innovations")))

    assert "Agree on your answers: 0 of 8 enablers completed: ESCAPE-pain" in page.links


# --- One's own view


def test_the_pages_say_that_it_is_ones_own_view(opened, rob):
    page = read(rob.get(page_of("rate_enabler", opened, "networks")))

    assert "Your own view" in page.title
    assert "Your own view" in page.text


def test_saving_leads_to_the_next_enabler_and_then_to_the_list(opened, rob):
    first = rob.get(page_of("rate_enabler", opened, "networks"))
    response = press(rob, first, SAVE, in_form(every("3"), "networks"))
    assert location(response) == (303, page_of("rate_enabler", opened, "evidence"))

    later = press(rob, rob.get(response["Location"]), LATER, {"E2.1": "4"})

    assert location(later) == (303, page_of("rate", opened))
    assert read(rob.get(later["Location"])).notices == [
        "Your answers are saved. You can carry on at any time."
    ]


def test_a_guest_saves_and_finds_it_again(opened, gina):
    page = gina.get(page_of("rate_enabler", opened, "networks"))
    press(gina, page, LATER, {"E1.1": "4", "E1.1-note": "Seen in two places"})

    shown = read(gina.get(page_of("rate_enabler", opened, "networks")))

    _, sent = shown.form(SAVE)
    assert (sent["E1.1"], sent["E1.1-note"]) == ("4", "Seen in two places")


def test_what_is_missing_is_asked_for_and_the_rest_is_saved(opened, rob):
    page = rob.get(page_of("rate_enabler", opened, "networks"))

    response = press(rob, page, SAVE, {"E1.1": "2"})

    assert response.status_code == 422
    assert ("Select a level for statement 2, or choose I do not know", "#e1-2-0") in read(response).errors
    assert read(rob.get(page_of("rate", opened))).text.count("1 of 5 answered") == 1


def test_two_tabs_of_one_person_are_shown_side_by_side(opened, rob):
    one, other = (rob.get(page_of("rate_enabler", opened, "networks")) for _ in range(2))
    press(rob, other, LATER, {"E1.1": "2"})

    response = press(rob, one, LATER, {"E1.1": "4"})

    page = read(response)
    assert response.status_code == 409
    assert "your other one, from another tab or device" in page.text
    assert page.way_back == ("Back to all enablers", page_of("rate", opened))
    kept = press(rob, response, LATER, {"E1.1-keep": "mine"})
    assert kept.status_code == 303
    assert 'value="4" checked' in rob.get(page_of("rate_enabler", opened, "networks")).content.decode()


def test_changing_from_the_check_page_comes_back_to_it(opened, rob):
    address = page_of("rate_enabler", opened, "networks") + "?back=check"

    response = press(rob, rob.get(address), SAVE, in_form(every("3"), "networks"))

    assert location(response) == (303, page_of("rate_check", opened))


def test_finishing_asks_for_what_has_no_answer(opened, rob):
    response = press(rob, rob.get(page_of("rate_check", opened)), "I have finished")

    assert response.status_code == 422
    assert len(read(response).errors) == 41


def test_finishing_says_what_happens_next(opened, rob):
    rate(opened, all_typed("3"), by=rob.actor, finish=False)

    response = press(rob, rob.get(page_of("rate_check", opened)), "I have finished")

    page = read(rob.get(response["Location"]))
    assert page.heading == "You have finished"
    assert "We will email you when the team’s results are ready." in page.text
    assert "You can change your answers until rating is closed" in page.text


def test_finishing_what_changed_in_another_tab_shows_it_first(opened, rob):
    rate(opened, all_typed("3"), by=rob.actor, finish=False)
    checked = rob.get(page_of("rate_check", opened))
    rate(opened, [typed("E1.1", "1", seen=1)], by=rob.actor, finish=False)

    response = press(rob, checked, "I have finished")

    assert response.status_code == 409
    assert "Some answers changed since you opened this page" in read(response).text


def test_what_was_typed_too_late_is_given_back(opened, alice, bob, rob):
    page = rob.get(page_of("rate_enabler", opened, "networks"))
    for browser in (alice, bob):
        rate(opened, all_typed("3"), by=browser.actor)
    close_rating(opened, by=alice.actor)

    response = press(rob, page, SAVE, {"E1.1": "4", "E1.1-note": "Typed too late"})

    shown = read(response)
    assert (response.status_code, shown.heading) == (409, "Rating is closed")
    assert "Typed too late" in shown.text
    assert "Level 4" in shown.text


def test_what_was_typed_for_the_team_when_rating_was_opened_is_given_back(draft, alice, bob):
    page = bob.get(page_of("enabler", draft, "networks"))
    open_rating(draft, by=alice.actor)

    response = press(bob, page, SAVE, {"E1.1": "4", "E1.1-note": "Typed too late"})

    assert (response.status_code, read(response).heading) == (409, "Rating is open")
    assert "Typed too late" in read(response).text
    assert said_in(draft) == {}


def test_what_was_typed_while_signed_out_is_held(opened, team):
    browser = signed_in(team.rob)
    page = browser.get(page_of("rate_enabler", opened, "networks"))
    browser.post(reverse("account_logout"))

    response = press(browser, page, SAVE, {"E1.1": "4", "E1.1-note": "Typed"})
    again = signed_in(team.rob)
    again.cookies[settings.HELD_COOKIE_NAME] = browser.cookies[settings.HELD_COOKIE_NAME].value

    assert response.status_code == 303
    assert "Typed" in again.get(page_of("rate_enabler", opened, "networks")).content.decode()


def test_submitting_says_that_rating_is_open(opened, alice):
    response = alice.post(page_of("check", opened), {"revision": "0"})

    assert (response.status_code, read(response).heading) == (409, "Rating is open")


def test_someone_who_was_removed_is_out_at_once(opened, team, rob):
    Membership.objects.filter(person=team.rob).delete()

    assert rob.get(page_of("rate", opened)).status_code == 404


# --- What they cost


def test_pages_of_a_round_ask_as_much_for_many_raters_as_for_few(
    opened, alice, bob, innovation, count_queries
):
    alice.get(reverse("innovations"))
    for browser in (alice, bob):
        rate(opened, all_typed("3"), by=browser.actor)
    with count_queries() as few:
        alice.get(page_of("round", opened))
    for number in range(5):
        person = a_person(f"Person{number} Parker")
        join(innovation, person, Role.RATER)
        rate(opened, all_typed("2"), by=signed_in(person).actor)
    with count_queries() as many:
        alice.get(page_of("round", opened))
    facts = close_rating(opened, by=alice.actor)

    assert len(many) == len(few) <= 6
    with count_queries(at_most=5):
        alice.get(page_of("agree", facts))
    with count_queries(at_most=6):
        alice.get(page_of("agree_enabler", facts, "networks"))


def test_ones_own_enabler_page_and_save_hold_their_budget(opened, rob, count_queries):
    rob.get(reverse("innovations"))
    with count_queries(at_most=5):
        page = rob.get(page_of("rate_enabler", opened, "networks"))
    with count_queries(at_most=7):
        press(rob, page, SAVE, in_form(every("3"), "networks"))
