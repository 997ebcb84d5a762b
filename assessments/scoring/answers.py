"""Answers that fit their question set. Past this check every sum has an answer."""

from assessments.errors import AnswerError
from assessments.framework.types import LEVELS, TOP_LEVEL, Framework
from assessments.scoring.types import Answer, Answers, Kind


def check_answers(framework: Framework, answers: Answers) -> None:
    """Raise `AnswerError`, naming the statement, for the first answer that the framework does not allow."""
    for code, answer in answers.items():
        if code not in framework.statement_by_code:
            raise AnswerError(f"There is no statement {code} in question set {framework.version}.")
        _check_level(code, answer)
        if code == framework.rules.gate and answer.kind is Kind.NOT_RELEVANT:
            raise AnswerError(f"Statement {code} cannot be marked as not relevant. It asks about harm.")


def _check_level(code: str, answer: Answer) -> None:
    if answer.kind is not Kind.LEVEL and answer.level is not None:
        raise AnswerError(f"Statement {code} has level {answer.level}, but its answer is not a level.")
    if answer.kind is Kind.LEVEL and answer.level is None:
        raise AnswerError(f"Statement {code} is rated, but has no level.")
    if answer.level is not None and (type(answer.level) is not int or answer.level not in LEVELS):
        raise AnswerError(f"Statement {code} has level {answer.level}. Levels go from 0 to {TOP_LEVEL}.")
