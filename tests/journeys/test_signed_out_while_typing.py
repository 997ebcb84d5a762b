"""Alice types, is called away, and presses Save an hour later. After signing in, what she typed is there."""

from django.conf import settings
from playwright.sync_api import expect

from assessments.middleware import LAST_SEEN
from assessments.models.session import SessionStore
from tests.factories import start
from tests.pages.browsing import said_in
from tests.people import acting
from tests.vocabulary import LATER, SAVE, Journey

NOTE = "The clinic’s own count, March to May."
TYPED = {"E1.1": "3", "E1.2": "dont_know"}


class TestSignedOutWhileTyping(Journey):
    def test_what_was_typed_is_there_after_signing_in_again(self) -> None:
        self.given_alice_has_a_page_open()
        self.when_i_rate(TYPED)
        self.and_i_explain_one_of_them()
        self.and_an_hour_goes_by()
        self.and_i_press(SAVE)
        self.then_i_am_on("Sign in")
        self.and_nothing_is_saved_yet()
        self.and_the_accessibility_baseline_is_met()

        self.when_i_sign_in_as(self.team.alice.email)
        self.then_i_am_on("Build demand through existing networks and stories")
        self.and_i_see("Your answers are back, and not saved yet")
        self.and_what_i_typed_is_there()
        self.and_the_accessibility_baseline_is_met()

        self.when_i_press(LATER)
        self.then_i_am_on("Your assessments")
        self.and_i_see("Your answers are saved.")
        self.and_it_is_saved()

    def given_alice_has_a_page_open(self) -> None:
        team = self.given_alice_and_her_team()
        self.given_their_address_is_confirmed(team.alice)
        self.facts = start(team.innovation, by=acting(team.alice))
        self.given_i_am_signed_in_as(team.alice)
        self.when_i_open(f"/assessments/{self.facts.id}/networks/")

    def and_i_explain_one_of_them(self) -> None:
        self.i.explain("E1.1", NOTE)

    def and_an_hour_goes_by(self) -> None:
        cookies = {each["name"]: each["value"] for each in self.i.page.context.cookies()}
        session = SessionStore(cookies[settings.SESSION_COOKIE_NAME])
        session[LAST_SEEN] -= settings.SESSION_IDLE_SECONDS + 1
        session.save()

    def and_nothing_is_saved_yet(self) -> None:
        assert said_in(self.facts) == {}

    def and_what_i_typed_is_there(self) -> None:
        for code, choice in TYPED.items():
            expect(self.i.level(code, choice)).to_be_checked()
        expect(self.i.note("E1.1")).to_be_visible()
        expect(self.i.note("E1.1")).to_have_value(NOTE)

    def and_it_is_saved(self) -> None:
        assert said_in(self.facts) == TYPED
