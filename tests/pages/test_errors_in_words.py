"""An error of ours that a page does not deal with itself becomes an answer in words."""

import pytest

from assessments.errors import (
    AlreadySubmitted,
    ChangedMeanwhile,
    FrameworkError,
    NotAllowed,
    NotFound,
    NotReady,
    NotSignedIn,
)
from assessments.models import Assessment
from assessments.wizard import views
from tests.factories import answer
from tests.pages.browsing import every, page_of
from tests.pages.reading import press, read

SENTENCE = "This is why, in a sentence."


@pytest.fixture
def raised(monkeypatch, alice, draft):
    """The answer to a page that raises this error."""

    def answer_to(error):
        def fail(*_):
            raise error(SENTENCE)

        monkeypatch.setattr(views, "task_list_page", fail)
        return alice.get(page_of("task_list", draft))

    return answer_to


@pytest.mark.parametrize(
    ("error", "status", "heading"),
    [
        (NotAllowed, 403, "You cannot do this"),
        (AlreadySubmitted, 409, "This assessment has been submitted"),
        (NotReady, 400, "We could not read that"),
        (ChangedMeanwhile, 400, "We could not read that"),
        (FrameworkError, 400, "We could not read that"),
    ],
)
def test_it_has_a_status_a_heading_and_its_own_sentence(raised, error, status, heading):
    page = read(raised(error))

    assert (page.status, page.heading) == (status, heading)
    assert SENTENCE in page.text


def test_what_is_not_there_says_nothing_more(raised):
    page = read(raised(NotFound))

    assert (page.status, page.heading) == (404, "Page not found")
    assert SENTENCE not in page.text


def test_what_needs_a_person_leads_to_signing_in(raised):
    response = raised(NotSignedIn)

    assert response.status_code == 303
    assert "sign-in" in response["Location"]


def test_questions_that_are_not_those_it_was_started_with_are_not_submitted(alice, draft):
    answer(draft, every("3", E1="33334"), by=alice.actor)
    Assessment.objects.filter(pk=draft.pk).update(framework_checksum="0" * 64)

    response = press(alice, alice.get(page_of("check", draft)), "Submit and see results")

    page = read(response)
    assert page.status == 400
    assert "started with another text of its questions" in page.text
    assert Assessment.objects.get(pk=draft.pk).submitted_at is None
