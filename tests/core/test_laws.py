"""The laws of the sums, for any answers under any rules."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.framework.load import load_framework
from assessments.framework.types import LEVELS, TOP_LEVEL, Framework
from assessments.scoring.result import work_out
from assessments.scoring.types import (
    DONT_KNOW,
    NOT_RELEVANT,
    UNANSWERED,
    Answer,
    Answers,
    EnablerScore,
    Result,
    ScoreState,
    rating,
)
from tests.core.strategies import answers_for, law, small_cases

REAL = load_framework("v1")

any_case = small_cases() | st.tuples(st.just(REAL), answers_for(REAL))
luck = st.randoms(use_true_random=False)


def rank(band: object) -> int:
    return -1 if band is None else band.rank


def rated(answers: Answers, *, below: int = TOP_LEVEL + 1) -> list[str]:
    return [code for code, answer in answers.items() if answer.level is not None and answer.level < below]


def unknown(framework: Framework, answers: Answers) -> list[str]:
    codes = (statement.code for statement in framework.statements)
    return [code for code in codes if answers.get(code, UNANSWERED) in (UNANSWERED, DONT_KNOW)]


def score_of(framework: Framework, answers: Answers, statement: str) -> EnablerScore:
    return work_out(framework, answers).score_of[framework.enabler_of_statement[statement].code]


def without_order(result: Result) -> object:
    """A result in which only what is in an order of statements has been put in another order."""
    way_up = result.way_up and replace(
        result.way_up,
        by_enabler=tuple(
            replace(step, statements=tuple(sorted(step.statements)), find_out=tuple(sorted(step.find_out)))
            for step in result.way_up.by_enabler
        ),
    )
    return replace(
        result,
        scores=tuple(replace(score, unknown=tuple(sorted(score.unknown))) for score in result.scores),
        firmness=replace(result.firmness, fragile=tuple(sorted(result.firmness.fragile))),
        way_up=way_up,
    )


# -- order -----------------------------------------------------------------------------------------


@law
@given(case=any_case, luck=luck)
def test_the_order_of_answers_changes_nothing(case, luck):
    framework, answers = case
    shuffled = list(answers.items())
    luck.shuffle(shuffled)

    assert work_out(framework, dict(shuffled)) == work_out(framework, answers)


@law
@given(case=any_case, luck=luck)
def test_the_order_of_statements_changes_nothing_but_lists_of_statements(case, luck):
    framework, answers = case
    shuffled = replace(
        framework,
        enablers=tuple(
            replace(enabler, statements=tuple(luck.sample(enabler.statements, len(enabler.statements))))
            for enabler in framework.enablers
        ),
    )

    assert without_order(work_out(shuffled, answers)) == without_order(work_out(framework, answers))


# -- raising a level -------------------------------------------------------------------------------


@law
@given(case=any_case, data=st.data())
def test_raising_one_level_never_lowers_a_score_a_band_or_a_verdict(case, data):
    framework, answers = case
    assume(rated(answers, below=TOP_LEVEL))
    code = data.draw(st.sampled_from(rated(answers, below=TOP_LEVEL)))

    before = work_out(framework, answers)
    after = work_out(framework, {**answers, code: rating(answers[code].level + 1)})

    for was, now in zip(before.scores, after.scores, strict=True):
        assert (now.score is None) is (was.score is None)
        assert now.score is None or now.score >= was.score
        assert rank(now.band) >= rank(was.band)
    assert after.verdict.code.rank >= before.verdict.code.rank
    assert after.firmness.at_low.rank >= before.firmness.at_low.rank
    assert after.firmness.at_high.rank >= before.firmness.at_high.rank


# -- ranges ----------------------------------------------------------------------------------------


@law
@given(case=any_case, answer=st.sampled_from([*map(rating, LEVELS), NOT_RELEVANT]), data=st.data())
def test_answering_a_statement_never_widens_a_range_nor_leaves_it(case, answer, data):
    framework, answers = case
    open_to_it = [
        code
        for code in unknown(framework, answers)
        if not (code == framework.rules.gate and answer == NOT_RELEVANT)
    ]
    assume(open_to_it)
    code = data.draw(st.sampled_from(open_to_it))

    before = score_of(framework, answers, code)
    after = score_of(framework, {**answers, code: answer}, code)

    assert after.low is None or before.low <= after.low <= after.high <= before.high


@law
@given(case=any_case, luck=luck)
def test_the_range_holds_the_score_that_full_answers_would_give(case, luck):
    framework, answers = case
    filled = dict(answers) | {code: rating(luck.choice(LEVELS)) for code in unknown(framework, answers)}

    before, full = work_out(framework, answers), work_out(framework, filled)

    for was, now in zip(before.scores, full.scores, strict=True):
        assert now.score is None or was.low <= now.score <= was.high
        assert now.low == now.high


@law
@given(case=any_case)
def test_the_range_holds_the_score(case):
    for score in work_out(*case).scores:
        assert score.score is None or score.low <= score.score <= score.high


@law
@given(
    case=any_case,
    level=st.sampled_from(LEVELS),
    nothing=st.sampled_from([DONT_KNOW, UNANSWERED]),
    data=st.data(),
)
def test_dont_know_never_beats_any_level_in_the_lower_bound(case, level, nothing, data):
    framework, answers = case
    code = data.draw(st.sampled_from([statement.code for statement in framework.statements]))

    not_known = score_of(framework, {**answers, code: nothing}, code)
    known = score_of(framework, {**answers, code: rating(level)}, code)

    assert not_known.low <= known.low


@law
@given(case=any_case, luck=luck)
def test_the_verdict_that_full_answers_would_give_lies_between_low_and_high(case, luck):
    framework, answers = case
    filled = dict(answers) | {code: rating(luck.choice(LEVELS)) for code in unknown(framework, answers)}

    firmness = work_out(framework, answers).firmness

    assert firmness.at_low.rank <= work_out(framework, filled).verdict.code.rank <= firmness.at_high.rank


# -- what is left out ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (NOT_RELEVANT, ScoreState.NOT_RELEVANT),
        (DONT_KNOW, ScoreState.NOT_ENOUGH),
        (UNANSWERED, ScoreState.NOT_ENOUGH),
    ],
)
@pytest.mark.parametrize("enabler", ["E1", "E3", "E4", "E5", "E6", "E7", "E8"])  # E2 holds the gate
def test_no_rating_gives_no_score_not_zero(enabler, answer, state):
    codes = [statement.code for statement in REAL.enabler_by_code[enabler].statements]

    found = work_out(REAL, dict.fromkeys(codes, answer)).score_of[enabler]

    assert (found.score, found.state) == (None, state)


@law
@given(case=any_case)
def test_dont_know_and_no_answer_differ_only_in_how_they_are_counted(case):
    framework, answers = case
    said = dict(answers) | dict.fromkeys(unknown(framework, answers), DONT_KNOW)

    silent, spoken = work_out(framework, answers), work_out(framework, said)

    assert (silent.gate, silent.verdict, silent.firmness, silent.way_up) == (
        spoken.gate,
        spoken.verdict,
        spoken.firmness,
        spoken.way_up,
    )
    assert [(s.score, s.low, s.high) for s in silent.scores] == [
        (s.score, s.low, s.high) for s in spoken.scores
    ]


@law
@given(case=any_case)
def test_every_statement_is_counted_once(case):
    framework, answers = case

    for score in work_out(framework, answers).scores:
        assert score.statements == score.rated + score.dont_know + score.not_relevant + score.unanswered
        assert len(score.unknown) == score.dont_know + score.unanswered


@law
@given(case=any_case)
def test_something_to_show_changes_no_number_but_its_own(case):
    framework, answers = case
    bare = {code: Answer(answer.kind, answer.level) for code, answer in answers.items()}

    with_notes, without = work_out(framework, answers), work_out(framework, bare)

    assert with_notes.verdict == without.verdict
    assert [replace(score, backed=0) for score in with_notes.scores] == list(without.scores)


# -- the verdict's own words -----------------------------------------------------------------------


@law
@given(case=any_case)
def test_the_verdict_always_names_the_enablers_that_decide_it(case):
    assert work_out(*case).verdict.deciding
