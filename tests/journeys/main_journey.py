"""The main job, from the start page to the results, without an account.

Three people walk it: with a mouse, without script, and by keyboard. The sentences are the same; the hands differ.
"""

from playwright.sync_api import expect

from tests.pages.browsing import in_form, marks
from tests.vocabulary import FRAMEWORK, SAVE, Journey

# A letter per statement, "?" for "I do not know" and "-" for "Not relevant to us". Enabler 7 holds it back.
ANSWERS = marks("33433 343332 4333? 33433 34333 223?3 11210 3-323")
HEADLINE = "Ready in itself; held back by the conditions"
FORGOTTEN = "E1.4"
FORGOT = "Select a level for statement 4, or choose I do not know"


class MainJourney(Journey):
    def when_i_try_it_without_an_account(self) -> None:
        self.when_i_open("/")
        self.then_i_am_on("Check your innovation is ready to spread")
        self.when_i_follow("Try it without an account")
        self.then_i_am_on("Is this right for you?")

    def when_i_say_that_it_works_and_is_wanted_elsewhere(self) -> None:
        self.i.choose("Yes", about="Does it already work in at least one place?")
        self.i.choose("Yes", about="Do you want other places to use it?")
        self.when_i_press("Continue")
        self.then_i_am_on("Try it without an account")

    def when_i_name_it(self, name: str) -> None:
        self.when_i_write("What is your innovation called?", name)
        self.when_i_press("Start")

    def then_i_see_eight_enablers_to_rate(self) -> None:
        self.then_i_am_on("Readiness assessment")
        self.then_i_see("You have completed 0 of 8 enablers.")
        self.then_i_see("Cannot start yet")

    def when_i_rate_the_first_enabler_but_forget_a_statement(self) -> None:
        first = FRAMEWORK.enablers[0]
        self.when_i_follow(f"1. {first.title}")
        self.then_i_am_on(first.title)
        self.nothing_is_picked_for_me()
        said = in_form(ANSWERS, first.slug)
        self.when_i_rate({code: choice for code, choice in said.items() if code != FORGOTTEN})
        self.when_i_press(SAVE)

    def nothing_is_picked_for_me(self) -> None:
        expect(self.i.page.locator("input:checked")).to_have_count(0)

    def then_i_am_told_what_i_forgot(self) -> None:
        self.then_i_am_told(FORGOT)

    def when_i_go_there_from_the_error_and_rate_it(self) -> None:
        self.when_i_follow(FORGOT)
        self.then_the_error_led_to(self.i.level(FORGOTTEN, "0"))
        self.when_i_rate({FORGOTTEN: ANSWERS[FORGOTTEN]})
        self.when_i_press(SAVE)

    def and_i_rate_the_other_seven_as_they_come(self) -> None:
        """Each page leads to the next one that is left."""
        for enabler in FRAMEWORK.enablers[1:]:
            self.then_i_am_on(enabler.title)
            self.when_i_rate(in_form(ANSWERS, enabler.slug))
            self.when_i_press(SAVE)

    def then_all_eight_are_completed(self) -> None:
        self.then_i_am_on("Readiness assessment")
        self.then_i_see("You have completed 8 of 8 enablers.")

    def when_i_check_my_answers(self) -> None:
        self.when_i_follow("Check your answers and submit")
        self.then_i_am_on("Check your answers before you submit")
        self.then_i_see("You have answered all 41 statements. You said “I do not know” to 2.")
        self.then_i_see("You said “Not relevant to us” to 1.")

    def when_i_submit_them(self) -> None:
        self.when_i_press("Submit and see results")

    def then_i_read_what_holds_it_back(self) -> None:
        self.then_i_am_on(HEADLINE)
        self.then_i_see("Your assessment is submitted. Its answers are locked.")
        expect(self.i.main.get_by_role("table", name="Scores by enabler")).to_be_visible()
        expect(
            self.i.main.get_by_role("heading", name="7. Commission for sustainable spread").first
        ).to_be_visible()

    and_i_say_that_it_works_and_is_wanted_elsewhere = when_i_say_that_it_works_and_is_wanted_elsewhere
    and_i_name_it = when_i_name_it
    and_i_submit_them = when_i_submit_them
