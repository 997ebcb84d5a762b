"""Two-step sign-in: an app by hand, and a passkey by a device that Chromium plays."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.people import a_person
from tests.vocabulary import Journey

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class TwoStepSteps(Journey):
    def given_a_curator_without_a_second_step(self) -> None:
        self.ed = a_person("Ed Ellis", is_curator=True, second_step=False)
        self.given_their_address_is_confirmed(self.ed)
        self.given_i_have_never_been_here()
        self.when_i_open("/account/sign-in/")
        self.when_i_sign_in_as(self.ed.email)

    def given_my_device_can_hold_passkeys(self) -> None:
        devices = self.i.page.context.new_cdp_session(self.i.page)
        devices.send("WebAuthn.enable")
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    def when_i_confirm_that_it_is_me(self) -> None:
        self.then_i_am_on("Confirm that it is you")
        self.when_i_write("Password", "slow green kettle bells")
        self.when_i_press("Continue")

    def when_my_app_has_read_the_key(self) -> None:
        self.secret = self.i.main.locator(".oct-secret").inner_text().replace(" ", "")

    def when_i_enter_the_code_of_my_app(self, label: str, button: str, *, steps: int = 0) -> None:
        code = format_hotp_value(hotp_value(self.secret, int(time.time()) // 30 + steps))
        self.when_i_write(label, code)
        self.when_i_press(button)

    def when_i_sign_out_and_come_back(self) -> None:
        self.when_i_press("Sign out")
        self.when_i_follow("Sign in again")


class TestTwoStepSignIn(TwoStepSteps):
    def test_a_curator_sets_up_an_app_and_signs_in_with_it(self) -> None:
        self.given_a_curator_without_a_second_step()
        self.when_i_open("/manage/")
        self.then_i_am_on("Two-step sign-in")
        self.then_i_see("Set up an authenticator app or a passkey before you use that part.")
        self.and_the_accessibility_baseline_is_met()

        self.when_i_follow("Set up an app")
        self.when_i_confirm_that_it_is_me()
        self.then_i_am_on("Set up an authenticator app")
        self.when_my_app_has_read_the_key()
        self.and_i_write("Code that the app shows", "000")
        self.and_i_press("Turn on")
        self.then_i_am_told("The code is not right. Enter the one that your app shows now")
        self.and_the_accessibility_baseline_is_met()

        self.when_i_enter_the_code_of_my_app("Code that the app shows", "Turn on")
        self.then_i_am_on("Your recovery codes")
        self.and_the_accessibility_baseline_is_met()
        recovery_code = self.i.main.locator("code").first.inner_text()

        self.when_i_sign_out_and_come_back()
        self.and_i_sign_in_as(self.ed.email)
        self.then_i_am_on("One more step")
        self.and_the_accessibility_baseline_is_met()
        self.when_i_enter_the_code_of_my_app("Code", "Continue", steps=1)
        self.then_i_am_on("Your assessments")

        self.when_i_sign_out_and_come_back()
        self.and_i_sign_in_as(self.ed.email)
        self.and_i_write("Code", recovery_code)
        self.and_i_press("Continue")
        self.then_i_am_on("Your assessments")


class TestTwoStepSignInWithoutScript(TestTwoStepSignIn):
    browser_options = {"java_script_enabled": False}


class TestPasskeys(TwoStepSteps):
    def test_a_passkey_is_added_and_signs_in_without_a_password(self) -> None:
        self.given_a_curator_without_a_second_step()
        self.given_my_device_can_hold_passkeys()
        self.when_i_open("/account/two-step/")
        self.when_i_follow("Add a passkey")
        self.when_i_confirm_that_it_is_me()
        self.then_i_am_on("Add a passkey")
        self.and_the_accessibility_baseline_is_met()

        self.when_i_write("Name of this passkey", "My laptop")
        self.and_i_press("Add a passkey")
        self.then_i_am_on("Your recovery codes")
        self.and_i_see("Your passkey is added.")

        self.when_i_sign_out_and_come_back()
        self.when_i_press("Sign in with a passkey")
        self.then_i_am_on("Your assessments")

        self.when_i_sign_out_and_come_back()
        self.and_i_sign_in_as(self.ed.email)
        self.then_i_am_on("One more step")
        self.and_the_accessibility_baseline_is_met()
        self.when_i_press("Use a passkey")
        self.then_i_am_on("Your assessments")

        self.when_i_open("/account/two-step/")
        self.then_i_see("My laptop")
        self.and_the_accessibility_baseline_is_met()
