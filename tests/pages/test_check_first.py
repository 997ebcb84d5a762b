"""Asked once more before submitting: many unknown answers, or answers that are all alike."""

import pytest

from assessments.models import Assessment
from tests.factories import answer
from tests.pages.browsing import every, page_of
from tests.pages.reading import press, read

SUBMIT = "Submit and see results"


@pytest.fixture
def check(draft):
    return page_of("check", draft)


def is_submitted(facts):
    return Assessment.objects.get(pk=facts.pk).submitted_at is not None


def asked_first(browser, check):
    """Presses Submit, and goes where that leads."""
    response = press(browser, browser.get(check), SUBMIT)
    assert response.status_code == 303
    return browser.get(response["Location"])


def test_many_unknown_answers_are_pointed_out_first(alice, draft, check):
    answer(draft, every("3", E1="?????", E2="?????3", E3="????3"), by=alice.actor)

    page = read(asked_first(alice, check))

    assert page.status == 200
    assert page.heading == "You said you do not know to 14 of 41 statements"
    assert "Your results will have gaps." in page.text
    assert page.links["Go back and ask colleagues"] == page_of("task_list", draft)
    assert not is_submitted(draft)


def test_a_third_of_unknown_answers_is_not_pointed_out(alice, draft, check):
    answer(draft, every("3", E1="?????", E2="?????3", E3="???33"), by=alice.actor)

    press(alice, alice.get(check), SUBMIT)

    assert is_submitted(draft)


@pytest.mark.parametrize("letter", ["0", "3", "4"])
def test_answers_that_are_all_alike_are_pointed_out_first(alice, draft, check, letter):
    answer(draft, every(letter), by=alice.actor)

    page = read(asked_first(alice, check))

    assert page.heading == "You gave every statement the same answer"
    assert not is_submitted(draft)


def test_what_is_pointed_out_has_an_address_of_its_own(alice, draft, check):
    answer(draft, every("3"), by=alice.actor)

    response = press(alice, alice.get(check), SUBMIT)

    assert response.status_code == 303
    assert response["Location"] == f"{page_of('check_first', draft)}?revision=41"
    assert read(alice.get(response["Location"])).buttons == ["Submit anyway"]


def test_those_who_are_sure_submit_anyway(alice, draft, check):
    answer(draft, every("3"), by=alice.actor)

    response = press(alice, asked_first(alice, check), "Submit anyway")

    assert response["Location"] == page_of("results", draft)
    assert is_submitted(draft)


def test_being_sure_does_not_pass_over_what_changed_meanwhile(alice, bob, draft, check):
    answer(draft, every("3"), by=alice.actor)
    asked = asked_first(alice, check)
    answer(draft, {"E1.1": "0"}, by=bob.actor)

    response = press(alice, asked, "Submit anyway")

    assert response.status_code == 409
    assert not is_submitted(draft)


def test_what_changed_before_they_were_asked_is_not_passed_over_either(alice, bob, draft, check):
    answer(draft, every("3", E1="?????", E2="?????3", E3="?????"), by=alice.actor)
    pressed = press(alice, alice.get(check), SUBMIT)
    answer(draft, {"E4.1": "0"}, by=bob.actor)

    response = press(alice, alice.get(pressed["Location"]), "Submit anyway")

    assert response.status_code == 409
    assert not is_submitted(draft)


def test_being_sure_does_not_pass_over_missing_answers(alice, draft, check):
    answer(draft, every("3", E8="3333_"), by=alice.actor)

    response = press(alice, alice.get(check), SUBMIT, {"anyway": "on"})

    assert response.status_code == 422


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 5000, "\x00", None])
def test_without_what_was_seen_they_are_led_to_see_it(alice, draft, revision):
    answer(draft, every("3"), by=alice.actor)

    response = alice.get(page_of("check_first", draft), {} if revision is None else {"revision": revision})

    assert (response.status_code, response["Location"]) == (303, page_of("check", draft))


def test_with_nothing_to_point_out_they_are_led_to_the_check_page(alice, draft):
    answer(draft, every("3", E1="33334"), by=alice.actor)

    response = alice.get(page_of("check_first", draft), {"revision": "41"})

    assert (response.status_code, response["Location"]) == (303, page_of("check", draft))


def test_going_back_to_it_after_submitting_leads_to_the_results(alice, draft, check):
    answer(draft, every("3"), by=alice.actor)
    asked = press(alice, alice.get(check), SUBMIT)["Location"]
    press(alice, alice.get(asked), "Submit anyway")

    response = alice.get(asked)

    assert (response.status_code, response["Location"]) == (303, page_of("results", draft))


def test_a_viewer_is_not_asked_whether_they_are_sure(dana, alice, draft):
    answer(draft, every("3"), by=alice.actor)

    response = dana.get(page_of("check_first", draft), {"revision": "41"})

    assert response.status_code == 403
