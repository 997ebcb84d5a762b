"""Steps that a result offers: a piece of its advice, or one level up on a statement. Taken with one press.

The page sends a key and never the text, so that a plan says only what the result really offered.
"""

from assessments.actions.plan import StepText
from assessments.advice.choose import choose_advice
from assessments.framework.load import load_advice, load_framework
from assessments.framework.types import Audience, Framework
from assessments.queries.receipts import read_stored
from assessments.scoring.types import Answers, Kind, Result


def offered(key: str, receipt: str) -> StepText | None:
    """`advice:E8:team:0`, the first action for the team about enabler 8; or `level:E2.5`, one level up on E2.5."""
    result, answers = read_stored(receipt)
    framework = load_framework(result.framework_version)
    match key.split(":"):
        case ["advice", enabler, audience, number]:
            return _advised(framework, result, enabler, audience, number)
        case ["level", statement]:
            return _next_level(framework, answers, statement)
        case _:
            return None


def _advised(
    framework: Framework, result: Result, enabler: str, audience: str, number: str
) -> StepText | None:
    reader = next((one for one in Audience if one.value == audience), None)
    if reader is None or not number.isdecimal():
        return None
    book = load_advice(framework.version)
    for choice in choose_advice(result, book, reader, framework):
        if choice.enabler == enabler and choice.advice and int(number) < len(choice.advice.actions):
            return StepText(choice.advice.actions[int(number)], enabler=enabler)
    return None


def _next_level(framework: Framework, answers: Answers, code: str) -> StepText | None:
    statement, said = framework.statement_by_code.get(code), answers.get(code)
    if statement is None or said is None or said.kind is not Kind.LEVEL or said.level is None:
        return None
    if said.level + 1 >= len(statement.levels):
        return None
    level = said.level + 1
    return StepText(
        f"Reach level {level}: {statement.levels[level]}",
        enabler=framework.enabler_of_statement[code].code,
        statement=code,
        level=level,
    )
