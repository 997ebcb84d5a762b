"""Agreeing: what people said, widest apart first, what is written down, and what two people write at once."""

from tests.factories import (
    agree_on,
    all_typed,
    close_rating,
    rate,
    typed,
)
from tests.pages.browsing import every, in_form, page_of, said_in
from tests.pages.reading import press, read

SAVE, LATER = "Save and continue", "Save and come back later"


def location(response):
    return response.status_code, response.get("Location", "")


def test_what_people_differ_on_most_comes_first(closed, alice):
    answered = read(alice.get(page_of("agree", closed)))

    assert "Three people gave their own view." in answered.text
    assert "Talk about these first" in answered.text
    assert "You all gave the same answer to six of 41 statements." in answered.text


def test_a_statement_shows_how_many_said_what_and_nothing_is_picked(closed, alice):
    page = read(alice.get(page_of("agree_enabler", closed, "networks")))

    assert "Three people rated this: one said 1 and two said 3." in page.text
    assert "Differ by 2 or more" in page.text
    assert [one for one in page.root.iter("input") if one.get("checked") is not None] == []


def test_what_all_said_alike_is_folded_away_and_filled_in(closed, alice):
    page = read(alice.get(page_of("agree_enabler", closed, "evidence")))

    assert "Six statements you agree on, already filled in" in page.text
    checked = [one.get("value") for one in page.root.iter("input") if one.get("checked") is not None]
    assert checked == ["2"] * 6


def test_statements_stand_in_their_own_order_when_asked(opened, alice, bob):
    rate(opened, all_typed("3", E1_3="1"), by=alice.actor)
    rate(opened, all_typed("3", E1_3="4", E1_2="2"), by=bob.actor)
    facts = close_rating(opened, by=alice.actor)

    def order(query):
        page = read(alice.get(page_of("agree_enabler", facts, "networks") + query))
        return [one.get("id") for one in page.with_class("oct-statement")]

    assert order("") == ["e1-3", "e1-2", "e1-1", "e1-4", "e1-5"]
    assert order("?order=framework")[:2] == ["e1-2", "e1-3"]


def test_what_is_agreed_becomes_the_teams_answer_with_its_reason(closed, alice, bob):
    page = alice.get(page_of("agree_enabler", closed, "networks"))

    response = press(
        alice,
        page,
        SAVE,
        in_form(every("2"), "networks") | {"E1.1": "could_not_agree", "E1.2-why": "Two sites do"},
    )

    assert location(response) == (303, page_of("agree_enabler", closed, "evidence"))
    assert in_form(said_in(closed), "networks") == in_form(every("2"), "networks") | {"E1.1": "3"}
    again = read(bob.get(page_of("agree_enabler", closed, "networks")))
    _, sent = again.form(SAVE)
    assert (sent["E1.1"], sent["E1.2-why"]) == ("could_not_agree", "Two sites do")


def test_what_is_not_agreed_is_asked_for(closed, alice):
    response = press(alice, alice.get(page_of("agree_enabler", closed, "networks")), SAVE, {"E1.1": "2"})

    assert response.status_code == 422
    assert (
        "Select the level you agreed for statement 2, or choose We could not agree",
        "#e1-2-0",
    ) in read(response).errors
    assert in_form(said_in(closed), "networks") == {"E1.1": "2"}


def test_a_reason_that_is_too_long_is_kept_and_said(closed, alice):
    page = alice.get(page_of("agree_enabler", closed, "evidence"))

    response = press(alice, page, SAVE, {"E2.1-why": "x" * 2001})

    shown = read(response)
    assert ("Why you settled on this must be 2,000 characters or fewer", "#e2-1-why") in shown.errors
    assert "x" * 2001 in response.content.decode()
    assert shown.with_class("oct-alike")[0].get("open") is not None


def test_two_who_agree_differently_are_shown_both(closed, alice, bob):
    address = page_of("agree_enabler", closed, "networks")
    hers, his = alice.get(address), bob.get(address)
    press(bob, his, LATER, {"E1.1": "2", "E1.1-why": "His reason"})

    response = press(alice, hers, LATER, {"E1.1": "could_not_agree", "E1.1-why": "Her reason"})

    page = read(response)
    assert response.status_code == 409
    assert "His reason" in page.text
    assert "We could not agree: this is the middle of what people said. Her reason" in page.text
    press(alice, response, LATER, {"E1.1-keep": "mine"})
    _, sent = read(alice.get(address)).form(LATER)
    assert (sent["E1.1"], sent["E1.1-why"], said_in(closed)["E1.1"]) == ("could_not_agree", "Her reason", "3")


def test_two_who_give_different_reasons_for_one_level_are_shown_both(closed, alice, bob):
    address = page_of("agree_enabler", closed, "networks")
    hers, his = alice.get(address), bob.get(address)
    press(bob, his, LATER, {"E1.1": "2", "E1.1-why": "His reason"})

    response = press(alice, hers, LATER, {"E1.1": "2", "E1.1-why": "Her reason"})

    assert response.status_code == 409


def test_notes_begin_the_evidence(opened, alice, bob):
    rate(
        opened,
        [typed("E1.1", "3", note="Zebra", link="https://z.example.org"), *all_typed("3")[1:]],
        by=alice.actor,
    )
    rate(opened, [typed("E1.1", "4", note="Apple"), *all_typed("3")[1:]], by=bob.actor)
    facts = close_rating(opened, by=alice.actor)

    page = read(alice.get(page_of("agree_enabler", facts, "networks")))

    _, sent = page.form(SAVE)
    assert (sent["E1.1-note"], sent["E1.1-link"]) == ("Apple\n\nZebra", "https://z.example.org")
    assert "What people noted" in page.text


def test_the_sheet_holds_every_statement(closed, alice):
    page = read(alice.get(page_of("agree_sheet", closed)))

    assert page.text.count("We agree on:") == 41
    assert "Three people gave their own view." in page.text


def test_all_agreed_can_be_checked_and_submitted(closed, alice, rob):
    agree_on(closed, "2", by=alice.actor)
    assert read(alice.get(page_of("agree", closed))).links["Check your answers and submit"] == page_of(
        "check", closed
    )

    checking = alice.get(page_of("check", closed))
    assert read(checking).way_back[1] == page_of("agree", closed)
    response = press(alice, checking, "Submit and see results")

    assert response.status_code in (200, 303)  # asked once more: every answer is the same
