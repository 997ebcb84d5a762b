"""The words that journeys are written in.

A `Visitor` does what a person at a browser does, and finds things by the words on the page. A `Journey` is a test class
whose methods read as sentences: given_ and_ when_ then_. Each journey adds its own; here are those that many share.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from assessments.framework.load import latest_version, load_framework
from assessments.models import Person
from tests.journeys import baseline
from tests.people import PASSWORD, Team, a_team

FRAMEWORK = load_framework(latest_version())
SAVE, LATER = "Save and continue", "Save and come back later"
NO_PAGE = "[href^='#'], [href*='.csv'], [href*='.json']"  # a place on the same page, and files
LEADS_TO_A_PAGE = f"a[href]:not({NO_PAGE}), button:not([type=button])"


class Visitor:
    """Someone at a browser, with a mouse. `KeyboardVisitor` does the same by other means."""

    def __init__(self, page: Page) -> None:
        self.page = page

    # --- finding, by the words on the page

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def has_script(self) -> bool:
        return self.page.context not in baseline.WITHOUT_SCRIPT

    def link(self, text: str) -> Locator:
        """Also one that looks, and is called, like a button."""
        looks_so = self.page.get_by_role("button", name=text, exact=True).and_(self.page.locator("a"))
        return self._nearest(self.page.get_by_role("link", name=text, exact=True).or_(looks_so))

    def button(self, text: str) -> Locator:
        return self._nearest(self.page.get_by_role("button", name=text, exact=True))

    def _nearest(self, found: Locator) -> Locator:
        """In the page's own part first: header and footer may say the same."""
        inside = found.and_(self.page.locator("main *"))
        return (inside if inside.count() else found).first

    def field(self, label: str) -> Locator:
        return self.main.get_by_label(label, exact=True)

    def level(self, code: str, choice: str) -> Locator:
        return self.page.locator(f"input[name='{code}'][value='{choice}']")

    def note(self, code: str) -> Locator:
        return self.page.locator(f"textarea[name='{code}-note']")

    # --- doing

    def open(self, path: str) -> None:
        self.page.goto(path)

    def follow(self, text: str) -> None:
        self.go_through(self.link(text))

    def press(self, text: str) -> None:
        self.go_through(self.button(text))

    def go_through(self, control: Locator) -> None:
        """Until the page it leads to is there. Who looks a moment too early sees the page before, or half of one."""
        if not control.and_(self.page.locator(LEADS_TO_A_PAGE)).count():
            self._activate(control)
            return
        with self.page.expect_navigation():
            self._activate(control)

    def write(self, label: str, text: str) -> None:
        self._write(self.field(label), text)

    def choose(self, option: str, *, about: str) -> None:
        """A radio or a checkbox of the group with this question."""
        group = self.main.get_by_role("group", name=about)
        self._pick(group.get_by_label(option, exact=True))

    def select(self, option: str, *, about: str) -> None:
        self.field(about).select_option(label=option)

    def rate(self, code: str, choice: str) -> None:
        self._pick(self.level(code, choice))

    def unfold(self, text: str) -> None:
        self._unfold(self.main.locator("summary", has_text=text).first)

    def explain(self, code: str, note: str) -> None:
        """Writes an evidence note, which is folded away until there is one."""
        if not self.note(code).is_visible():
            self._unfold(self.page.locator(f"#{code.lower().replace('.', '-')} summary"))
        self._write(self.note(code), note)

    # --- by mouse

    def _activate(self, control: Locator) -> None:
        control.click()

    def _pick(self, control: Locator) -> None:
        control.check()

    def _write(self, control: Locator, text: str) -> None:
        control.fill(text)

    def _unfold(self, summary: Locator) -> None:
        summary.click()

    # --- seeing

    def sees(self, text: str) -> None:
        expect(self.main).to_contain_text(text)

    def is_on(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def has_focus(self, control: Locator) -> None:
        expect(control).to_be_focused()


class Journey:
    """A browser, a server and an empty database. `self.i` is who the sentences are about."""

    i: Visitor
    visitor: type[Visitor] = Visitor
    browser_options: dict[str, Any] = {}

    @pytest.fixture(autouse=True)
    def _begin(
        self,
        new_context: Callable[..., BrowserContext],
        complaints: list[str],
        live_server: LiveServer,
        mailoutbox: list[Any],
        settings: Any,
        tmp_path: Path,
    ) -> None:
        self._new_context, self.complaints, self.mails = new_context, complaints, mailoutbox
        self.settings, self.folder = settings, tmp_path
        settings.SITE_URL = self.site = live_server.url  # links in mail then lead to this very server

    # --- given

    def a_browser(self, **options: Any) -> Visitor:
        """A new one, with nothing in it."""
        context = self._new_context(**self.browser_options | options)
        return self.visitor(context.new_page())

    def given_i_have_never_been_here(self) -> None:
        self.i = self.a_browser()

    def given_alice_and_her_team(self) -> Team:
        """Alice leads ESCAPE-pain, Bob edits it, Dana looks on, Charlie has nothing to do with it."""
        self.team = a_team()
        return self.team

    def given_i_am_signed_in_as(self, person: Person, **options: Any) -> Visitor:
        self.i = self.a_browser(**options)
        self.sign_in(self.i, person)
        return self.i

    def sign_in(self, visitor: Visitor, person: Person) -> None:
        """By the cookie alone. The journey about accounts walks the way in."""
        client = Client()
        client.force_login(person)
        self.put_cookie(
            visitor,
            django_settings.SESSION_COOKIE_NAME,
            client.cookies[django_settings.SESSION_COOKIE_NAME].value,
        )

    def put_cookie(self, visitor: Visitor, name: str, value: str) -> None:
        visitor.page.context.add_cookies([{"name": name, "value": value, "url": self.site}])

    def given_their_address_is_confirmed(self, person: Person) -> None:
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)

    # --- when

    def when_i_open(self, path: str) -> None:
        self.i.open(path)

    def when_i_follow(self, text: str) -> None:
        self.i.follow(text)

    def when_i_press(self, text: str) -> None:
        self.i.press(text)

    def when_i_write(self, label: str, text: str) -> None:
        self.i.write(label, text)

    def when_i_sign_in_as(self, email: str, password: str = PASSWORD) -> None:
        self.i.write("Email address", email)
        self.i.write("Password", password)
        self.i.press("Sign in")

    def when_i_rate(self, choices: dict[str, str]) -> None:
        for code, choice in choices.items():
            self.i.rate(code, choice)

    and_i_open, and_i_follow, and_i_press = when_i_open, when_i_follow, when_i_press
    and_i_write, and_i_rate, and_i_sign_in_as = when_i_write, when_i_rate, when_i_sign_in_as

    # --- then

    def then_i_am_on(self, heading: str) -> None:
        self.i.is_on(heading)
        expect(self.i.page).not_to_have_title("Error: ")

    def then_i_see(self, text: str) -> None:
        self.i.sees(text)

    def then_i_am_told(self, *errors: str) -> None:
        """The summary has the focus, says these and no others, and the title says it too."""
        summary = self.i.page.locator(".nhsuk-error-summary")
        expect(summary.locator("li")).to_have_text(list(errors))
        assert self.i.page.title().startswith("Error: ")
        if self.i.has_script:
            expect(summary).to_be_focused()

    def then_the_error_led_to(self, control: Locator) -> None:
        """A fragment leads to the question; script sets the focus on its first control too."""
        if self.i.has_script:
            expect(control).to_be_focused()
        else:
            assert self.i.page.url.endswith(f"#{control.get_attribute('id')}")

    def then_the_accessibility_baseline_is_met(self, *, widths: Sequence[int] = baseline.WIDTHS) -> None:
        baseline.check(self.i.page, widths=widths)

    and_i_am_on, and_i_see = then_i_am_on, then_i_see
    and_the_accessibility_baseline_is_met = then_the_accessibility_baseline_is_met
