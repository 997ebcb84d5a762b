"""How far an assessment, or one enabler, has been filled in. The only definition of progress."""

from collections.abc import Iterable

from assessments.framework.types import Statement
from assessments.scoring.types import UNANSWERED, Answers, Kind, Progress


def progress_of(statements: Iterable[Statement], answers: Answers) -> Progress:
    said = [answers.get(statement.code, UNANSWERED) for statement in statements]
    kinds = [answer.kind for answer in said]
    return Progress(
        answered=sum(answer.is_answered for answer in said),
        statements=len(said),
        dont_know=kinds.count(Kind.DONT_KNOW),
        not_relevant=kinds.count(Kind.NOT_RELEVANT),
    )
