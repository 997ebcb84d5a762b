"""What stands round the form of an enabler's page."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from assessments.framework.types import Enabler
from assessments.queries.assessment import AssessmentFacts


@dataclass(frozen=True, slots=True)
class EnablerPage:
    facts: AssessmentFacts
    enabler: Enabler
    enablers: int
    back_href: str
    back_text: str
    back: str
    saved_at: dt.datetime | None
    was_held: bool


def enabler_page(
    facts: AssessmentFacts, enabler: Enabler, *, back: str, was_held: bool, saved_at: dt.datetime | None
) -> EnablerPage:
    goes_to_check = back == "check"
    return EnablerPage(
        facts=facts,
        enabler=enabler,
        enablers=len(facts.framework.enablers),
        back_href=reverse("check" if goes_to_check else "task_list", args=[facts.id]),
        back_text="Back to your answers" if goes_to_check else "Back to all enablers",
        back=back,
        saved_at=saved_at,
        was_held=was_held,
    )
