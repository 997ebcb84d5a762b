"""A lead, an editor and a guest rate together, each in a browser of their own: alone first, then in agreement.

Walked with script, without, and on a phone. The accessibility baseline is looked at on every page on the way.
"""

from playwright.sync_api import expect

from assessments.models import Membership
from tests.factories import invite, start
from tests.journeys.main_journey import MainJourney
from tests.pages.browsing import in_form, marks
from tests.people import acting
from tests.vocabulary import FRAMEWORK, SAVE

# They differ on enabler 1 and agree on the rest.
VIEWS = {
    "alice": marks("11111 333333 3333? 33333 33333 33333 33333 33333"),
    "bob": marks("22222 333333 3333? 33333 33333 33333 33333 33333"),
    "gina": marks("42?44 333333 3333? 33333 33333 33333 33333 33333"),
}
NOTES = {"alice": "Three trusts said yes.", "bob": "One trust said yes.", "gina": "I have seen no list."}
FINISHED = "I have finished"


class RatingTogether(MainJourney):
    def given_alice_bob_and_a_guest(self) -> None:
        team = self.given_alice_and_her_team()
        Membership.objects.filter(person=team.rob).delete()
        alice = acting(team.alice)
        self.facts = start(team.innovation, by=alice)
        self.invitation = invite(team.innovation, "gina@example.org", by=alice)
        self.people = {
            "alice": self.given_i_am_signed_in_as(team.alice),
            "bob": self.given_i_am_signed_in_as(team.bob),
            "gina": self.a_browser(),
        }

    def as_who(self, name: str) -> None:
        self.i = self.people[name]

    def at(self, path: str = "") -> str:
        return f"/assessments/{self.facts.id}/{path}"

    def when_gina_accepts_without_an_account(self) -> None:
        self.as_who("gina")
        self.when_i_open(self.invitation.path)
        self.when_i_press("Accept")

    def when_alice_opens_rating(self) -> None:
        self.as_who("alice")
        self.when_i_open(self.at())
        self.when_i_follow("Rate this together")
        self.then_i_am_on("Rate this together")
        self.and_the_accessibility_baseline_is_met()
        self.when_i_press("Open rating")
        self.then_i_am_on("Everyone’s rating")
        self.then_i_see("0 of 3 people have finished.")
        self.and_the_accessibility_baseline_is_met()

    def when_they_give_their_own_view(self, name: str) -> None:
        self.as_who(name)
        self.when_i_open(self.at("rate/"))
        self.then_i_am_on("Your own view")
        self.then_i_see("You have completed 0 of 8 enablers.")
        if name == "alice":
            self.and_the_accessibility_baseline_is_met()
        self.when_i_follow(f"1. {FRAMEWORK.enablers[0].title}")
        for enabler in FRAMEWORK.enablers:
            self.then_i_am_on(enabler.title)
            self.then_nobody_elses_answer_is_here(name)
            self.when_i_rate(in_form(VIEWS[name], enabler.slug))
            if enabler is FRAMEWORK.enablers[0]:
                self.i.explain("E1.1", NOTES[name])
                if name == "gina":
                    self.and_the_accessibility_baseline_is_met()
            self.when_i_press(SAVE)
        self.then_i_am_on("Your own view")
        self.when_i_follow("Check your answers and finish")
        if name == "bob":
            self.and_the_accessibility_baseline_is_met()
        self.when_i_press(FINISHED)
        self.then_i_am_on("You have finished")
        self.then_i_see("We will email you when the team’s results are ready.")
        self.and_the_accessibility_baseline_is_met()

    def then_nobody_elses_answer_is_here(self, name: str) -> None:
        expect(self.i.page.locator("input[type=radio]:checked")).to_have_count(0)
        for other, note in NOTES.items():
            if other != name:
                expect(self.i.page.locator("body")).not_to_contain_text(note)

    def then_alice_sees_who_has_finished_and_nothing_else(self) -> None:
        self.as_who("alice")
        self.when_i_open(self.at("round/"))
        self.then_i_see("2 of 3 people have finished.")
        for note in NOTES.values():
            expect(self.i.page.locator("body")).not_to_contain_text(note)

    def when_alice_closes_rating(self) -> None:
        self.when_i_open(self.at("round/"))
        self.when_i_follow("Close rating")
        self.then_i_am_on("3 of 3 people have finished")
        self.and_the_accessibility_baseline_is_met()
        self.when_i_press("Close rating")
        self.then_i_am_on("Agree on your answers")
        self.then_i_see("Three people gave their own view.")
        self.and_the_accessibility_baseline_is_met()

    def when_they_agree(self) -> None:
        self.when_i_follow(f"1. {FRAMEWORK.enablers[0].title}")
        self.then_i_see("Three people rated this: one said 1, one said 2 and one said 4.")
        self.and_the_accessibility_baseline_is_met()
        self.when_i_rate({"E1.1": "2", "E1.2": "2", "E1.3": "2"})
        self.when_i_press(SAVE)
        self.then_i_am_told(
            *(f"Select the level you agreed for statement {n}, or choose We could not agree" for n in (4, 5))
        )
        self.and_the_accessibility_baseline_is_met()
        self.when_i_rate({"E1.4": "could_not_agree", "E1.5": "2"})
        self.when_i_write("Why did you settle on this? (optional) Statement 4", "Two sites are new.")
        self.when_i_press(SAVE)
        for enabler in FRAMEWORK.enablers[1:]:
            self.then_i_am_on(enabler.title)
            self.then_i_see("you agree on, already filled in")
            self.when_i_press(SAVE)

    def and_look_at_the_sheet_for_the_meeting(self) -> None:
        self.when_i_follow("Print a sheet with every statement")
        self.then_i_am_on("Sheet for your meeting")
        for note in NOTES.values():
            self.then_i_see(note)
        self.and_the_accessibility_baseline_is_met()
        self.when_i_follow("Back to what you agree")

    def when_bob_submits(self) -> None:
        self.as_who("bob")
        self.when_i_open(self.at("agree/"))
        self.when_i_follow("Check your answers and submit")
        self.then_i_see("We could not agree: this is the middle of what people said. Two sites are new.")
        self.and_the_accessibility_baseline_is_met()
        self.when_i_press("Submit and see results")

    def then_everyone_reads_the_results_and_nobody_who_said_what(self) -> None:
        for name in self.people:
            self.as_who(name)
            self.when_i_open(self.at("rate/"))  # where the mails lead
            expect(self.i.main.get_by_role("table", name="Scores by enabler")).to_be_visible()
            self.then_i_see("Rated by three people, each alone, before they agreed.")
            for text in ("gina@example.org", "Alice Archer", "Bob Barnes"):
                expect(self.i.main).not_to_contain_text(text)
        self.and_the_accessibility_baseline_is_met()


class TestWithScript(RatingTogether):
    def test_from_opening_to_the_results(self) -> None:
        self.given_alice_bob_and_a_guest()
        self.when_gina_accepts_without_an_account()
        self.when_alice_opens_rating()
        self.when_they_give_their_own_view("bob")
        self.when_they_give_their_own_view("gina")
        self.then_alice_sees_who_has_finished_and_nothing_else()
        self.when_they_give_their_own_view("alice")
        self.when_alice_closes_rating()
        self.and_look_at_the_sheet_for_the_meeting()
        self.when_they_agree()
        self.when_bob_submits()
        self.then_everyone_reads_the_results_and_nobody_who_said_what()


class TestWithoutScript(TestWithScript):
    browser_options = {"java_script_enabled": False}


class TestOnAPhone(TestWithScript):
    browser_options = {"viewport": {"width": 390, "height": 844}}
