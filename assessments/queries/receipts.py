"""Whether stored results still follow from the stored answers, and how a result becomes columns."""

import datetime as dt
import json
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType

from django.db.models import Q

from assessments.errors import ReceiptError
from assessments.framework.load import load_framework
from assessments.models import SCORE_UNIT, Assessment, Result
from assessments.queries.assessment import nature_of
from assessments.queries.rating import answers_of, for_scoring
from assessments.scoring import types as scoring
from assessments.scoring.receipt import (
    Receipt,
    answers_from_receipt,
    first_difference,
    read_receipt,
    result_from_receipt,
)


def result_columns(worked_out: scoring.Result, *, target: int) -> dict[str, object]:
    """A result as typed columns. Scores are in 2,520ths of a level: exact, as no enabler has over ten statements."""
    progress = worked_out.progress
    return {
        "verdict": worked_out.verdict.code.value,
        "headline": worked_out.verdict.headline,
        "gate": worked_out.gate.value,
        "at_target": worked_out.at_target(target),
        "answered": progress.answered,
        "dont_know": progress.dont_know,
        "not_relevant": progress.not_relevant,
        **{
            f"{score.enabler.lower()}_{what}": None if exact is None else int(exact * SCORE_UNIT)
            for score in worked_out.scores
            for what, exact in (("score", score.score), ("low", score.low), ("high", score.high))
        },
    }


@lru_cache(maxsize=128)
def read_stored(receipt: str) -> tuple[scoring.Result, scoring.Answers]:
    """A receipt never changes, so what it says is kept: reading one carefully costs as much as drawing its page."""
    document = json.loads(receipt)
    return result_from_receipt(document), MappingProxyType(answers_from_receipt(document))


def written(made_at: dt.datetime) -> str:
    """A time as receipts have it: in UTC, to the second."""
    return made_at.astimezone(dt.UTC).isoformat(timespec="seconds")


def wrong_results() -> Iterator[tuple[str, str]]:
    """For every submitted assessment, its id and the first difference found; "" when its result is right.

    Compares the receipt with itself worked out again, with the assessment, with its answers, and with the columns. One
    SQL statement, and one more per result.
    """
    rows = Assessment.objects.filter(Q(submitted_at__isnull=False) | Q(result__isnull=False))
    for row in rows.select_related("result").order_by("pk").iterator(chunk_size=100):
        yield str(row.public_id), _difference(row)


def _difference(row: Assessment) -> str:
    if not hasattr(row, "result"):
        return "It was submitted, and has no stored result."
    if row.submitted_at is None:
        return "It has a stored result, and is not submitted."
    try:
        receipt = read_receipt(row.result.receipt.encode())
        return (
            first_difference(receipt)
            or _from_questions(row, receipt)
            or _from_nature(row, receipt)
            or _from_answers(row, receipt)
            or _from_columns(row.result, receipt)
        )
    except ReceiptError as error:
        return str(error)


def _from_questions(row: Assessment, receipt: Receipt) -> str:
    pinned = (row.framework_version, row.framework_checksum)
    is_same = pinned == (receipt.framework_version, receipt.framework_checksum)
    return "" if is_same else "The receipt is about other questions than the assessment."


def _from_nature(row: Assessment, receipt: Receipt) -> str:
    is_same = receipt.nature is nature_of(is_illustration=row.is_illustration)
    return "" if is_same else "The receipt and the assessment differ on whether it is an illustration."


def _from_answers(row: Assessment, receipt: Receipt) -> str:
    stored = for_scoring(answers_of(row.pk))
    said = {code: answer for code, answer in receipt.answers.items() if answer.is_answered}
    kept = {code: answer for code, answer in stored.items() if answer.is_answered}
    differing = sorted(code for code in said.keys() | kept.keys() if said.get(code) != kept.get(code))
    return f"The stored answer to {differing[0]} is not the one on the receipt." if differing else ""


def _from_columns(row: Result, receipt: Receipt) -> str:
    target = load_framework(receipt.framework_version).rules.target
    columns = result_columns(receipt.result, target=target) | {"engine_version": receipt.engine_version}
    differing = [name for name, value in columns.items() if getattr(row, name) != value]
    differing += ["made_at"] if written(row.made_at) != receipt.made_at else []
    return f"The stored column {differing[0]} is not what the receipt says." if differing else ""
