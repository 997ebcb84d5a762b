"""docs/how-it-works.md says what the code and the question set do."""

from pathlib import Path

import pytest

from assessments.agreement.blind import blind_of
from assessments.agreement.indices import CLOSE_TO, MIXED_TO
from assessments.agreement.types import Closeness
from assessments.framework.load import load_framework
from assessments.framework.types import VerdictCode
from assessments.scoring.score import score_enabler, shown
from tests.core.instruments import instrument, levels

REAL = load_framework("v1")
PAGE = (Path(__file__).parents[2] / "docs/how-it-works.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())


@pytest.mark.parametrize("row", REAL.table, ids=lambda row: f"{row.pursuit}-{row.conditions}")
def test_every_verdict_stands_on_the_page(row):
    assert f"| {row.outcome.headline} |" in PAGE


@pytest.mark.parametrize("scale", REAL.scale, ids=lambda scale: scale.label)
def test_every_level_stands_on_the_page(scale):
    assert f"| {scale.level} | {scale.label}" in PAGE


def test_the_order_of_the_verdicts_stands_on_the_page():
    assert ", ".join(f"`{code}`" for code in VerdictCode) in WORDS


def test_the_worked_example_is_right():
    framework = instrument((1,), (5,))

    score = score_enabler(framework.enablers[1], levels(framework, "3", "332?4"), framework.rules)

    assert f"**{shown(score.score)}, range {shown(score.low)} to {shown(score.high)}**" in PAGE


def test_the_worked_example_of_several_people_is_right():
    framework = instrument((1,), (5,))
    raters = [levels(framework, "3", letters) for letters in ("34213", "33112", "24402")]

    found = blind_of(framework, raters)["E2"].agreement

    assert f"they are {float(found.deviation):.2f} of a level away" in WORDS
    assert f"That is **{found.closeness}**" in PAGE


def test_the_cut_offs_of_agreement_stand_on_the_page():
    assert f"up to AD(J) {CLOSE_TO}, `mixed` up to {MIXED_TO}" in WORDS
    assert all(f"`{closeness}`" in WORDS for closeness in Closeness)


def test_the_page_says_that_there_is_no_evidence_for_the_cut_offs():
    assert "These are working rules." in PAGE
    assert "No tool in this field has cut-offs with evidence behind them" in WORDS
