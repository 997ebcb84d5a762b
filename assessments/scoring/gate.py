"""The gate for harm: one statement that can stop everything."""

from assessments.framework.types import Rules
from assessments.scoring.types import UNANSWERED, Answers, Gate


def gate_of(rules: Rules, answers: Answers) -> Gate:
    return gate_at(answers.get(rules.gate, UNANSWERED).level, rules)


def gate_at(level: int | None, rules: Rules) -> Gate:
    """Only a level clears the gate: whatever else was said about it, it is still to be found out."""
    if level is None:
        return Gate.OPEN
    return Gate.RAISED if level <= rules.gate_raised_at else Gate.CLEAR
