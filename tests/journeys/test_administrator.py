"""An administrator looks after people and the log of who did what; the same without JavaScript."""

import csv

import pytest
from playwright.sync_api import expect

from assessments.actions.people import LAST_ADMINISTRATOR
from assessments.models import AuditEvent, Person
from tests.factories import submitted
from tests.people import a_person, acting
from tests.vocabulary import Journey

ONLY_ONE = LAST_ADMINISTRATOR.format("Ada Marsh")


class TestAnAdministrator(Journey):
    @pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
    def test_she_checks_the_log_and_looks_after_people(self, script: bool) -> None:
        self.given_a_team_that_has_submitted()
        self.given_i_am_signed_in_as(self.ada, java_script_enabled=script)
        self.when_i_open("/innovations/")
        self.and_i_follow("Manage")
        self.then_i_am_on("Manage Octant")
        self.and_the_accessibility_baseline_is_met()

        self.when_i_follow("Check the audit log: it was never checked")
        self.then_i_am_on("Audit log")
        self.when_i_press("Check it now")
        self.then_i_see(f"All {AuditEvent.objects.count()} events are as they were written.")
        self.and_the_accessibility_baseline_is_met()

        self.when_i_write("Person", "alice@")
        self.i.select("Assessment: submit", about="What was done")
        self.and_i_press("Show")
        self.then_the_log_shows(1)
        self.and_i_see("Alice Archer")
        self.and_what_i_found_can_be_taken_along()

        self.when_i_follow(f"Alice Archer (person {self.team.alice.pk})")
        self.then_i_am_on("Alice Archer")
        self.and_the_accessibility_baseline_is_met()

        self.when_i_open("/manage/people/")
        self.and_i_write("Name or email address", "ada")
        self.and_i_press("Search")
        self.and_i_follow("Ada Marsh (ada@example.org)")
        self.when_i_take_the_role("Administrator")
        self.then_i_am_told(ONLY_ONE)
        self.and_the_accessibility_baseline_is_met()

        self.when_i_open(f"/manage/people/{self.team.bob.pk}/")
        self.when_i_give_the_role("Administrator")
        self.then_i_see("The roles of Bob Barnes are changed.")
        assert Person.objects.get(pk=self.team.bob.pk).is_administrator

        self.when_i_open(f"/manage/people/{self.team.charlie.pk}/")
        self.and_i_follow("Close the account")
        self.then_i_am_on("Do you want to close the account of Charlie Chen?")
        self.and_the_accessibility_baseline_is_met()
        self.when_i_press("Yes, close the account")
        self.then_i_see("The account of Charlie Chen is closed.")
        assert not Person.objects.get(pk=self.team.charlie.pk).is_active

    def given_a_team_that_has_submitted(self) -> None:
        self.given_alice_and_her_team()
        submitted(self.team.innovation, by=acting(self.team.alice))
        self.ada = a_person("Ada Marsh", is_administrator=True)

    def when_i_give_the_role(self, role: str) -> None:
        self.i.choose(role, about="Roles")
        self.i.press("Change roles")
        self.then_i_am_on("Do you want to change the roles of")
        self.i.press("Yes, change the roles")

    def when_i_take_the_role(self, role: str) -> None:
        self.i.main.get_by_role("group", name="Roles").get_by_label(role, exact=True).uncheck()
        self.i.press("Change roles")
        self.then_i_see(f"They will no longer be: {role}")
        self.and_the_accessibility_baseline_is_met()
        self.i.press("Yes, change the roles")

    def then_the_log_shows(self, count: int) -> None:
        expect(self.i.main.locator("tbody tr")).to_have_count(count)

    def and_what_i_found_can_be_taken_along(self) -> None:
        with self.i.page.expect_download() as taken:
            self.i.button("Download what was found as a table (CSV)").click()
        with open(taken.value.path(), encoding="utf-8-sig", newline="") as file:
            (row,) = csv.DictReader(file)
        assert (row["action"], row["actor_name"]) == ("assessment.submit", "Alice Archer")
