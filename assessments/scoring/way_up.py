"""The smallest way up: the fewest one-level improvements after which the verdict is better.

An improvement lifts one rated statement by one level. Giving an unknown statement level L counts as
max(L, 1). The gate comes before what is known, and what is known before the table, so the smallest way has
three shapes:

- from "pause": lift the gate until it is clear. Nothing less helps, and nothing more is needed.
- from "not enough known": rate just enough unknown statements, each at level 1 (which costs no more than 0
  and reaches further), an unknown gate at the lowest level that clears it. There is no way where no rating
  can help: a half with too few enablers, an enabler with too few relevant statements.
- from the table: for every row with a better verdict, lift each enabler to the edge of the band that the row
  asks of its half. Rating an unknown statement never helps here: its points cost as much as any others, and
  it raises the sum that is asked for. The row with the fewest steps wins; then the better verdict; then the
  one that touches enablers earlier in the framework.

This rests on what a checked framework promises: a higher band never gives a worse verdict, and any row of the
table is better than not knowing. Brute force on small instruments agrees, in the tests.
"""

from fractions import Fraction
from math import ceil

from assessments.framework.types import (
    TOP_LEVEL,
    Band,
    Enabler,
    Framework,
    Group,
    Rules,
    VerdictCode,
    VerdictRow,
)
from assessments.scoring.score import band_of, is_enough
from assessments.scoring.types import (
    UNANSWERED,
    Answers,
    EnablerScore,
    Gate,
    Scores,
    ScoreState,
    Verdict,
    WayUp,
    WayUpStep,
)
from assessments.scoring.verdict import outcome_of


def way_up_of(framework: Framework, answers: Answers, scores: Scores, verdict: Verdict) -> WayUp | None:
    """None where no verdict is better, or where no rating can reach one."""
    if verdict.code is VerdictCode.PAUSE:
        return _by_clearing_the_gate(framework, answers, scores)
    if verdict.code is VerdictCode.NOT_ENOUGH_KNOWN:
        return _by_finding_out(framework, scores, verdict)
    return _by_lifting(framework, answers, scores, verdict.code)


# -- from "pause" ----------------------------------------------------------------------------------


def _by_clearing_the_gate(framework: Framework, answers: Answers, scores: Scores) -> WayUp:
    gate = framework.rules.gate
    steps = _clear_level(framework.rules) - (answers[gate].level or 0)
    enabler = framework.enabler_of_statement[gate].code
    step = WayUpStep(enabler, steps, statements=(), find_out=(), must_raise=(gate,))
    return _way(framework, scores, (step,))


def _clear_level(rules: Rules) -> int:
    return rules.gate_raised_at + 1


# -- from "not enough known" -----------------------------------------------------------------------


def _by_finding_out(framework: Framework, scores: Scores, verdict: Verdict) -> WayUp | None:
    gate = framework.rules.gate if verdict.gate_is_open else None
    blocked = [score for score in scores if score.state is ScoreState.NOT_ENOUGH or gate in score.unknown]
    hopeless = any(_missing(score, framework.rules) > len(score.unknown) for score in blocked)
    if verdict.thin_groups or hopeless:
        return None
    return _way(framework, scores, tuple(_find_out(score, framework.rules, gate) for score in blocked))


def _missing(score: EnablerScore, rules: Rules) -> int:
    """How many unknown statements must be rated before the enabler no longer blocks: at least the open gate."""
    enough = max(ceil(rules.coverage_floor * score.relevant), rules.minimum_rated)
    return max(enough - score.rated, 1)


def _find_out(score: EnablerScore, rules: Rules, gate: str | None) -> WayUpStep:
    missing = _missing(score, rules)
    must_raise = tuple(code for code in score.unknown if code == gate)
    others = tuple(code for code in score.unknown if code != gate)
    return WayUpStep(
        enabler=score.enabler,
        steps=missing + len(must_raise) * (_clear_level(rules) - 1),
        statements=(),
        find_out=must_raise + (others if score.state is ScoreState.NOT_ENOUGH else ()),
        must_raise=must_raise,
        find_out_at_least=missing,
    )


# -- from the table --------------------------------------------------------------------------------


def _by_lifting(framework: Framework, answers: Answers, scores: Scores, now: VerdictCode) -> WayUp | None:
    place = {enabler.code: number for number, enabler in enumerate(framework.enablers)}
    better = (row for row in framework.table if row.outcome.code.rank > now.rank)
    ways = [_way(framework, scores, _lifts(framework, answers, scores, row)) for row in better]
    return min(
        ways,
        key=lambda way: (way.steps, -way.reaches.rank, [place[step.enabler] for step in way.by_enabler]),
        default=None,
    )


def _lifts(framework: Framework, answers: Answers, scores: Scores, row: VerdictRow) -> tuple[WayUpStep, ...]:
    wanted = {Group.PURSUIT: row.pursuit, Group.CONDITIONS: row.conditions}
    edges = {group: _edge(band, framework.rules) for group, band in wanted.items()}
    return tuple(
        WayUpStep(enabler.code, steps, _to_choose_from(enabler, answers), find_out=(), must_raise=())
        for enabler, score in zip(framework.enablers, scores, strict=True)
        if (steps := edges[enabler.group] * score.rated - score.total) > 0
    )


def _edge(band: Band, rules: Rules) -> int:
    return {Band.NOT_YET: 0, Band.PARTLY: rules.partly_from, Band.IN_PLACE: rules.in_place_from}[band]


def _to_choose_from(enabler: Enabler, answers: Answers) -> tuple[str, ...]:
    """Rated statements that can still rise, lowest first, then in framework order."""
    levels = {s.code: answers.get(s.code, UNANSWERED).level for s in enabler.statements}
    rising = [(level, code) for code, level in levels.items() if level is not None and level < TOP_LEVEL]
    return tuple(code for _, code in sorted(rising, key=lambda pair: pair[0]))


# -- what the steps lead to ------------------------------------------------------------------------


def _way(framework: Framework, scores: Scores, steps: tuple[WayUpStep, ...]) -> WayUp:
    """Every step adds one level to its enabler's sum, and every way leaves the gate clear."""
    by_enabler = {step.enabler: step for step in steps}
    bands = {
        score.enabler: _band_after(score, by_enabler.get(score.enabler), framework.rules)
        for score in scores
        if score.relevant
    }
    reaches = outcome_of(framework, bands, Gate.CLEAR).code
    return WayUp(reaches, sum(step.steps for step in steps), steps)


def _band_after(score: EnablerScore, step: WayUpStep | None, rules: Rules) -> Band | None:
    if step is None:
        return score.band
    rated = score.rated + step.find_out_at_least
    if not is_enough(rated, score.relevant, rules):
        return None
    return band_of(Fraction(score.total + step.steps, rated), rules)
