"""Two people, or two tabs, change the same statement: nothing is overwritten unasked, and nothing typed is lost."""

import datetime as dt

import pytest
import time_machine

from assessments.models import AnswerChange
from assessments.queries.rating import answers_of
from tests.factories import answer, save, typed
from tests.pages.browsing import every, in_form, page_of, said_in
from tests.pages.reading import press, read, text_of

SAVE, LATER = "Save and continue", "Save and come back later"
NETWORKS = in_form(every("3"), "networks")


@pytest.fixture
def address(draft):
    return page_of("enabler", draft, "networks")


@pytest.fixture
def rated(alice, draft):
    """Alice has rated enabler 1 with 3 throughout."""
    answer(draft, NETWORKS, by=alice.actor)
    return draft


def test_two_people_who_change_different_statements_keep_both(alice, bob, rated, address):
    hers, his = alice.get(address), bob.get(address)
    press(bob, his, SAVE, {"E1.2": "1"})

    response = press(alice, hers, SAVE, {"E1.1": "4"})

    assert response.status_code == 303
    assert said_in(rated) == NETWORKS | {"E1.1": "4", "E1.2": "1"}


def test_what_was_not_touched_here_stays_as_the_other_left_it(alice, bob, rated, address):
    hers, his = alice.get(address), bob.get(address)
    press(bob, his, SAVE, {"E1.1": "0", "E1.2-note": "Asked the network"})

    response = press(alice, hers, SAVE)

    assert response.status_code == 303
    assert said_in(rated)["E1.1"] == "0"
    assert answers_of(rated.pk)["E1.2"].note == "Asked the network"


@pytest.mark.parametrize(
    ("said", "words"),
    [("dont_know", "I do not know"), ("not_relevant", "Not relevant to us"), (None, "No level picked")],
)
def test_an_answer_without_a_level_is_shown_in_words(alice, bob, rated, address, said, words):
    hers, his = alice.get(address), bob.get(address)
    press(bob, his, SAVE, {"E1.1": "0"})

    response = press(alice, hers, LATER, {"E1.1": said})

    assert response.status_code == 409
    assert _said_beside(read(response))[0].startswith(words)


def test_two_people_who_say_the_same_have_no_conflict(alice, bob, rated, address):
    hers, his = alice.get(address), bob.get(address)
    press(bob, his, SAVE, {"E1.1": "4"})

    response = press(alice, hers, SAVE, {"E1.1": "4"})

    assert response.status_code == 303
    assert answers_of(rated.pk)["E1.1"].version == 2


def test_the_second_of_two_is_shown_both_answers_who_and_when(alice, bob, rated, address):
    with time_machine.travel(dt.datetime(2026, 9, 14, 13, 14, tzinfo=dt.UTC), tick=False):
        hers, his = alice.get(address), bob.get(address)
        press(
            bob, his, SAVE, {"E1.1": "0", "E1.1-note": "They said no", "E1.1-link": "https://example.org/no"}
        )

        response = press(alice, hers, SAVE, {"E1.1": "4", "E1.1-note": "They said yes"})

    seen = read(response)
    sides = [text.split(maxsplit=1)[0] for text in _said_beside(seen)]
    assert seen.status == 409
    assert seen.title.startswith("Choose which answers to keep")
    assert seen.heading == "Choose which answers to keep"
    assert sides == ["4", "0"]
    assert "They said yes" in seen.text
    assert "They said no https://example.org/no" in seen.text
    assert "Keep Bob Barnes’s, saved today at 2:14pm" in seen.text


def test_neither_answer_is_picked_for_them(alice, bob, rated, address):
    response = _conflict(alice, bob, address)

    _, sent = read(response).form(SAVE)
    assert "E1.1-keep" not in sent


def test_until_someone_chooses_the_first_answer_stands(alice, bob, rated, address):
    _conflict(alice, bob, address)

    assert said_in(rated)["E1.1"] == "0"


def test_everything_else_on_the_page_is_saved(alice, bob, rated, address):
    hers, his = alice.get(address), bob.get(address)
    press(bob, his, SAVE, {"E1.1": "0"})

    response = press(alice, hers, SAVE, {"E1.1": "4", "E1.5": "dont_know"})

    assert "Your other answers are saved." in read(response).text
    assert said_in(rated)["E1.5"] == "dont_know"


def test_keeping_mine_writes_mine(alice, bob, rated, address):
    response = press(alice, _conflict(alice, bob, address), SAVE, {"E1.1-keep": "mine"})

    assert response.status_code == 303
    assert said_in(rated)["E1.1"] == "4"


def test_keeping_mine_leaves_the_other_in_the_history(alice, bob, rated, address):
    press(alice, _conflict(alice, bob, address), SAVE, {"E1.1-keep": "mine"})

    history = AnswerChange.objects.filter(statement="E1.1").order_by("version")
    assert list(history.values_list("level", "changed_by__name")) == [
        (3, "Alice Archer"), (0, "Bob Barnes"), (4, "Alice Archer"),
    ]  # fmt: skip


def test_keeping_theirs_writes_nothing(alice, bob, rated, address):
    response = press(alice, _conflict(alice, bob, address), SAVE, {"E1.1-keep": "theirs"})

    assert response.status_code == 303
    assert answers_of(rated.pk)["E1.1"].choice == "0"
    assert answers_of(rated.pk)["E1.1"].version == 2


def test_notes_and_links_come_through_the_choice(alice, bob, rated, address):
    hers, his = alice.get(address), bob.get(address)
    press(bob, his, SAVE, {"E1.1": "0"})
    mine = {"E1.1": "4", "E1.1-note": 'two\nlines & "quotes"', "E1.1-link": "https://example.org/?a=1&b=2"}

    press(alice, press(alice, hers, SAVE, mine), SAVE, {"E1.1-keep": "mine"})

    stored = answers_of(rated.pk)["E1.1"]
    assert (stored.note, stored.link) == (mine["E1.1-note"], mine["E1.1-link"])


def test_someone_who_does_not_choose_is_asked_again(alice, bob, rated, address):
    response = press(alice, _conflict(alice, bob, address), SAVE)

    seen = read(response)
    assert seen.status == 422
    assert seen.title.startswith("Error: Choose which answers to keep")
    assert seen.errors == [("Select which answer to keep for statement 1", "#e1-1-mine")]
    assert "e1-1-mine" in seen.ids
    assert said_in(rated)["E1.1"] == "0"


def test_to_come_back_later_is_no_choice_either(alice, bob, rated, address):
    response = press(alice, _conflict(alice, bob, address), LATER)

    assert response.status_code == 422


def test_after_being_asked_again_both_answers_are_still_there(alice, bob, rated, address):
    asked_again = press(alice, _conflict(alice, bob, address), SAVE)

    press(alice, asked_again, SAVE, {"E1.1-keep": "mine"})

    assert said_in(rated)["E1.1"] == "4"


def test_of_two_conflicts_the_one_that_was_decided_is_saved(alice, bob, rated, address):
    hers, his = alice.get(address), bob.get(address)
    press(bob, his, SAVE, {"E1.1": "0", "E1.2": "0"})
    both = press(alice, hers, SAVE, {"E1.1": "4", "E1.2": "4"})

    response = press(alice, both, SAVE, {"E1.2-keep": "mine"})

    assert read(response).errors == [("Select which answer to keep for statement 1", "#e1-1-mine")]
    assert "these 2 statements" in read(both).text
    assert said_in(rated)["E1.2"] == "4"


def test_an_answer_that_changes_while_someone_chooses_is_a_new_conflict(alice, bob, rated, address):
    first = _conflict(alice, bob, address)
    press(bob, bob.get(address), SAVE, {"E1.1": "1"})

    second = press(alice, first, SAVE, {"E1.1-keep": "mine"})

    assert second.status_code == 409
    assert [text.split(maxsplit=1)[0] for text in _said_beside(read(second))] == ["4", "1"]
    assert press(alice, second, SAVE, {"E1.1-keep": "mine"}).status_code == 303
    assert said_in(rated)["E1.1"] == "4"


def test_two_tabs_of_one_person_are_told_apart(alice, rated, address):
    one, other = alice.get(address), alice.get(address)
    press(alice, one, SAVE, {"E1.1": "0"})

    response = press(alice, other, SAVE, {"E1.1": "4"})

    assert "Keep your other one, from another tab or device, saved today at" in read(response).text


def test_two_tabs_of_a_trial_have_a_conflict_without_names(tryout):
    address = page_of("enabler", tryout.facts, "networks")
    one, other = tryout.browser.get(address), tryout.browser.get(address)
    press(tryout.browser, one, LATER, {"E1.1": "0"})

    response = press(tryout.browser, other, LATER, {"E1.1": "4"})

    assert response.status_code == 409
    assert "Keep the other one, saved today at" in read(response).text


def test_a_conflict_on_the_way_back_to_the_check_page_does_not_lose_the_way(alice, bob, rated, address):
    hers = alice.get(address, {"back": "check"})
    press(bob, bob.get(address), SAVE, {"E1.1": "0"})
    conflict = press(alice, hers, SAVE, {"E1.1": "4"})

    response = press(alice, conflict, SAVE, {"E1.1-keep": "theirs"})

    assert response["Location"] == page_of("check", rated)


def test_what_is_wrong_is_put_right_before_a_conflict_is_shown(alice, bob, rated, address):
    hers = alice.get(address)
    press(bob, bob.get(address), SAVE, {"E1.1": "0"})

    refused = press(alice, hers, SAVE, {"E1.1": "4", "E1.2-note": "x" * 2001})

    seen = read(refused)
    assert seen.status == 422
    assert seen.errors == [("Notes must be 2,000 characters or fewer", "#e1-2-note")]
    assert seen.form(SAVE)[1]["E1.1"] == "4"
    assert press(alice, refused, SAVE, {"E1.2-note": "short"}).status_code == 409
    assert answers_of(rated.pk)["E1.2"].note == "short"


def test_a_missing_answer_beside_a_conflict_keeps_its_note(alice, bob, draft, address):
    hers = alice.get(address)
    save(draft, typed("E1.1", "0"), by=bob.actor)

    response = press(alice, hers, SAVE, {"E1.1": "4", "E1.2-note": "Ask Sam"})

    assert response.status_code == 409
    assert answers_of(draft.pk)["E1.2"].note == "Ask Sam"


def _conflict(alice, bob, address):
    """Bob says 0 of statement 1 while Alice, on an older address, says 4."""
    hers = alice.get(address)
    press(bob, bob.get(address), SAVE, {"E1.1": "0"})
    return press(alice, hers, SAVE, {"E1.1": "4"})


def _said_beside(seen):
    return [text_of(hint) for hint in seen.with_class("nhsuk-radios__hint")]
