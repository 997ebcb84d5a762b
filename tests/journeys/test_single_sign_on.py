"""Signing in through an organisation's own page, in a real Chromium: there, and back again."""

import pytest
from playwright.sync_api import Route, expect

from tests.organisation import NAME, Provider, a_provider, configure
from tests.vocabulary import Journey


class TestSingleSignOn(Journey):
    @pytest.fixture(autouse=True)
    def _with_an_organisation(self, _begin: None) -> object:
        with a_provider() as self.provider:
            configure(self.settings, self.provider)
            yield

    provider: Provider

    def test_somebody_new_signs_in_there_and_comes_back_with_an_account(self) -> None:
        self.provider.knows("nina-1", email="nina@trust.example.org", email_verified=True, name="Nina Newton")
        self.given_i_have_never_been_here()
        self.given_their_page_gets_nothing_from_elsewhere()
        self.when_i_open("/account/sign-in/")
        self.and_the_accessibility_baseline_is_met()

        self.i.button(f"Sign in with {NAME}").click()
        self.then_i_am_on("Authorize Client")
        self.i.page.locator("input[name=sub]").fill("nina-1")
        self.i.page.get_by_role("button", name="Authorize").click()
        self.then_i_am_on("Your assessments")
        expect(self.i.page.locator(".oct-account")).to_contain_text("Nina Newton")

        self.when_i_press("Sign out")
        self.when_i_follow("Sign in again")
        self.i.button(f"Sign in with {NAME}").click()
        self.i.page.get_by_role("button", name="Deny").click()
        self.then_i_am_on("You are not signed in")
        self.and_the_accessibility_baseline_is_met()

    def given_their_page_gets_nothing_from_elsewhere(self) -> None:
        """The provider's own page would fetch a style sheet. It is theirs, and no part of what is looked at."""

        def without_styles(route: Route) -> None:
            if route.request.method != "GET":
                route.continue_()
                return
            answer = route.fetch()
            route.fulfill(response=answer, body=answer.text().replace('rel="stylesheet"', ""))

        self.i.page.route(f"{self.provider.address}/**", without_styles)


class TestSingleSignOnWithoutScript(TestSingleSignOn):
    browser_options = {"java_script_enabled": False}
