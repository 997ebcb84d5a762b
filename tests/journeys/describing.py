"""What is said about an innovation, on three short pages."""

from playwright.sync_api import expect

from tests.vocabulary import SAVE, Journey

SUMMARY = "Group exercise and self-management for people with lasting knee or hip pain."


class DescribingSteps(Journey):
    def when_i_say_what_it_is(self) -> None:
        self.when_i_write("What is it, in one sentence?", SUMMARY)
        self.when_i_press(SAVE)

    def when_i_say_how_far_it_has_spread(self) -> None:
        self.then_i_am_on("Stage and setting")
        self.i.choose("Wide spread: many places", about="How far has it spread?")
        self.i.choose("Hospital", about="Where is it used?")
        self.i.choose("Leisure and community venues", about="Where is it used?")
        self.i.select("Musculoskeletal", about="Which area of care is it for?")
        self.when_i_press(SAVE)

    def when_i_say_who_leads_it(self) -> None:
        self.then_i_am_on("Who leads it")
        self.when_i_write("Which organisation leads it?", "University College Birmingham")
        self.when_i_write("Its ODS code (optional)", "ucb01")
        self.when_i_press(SAVE)

    def then_it_is_described(self) -> None:
        self.then_i_am_on("Name, stage and setting")
        rows = self.i.main.locator(".nhsuk-summary-list__value")
        expect(rows).to_have_text(
            [
                "ESCAPE-pain",
                SUMMARY,
                "Wide spread: many places",
                "HospitalLeisure and community venues",
                "Musculoskeletal",
                "University College Birmingham (UCB01)",
            ]
        )

    and_i_say_how_far_it_has_spread = when_i_say_how_far_it_has_spread
    and_i_say_who_leads_it = when_i_say_who_leads_it
