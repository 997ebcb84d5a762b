"""Alice adds ESCAPE-pain, rates it in parts and on two devices, submits, and comes back to see what has changed."""

import csv
from pathlib import Path
from uuid import UUID

from django.core.management import call_command
from playwright.sync_api import expect

from assessments.queries.assessment import get_visible
from tests.factories import answer
from tests.journeys.describing import DescribingSteps
from tests.journeys.main_journey import ANSWERS, HEADLINE
from tests.journeys.radar_steps import EXPLORE, RadarSteps
from tests.pages.browsing import in_form
from tests.people import a_person, acting
from tests.vocabulary import FRAMEWORK, LATER, SAVE

PHONE = {"width": 390, "height": 844}
NETWORKS, COMMISSIONING = FRAMEWORK.enabler_by_slug["networks"], FRAMEWORK.enabler_by_slug["commissioning"]
NOTE = "Six trusts asked us for the manual this year."


class TestComingBack(DescribingSteps, RadarSteps):
    def test_an_innovation_is_assessed_in_parts_and_again(self, capsys) -> None:
        self.given_alice_has_an_account_and_nothing_in_it()
        self.when_i_open("/innovations/")
        self.then_i_see("You have not added an innovation yet.")
        self.and_the_accessibility_baseline_is_met()

        self.when_i_add_escape_pain()
        self.then_it_is_described()
        self.when_i_start_an_assessment()
        self.and_i_rate_two_statements_and_leave()
        self.then_i_see("Your answers are saved. You can carry on at any time.")
        self.and_the_accessibility_baseline_is_met()

        self.when_i_sign_in_on_my_phone_and_carry_on()
        self.then_what_i_said_is_there()
        self.when_i_press(SAVE)
        self.then_i_am_told(
            *(f"Select a level for statement {n}, or choose I do not know" for n in (3, 4, 5))
        )
        self.and_the_accessibility_baseline_is_met()

        self.when_i_follow("Select a level for statement 4, or choose I do not know")
        self.then_the_error_led_to(self.i.level("E1.4", "0"))
        self.when_i_rate({code: ANSWERS[code] for code in ("E1.3", "E1.4", "E1.5")})
        self.and_i_press(SAVE)
        self.then_i_am_on(FRAMEWORK.enablers[1].title)

        self.given_i_rated_the_other_seven_since()
        self.when_i_open(f"{self.assessment}check/")
        self.and_i_change_one_answer_from_there()
        self.then_i_am_back_and_it_is_changed()
        self.and_the_accessibility_baseline_is_met()

        self.when_i_press("Submit and see results")
        self.then_i_am_on(HEADLINE)
        self.and_the_data_are_mine_to_download()
        self.and_the_receipt_can_be_checked_by_anyone(capsys)

        self.when_i_start_again_from_my_last_answers()
        self.and_commissioners_have_come_round_since()
        self.and_i_submit_again()
        self.then_i_am_on("Nearly ready to spread")
        self.when_i_compare_it_with_the_first()
        self.then_i_see_what_has_changed()
        self.and_the_accessibility_baseline_is_met()

    def given_alice_has_an_account_and_nothing_in_it(self) -> None:
        self.alice = a_person("Alice Archer")
        self.given_their_address_is_confirmed(self.alice)
        self.given_i_am_signed_in_as(self.alice)

    def when_i_add_escape_pain(self) -> None:
        self.when_i_follow("Add an innovation")
        self.when_i_write("What is your innovation called?", "ESCAPE-pain")
        self.when_i_say_what_it_is()
        self.and_i_say_how_far_it_has_spread()
        self.and_i_say_who_leads_it()

    def when_i_start_an_assessment(self) -> None:
        self.when_i_follow("Continue")
        self.then_i_am_on("ESCAPE-pain")
        self.and_i_see("No assessment yet.")
        self.when_i_press("Start an assessment")
        self.then_i_am_on("Readiness assessment")
        self.assessment = self.i.path

    def when_i_rate_two_statements_and_leave(self) -> None:
        self.when_i_follow(f"1. {NETWORKS.title}")
        self.when_i_rate({code: ANSWERS[code] for code in ("E1.1", "E1.2")})
        self.i.explain("E1.2", NOTE)
        self.when_i_press(LATER)
        self.then_i_am_on("Your assessments")

    def when_i_sign_in_on_my_phone_and_carry_on(self) -> None:
        self.i = self.a_browser(viewport=PHONE)
        self.when_i_open("/innovations/")
        self.then_i_am_on("Sign in")
        self.when_i_sign_in_as(self.alice.email)
        self.then_i_am_on("Your assessments")
        self.i.go_through(self.i.main.get_by_role("link", name="Carry on: 0 of 8 enablers completed"))
        self.then_i_see("2 of 5 answered")
        self.when_i_follow(f"1. {NETWORKS.title}")

    def then_what_i_said_is_there(self) -> None:
        for code in ("E1.1", "E1.2"):
            expect(self.i.level(code, ANSWERS[code])).to_be_checked()
        expect(self.i.note("E1.2")).to_have_value(NOTE)
        expect(self.i.note("E1.2")).to_be_visible()

    def given_i_rated_the_other_seven_since(self) -> None:
        """Not by hand: the main journey does that."""
        actor = acting(self.alice)
        facts = get_visible(actor, UUID(self.assessment.split("/")[2]))
        answer(
            facts,
            {code: choice for code, choice in ANSWERS.items() if code not in in_form(ANSWERS, "networks")},
            by=actor,
        )

    def when_i_change_one_answer_from_there(self) -> None:
        self.changed = COMMISSIONING.statements[4]
        self.when_i_follow(f"Change answer: {self.changed.text}")
        self.then_i_am_on(COMMISSIONING.title)
        expect(self.i.level(self.changed.code, ANSWERS[self.changed.code])).to_be_checked()
        self.when_i_rate({self.changed.code: "dont_know"})
        self.when_i_press(SAVE)

    def then_i_am_back_and_it_is_changed(self) -> None:
        self.then_i_am_on("Check your answers before you submit")
        row = self.i.main.locator(".nhsuk-summary-list__row", has_text=self.changed.text)
        expect(row).to_contain_text("I do not know")

    def then_the_data_are_mine_to_download(self) -> None:
        saved = self.downloaded("Download the data with your notes (CSV)", "octant-escape-pain-1.csv")
        rows = list(csv.DictReader(saved.read_text(encoding="utf-8-sig").splitlines()))
        assert [row["code"] for row in rows if row["record"] == "enabler"] == [f"E{n}" for n in range(1, 9)]
        assert [row["note"] for row in rows if row["note"]] == [NOTE]
        assert {row["verdict"] for row in rows} == {HEADLINE}

    def then_the_receipt_can_be_checked_by_anyone(self, capsys) -> None:
        saved = self.downloaded("Download the receipt (JSON)", "octant-escape-pain-1.json")
        capsys.readouterr()
        call_command("check_receipt", saved)
        assert capsys.readouterr().out == f"This receipt is right: {HEADLINE}\n"

    def downloaded(self, link: str, name: str) -> Path:
        with self.i.page.expect_download() as download:
            self.when_i_follow(link)
        assert download.value.suggested_filename == name
        return Path(download.value.path())

    def when_i_start_again_from_my_last_answers(self) -> None:
        self.i.go_through(self.i.page.get_by_role("link", name="Back to ESCAPE-pain"))
        self.when_i_press("Start from your last answers")
        self.then_i_see("You have completed 8 of 8 enablers.")

    def when_commissioners_have_come_round_since(self) -> None:
        self.when_i_follow(f"7. {COMMISSIONING.title}")
        self.when_i_rate({statement.code: "4" for statement in COMMISSIONING.statements})
        self.when_i_press(SAVE)

    def when_i_submit_again(self) -> None:
        self.when_i_follow("Check your answers and submit")
        self.when_i_press("Submit and see results")

    def when_i_compare_it_with_the_first(self) -> None:
        self.i.go_through(self.i.main.get_by_role("link", name="Compare with"))

    def then_i_see_what_has_changed(self) -> None:
        self.then_i_am_on("What has changed since")
        row = self.i.main.get_by_role("row", name="7. Commissioning")
        expect(row).to_contain_text("Up")
        self.when_i_press(EXPLORE)
        self.then_the_chart_comes_alive()

    and_i_rate_two_statements_and_leave = when_i_rate_two_statements_and_leave
    and_i_change_one_answer_from_there = when_i_change_one_answer_from_there
    and_the_data_are_mine_to_download = then_the_data_are_mine_to_download
    and_the_receipt_can_be_checked_by_anyone = then_the_receipt_can_be_checked_by_anyone
    and_commissioners_have_come_round_since = when_commissioners_have_come_round_since
    and_i_submit_again = when_i_submit_again
