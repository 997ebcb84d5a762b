"""Alice and Bob edit one assessment at the same time. Nothing is lost, and where they differ someone chooses."""

from playwright.sync_api import expect

from tests.factories import start
from tests.people import acting
from tests.vocabulary import LATER, SAVE, Journey

HERS, HIS = "Alice has letters from two regions.", "Bob counted one region."
CHOOSE = "Choose which answers to keep"


class TwoEditors(Journey):
    def given_alice_and_bob_have_the_same_page_open(self) -> None:
        team = self.given_alice_and_her_team()
        self.facts = start(team.innovation, by=acting(team.alice))
        self.page = f"/assessments/{self.facts.id}/networks/"
        self.bob = self.given_i_am_signed_in_as(team.bob)
        self.alice = self.given_i_am_signed_in_as(team.alice)
        for visitor in (self.alice, self.bob):
            visitor.open(self.page)

    def when_alice_saves(self, **choices: str) -> None:
        self.i = self.alice
        self._rate_and_leave(choices)

    def when_bob_saves(self, **choices: str) -> None:
        self.i = self.bob
        self._rate_and_leave(choices)

    def _rate_and_leave(self, choices: dict[str, str]) -> None:
        self.when_i_rate({code.replace("_", "."): choice for code, choice in choices.items()})
        self.when_i_press(LATER)

    def then_both_find(self, **choices: str) -> None:
        for visitor in (self.alice, self.bob):
            visitor.open(self.page)
            for code, choice in choices.items():
                expect(visitor.level(code.replace("_", "."), choice)).to_be_checked()


class TestDifferentStatements(TwoEditors):
    def test_both_are_kept(self) -> None:
        self.given_alice_and_bob_have_the_same_page_open()
        self.when_alice_saves(E1_1="3", E1_2="2")
        self.when_bob_saves(E1_3="4")
        self.then_i_am_on("Your assessments")
        self.then_both_find(E1_1="3", E1_2="2", E1_3="4")


class TestTheSameStatements(TwoEditors):
    def test_bob_is_shown_both_and_chooses(self) -> None:
        self.given_alice_and_bob_have_the_same_page_open()
        self.alice.explain("E1.3", HERS)
        self.when_alice_saves(E1_3="2", E1_4="2")
        self.bob.explain("E1.3", HIS)
        self.when_bob_saves(E1_3="1", E1_4="4", E1_5="3")

        self.then_i_am_on(CHOOSE)
        self.and_i_see("Someone changed these 2 statements after you opened the page.")
        self.and_i_see("Your other answers are saved.")
        self.and_i_see_both_with_who_and_when()
        self.and_the_accessibility_baseline_is_met()

        self.when_i_press(SAVE)
        self.then_i_am_told(
            "Select which answer to keep for statement 3", "Select which answer to keep for statement 4"
        )
        self.and_the_accessibility_baseline_is_met()

        self.when_i_keep_hers_of_statement_3_and_mine_of_statement_4()
        self.then_both_find(E1_3="2", E1_4="4", E1_5="3")
        expect(self.bob.note("E1.3")).to_have_value(HERS)

    def and_i_see_both_with_who_and_when(self) -> None:
        group = self.i.main.get_by_role("group", name="Statement 3")
        expect(group).to_contain_text("Keep yours")
        expect(group).to_contain_text(HIS)
        expect(group).to_contain_text("Keep Alice Archer’s, saved")
        expect(group).to_contain_text(HERS)

    def when_i_keep_hers_of_statement_3_and_mine_of_statement_4(self) -> None:
        self._keep("E1.3", "theirs")
        self._keep("E1.4", "mine")
        self.when_i_press(LATER)
        self.then_i_am_on("Your assessments")

    def _keep(self, code: str, whose: str) -> None:
        self.i.page.locator(f"input[name='{code}-keep'][value='{whose}']").check()
