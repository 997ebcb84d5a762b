"""The few lines of script that every page has, in a real Chromium."""

import pytest
from playwright.sync_api import Page, Route

from tests.house.source import ROOT

pytestmark = pytest.mark.browser

ADDRESS = "https://octant.test/"
BODY = """
<!DOCTYPE html><html lang="en-GB"><title>x</title>
<body data-session-minutes="60">
<div class="oct-session" role="status"></div>
<form data-unsaved-warning method="post" action="/saved/">
  <input type="hidden" name="csrfmiddlewaretoken" value="token">
  <label>Note <textarea name="note">As it was</textarea></label>
  <button>Save</button>
</form>
<a href="/elsewhere/">Elsewhere</a>
<main>
  <p>Printed on <span data-today>1 January 2026</span></p>
  <details id="folded"><summary>More</summary>Text</details>
  <details id="unfolded" open><summary>More</summary>Text</details>
</main>
<script type="module" src="/octant.js"></script>
</body></html>
"""


@pytest.fixture
def stay():
    """What the server answers to "Stay signed in", and what it was asked."""
    return {"status": 204, "asked": []}


@pytest.fixture
def opened(page: Page, stay):
    """The page above, served without a network: every request is answered here."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        if path == "octant.js":
            route.fulfill(path=ROOT / "static" / "js" / "octant.js", content_type="text/javascript")
        elif path == "account/stay/":
            stay["asked"].append((route.request.method, route.request.headers.get("x-csrftoken")))
            route.fulfill(status=stay["status"])
        else:
            route.fulfill(body=BODY, content_type="text/html")

    page.route("**/*", answer)
    page.clock.install()
    page.goto(ADDRESS)
    return page


def questions_asked_on_leaving(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Elsewhere").click()
    page.wait_for_url("**/elsewhere/")
    return asked


def test_leaving_with_something_unsent_asks_first(opened):
    opened.get_by_label("Note").fill("Something new")

    assert questions_asked_on_leaving(opened) == ["beforeunload"]


def test_leaving_with_nothing_changed_does_not_ask(opened):
    opened.get_by_label("Note").fill("Something new")
    opened.get_by_label("Note").fill("As it was")

    assert questions_asked_on_leaving(opened) == []


def test_saving_does_not_ask(opened):
    asked = []
    opened.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    opened.get_by_label("Note").fill("Something new")

    opened.get_by_role("button", name="Save").click()

    opened.wait_for_url("**/saved/")
    assert asked == []


def test_nobody_is_told_of_the_end_of_the_session_before_it_is_near(opened):
    opened.clock.run_for("54:00")

    assert opened.get_by_role("status").inner_text() == ""


def test_five_minutes_before_the_end_people_can_stay(opened, stay):
    opened.clock.run_for("55:01")

    opened.get_by_role("button", name="Stay signed in").click()

    opened.get_by_text("You are still signed in.").wait_for()
    assert stay["asked"] == [("POST", "token")]


def test_the_notice_does_not_take_the_focus(opened):
    opened.get_by_label("Note").focus()

    opened.clock.run_for("55:01")

    opened.get_by_role("button", name="Stay signed in").wait_for()
    assert opened.evaluate("document.activeElement.name") == "note"


def test_who_stays_is_told_again_the_next_time(opened):
    opened.clock.run_for("55:01")
    opened.get_by_role("button", name="Stay signed in").click()
    opened.get_by_text("You are still signed in.").wait_for()

    opened.clock.run_for("55:01")

    opened.get_by_role("button", name="Stay signed in").wait_for()


def test_who_is_signed_out_already_is_told_so(opened, stay):
    stay["status"] = 403
    opened.clock.run_for("55:01")

    opened.get_by_role("button", name="Stay signed in").click()

    opened.get_by_text("You have been signed out").wait_for()


# --- On paper


PRINT = "dispatchEvent(new Event('beforeprint'))"
PRINTED = "dispatchEvent(new Event('afterprint'))"
KNOWS_NO_FOLDED_CONTENT = "CSS.supports = () => false"


def unfolded(page: Page) -> list[str]:
    return page.eval_on_selector_all("details[open]", "all => all.map((each) => each.id)")


def test_the_day_of_printing_is_said_and_not_that_of_loading(opened):
    opened.clock.set_fixed_time("2026-09-14T10:00:00Z")

    opened.evaluate(PRINT)

    assert opened.locator("[data-today]").text_content() == "14 September 2026"


def test_an_older_browser_unfolds_for_paper_and_folds_again_what_was_folded(page, opened):
    page.add_init_script(KNOWS_NO_FOLDED_CONTENT)
    page.reload()

    for _ in range(2):
        page.evaluate(PRINT)
        assert unfolded(page) == ["folded", "unfolded"]

        page.evaluate(PRINTED)
        assert unfolded(page) == ["unfolded"]


def test_a_browser_that_unfolds_by_style_sheet_is_left_alone(opened):
    opened.evaluate(PRINT)

    assert unfolded(opened) == ["unfolded"]
