"""The lead's pages of a round: opening it, reminding people, closing it or giving it up."""

import pytest
from django.core import mail

from assessments.models import Membership, RatingRound
from tests.factories import (
    all_typed,
    answer,
    rate,
    typed,
)
from tests.pages.browsing import page_of, said_in
from tests.pages.reading import press, read

SAVE, LATER = "Save and continue", "Save and come back later"


def location(response):
    return response.status_code, response.get("Location", "")


# --- Opening


def test_the_task_list_offers_the_lead_to_rate_together(draft, alice, bob):
    assert "Rate this together" in read(alice.get(page_of("task_list", draft))).links
    assert "Rate this together" not in read(bob.get(page_of("task_list", draft))).links


def test_opening_says_who_rates_and_what_becomes_of_answers(draft, alice, gina):
    answer(draft, {"E1.1": "3"}, by=alice.actor)

    page = read(alice.get(page_of("round", draft)))

    for words in (
        "Alice Archer",
        "Bob Barnes",
        "Rob Rowe",
        "gina@example.org",
        "moves into the view of whoever",
    ):
        assert words in page.text
    assert "Dana Davies" not in page.text
    assert "anonymity is impossible" not in page.text


def test_two_raters_are_told_that_anonymity_is_impossible(draft, alice, team):
    Membership.objects.filter(person=team.rob).delete()

    assert "With two raters anonymity is impossible" in read(alice.get(page_of("round", draft))).text


def test_the_lead_opens_rating_with_a_date(draft, alice):
    opening = alice.get(page_of("round", draft))

    response = press(alice, opening, "Open rating", {"closes_on": "31/3/2090"})

    page = read(alice.get(response["Location"]))
    assert "You asked people to finish by 31 March 2090." in page.text
    assert page.rows == {}
    assert [one for one in ("Invited", "Started", "Finished") if one in page.text] == ["Invited"]


@pytest.mark.parametrize(
    ("date", "error"),
    [
        ("2020-01-01", "Enter today’s date or a later one, or leave it empty"),
        ("soon", "Enter a date like 31/3/2027"),
    ],
)
def test_a_date_that_cannot_be_is_asked_for_again(draft, alice, date, error):
    response = press(alice, alice.get(page_of("round", draft)), "Open rating", {"closes_on": date})

    assert response.status_code == 422
    assert read(response).errors == [(error, "#id_closes_on")]
    assert not RatingRound.objects.exists()


def test_nobody_opens_rating_alone(draft, alice, team):
    Membership.objects.filter(person__in=[team.bob, team.rob]).delete()
    opening = alice.get(page_of("round", draft))

    assert read(opening).buttons == []
    response = alice.post(page_of("round", draft), {"open": "yes"})

    assert response.status_code == 409
    assert read(response).notices == ["Invite at least one other person first. Then you can rate together."]


# --- The lead's page


def test_the_lead_reminds_those_who_have_not_finished_once_a_day(opened, alice, bob):
    rate(opened, all_typed("3"), by=bob.actor)
    mail.outbox.clear()
    page = alice.get(page_of("round", opened))

    said = [read(alice.get(press(alice, page, "Send a reminder")["Location"])).text for _ in range(2)]

    assert "We have reminded 2 people." in said[0]
    assert "Everyone who has not finished was reminded in the last day." in said[1]
    assert sorted(one.to[0] for one in mail.outbox) == ["gina@example.org", "rob@example.org"]


def test_closing_says_who_is_unfinished(opened, alice, bob, rob):
    for browser in (alice, bob):
        rate(opened, all_typed("3"), by=browser.actor)
    rate(opened, [typed("E1.1", "3")], by=rob.actor, finish=False)

    page = read(alice.get(page_of("round_close", opened)))

    assert page.heading == "2 of 4 people have finished"
    assert "Rob Rowe (started)" in page.text
    assert "gina@example.org (invited)" in page.text
    assert page.buttons == ["Close rating"]


def test_with_too_few_the_round_can_only_be_cancelled(opened, alice, bob):
    rate(opened, all_typed("2"), by=alice.actor)
    closing = alice.get(page_of("round_close", opened))
    assert read(closing).buttons == ["Cancel rating"]

    response = press(alice, closing, "Cancel rating")

    assert location(response) == (303, page_of("task_list", opened))
    assert set(said_in(opened).values()) == {"2"}


def test_cancelling_when_enough_have_finished_meanwhile_asks_again(opened, alice, bob):
    rate(opened, all_typed("2"), by=alice.actor)
    closing = alice.get(page_of("round_close", opened))
    rate(opened, all_typed("2"), by=bob.actor)

    response = press(alice, closing, "Cancel rating")

    assert response.status_code == 409
    assert read(response).buttons == ["Close rating"]
