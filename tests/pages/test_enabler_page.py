"""The enabler page: what it shows, and what it saves."""

import pytest
from django.urls import reverse

from assessments.models import Answer, AnswerChange
from assessments.queries.rating import answers_of
from tests.factories import answer, save, typed
from tests.pages.browsing import FRAMEWORK, every, in_form, marks, page_of, said_in
from tests.pages.reading import press, read

SAVE, LATER = "Save and continue", "Save and come back later"
NETWORKS = in_form(every("3"), "networks")


def networks(facts):
    return page_of("enabler", facts, "networks")


def test_it_asks_about_every_statement_of_the_enabler(alice, draft):
    page = read(alice.get(networks(draft)))

    enabler = FRAMEWORK.enabler_by_slug["networks"]
    legends = [legend.text for legend in page.with_class("oct-statement__n")]
    assert page.status == 200
    assert page.title == f"Enabler 1 of 8: {enabler.title} – Octant"
    assert page.heading == enabler.title
    assert legends == [f"Statement {n} of 5" for n in range(1, 6)]
    assert all(statement.text in page.text for statement in enabler.statements)


def test_nothing_is_selected_before_someone_answers(alice, draft):
    page = read(alice.get(networks(draft)))

    _, sent = page.form(SAVE)

    assert not NETWORKS.keys() & sent.keys()


def test_every_level_and_both_other_answers_can_be_picked(alice, draft):
    page = read(alice.get(networks(draft)))

    offered = [radio.get("value") for radio in page.main.iter("input") if radio.get("name") == "E1.1"]

    assert offered == ["0", "1", "2", "3", "4", "dont_know", "not_relevant"]


def test_harm_is_relevant_to_everyone(alice, draft):
    page = read(alice.get(page_of("enabler", draft, "evidence")))

    offered = [radio.get("value") for radio in page.main.iter("input") if radio.get("name") == "E2.6"]

    assert offered == ["0", "1", "2", "3", "4", "dont_know"]


def test_what_was_saved_before_is_filled_in(alice, draft):
    save(draft, typed("E1.1", "2", note="A letter", link="https://example.org/a"), by=alice.actor)

    page = read(alice.get(networks(draft)))

    _, sent = page.form(SAVE)
    assert (sent["E1.1"], sent["E1.1-note"], sent["E1.1-link"]) == ("2", "A letter", "https://example.org/a")
    assert sent["E1.1-version"] == "1"
    assert "Last saved today at" in page.text


def test_a_whole_page_is_saved_and_leads_to_the_next_enabler(alice, draft):
    response = press(alice, alice.get(networks(draft)), SAVE, NETWORKS)

    assert response.status_code == 303
    assert response["Location"] == page_of("enabler", draft, "evidence")
    assert said_in(draft) == NETWORKS


def test_every_save_leaves_its_trace(alice, draft):
    press(alice, alice.get(networks(draft)), SAVE, NETWORKS)

    changes = AnswerChange.objects.values_list("statement", "level", "version", "changed_by__name")
    assert list(changes.order_by("statement")) == [(code, 3, 1, "Alice Archer") for code in sorted(NETWORKS)]


def test_what_did_not_change_is_not_written_again(alice, draft):
    press(alice, alice.get(networks(draft)), SAVE, NETWORKS)

    press(alice, alice.get(networks(draft)), SAVE, {"E1.2": "4"})

    versions = {code: one.version for code, one in answers_of(draft.pk).items()}
    assert versions == {"E1.1": 1, "E1.2": 2, "E1.3": 1, "E1.4": 1, "E1.5": 1}


def test_the_next_page_is_the_next_unfinished_enabler(alice, draft):
    answer(draft, marks("_____ 333333 33333 ?????"), by=alice.actor)

    response = press(alice, alice.get(networks(draft)), SAVE, NETWORKS)

    assert response["Location"] == page_of("enabler", draft, "priorities")


def test_what_follows_comes_before_what_was_left_out(alice, draft):
    answer(draft, every("3", E1="_____", E5="33333", E6="____3", E7="_____"), by=alice.actor)

    response = press(alice, alice.get(page_of("enabler", draft, "priorities")), SAVE)

    assert response["Location"] == page_of("enabler", draft, "levers")


def test_after_the_last_enabler_comes_the_first_unfinished_one(alice, draft):
    answer(draft, every("3", E2="33333_", E8="_____"), by=alice.actor)

    response = press(
        alice, alice.get(page_of("enabler", draft, "funding")), SAVE, in_form(every("1"), "funding")
    )

    assert response["Location"] == page_of("enabler", draft, "evidence")


def test_when_all_enablers_are_done_the_task_list_follows(alice, draft):
    answer(draft, every("3", E1="_____"), by=alice.actor)

    response = press(alice, alice.get(networks(draft)), SAVE, NETWORKS)

    assert response["Location"] == page_of("task_list", draft)


def test_coming_from_the_check_page_people_go_back_to_it(alice, draft):
    answer(draft, every("3"), by=alice.actor)
    asked = alice.get(networks(draft), {"back": "check"})

    response = press(alice, asked, SAVE, {"E1.1": "4"})

    assert read(asked).way_back == ("Back to your answers", page_of("check", draft))
    assert response["Location"] == page_of("check", draft)


def test_a_mistake_on_the_way_back_to_the_check_page_does_not_lose_the_way(alice, draft):
    answer(draft, every("3"), by=alice.actor)
    refused = press(alice, alice.get(networks(draft), {"back": "check"}), SAVE, {"E1.1-link": "no link"})

    response = press(alice, refused, SAVE, {"E1.1-link": ""})

    assert refused.status_code == 422
    assert response["Location"] == page_of("check", draft)


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example/", "check/../..", "javascript:alert(1)"]
)
def test_only_the_check_page_can_be_come_back_to(alice, draft, back):
    response = press(alice, alice.get(networks(draft), {"back": back}), SAVE, NETWORKS | {"back": back})

    assert response["Location"] == page_of("enabler", draft, "evidence")


def test_missing_answers_are_asked_for_and_the_others_are_saved(alice, draft):
    response = press(alice, alice.get(networks(draft)), SAVE, {"E1.1": "3", "E1.3": "dont_know"})

    page = read(response)
    assert page.status == 422
    assert page.title.startswith("Error: Enabler 1 of 8")
    assert page.errors == [
        (f"Select a level for statement {n}, or choose I do not know", f"#e1-{n}-0") for n in (2, 4, 5)
    ]
    assert said_in(draft) == {"E1.1": "3", "E1.3": "dont_know"}


def test_every_error_stands_beside_its_statement_too(alice, draft):
    response = press(alice, alice.get(networks(draft)), SAVE, NETWORKS | {"E1.2": None})

    page = read(response)
    field = next(one for one in page.main.iter("fieldset") if "e1-2-error" in one.get("aria-describedby", ""))
    assert field is not None
    assert "e1-2-0" in page.ids
    assert "Error: Select a level for statement 2" in page.text


def test_what_was_typed_is_kept_beside_an_error(alice, draft):
    response = press(
        alice,
        alice.get(networks(draft)),
        SAVE,
        {"E1.1": "3", "E1.2-note": "still asking", "E1.3-link": "example.org"},
    )

    _, sent = read(response).form(SAVE)
    assert (sent["E1.1"], sent["E1.2-note"], sent["E1.3-link"]) == ("3", "still asking", "example.org")


def test_after_a_mistake_the_page_can_simply_be_saved_again(alice, draft):
    first = press(alice, alice.get(networks(draft)), SAVE, NETWORKS | {"E1.2": None})

    second = press(alice, first, SAVE, {"E1.1": "4", "E1.2": "1"})

    assert second.status_code == 303
    assert said_in(draft) == NETWORKS | {"E1.1": "4", "E1.2": "1"}


def test_come_back_later_saves_what_is_there_and_asks_for_nothing(alice, draft):
    response = press(alice, alice.get(networks(draft)), LATER, {"E1.4": "2"})

    assert response.status_code == 303
    assert response["Location"] == reverse("innovations")
    assert said_in(draft) == {"E1.4": "2"}
    assert (
        "Your answers are saved. You can carry on at any time."
        in read(alice.get(response["Location"])).notices
    )


def test_come_back_later_without_an_answer_writes_nothing(alice, draft):
    press(alice, alice.get(networks(draft)), LATER)

    assert not Answer.objects.exists()


def test_come_back_later_in_a_trial_leads_to_its_task_list(tryout):
    response = press(tryout.browser, tryout.browser.get(networks(tryout.facts)), LATER, {"E1.4": "2"})

    assert response["Location"] == page_of("task_list", tryout.facts)


def test_a_note_without_a_level_is_saved(alice, draft):
    press(alice, alice.get(networks(draft)), LATER, {"E1.1-note": "Ask Sam"})

    assert answers_of(draft.pk)["E1.1"].note == "Ask Sam"


def test_an_address_without_its_beginning_is_completed(alice, draft):
    press(alice, alice.get(networks(draft)), LATER, {"E1.1-link": "example.org/report"})

    assert answers_of(draft.pk)["E1.1"].link == "https://example.org/report"


def test_a_viewer_is_refused_with_the_reason(dana, draft):
    page = read(dana.get(networks(draft)))

    assert page.status == 403
    assert page.heading == "You cannot do this"
    assert "You can read this assessment but not change it." in page.text


def test_a_viewers_post_changes_nothing(dana, draft):
    response = dana.post(networks(draft), NETWORKS | {"E1.1-version": "0"})

    assert response.status_code == 403
    assert not Answer.objects.exists()


def test_there_is_no_ninth_enabler(alice, draft):
    response = alice.get(page_of("enabler", draft, "luck"))

    assert response.status_code == 404
    assert read(response).heading == "Page not found"
