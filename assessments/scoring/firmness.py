"""How firm the verdict is: with everything unknown at its worst, at its best, and by single ratings."""

from fractions import Fraction

from assessments.framework.types import TOP_LEVEL, Band, Framework, Rules, VerdictCode
from assessments.scoring.gate import gate_at
from assessments.scoring.score import band_of, is_enough
from assessments.scoring.types import UNANSWERED, Answers, EnablerScore, Firmness, Gate, Scores
from assessments.scoring.verdict import Bands, bands_of, outcome_of


def firmness_of(framework: Framework, answers: Answers, scores: Scores, gate: Gate) -> Firmness:
    return Firmness(
        at_low=_code_with_unknowns_at(0, framework, scores, gate),
        at_high=_code_with_unknowns_at(TOP_LEVEL, framework, scores, gate),
        fragile=_fragile(framework, answers, scores, gate),
    )


def _code_with_unknowns_at(level: int, framework: Framework, scores: Scores, gate: Gate) -> VerdictCode:
    bands = {score.enabler: _filled_band(level, score, framework.rules) for score in scores if score.relevant}
    filled_gate = gate_at(level, framework.rules) if gate is Gate.OPEN else gate
    return outcome_of(framework, bands, filled_gate).code


def _filled_band(level: int, score: EnablerScore, rules: Rules) -> Band | None:
    """The band if every unknown statement had this level. Even then there may be too few to score."""
    if not is_enough(score.relevant, score.relevant, rules):
        return None
    return band_of(Fraction(score.total + level * len(score.unknown), score.relevant), rules)


def _fragile(framework: Framework, answers: Answers, scores: Scores, gate: Gate) -> tuple[str, ...]:
    """Only an enabler's sum counts, so its ratings are fragile together; the gate may be fragile alone."""
    bands = bands_of(scores)
    fragile = {score.enabler for score in scores if _gives_way(framework, bands, score, gate)}
    return tuple(
        statement.code
        for enabler in framework.enablers
        for statement in enabler.statements
        if (answers.get(statement.code, UNANSWERED).level or 0) > 0
        and (enabler.code in fragile or _holds_the_gate(statement.code, framework.rules, answers))
    )


def _gives_way(framework: Framework, bands: Bands, score: EnablerScore, gate: Gate) -> bool:
    """Whether the verdict changes when any one of this enabler's ratings is one level lower."""
    if score.score is None:
        return False
    lowered = band_of(Fraction(score.total - 1, score.rated), framework.rules)
    now = outcome_of(framework, bands, gate).code
    return outcome_of(framework, {**bands, score.enabler: lowered}, gate).code is not now


def _holds_the_gate(code: str, rules: Rules, answers: Answers) -> bool:
    """The gate is clear now, and one level lower would raise it."""
    return code == rules.gate and answers[code].level == rules.gate_raised_at + 1
