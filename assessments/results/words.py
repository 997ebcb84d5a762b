"""The verdict in sentences: what decides it, how firm it is, and the smallest way up."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.charts.numerals import joined
from assessments.framework.types import Framework, Group, VerdictCode
from assessments.scoring.types import Answers, Kind, Result, ScoreState, WayUpStep
from assessments.ui.text import lower_first, upper_first

SHORT = {
    VerdictCode.PAUSE: "check for harm first",
    VerdictCode.NOT_ENOUGH_KNOWN: "not enough is known",
    VerdictCode.BUILD: "build the foundations first",
    VerdictCode.TEST: "test in more places",
    VerdictCode.HELD_BACK: "held back by the conditions",
    VerdictCode.NEARLY: "nearly ready to spread",
    VerdictCode.READY: "ready to spread",
}
"""Verdicts inside a sentence; the headlines are the framework's."""


def at_target_words(framework: Framework, result: Result) -> str:
    target = framework.rules.target
    at_target = sum(1 for score in result.scores if score.score is not None and score.score >= target)
    verb = "is" if at_target == 1 else "are"
    return f"{at_target} of {len(result.scores)} enablers {verb} at or above the target."


def because(framework: Framework, result: Result) -> tuple[str, ...]:
    """Which enablers decide, which were left out, and which halves are too thin to judge."""
    verdict = result.verdict
    left_out = _names(framework, verdict.left_out)
    gone = f"Not counted, because you said they are not relevant: {joined(left_out)}." if left_out else ""
    thin = [
        f"Too few enablers are left in “{framework.group_text[Group(group)].name}” to judge it."
        for group in verdict.thin_groups
    ]
    return tuple(sentence for sentence in (_decides(framework, result), gone, *thin) if sentence)


def _decides(framework: Framework, result: Result) -> str:
    verdict = result.verdict
    names = _names(framework, verdict.deciding)
    match verdict.code:
        case VerdictCode.PAUSE:
            return "What you said about harm decides this result."
        case VerdictCode.NOT_ENOUGH_KNOWN:
            return _not_known(framework, result)
        case _ if names:
            return f"{upper_first(joined(names))} {'decides' if len(names) == 1 else 'decide'} this result."
        case _:
            return ""


def _not_known(framework: Framework, result: Result) -> str:
    scores = result.score_of
    unscored = [code for code in result.verdict.deciding if scores[code].state is ScoreState.NOT_ENOUGH]
    parts = [f"there are not enough answers for {joined(_names(framework, unscored))}"] if unscored else []
    if result.verdict.gate_is_open:
        parts.append("it is not known whether it does harm")
    return f"{upper_first(' and '.join(parts))}." if parts else ""


def _names(framework: Framework, codes: Sequence[str]) -> list[str]:
    return [lower_first(framework.enabler_by_code[code].short_name) for code in codes]


def firm_words(result: Result) -> tuple[str, ...]:
    return tuple(sentence for sentence in (_with_unknowns(result), _with_onelower_first(result)) if sentence)


def _with_unknowns(result: Result) -> str:
    unknown = sum(len(score.unknown) for score in result.scores)
    if not unknown:
        return ""
    firm, now = result.firmness, result.verdict.code
    what = "the “I do not know” answer" if unknown == 1 else f"the {unknown} “I do not know” answers"
    if firm.at_low == firm.at_high == now:
        return f"However {what} turned out, the result would be the same."
    well = "the same" if firm.at_high == now else f"“{SHORT[firm.at_high]}”"
    badly = "the same" if firm.at_low == now else f"“{SHORT[firm.at_low]}”"
    return f"If {what} turned out well, it would be {well}. If badly, {badly}."


def _with_onelower_first(result: Result) -> str:
    fragile = len(result.firmness.fragile)
    if not fragile:
        return "No single rating, one level lower, would change it."
    if fragile == 1:
        return "It would change if one rating were one level lower."
    return f"It would change if any one of {fragile} ratings were one level lower."


@dataclass(frozen=True, slots=True)
class StepUp:
    """What one enabler needs, in words."""

    enabler: str
    find_out_sentence: str
    find_out: tuple[str, ...]
    sentence: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WayUpWords:
    heading: str
    sentence: str
    steps: tuple[StepUp, ...]


def way_up_words(framework: Framework, result: Result, answers: Answers) -> WayUpWords | None:
    way = result.way_up
    if way is None:
        return None
    count = "1 improvement" if way.steps == 1 else f"{way.steps} improvements"
    return WayUpWords(
        heading=f"The smallest way up: {count} of one level",
        sentence=f"After {'it' if way.steps == 1 else 'these'}, the result would be “{SHORT[way.reaches]}”.",
        steps=tuple(_step_up(framework, step, answers) for step in way.by_enabler),
    )


def _step_up(framework: Framework, step: WayUpStep, answers: Answers) -> StepUp:
    enabler = framework.enabler_by_code[step.enabler]
    known = [code for code in (step.must_raise or step.statements) if code not in step.find_out]
    return StepUp(
        enabler=f"{enabler.number}. {enabler.title}",
        find_out_sentence=_find_out_sentence(framework, step),
        find_out=tuple(framework.statement_by_code[code].text for code in step.find_out),
        sentence=_step_sentence(step),
        choices=tuple(_next_level(framework, code, answers) for code in known),
    )


def _find_out_sentence(framework: Framework, step: WayUpStep) -> str:
    """How many unknown statements need an answer; and for the gate, how good it must be."""
    if framework.rules.gate in step.find_out:
        return f"Find out first. The answer on harm must come out at {framework.rules.gate_raised_at + 1} or more:"
    needed = step.find_out_at_least or len(step.find_out)
    return (
        "Find out first:" if needed == len(step.find_out) else f"Find out at least {needed} of these first:"
    )


def _step_sentence(step: WayUpStep) -> str:
    count = "1 step" if step.steps == 1 else f"{step.steps} steps"
    return f"{count} on this statement:" if step.must_raise else f"{count}, on any of these:"


def _next_level(framework: Framework, code: str, answers: Answers) -> str:
    statement = framework.statement_by_code[code]
    said = answers.get(code)
    if said is None or said.kind is not Kind.LEVEL or said.level is None:
        return statement.text
    return f"{statement.text}: from {said.level} to {said.level + 1}, “{statement.levels[said.level + 1]}”"
