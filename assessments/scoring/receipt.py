"""The receipt: what was answered, under which rules, and everything that came of it.

Anyone can recompute it, from the answers and the version of the questions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from assessments.errors import AnswerError, FrameworkError, ReceiptError
from assessments.framework.load import load_framework
from assessments.framework.types import Framework
from assessments.scoring.receipt_shape import answers_written, read_answers, read_result, result_written
from assessments.scoring.result import work_out
from assessments.scoring.strict_json import Json, Part, as_object, canonical_bytes, parse_bytes, quoted
from assessments.scoring.types import Answers, Nature, Result

ENGINE_VERSION = "1"
"""Changes when the same answers under the same rules can give another result, or a receipt another shape."""

Document = dict[str, Json]

_FIELDS = ("framework", "engine_version", "nature", "made_at", "seed", "answers", "notes", "result")
_PLACE = "The receipt"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt that could be read. Whether it is right, `first_difference` says."""

    framework_version: str
    framework_checksum: str
    engine_version: str
    nature: Nature
    made_at: str
    seed: int | None
    answers: Answers
    notes: Mapping[str, str] | None
    result: Result
    document: Document


def receipt_of(
    framework: Framework,
    answers: Answers,
    result: Result,
    *,
    engine_version: str = ENGINE_VERSION,
    nature: Nature,
    made_at: str,
    seed: int | None = None,
    notes: Mapping[str, str] | None = None,
) -> Document:
    """Notes only if asked for. `nature` and `made_at` are told by the caller: no sum can find them out."""
    codes = tuple(framework.statement_by_code)
    return {
        "framework": {"version": result.framework_version, "sha256": result.framework_checksum},
        "engine_version": engine_version,
        "nature": nature.value,
        "made_at": made_at,
        "seed": seed,
        "answers": answers_written(answers, codes),
        "notes": None if notes is None else {code: notes[code] for code in codes if code in notes},
        "result": result_written(result),
    }


def to_bytes(document: Document) -> bytes:
    return canonical_bytes(document)


def read_receipt(content: bytes) -> Receipt:
    """Raises `ReceiptError`, and nothing else, for anything that is not a receipt."""
    document = as_object(parse_bytes(content), _PLACE)
    part = Part(document, _PLACE, _FIELDS)
    result = result_from_receipt(document)
    return Receipt(
        framework_version=result.framework_version,
        framework_checksum=result.framework_checksum,
        engine_version=part.text("engine_version"),
        nature=part.choice("nature", Nature),
        made_at=part.text("made_at"),
        seed=part.whole_or_none("seed"),
        answers=read_answers(part),
        notes=part.texts_by_name_or_none("notes"),
        result=result,
        document=document,
    )


def result_from_receipt(document: Document) -> Result:
    """The stored result as it was, without scoring anything again."""
    part = Part(document, _PLACE, _FIELDS)
    framework = part.part("framework", ("version", "sha256"))
    return read_result(
        part,
        framework_version=framework.text("version"),
        framework_checksum=framework.text("sha256"),
    )


def answers_from_receipt(document: Document) -> Answers:
    return read_answers(Part(document, _PLACE, _FIELDS))


def recomputed(receipt: Receipt, framework: Framework) -> Document:
    """The receipt as it should be, from its answers alone."""
    try:
        result = work_out(framework, receipt.answers)
    except AnswerError as error:
        raise ReceiptError(
            f"The receipt holds an answer that its question set does not allow. {error}"
        ) from error
    return receipt_of(
        framework,
        receipt.answers,
        result,
        nature=receipt.nature,
        made_at=receipt.made_at,
        seed=receipt.seed,
        notes=receipt.notes,
    )


def first_difference(receipt: Receipt, load: Callable[[str], Framework] = load_framework) -> str | None:
    """Names the first thing that the receipt says and its answers do not. None: the receipt is right."""
    if receipt.engine_version != ENGINE_VERSION:
        raise ReceiptError(
            f"This receipt was made by engine version {quoted(receipt.engine_version)}; "
            f"this is version {ENGINE_VERSION}, which cannot check it."
        )
    framework = _framework_of(receipt, load)
    return _difference(receipt.document, recomputed(receipt, framework), _PLACE)


def _framework_of(receipt: Receipt, load: Callable[[str], Framework]) -> Framework:
    try:
        framework = load(receipt.framework_version)
    except FrameworkError as error:
        raise ReceiptError(
            f"This receipt needs question set {quoted(receipt.framework_version)}. {error}"
        ) from error
    if framework.checksum != receipt.framework_checksum:
        raise ReceiptError(
            f"This receipt was made with another text of question set {framework.version}: "
            f"its checksum is {quoted(receipt.framework_checksum)}, ours is {quoted(framework.checksum)}."
        )
    return framework


def _difference(said: Json, right: Json, place: str) -> str | None:
    if isinstance(said, dict) and isinstance(right, dict):
        inner = [(f"{place}, {name}", said.get(name), right.get(name)) for name in right | said]
    elif isinstance(said, list) and isinstance(right, list):
        items = enumerate(zip_longest(said, right), 1)
        inner = [(f"{place}, {_name_of(b or a, n)}", a, b) for n, (a, b) in items]
    elif said == right:
        return None
    else:
        return f"{place}: it says {_words(said)}, and its answers give {_words(right)}."
    differences = (_difference(a, b, where) for where, a, b in inner)
    return next((difference for difference in differences if difference is not None), None)


def _name_of(item: Json, number: int) -> str:
    return str(item["enabler"]) if isinstance(item, dict) and "enabler" in item else f"number {number}"


def _words(value: Json) -> str:
    return "nothing" if value is None else quoted(value)
