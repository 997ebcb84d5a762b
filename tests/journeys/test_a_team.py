"""A lead invites two people. One makes an account and edits; the other rates without one. Then the lead moves on."""

import re

from playwright.sync_api import expect

from tests.people import PASSWORD
from tests.vocabulary import Journey, Visitor

NINA, SAM = "nina@example.org", "sam@example.org"
INVITES = "Alice Archer invites you"


class TeamSteps(Journey):
    def given_alice_is_at_the_people_of_her_innovation(self) -> Visitor:
        team = self.given_alice_and_her_team()
        alice = self.given_i_am_signed_in_as(team.alice)
        self.when_i_open("/innovations/")
        self.i.go_through(self.i.main.get_by_role("link", name="People"))
        self.then_i_am_on("People")
        return alice

    def when_i_invite(self, *emails: str) -> None:
        for number, email in enumerate(emails, 1):
            self.i.page.locator(f"#id_email-{number}").fill(email)
        self.when_i_press("Send invitations")

    def when_i_open_the_invitation_to(self, email: str) -> None:
        mail = next(one for one in reversed(self.mails) if one.to == [email])
        link = re.search(r"https?://\S+/join/\S+", str(mail.body))
        assert link
        self.when_i_open(link[0])

    def when_i_open_the_link_in_the_mail(self, subject: str) -> None:
        mail = self.mails[-1]
        assert mail.subject == subject
        link = re.search(r"https?://\S+", str(mail.body))
        assert link
        self.when_i_open(link[0])

    def when_i_follow_what_is_beside(self, name: str, words: str) -> None:
        row = self.i.main.locator(".nhsuk-summary-list__row", has_text=name)
        self.i.go_through(row.get_by_role("link", name=words))

    def then_i_see_in_the_team(self, *names: str) -> None:
        expect(self.i.page.locator("section[aria-labelledby=members] dt")).to_have_text(list(names))


class TestATeam(TeamSteps):
    def test_it_grows_by_two_and_changes_its_lead(self) -> None:
        alice = self.given_alice_is_at_the_people_of_her_innovation()
        self.then_the_accessibility_baseline_is_met()

        self.when_i_follow("Invite people")
        self.when_i_invite("bob@example.org", "not an address")
        self.then_i_am_told(
            "Person 1 is in this team already. Leave the row empty or enter another address",
            "Enter the email address of person 2 in the correct format, like name@example.org",
        )
        self.and_the_accessibility_baseline_is_met()

        self.when_i_press("Add another person")
        expect(self.i.page.locator("#id_email-2")).to_have_value("not an address")
        expect(self.i.page.locator("#id_email-3")).to_be_in_viewport()
        self.i.page.locator("#id_role-1").select_option("editor")
        self.i.unfold("The email to a rater")
        self.and_i_see("Alice Archer invites you to rate ESCAPE-pain")
        self.and_the_accessibility_baseline_is_met()
        self.when_i_invite(NINA, SAM)
        self.then_i_am_on("People")
        self.and_i_see("We have sent 2 invitations.")
        self.and_i_see(SAM)
        self.and_the_accessibility_baseline_is_met()

        self.given_nina_makes_an_account_and_joins()
        self.given_sam_joins_without_one()

        self.i = alice
        self.when_i_open(self.people)
        self.then_i_see_in_the_team("Alice Archer (you)", "Bob Barnes", "Dana Davies", "Nina New", "Rob Rowe")
        self.and_i_see("Rating without an account")
        self.when_i_follow_what_is_beside("Nina New", "Hand over the lead")
        self.then_i_am_on("Hand over the lead to Nina New?")
        self.and_the_accessibility_baseline_is_met()
        self.when_i_press("Hand over the lead")
        self.then_i_am_on("People")
        self.and_i_see("Nina New leads ESCAPE-pain now. You are an editor.")
        self.when_i_follow("Leave this team")
        self.and_i_press("Leave this team")
        self.then_i_am_on("Your assessments")
        self.and_i_see("You have left the team of ESCAPE-pain.")

    @property
    def people(self) -> str:
        return f"/innovations/{self.team.innovation.public_id}/people/"

    def given_nina_makes_an_account_and_joins(self) -> None:
        self.given_i_have_never_been_here()
        self.when_i_open_the_invitation_to(NINA)
        self.then_i_am_on(INVITES)
        self.and_i_see("as an editor")
        self.and_the_accessibility_baseline_is_met()
        self.when_i_follow("Create an account")
        self.and_i_write("Your name", "Nina New")
        self.and_i_write("Work email address", NINA)
        self.and_i_write("Password", PASSWORD)
        self.and_i_press("Create an account")
        self.when_i_open_the_link_in_the_mail("Confirm your email address for Octant")
        self.and_i_press("Confirm this address")
        self.then_i_am_on(INVITES)
        self.and_i_press("Accept")
        self.then_i_am_on("ESCAPE-pain")
        self.and_i_see("You have joined the team of ESCAPE-pain as an editor.")

    def given_sam_joins_without_one(self) -> None:
        self.given_i_have_never_been_here()
        self.when_i_open_the_invitation_to(SAM)
        self.then_i_am_on(INVITES)
        self.and_the_accessibility_baseline_is_met()
        self.when_i_press("Accept")
        self.then_i_am_on("You are in the team of ESCAPE-pain")
        self.and_i_see("Rating has not been opened yet.")
        self.and_the_accessibility_baseline_is_met()


class TestATeamWithoutScript(TestATeam):
    browser_options = {"java_script_enabled": False}


class TestAnInvitationThatIsNotWanted(TeamSteps):
    def test_it_is_closed_and_says_so(self) -> None:
        self.given_alice_is_at_the_people_of_her_innovation()
        self.when_i_follow("Invite people")
        self.when_i_invite(SAM)

        self.given_i_have_never_been_here()
        self.when_i_open_the_invitation_to(SAM)
        self.and_i_press("This is not for me")
        self.then_i_am_on("You have said no")
        self.and_the_accessibility_baseline_is_met()

        self.when_i_open_the_invitation_to(SAM)
        self.then_i_am_on("This invitation is closed")
        self.and_i_see("ask Alice Archer to invite you again")
        self.and_the_accessibility_baseline_is_met()
