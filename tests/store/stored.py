"""How an answer stands in the store, and how it came to."""

from assessments.models import AnswerChange
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import StoredAnswer, answers_with_who


def standing(facts: AssessmentFacts, statement: str = "E1.1") -> StoredAnswer:
    return answers_with_who(facts.pk, [statement])[statement]


def history(facts: AssessmentFacts, statement: str = "E1.1") -> list[tuple[int, str, int | None, str]]:
    """Every version, oldest first: its number, kind, level and note."""
    rows = AnswerChange.objects.filter(assessment=facts.pk, statement=statement).order_by("version")
    return [(row.version, row.kind, row.level, row.note) for row in rows]
