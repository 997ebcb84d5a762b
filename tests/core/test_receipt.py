"""Receipts: anyone can recompute a result, and see the first thing that is not right."""

import json
from dataclasses import FrozenInstanceError, replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.errors import FrameworkError, ReceiptError
from assessments.framework.load import load_framework
from assessments.framework.types import Framework
from assessments.scoring.receipt import (
    ENGINE_VERSION,
    Receipt,
    answers_from_receipt,
    first_difference,
    read_receipt,
    receipt_of,
    recomputed,
    result_from_receipt,
    to_bytes,
)
from assessments.scoring.result import work_out
from assessments.scoring.types import DONT_KNOW, NOT_RELEVANT, Answer, Kind, Nature, rating
from tests.core.instruments import all_at, eight_enablers
from tests.core.strategies import answers_for, law, small_cases

REAL = load_framework("v1")
KEPT = Path(__file__).parent / "kept_receipt.json"
MADE_AT = "2026-09-14T10:00:00Z"

ANSWERS = all_at(
    REAL,
    3,
    E1_1=rating(1),
    E1_2=DONT_KNOW,
    E3_4=NOT_RELEVANT,
    E4_1=rating(4, backed=True),
    E7_1=rating(0),
    E7_2=Answer(Kind.UNANSWERED, backed=True),
)
texts = st.text(st.characters(codec="utf-8"))


def document(framework=REAL, answers=ANSWERS, **extra):
    told = {"nature": Nature.SELF_ASSESSED, "made_at": MADE_AT} | extra
    return receipt_of(framework, answers, work_out(framework, answers), **told)


def receipt(changed=None) -> Receipt:
    return read_receipt(to_bytes(changed or document()))


# -- laws ------------------------------------------------------------------------------------------


@law
@given(
    case=small_cases(),
    nature=st.sampled_from(Nature),
    seed=st.none() | st.integers(0),
    note=st.none() | texts,
    made_at=texts,
)
def test_recomputing_from_a_receipt_gives_equal_bytes(case, nature, seed, note, made_at):
    framework, _ = case
    notes = None if note is None else {framework.rules.gate: note}
    content = to_bytes(document(*case, nature=nature, made_at=made_at, seed=seed, notes=notes))

    read = read_receipt(content)

    assert to_bytes(recomputed(read, framework)) == content
    assert first_difference(read, load=lambda version: framework) is None


@law
@given(case=small_cases())
def test_the_result_comes_back_from_a_receipt_as_it_was(case):
    framework, answers = case
    result = work_out(framework, answers)
    written = document(framework, answers)

    assert result_from_receipt(written) == result
    assert read_receipt(to_bytes(written)).result == result


@given(answers=answers_for(REAL))
@law
def test_receipts_of_the_real_question_set_are_right(answers):
    content = to_bytes(document(answers=answers))

    assert first_difference(read_receipt(content)) is None


@law
@given(content=st.binary() | texts.map(str.encode))
def test_anything_that_is_no_receipt_is_refused_with_a_sentence(content):
    with pytest.raises(ReceiptError, match=r"\.$"):
        read_receipt(content)


@law
@given(data=st.data())
def test_a_receipt_spoiled_anywhere_is_refused_or_found_out(data):
    written = json.loads(to_bytes(document()))
    place, name = data.draw(st.sampled_from(places_in(written)))
    told = place[name]
    place[name] = data.draw(anything.filter(lambda value: not is_same(value, told)))
    assume(not is_beyond_recomputing(written, place, name))

    assert trouble_with(json.dumps(written).encode())


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-1, 5)
    | texts
    | st.sampled_from(["11/5", "3", "pause", "scored"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=3,
)


def is_beyond_recomputing(written: dict, place: object, name: object) -> bool:
    """What is told and not worked out. Only a rating of 3 or more has use for a note."""
    return (place is written and name in ("made_at", "seed", "notes")) or (
        name == "backed" and any(place is answer for answer in written["answers"].values())
    )


def is_same(value: object, told: object) -> bool:
    return json.dumps(value, sort_keys=True) == json.dumps(told, sort_keys=True)


def places_in(value: object) -> list[tuple[object, object]]:
    """Every place in a JSON value where something stands."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for name, item in inner for place in ((value, name), *places_in(item))]


def trouble_with(content: bytes) -> str | None:
    try:
        return first_difference(read_receipt(content))
    except ReceiptError as error:
        return str(error)


# -- what a receipt holds --------------------------------------------------------------------------


def test_a_kept_receipt_keeps_its_shape_byte_for_byte():
    """Change `ENGINE_VERSION` when this has to change: receipts already given keep their shape."""
    written = document(eight_enablers(), seed=7, notes={"E4.1": "Naïve – “quoted”"})

    assert to_bytes(written) == KEPT.read_bytes()


def test_the_kept_receipt_is_right():
    kept = read_receipt(KEPT.read_bytes())

    assert first_difference(kept, load=lambda version: eight_enablers()) is None


def test_a_receipt_names_the_questions_the_engine_and_the_time():
    found = receipt()

    assert (found.framework_version, found.framework_checksum) == (REAL.version, REAL.checksum)
    assert (found.engine_version, found.made_at, found.seed) == (ENGINE_VERSION, MADE_AT, None)


@pytest.mark.parametrize("nature", Nature)
def test_a_receipt_says_whose_view_it_is(nature):
    written = document(nature=nature)

    assert (written["nature"], receipt(written).nature) == (nature.value, nature)


def test_a_receipt_holds_an_answer_for_every_statement():
    found = receipt(document(answers={"E2.6": rating(2)}))

    assert list(found.answers) == sorted(statement.code for statement in REAL.statements)
    assert found.answers["E2.6"] == rating(2)
    assert found.answers["E1.1"] == Answer()


def test_the_answers_come_back_without_the_result():
    assert answers_from_receipt(document()) == receipt().answers


def test_notes_stay_out_unless_asked_for():
    assert receipt().notes is None
    assert receipt(document(notes={"E4.1": "A link"})).notes == {"E4.1": "A link"}


def test_fractions_are_exact_with_the_shown_score_beside_them():
    written = document()

    commissioning = written["result"]["scores"][6]
    assert (commissioning["score"], commissioning["score_shown"]) == ("9/4", "2.3")
    assert (commissioning["low"], commissioning["low_shown"]) == ("9/5", "1.8")


def test_an_enabler_without_a_score_shows_none():
    written = document(answers={})

    assert (written["result"]["scores"][0]["score"], written["result"]["scores"][0]["score_shown"]) == (
        None,
        None,
    )


def test_a_receipt_holds_no_decimals():
    content = to_bytes(document())

    assert json.loads(content, parse_float=pytest.fail)


def test_the_same_receipt_in_another_order_and_layout_says_the_same():
    laid_out = json.dumps(dict(reversed(document().items())), indent=2).encode()

    assert read_receipt(laid_out) == receipt()


def test_a_receipt_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        receipt().made_at = "yesterday"


# -- the first difference --------------------------------------------------------------------------


def spoiled(*path, value):
    """The receipt with one thing in it changed, by its path."""
    changed = json.loads(to_bytes(document()))
    place = changed
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    return read_receipt(to_bytes(changed))


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (
            ("result", "scores", 6, "score"),
            "5/2",
            'The receipt, result, scores, E7, score: it says "5/2", and its answers give "9/4".',
        ),
        (
            ("result", "scores", 6, "score_shown"),
            "2.4",
            'The receipt, result, scores, E7, score_shown: it says "2.4", and its answers give "2.3".',
        ),
        (
            ("result", "scores", 0, "unknown"),
            [],
            "The receipt, result, scores, E1, unknown, number 1: it says nothing, and its answers give ",
        ),
        (
            ("result", "verdict", "code"),
            "ready",
            'The receipt, result, verdict, code: it says "ready", and its answers give "test".',
        ),
        (
            ("result", "verdict", "deciding"),
            ["E1", "E7", "E8"],
            'The receipt, result, verdict, deciding, number 3: it says "E8", and its answers give nothing.',
        ),
        (
            ("result", "way_up"),
            None,
            'The receipt, result, way_up: it says nothing, and its answers give {"reaches": ',
        ),
        (
            ("notes",),
            {"E99.9": "Not one of ours"},
            'The receipt, notes, E99.9: it says "Not one of ours", and its answers give nothing.',
        ),
    ],
)
def test_the_first_difference_is_named(path, value, sentence):
    assert first_difference(spoiled(*path, value=value)).startswith(sentence)


def test_a_changed_answer_shows_in_the_first_score_it_moves():
    changed = spoiled("answers", "E1.1", "level", value=2)

    assert first_difference(changed).startswith("The receipt, result, scores, E1, total: it says 10")


def test_an_answer_left_out_is_named():
    changed = json.loads(to_bytes(document()))
    del changed["answers"]["E7.2"]

    assert first_difference(receipt(changed)).startswith("The receipt, answers, E7.2: it says nothing")


def test_an_enabler_left_out_is_named():
    changed = json.loads(to_bytes(document()))
    del changed["result"]["scores"][7]

    assert first_difference(receipt(changed)).startswith("The receipt, result, scores, E8: it says nothing")


# -- receipts that cannot be checked ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("framework", "version"), "v999", 'This receipt needs question set "v999".'),
        (("framework", "sha256"), "0" * 64, "This receipt was made with another text of question set v1"),
        (("engine_version",), "2", 'This receipt was made by engine version "2"; this is version 1'),
        (
            ("answers", "E1.1", "level"),
            5,
            "The receipt holds an answer that its question set does not allow.",
        ),
        (
            ("answers", "E2.6"),
            {"kind": "not_relevant", "level": None, "backed": False},
            "The receipt holds an answer",
        ),
    ],
)
def test_a_receipt_that_cannot_be_checked_says_why(path, value, sentence):
    with pytest.raises(ReceiptError) as refusal:
        first_difference(spoiled(*path, value=value))

    assert str(refusal.value).startswith(sentence)


def test_a_question_set_that_is_gone_is_a_receipt_error():
    def load(version: str) -> Framework:
        raise FrameworkError("It is gone.")

    with pytest.raises(ReceiptError, match=r"^This receipt needs question set \"v1\"\. It is gone\.$"):
        first_difference(receipt(), load)


def test_another_rule_under_the_same_checksum_shows_as_a_difference():
    stricter = replace(REAL, rules=replace(REAL.rules, coverage_floor=Fraction(1)))

    assert first_difference(receipt(), load=lambda version: stricter) is not None
