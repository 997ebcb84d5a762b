"""`manage.py check_receipt FILE`."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessments.framework.load import load_framework
from assessments.scoring.receipt import receipt_of, to_bytes
from assessments.scoring.result import work_out
from assessments.scoring.types import Nature
from tests.core.instruments import all_at

REAL = load_framework("v1")


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    answers = all_at(REAL, 3)
    file = tmp_path / "receipt.json"
    told = {"nature": Nature.SELF_ASSESSED, "made_at": "2026-09-14T10:00Z"}
    file.write_bytes(to_bytes(receipt_of(REAL, answers, work_out(REAL, answers), **told)))
    return file


def test_a_right_receipt_is_called_right_with_its_headline(receipt):
    said = StringIO()

    call_command("check_receipt", str(receipt), stdout=said)

    assert said.getvalue() == "This receipt is right: Ready to spread\n"


def test_a_wrong_receipt_fails_and_names_the_first_difference(receipt):
    written = json.loads(receipt.read_bytes())
    written["result"]["scores"][2]["score"] = "4"
    receipt.write_text(json.dumps(written))

    with pytest.raises(CommandError) as failure:
        call_command("check_receipt", str(receipt))

    assert str(failure.value) == (
        "This receipt is not right. "
        'The receipt, result, scores, E3, score: it says "4", and its answers give "3".'
    )
    assert failure.value.returncode == 1


def test_a_file_that_is_no_receipt_fails_with_a_sentence(receipt):
    receipt.write_text("[]")

    with pytest.raises(CommandError) as failure:
        call_command("check_receipt", str(receipt))

    assert str(failure.value) == "This receipt cannot be checked. The receipt should be an object."


def test_a_missing_file_fails_with_a_sentence(tmp_path):
    with pytest.raises(CommandError, match=r"^This receipt cannot be checked\. .*No such file"):
        call_command("check_receipt", str(tmp_path / "nowhere.json"))
