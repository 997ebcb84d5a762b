"""What somebody typed on an enabler page, as words to copy, when it cannot be saved. Works without a database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest

from assessments.framework.types import LEVELS
from assessments.scoring.types import Kind
from assessments.ui.text import printable

CHOICE = re.compile(
    r"E\d{1,2}\.(\d{1,2})\Z"
)  # the name of a statement's choice; its other fields begin with it
SAID = {str(level): f"Level {level}" for level in LEVELS} | {
    Kind.DONT_KNOW.value: "I do not know",
    Kind.NOT_RELEVANT.value: "Not relevant to us",
}


@dataclass(frozen=True, slots=True)
class Unsaved:
    heading: str
    choice: str
    note: str
    link: str


def unsaved_in(request: HttpRequest) -> tuple[Unsaved, ...]:
    """Nothing, when another site sent it: nobody is shown words under our name that they did not type here."""
    is_ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    return tuple(_typed(request)) if request.method == "POST" and is_ours else ()


def _typed(request: HttpRequest) -> Iterator[Unsaved]:
    codes = dict.fromkeys(re.sub(r"-(note|link)\Z", "", name) for name in request.POST)
    for code in codes:
        number = CHOICE.match(code)
        choice = SAID.get(request.POST.get(code, ""), "")
        note, link = (printable(request.POST.get(f"{code}-{part}", "")).strip() for part in ("note", "link"))
        if number and (choice or note or link):
            yield Unsaved(f"Statement {number[1]}", choice or "No level picked", note, link)
