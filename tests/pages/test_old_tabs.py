"""A tab from before signing in again elsewhere: its token has changed, and what was typed in it comes back."""

import pytest
from django.conf import settings
from django.urls import reverse

from assessments.models import Answer, HeldAnswers
from tests.pages.browsing import Browser, every, in_form, page_of, said_in, sign_in
from tests.pages.reading import press, read

SAVE = "Save and continue"
NETWORKS = in_form(every("3"), "networks")
HALF = {
    "E1.1": "4",
    "E1.2": "dont_know",
    "E1.3-note": "Asked & waiting <3",
    "E1.4-link": "https://example.org/x",
}
BACK = "Your answers are back, and not saved yet"
FROM_OUR_PAGE = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def address(draft):
    return page_of("enabler", draft, "networks")


@pytest.fixture
def careful(team):
    """A browser whose server checks CSRF tokens, as the real one does."""
    browser = Browser(enforce_csrf_checks=True)
    sign_in(browser, team.alice)
    return browser


def _signs_out_and_in_again(browser, person):
    """In another tab."""
    press(browser, browser.get(reverse("account")), "Sign out")
    assert sign_in(browser, person).status_code == 303


def test_what_an_old_tab_sends_comes_back_to_be_saved_with_one_press(careful, team, draft, address):
    opened = careful.get(address)
    _signs_out_and_in_again(careful, team.alice)

    response = press(careful, opened, SAVE, NETWORKS, **FROM_OUR_PAGE)

    back = careful.get(response["Location"])
    assert (response.status_code, response["Location"]) == (303, address)
    assert read(back).notices == [BACK]
    assert not Answer.objects.exists()
    assert press(careful, back, SAVE).status_code == 303
    assert said_in(draft) == NETWORKS


def test_what_an_old_tab_sends_never_comes_back_to_another_person(careful, team, address):
    opened = careful.get(address)
    _signs_out_and_in_again(careful, team.bob)

    response = press(careful, opened, SAVE, HALF, **FROM_OUR_PAGE)

    page = read(careful.get(response["Location"]))
    assert page.notices == []
    assert HeldAnswers.objects.get().person == team.alice
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://evil.example", "HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://testserver.evil.example"},
        {},
    ],
)
def test_what_another_site_sends_is_refused_and_not_held(careful, address, headers):
    opened = careful.get(address)

    response = press(careful, opened, SAVE, HALF | {"csrfmiddlewaretoken": "x" * 64}, **headers)

    assert response.status_code == 403
    assert read(response).heading == "Open the page again"
    assert not HeldAnswers.objects.exists()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("name", ["innovation_new", "account_logout", "trial_keep", "suitable"])
def test_elsewhere_an_old_tab_is_told_to_open_the_page_again(careful, name):
    response = careful.post(reverse(name), {"name": "x"}, **FROM_OUR_PAGE)

    assert response.status_code == 403
    assert read(response).heading == "Open the page again"
    assert not HeldAnswers.objects.exists()


def test_a_trials_tab_comes_back_after_signing_in(team, tryout):
    browser = Browser(enforce_csrf_checks=True)
    browser.cookies[settings.TRIAL_COOKIE_NAME] = tryout.browser.cookies[settings.TRIAL_COOKIE_NAME].value
    address = page_of("enabler", tryout.facts, "networks")
    opened = browser.get(address)
    sign_in(browser, team.charlie)

    response = press(browser, opened, SAVE, HALF, **FROM_OUR_PAGE)

    _, sent = read(browser.get(response["Location"])).form(SAVE)
    assert {name: sent[name] for name in HALF} == HALF
