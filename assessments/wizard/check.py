"""What the check page shows, and what makes us ask once more before submitting."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from assessments.framework.types import Enabler
from assessments.permissions import Phase, can_agree, can_answer, can_submit
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import StoredAnswer, for_scoring, revision_of
from assessments.queries.rounds import NOTHING_AGREED, Agreed
from assessments.scoring.progress import progress_of
from assessments.scoring.types import Progress
from assessments.ui.answer_cards import AnswerGroup, Missing, answer_groups, missing_in


@dataclass(frozen=True, slots=True)
class CheckPage:
    facts: AssessmentFacts
    groups: tuple[AnswerGroup, ...]
    progress: Progress
    missing: tuple[Missing, ...]
    revision: int
    may_submit: bool
    may_answer: bool
    back_href: str


def check_page(
    facts: AssessmentFacts, stored: Mapping[str, StoredAnswer], agreed: Mapping[str, Agreed] = NOTHING_AGREED
) -> CheckPage:
    framework, is_agreed = facts.framework, facts.phase is Phase.AGREEING
    name = "agree_enabler" if is_agreed else "enabler"

    def href_of(enabler: Enabler) -> str:
        return reverse(name, args=[facts.id, enabler.slug])

    return CheckPage(
        facts=facts,
        groups=answer_groups(framework, stored, href_of, {code: one.words for code, one in agreed.items()}),
        progress=progress_of(framework.statements, for_scoring(stored)),
        missing=missing_in(framework, stored, href_of),
        revision=revision_of(stored),
        may_submit=can_submit(facts.standing),
        may_answer=can_agree(facts.standing) if is_agreed else can_answer(facts.standing),
        back_href=reverse("agree" if is_agreed else "task_list", args=[facts.id]),
    )


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why we ask once more before submitting."""

    heading: str
    sentence: str


def doubt_about(facts: AssessmentFacts, stored: Mapping[str, StoredAnswer]) -> Doubt | None:
    """More than a third "I do not know", or the same level everywhere. Nothing to doubt while answers are missing."""
    progress = progress_of(facts.framework.statements, for_scoring(stored))
    if not progress.is_complete:
        return None
    if 3 * progress.dont_know > progress.statements:
        count = f"{progress.dont_know} of {progress.statements}"
        return Doubt(f"You said you do not know to {count} statements", "Your results will have gaps.")
    if len({answer.choice for answer in stored.values()}) == 1:
        return Doubt(
            "You gave every statement the same answer", "Your results will not tell the enablers apart."
        )
    return None
