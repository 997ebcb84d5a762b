"""Check your answers, and submit them: once, whole, and only what was seen."""

import pytest
from django.urls import reverse

from assessments.models import Assessment, AuditEvent, Result
from assessments.wizard import views
from tests.factories import answer, save, submit, typed
from tests.pages.browsing import FRAMEWORK, every, page_of, results_from, with_notes
from tests.pages.reading import press, read, text_of

SUBMIT = "Submit and see results"
MIXED = every("3", E1="33334")


def is_submitted(facts):
    return Assessment.objects.get(pk=facts.pk).submitted_at is not None


@pytest.fixture
def complete(alice, draft):
    answer(draft, MIXED, by=alice.actor)
    return draft


@pytest.fixture
def check(draft):
    return page_of("check", draft)


# --- The page


def test_it_shows_every_answer_in_words(alice, draft, check):
    answer(draft, every("2", E1="01234", E2="?????3", E3="-----"), by=alice.actor)

    page = read(alice.get(check))

    said = [text_of(one) for one in page.with_class("nhsuk-summary-list__value")]
    assert page.status == 200
    assert page.heading == "Check your answers before you submit"
    assert said[:5] == ["0Nothing in place", "1First steps", "2Partly in place", "3In place", "4Embedded"]
    assert said[5] == "?I do not know"
    assert said[11] == "–Not relevant to us"
    assert "You have answered all 41 statements. You said “I do not know” to 5." in page.text
    assert "You said “Not relevant to us” to 5." in page.text


def test_every_statement_can_be_changed_at_its_place(alice, complete, check):
    page = read(alice.get(check))

    actions = [one.find("a").get("href") for one in page.with_class("nhsuk-summary-list__actions")]
    expected = [
        f"{page_of('enabler', complete, enabler.slug)}?back=check#{statement.code.lower().replace('.', '-')}"
        for enabler in FRAMEWORK.enablers
        for statement in enabler.statements
    ]
    assert actions == expected


def test_the_place_to_change_an_answer_exists(alice, complete, check):
    change = read(alice.get(check)).with_class("nhsuk-summary-list__actions")[7].find("a")

    address, _, anchor = change.get("href").partition("#")
    assert anchor in read(alice.get(address)).ids


def test_links_to_change_say_what_they_change(alice, complete, check):
    page = read(alice.get(check))

    words = [text_of(one) for one in page.with_class("nhsuk-summary-list__actions")]
    assert len(set(words)) == 41


def test_notes_and_links_stand_beside_their_answers(alice, draft, check):
    save(draft, typed("E1.1", "3", note="A letter", link="https://www.example.org/letter"), by=alice.actor)

    page = read(alice.get(check))

    link = next(one for one in page.main.iter("a") if one.get("href") == "https://www.example.org/letter")
    assert "Evidence: A letter" in page.text
    assert link.get("rel") == "noopener noreferrer"
    assert text_of(link).startswith("www.example.org")


def test_a_viewer_reads_without_buttons(dana, complete, check):
    page = read(dana.get(check))

    assert page.status == 200
    assert page.buttons == []
    assert not any("Change" in words for words in page.links)


# --- Submitting


def test_submitting_locks_the_answers_and_shows_the_results(alice, complete, check):
    response = press(alice, alice.get(check), SUBMIT)

    row = Assessment.objects.get(pk=complete.pk)
    assert (response.status_code, response["Location"]) == (303, page_of("results", complete))
    assert row.submitted_by == alice.person
    assert Result.objects.get(assessment=row).verdict == "ready"
    assert AuditEvent.objects.filter(action="assessment.submit").count() == 1
    assert (
        "Your assessment is submitted. Its answers are locked."
        in read(alice.get(response["Location"])).notices
    )


def test_an_editor_may_submit(bob, complete, check):
    press(bob, bob.get(check), SUBMIT)

    assert is_submitted(complete)


def test_a_viewer_may_not(dana, complete, check):
    response = dana.post(check, {"revision": "41"})

    assert response.status_code == 403
    assert "You can read this assessment but not submit it." in read(response).text
    assert not is_submitted(complete)


@pytest.mark.parametrize(
    "form", [{}, {"revision": "41"}, {"revision": "x"}, {"revision": "41", "anyway": "on"}]
)
@pytest.mark.parametrize("letter", ["3", "?", "_"])
def test_a_viewer_is_refused_whatever_they_send(dana, alice, draft, check, letter, form):
    answer(draft, every(letter), by=alice.actor)

    assert dana.post(check, form).status_code == 403


def test_what_is_missing_is_listed_with_a_link_to_each(alice, draft, check):
    answer(draft, every("3", E1="33_3_"), by=alice.actor)

    response = press(alice, alice.get(check), SUBMIT)

    page = read(response)
    texts = [FRAMEWORK.statement_by_code[code].text for code in ("E1.3", "E1.5")]
    address = page_of("enabler", draft, "networks")
    assert page.status == 422
    assert page.title == "Error: Check your answers before you submit – Octant"
    assert page.errors == [
        (f"Enabler 1, statement 3: {texts[0]}", f"{address}?back=check#e1-3"),
        (f"Enabler 1, statement 5: {texts[1]}", f"{address}?back=check#e1-5"),
    ]
    assert not is_submitted(draft)


def test_a_note_alone_is_no_answer(alice, draft, check):
    answer(draft, every("3", E1="3333_"), by=alice.actor)
    save(draft, typed("E1.5", "", note="Ask Sam"), by=alice.actor)

    response = press(alice, alice.get(check), SUBMIT)

    assert response.status_code == 422
    assert len(read(response).errors) == 1


def test_answers_that_changed_since_the_page_was_opened_are_shown_first(alice, bob, complete, check):
    opened = alice.get(check)
    answer(complete, {"E1.1": "0"}, by=bob.actor)

    response = press(alice, opened, SUBMIT)

    page = read(response)
    assert page.status == 409
    assert not page.title.startswith("Error")
    assert page.notices == ["Some answers changed since you opened this page. Check them, then submit."]
    assert not is_submitted(complete)


def test_after_checking_again_it_can_be_submitted(alice, bob, complete, check):
    opened = alice.get(check)
    answer(complete, {"E1.1": "0"}, by=bob.actor)

    press(alice, press(alice, opened, SUBMIT), SUBMIT)

    assert is_submitted(complete)


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 5000, "41\x00", None])
def test_a_revision_that_cannot_be_submits_nothing(alice, complete, check, revision):
    response = press(alice, alice.get(check), SUBMIT, {"revision": revision})

    assert response.status_code == 409
    assert not is_submitted(complete)


def test_pressing_twice_ends_at_the_results_and_submits_once(alice, complete, check):
    opened = alice.get(check)
    press(alice, opened, SUBMIT)

    response = press(alice, opened, SUBMIT)

    assert (response.status_code, response["Location"]) == (303, page_of("results", complete))
    assert AuditEvent.objects.filter(action="assessment.submit").count() == 1


# --- Too late


def test_what_was_typed_too_late_is_shown_so_that_it_can_be_kept(alice, bob, complete):
    address = page_of("enabler", complete, "networks")
    opened = alice.get(address)
    submit(complete, by=bob.actor)

    response = press(
        alice, opened, "Save and continue", {"E1.1": "1", "E1.1-note": "Too late", "E1.2": "dont_know"}
    )

    page = read(response)
    level = FRAMEWORK.enabler_by_slug["networks"].statements[0].levels[1]
    assert page.status == 409
    assert page.title == "This assessment has been submitted – Octant"
    assert f"1 – {level}" in page.text
    assert "Too late" in page.text
    assert "I do not know" in page.text
    assert "Bob Barnes submitted it today at" in page.text
    assert page.links["See the results"] == page_of("results", complete)


def test_an_assessment_that_is_submitted_while_a_page_is_being_saved_is_too_late_as_well(
    monkeypatch, alice, bob, complete
):
    opened = alice.get(page_of("enabler", complete, "networks"))
    found = views.get_editable
    monkeypatch.setattr(
        views, "get_editable", lambda *asked: (found(*asked), submit(complete, by=bob.actor))[0]
    )

    response = press(alice, opened, "Save and continue", {"E1.1": "1", "E1.1-note": "Too late"})

    assert response.status_code == 409
    assert "Too late" in read(response).text
    assert Result.objects.get(assessment=complete.pk).assessment.answers.get(statement="E1.1").level == 3


def test_what_was_typed_too_late_is_no_error_of_theirs(alice, bob, complete):
    opened = alice.get(page_of("enabler", complete, "networks"))
    submit(complete, by=bob.actor)

    page = read(press(alice, opened, "Save and continue", {"E1.1": None, "E1.2-link": "wrong"}))

    assert not page.title.startswith("Error")
    assert page.errors == []
    assert "No level picked" in page.text


def test_nothing_that_comes_too_late_is_saved(alice, bob, complete):
    opened = alice.get(page_of("enabler", complete, "networks"))
    submit(complete, by=bob.actor)

    press(alice, opened, "Save and continue", {"E1.1": "0"})

    assert Result.objects.get(assessment=complete.pk).assessment.answers.get(statement="E1.1").level == 3


def test_reading_an_enabler_page_too_late_leads_to_the_results(alice, innovation):
    facts = results_from(innovation, alice.actor, MIXED)

    response = alice.get(page_of("enabler", facts, "networks"))

    assert (response.status_code, response["Location"]) == (303, page_of("results", facts))


@pytest.mark.parametrize("name", ["check", "task_list"])
def test_after_submitting_every_step_leads_to_the_results(alice, innovation, name):
    facts = results_from(innovation, alice.actor, MIXED)

    assert alice.get(page_of(name, facts))["Location"] == page_of("results", facts)


def test_before_submitting_the_results_lead_to_the_task_list(alice, draft):
    response = alice.get(page_of("results", draft))

    assert (response.status_code, response["Location"]) == (303, page_of("task_list", draft))


@pytest.mark.parametrize("name", ["results_radar", "results_receipt", "results_csv"])
def test_before_submitting_there_is_nothing_to_download(alice, draft, name):
    assert alice.get(page_of(name, draft)).status_code == 404


def test_someone_who_is_not_signed_in_is_asked_to_sign_in(client, complete, check):
    response = client.post(check, {"revision": "41"})

    assert response.status_code == 303
    assert response["Location"] == f"{reverse('account_login')}?next={check.replace('/', '%2F')}"
    assert not is_submitted(complete)


def test_a_trial_submits_too(tryout):
    save(tryout.facts, *with_notes(MIXED), by=tryout.actor)

    response = press(tryout.browser, tryout.browser.get(page_of("check", tryout.facts)), SUBMIT)

    assert response["Location"] == page_of("results", tryout.facts)
    assert is_submitted(tryout.facts)


def test_after_submitting_the_answers_and_whole_notes_can_be_read_and_not_changed(alice, draft, check):
    answer(draft, every("2", E1="3333_"), by=alice.actor)
    note = "A note that is long enough to be cut. " * 10
    save(draft, typed("E1.5", "3", note=note.strip()), by=alice.actor)
    press(alice, alice.get(check), SUBMIT)

    page = read(alice.get(page_of("answers", draft)))

    assert page.status == 200
    assert f"Evidence: {note.strip()}" in page.text
    assert not [text for text in page.links if text.startswith("Change")]


def test_before_submitting_there_are_no_locked_answers_to_read(alice, draft):
    response = alice.get(page_of("answers", draft))

    assert (response.status_code, response["Location"]) == (303, page_of("check", draft))
