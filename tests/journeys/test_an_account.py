"""An account, from the first letter to a forgotten password and a new one."""

import re

from tests.people import PASSWORD
from tests.vocabulary import Journey

ALICE = "alice@example.org"
SECOND, THIRD = "nine paper lanterns burn", "wet stones under cold rain"
NOT_RIGHT = "Your email address or password is not right"


class TestAnAccount(Journey):
    def test_it_is_made_forgotten_and_found_again(self) -> None:
        self.given_i_have_never_been_here()
        self.when_i_open("/account/create/")
        self.and_i_press("Create an account")
        self.then_i_am_told(
            "Enter your name", "Enter your email address", "Enter a password of 12 characters or more"
        )
        self.and_the_accessibility_baseline_is_met()

        self.when_i_write("Your name", "Alice Archer")
        self.and_i_write("Work email address", ALICE)
        self.and_i_write("Password", PASSWORD)
        self.and_i_press("Create an account")
        self.then_i_am_on("Check your email")

        self.when_i_open_the_link_in_the_mail("Confirm your email address for Octant")
        self.and_i_press("Confirm this address")
        self.then_i_am_on("Your assessments")
        self.and_i_see("Your email address is confirmed.")

        self.when_i_press("Sign out")
        self.then_i_am_on("You have been signed out")

        self.when_i_follow("Sign in again")
        self.and_i_sign_in_as(ALICE, "not the one I chose")
        self.then_i_am_told(NOT_RIGHT)
        self.and_the_accessibility_baseline_is_met()

        self.when_i_follow("I do not know my password")
        self.and_i_write("Email address", ALICE)
        self.and_i_press("Send me a link")
        self.then_i_am_on("Check your email")

        self.when_i_open_the_link_in_the_mail("Choose a new password for Octant")
        self.then_i_am_on("Choose a new password")
        self.and_the_password_can_be_seen_while_typing()
        self.when_i_press("Save password")
        self.then_i_am_on("Your password is changed")

        self.when_i_follow("Sign in")
        self.and_i_sign_in_as(ALICE, SECOND)
        self.then_i_am_on("Your assessments")

        self.when_i_follow("Your account")
        self.and_i_follow("Change your password")
        self.and_i_write("Your password now", "not the one I chose")
        self.and_i_write("New password", THIRD)
        self.and_i_press("Save password")
        self.then_i_am_told("Your password now is not right. Enter the one you sign in with")
        self.and_the_accessibility_baseline_is_met()

        self.when_i_write("Your password now", SECOND)
        self.and_i_write("New password", THIRD)
        self.and_i_press("Save password")
        self.then_i_am_on("Your account")
        self.and_i_see("Your password is changed.")
        self.and_i_am_told_so_by_mail()

    def when_i_open_the_link_in_the_mail(self, subject: str) -> None:
        mail = self.mails[-1]
        assert (mail.subject, mail.to) == (subject, [ALICE])
        link = re.search(r"https?://\S+", str(mail.body))
        assert link
        self.when_i_open(link[0])

    def and_the_password_can_be_seen_while_typing(self) -> None:
        field = self.i.main.get_by_label("New password", exact=True)
        self.when_i_write("New password", SECOND)
        assert field.get_attribute("type") == "password"
        self.i.main.get_by_role("button", name="Show password").click()
        assert field.get_attribute("type") == "text"

    def and_i_am_told_so_by_mail(self) -> None:
        assert self.mails[-1].subject == "Your Octant password was changed"
