"""Whether stored results still follow from the stored answers, and how a result becomes columns."""

from collections.abc import Iterator

from assessments.errors import ReceiptError
from assessments.framework.load import load_framework
from assessments.models import SCORE_UNIT, Result
from assessments.queries.rating import answers_of, for_scoring
from assessments.scoring import types as scoring
from assessments.scoring.receipt import Receipt, first_difference, read_receipt


def result_columns(worked_out: scoring.Result, *, target: int) -> dict[str, object]:
    """A result as typed columns. Scores are in 2,520ths of a level: exact, as no enabler has over ten statements."""
    progress = worked_out.progress
    return {
        "verdict": worked_out.verdict.code.value,
        "headline": worked_out.verdict.headline,
        "gate": worked_out.gate.value,
        "at_target": sum(1 for s in worked_out.scores if s.score is not None and s.score >= target),
        "answered": progress.answered,
        "dont_know": progress.dont_know,
        "not_relevant": progress.not_relevant,
        **{
            f"{score.enabler.lower()}_{what}": None if exact is None else int(exact * SCORE_UNIT)
            for score in worked_out.scores
            for what, exact in (("score", score.score), ("low", score.low), ("high", score.high))
        },
    }


def wrong_results() -> Iterator[tuple[str, str]]:
    """For every stored result, its assessment and the first difference found; "" when it is right.

    Compares the receipt with itself worked out again, with the stored answers, and with the columns. One SQL statement,
    and one more per result.
    """
    for row in Result.objects.select_related("assessment").order_by("pk").iterator(chunk_size=100):
        yield str(row.assessment.public_id), _difference(row)


def _difference(row: Result) -> str:
    try:
        receipt = read_receipt(row.receipt.encode())
        return first_difference(receipt) or _from_answers(row, receipt) or _from_columns(row, receipt)
    except ReceiptError as error:
        return str(error)


def _from_answers(row: Result, receipt: Receipt) -> str:
    stored = for_scoring(answers_of(row.pk))
    said = {code: answer for code, answer in receipt.answers.items() if answer.is_answered}
    kept = {code: answer for code, answer in stored.items() if answer.is_answered}
    differing = sorted(code for code in said.keys() | kept.keys() if said.get(code) != kept.get(code))
    return f"The stored answer to {differing[0]} is not the one on the receipt." if differing else ""


def _from_columns(row: Result, receipt: Receipt) -> str:
    target = load_framework(receipt.framework_version).rules.target
    columns = result_columns(receipt.result, target=target)
    differing = [name for name, value in columns.items() if getattr(row, name) != value]
    return f"The stored column {differing[0]} is not what the receipt says." if differing else ""
