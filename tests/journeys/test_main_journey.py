"""The main job, three times: with a mouse, without script, by keyboard. The shared sentences: main_journey.py."""

from playwright.sync_api import expect

from tests.journeys.describing import DescribingSteps
from tests.journeys.keyboard import KeyboardVisitor
from tests.journeys.main_journey import FORGOT, FORGOTTEN, HEADLINE, MainJourney
from tests.journeys.radar_steps import SIMPLE, RadarSteps
from tests.people import PASSWORD

ALICE = "alice@example.org"
SKIP = "Skip to main content"


class TestAFirstVisit(MainJourney, RadarSteps, DescribingSteps):
    def test_from_the_start_page_to_results_that_are_kept_in_an_account(self) -> None:
        self.given_a_demonstration_that_shows_its_mail()
        self.given_i_have_never_been_here()

        self.when_i_open("/")
        self.then_the_accessibility_baseline_is_met()

        self.when_i_try_it_without_an_account()
        self.then_the_accessibility_baseline_is_met()

        self.when_i_say_that_it_works_and_is_wanted_elsewhere()
        self.then_the_accessibility_baseline_is_met()

        self.when_i_name_it("ESCAPE-pain")
        self.then_i_see_eight_enablers_to_rate()
        self.and_the_accessibility_baseline_is_met()

        self.when_i_rate_the_first_enabler_but_forget_a_statement()
        self.then_i_am_told_what_i_forgot()
        self.and_the_accessibility_baseline_is_met()

        self.when_i_go_there_from_the_error_and_rate_it()
        self.and_i_rate_the_other_seven_as_they_come()
        self.then_all_eight_are_completed()
        self.and_the_accessibility_baseline_is_met()

        self.when_i_check_my_answers()
        self.then_the_accessibility_baseline_is_met()

        self.when_i_submit_them()
        self.then_i_read_what_holds_it_back()
        self.and_the_chart_comes_alive()
        self.in_the_same_box_and_nothing_moves()
        self.and_the_simple_chart_stays_for_screen_readers()
        self.and_the_accessibility_baseline_is_met()

        self.when_i_press(SIMPLE)
        self.then_the_simple_chart_is_what_i_see()
        self.and_the_live_one_is_offered()
        self.and_the_accessibility_baseline_is_met()

        self.when_i_create_an_account_to_keep_them()
        self.then_i_am_on("Check your email")
        self.and_the_accessibility_baseline_is_met()

        self.when_i_confirm_my_address_from_the_mail()
        self.then_my_trial_is_in_my_account()
        self.and_the_accessibility_baseline_is_met()

        self.when_i_describe_it()
        self.then_it_is_described()
        self.and_the_accessibility_baseline_is_met()

    def given_a_demonstration_that_shows_its_mail(self) -> None:
        self.settings.IS_DEMO = True
        self.settings.EMAIL_BACKEND = "assessments.accounts.demo_mail.DemoMailBackend"
        self.settings.DEMO_MAIL_DIR = self.folder

    def when_i_create_an_account_to_keep_them(self) -> None:
        self.when_i_follow("Create an account")
        self.then_i_am_on("Create an account")
        self.and_the_accessibility_baseline_is_met()
        self.when_i_write("Your name", "Alice Archer")
        self.and_i_write("Work email address", ALICE)
        self.and_i_write("Password", PASSWORD)
        self.and_i_press("Create an account")

    def when_i_confirm_my_address_from_the_mail(self) -> None:
        self.when_i_follow("Read the email here")
        self.then_the_accessibility_baseline_is_met()
        self.when_i_follow("Confirm your email address for Octant")
        self.then_i_see(ALICE)
        self.and_the_accessibility_baseline_is_met()
        self.i.go_through(self.i.main.locator("a[href*='/account/confirm/']"))
        self.then_i_am_on("Confirm your email address")
        self.and_the_accessibility_baseline_is_met()
        self.when_i_press("Confirm this address")

    def then_my_trial_is_in_my_account(self) -> None:
        self.then_i_am_on("Your assessments")
        self.and_i_see("We have moved your trial into your account.")
        self.and_i_see(HEADLINE)

    def when_i_describe_it(self) -> None:
        self.when_i_follow("ESCAPE-pain")
        self.then_the_accessibility_baseline_is_met()
        self.when_i_follow("Change description")
        self.then_the_accessibility_baseline_is_met()
        self.when_i_say_what_it_is()
        self.then_the_accessibility_baseline_is_met()
        self.when_i_follow("Continue: stage and setting")
        self.then_the_accessibility_baseline_is_met()
        self.when_i_say_how_far_it_has_spread()
        self.then_the_accessibility_baseline_is_met()
        self.when_i_say_who_leads_it()


class TestWithoutScript(MainJourney):
    browser_options = {"java_script_enabled": False}

    def test_from_the_start_page_to_results(self) -> None:
        self.given_i_have_never_been_here()
        self.when_i_try_it_without_an_account()
        self.and_i_say_that_it_works_and_is_wanted_elsewhere()
        self.and_i_name_it("ESCAPE-pain")
        self.then_i_see_eight_enablers_to_rate()
        self.and_the_accessibility_baseline_is_met()

        self.when_i_rate_the_first_enabler_but_forget_a_statement()
        self.then_i_am_told_what_i_forgot()
        self.and_the_accessibility_baseline_is_met()

        self.when_i_go_there_from_the_error_and_rate_it()
        self.and_i_rate_the_other_seven_as_they_come()
        self.then_all_eight_are_completed()

        self.when_i_check_my_answers()
        self.and_i_submit_them()
        self.then_i_read_what_holds_it_back()
        self.and_the_chart_is_there()
        self.and_nothing_is_offered_that_needs_script()
        self.and_the_accessibility_baseline_is_met()

    def and_the_chart_is_there(self) -> None:
        expect(self.i.main.locator("[data-radar-box]").get_by_role("img")).to_have_count(1)

    def and_nothing_is_offered_that_needs_script(self) -> None:
        for needs_script in self.i.main.locator("button[type=button]").all():
            expect(needs_script).not_to_be_visible()


class TestByKeyboard(MainJourney):
    """Every press below is a key, and at every stop on the way the focus must be seen."""

    visitor = KeyboardVisitor
    i: KeyboardVisitor

    def test_from_the_start_page_to_results(self) -> None:
        self.given_i_have_never_been_here()

        self.when_i_open("/")
        self.and_i_press_tab_once()
        self.then_the_skip_link_takes_me_past_the_header()

        self.when_i_try_it_without_an_account()
        self.and_i_say_that_it_works_and_is_wanted_elsewhere()
        self.and_i_name_it("ESCAPE-pain")
        self.then_i_see_eight_enablers_to_rate()

        self.when_i_rate_the_first_enabler_but_forget_a_statement()
        self.then_i_am_told_what_i_forgot()
        self.and_shift_and_tab_lead_back_again()
        self.and_the_accessibility_baseline_is_met()
        self.and_the_keyboard_goes_round_the_page(stops=20)

        self.when_i_go_there_from_the_error_and_rate_it()
        self.and_i_rate_the_other_seven_as_they_come()
        self.then_all_eight_are_completed()

        self.when_i_check_my_answers()
        self.and_the_keyboard_goes_round_the_page(stops=50)
        self.and_i_submit_them()
        self.then_i_read_what_holds_it_back()
        self.and_the_accessibility_baseline_is_met()
        self.and_the_keyboard_goes_round_the_page(stops=20)

    def when_i_press_tab_once(self) -> None:
        self.i.key("Tab")

    and_i_press_tab_once = when_i_press_tab_once

    def then_the_skip_link_takes_me_past_the_header(self) -> None:
        self.i.has_focus(self.i.page.get_by_role("link", name=SKIP))
        self.i.key("Enter")
        self.i.has_focus(self.i.main)
        self.i.key("Tab")
        self.i.has_focus(self.i.main.get_by_role("link").or_(self.i.main.get_by_role("button")).first)

    def and_shift_and_tab_lead_back_again(self) -> None:
        self.i.tab_to(self.i.level(FORGOTTEN, "0"))
        self.i.tab_to(self.i.link(FORGOT), back=True)

    def and_the_keyboard_goes_round_the_page(self, *, stops: int) -> None:
        """No trap, and nothing that only a mouse can reach."""
        assert len(self.i.walk_round()) >= stops
