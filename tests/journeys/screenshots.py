"""Takes the pictures in docs/pictures/ anew. No test, so no test run collects it by itself:

    python3 dev.py test tests/journeys/screenshots.py

They show the demonstration's innovations, at a desk and on a phone.
"""

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, FloatRect

from assessments.models import Assessment, Person
from tests.factories import start
from tests.house.source import ROOT
from tests.journeys.pictures import smaller
from tests.journeys.radar_steps import RadarSteps
from tests.people import acting

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 250_000  # bytes
TALLEST = 4500  # a longer page is shown from its top
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PAGES = {
    "start": "/",
    "task-list": "/assessments/{unfinished}/",
    "enabler": "/assessments/{unfinished}/vehicle/",
    "check-answers": "/assessments/{ready}/check/",
    "results": "/assessments/{submitted}/results/",
}


class TestThePictures(RadarSteps):
    @pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
    def test_they_are_taken(self, screen: dict[str, int], browser: Browser) -> None:
        self.given_the_demonstration()
        PICTURES.mkdir(exist_ok=True)
        self.i = self.a_browser(viewport=screen)
        for name, address in PAGES.items():
            self.when_i_open(address.format(**self.ids))
            self.sign_in(self.i, self.alice)  # after the first page, which strangers see
            if name == "results" and screen is DESK:
                self.then_the_chart_comes_alive()
            (PICTURES / f"{name}-{screen['width']}.png").write_bytes(self.taken(browser))

    def taken(self, browser: Browser) -> bytes:
        page = self.i.page
        wide, tall = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
        clip: FloatRect = {"x": 0, "y": 0, "width": wide, "height": min(tall, TALLEST)}
        return smaller(browser, page.screenshot(full_page=True, clip=clip), at_most=LARGEST)

    def given_the_demonstration(self) -> None:
        call_command("seed_demo")
        self.alice = Person.objects.get(email="alice@example.org")
        submitted = Assessment.objects.filter(innovation__name="ESCAPE-pain").latest("submitted_at")
        self.ids = {
            "unfinished": Assessment.objects.get(innovation__name="IRIS").public_id,
            "submitted": submitted.public_id,
            "ready": start(submitted.innovation, by=acting(self.alice), from_last=True).id,
        }
