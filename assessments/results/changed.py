"""Why the verdict is another than last time, in a sentence for each reason; or that it stayed."""

from typing import assert_never

from assessments.charts.numerals import count_word, joined
from assessments.charts.reading import BAND_WORDS
from assessments.comparison.types import Cause, HalfChange
from assessments.comparison.verdict_change import verdict_change
from assessments.framework.types import Framework, Group, VerdictCode
from assessments.results.words import names_of, who_decides, without_a_score
from assessments.scoring.types import Result

HARM = "what is said about harm"


def why_changed(then: Framework, before: Result, now: Framework, after: Result) -> tuple[str, ...]:
    change = verdict_change(now, before, after)
    match change.cause:
        case Cause.NONE:
            return (_stayed(_rests_on(then, before), _rests_on(now, after)),)
        case Cause.HARM:
            return (f"The result changed because of {HARM}: {_said_about_harm(now, after)}.",)
        case Cause.KNOWN:
            return (f"The result changed because {_known(then, before, now, after)}.",)
        case Cause.HALVES:
            first, *others = (_half(now, half) for half in change.halves)
            return f"The result changed because {first}.", *(f"Also, {other}." for other in others)
        case Cause.RULES:
            return ("The result is put another way because the rules, or their words, have changed since.",)
        case _:
            assert_never(change.cause)


def _stayed(then: str, now: str) -> str:
    if then == now:
        return f"The result has stayed the same, and still rests on {now}."
    return f"The result has stayed the same. It rested on {then}, and now rests on {now}."


def _rests_on(framework: Framework, result: Result) -> str:
    match result.verdict.code:
        case VerdictCode.PAUSE:
            return HARM
        case VerdictCode.NOT_ENOUGH_KNOWN:
            return f"what is not known about {_unknown(framework, result)}"
        case _:
            return who_decides(framework, result.verdict.deciding)


def _said_about_harm(framework: Framework, after: Result) -> str:
    gate = framework.statement_by_code[framework.rules.gate].text
    low = " or ".join(str(level) for level in range(framework.rules.gate_raised_at + 1))
    if after.verdict.code is VerdictCode.PAUSE:
        return f"“{gate}” is now rated {low}"
    return f"“{gate}” was rated {low}, and {'is not known now' if after.verdict.gate_is_open else 'no longer is'}"


def _known(then: Framework, before: Result, now: Framework, after: Result) -> str:
    if after.verdict.code is VerdictCode.NOT_ENOUGH_KNOWN:
        return f"too little is now known about {_unknown(now, after)}"
    return f"enough is now known about {_unknown(then, before)}"


def _unknown(framework: Framework, result: Result) -> str:
    """Why a result has no verdict from the table: there is always at least one of these."""
    verdict = result.verdict
    harm = ["harm"] if verdict.gate_is_open else []
    thin = [f"“{framework.group_text[group].name}”" for group in verdict.thin_groups]
    return joined([*names_of(framework, without_a_score(result)), *harm, *thin])


def _half(framework: Framework, half: HalfChange) -> str:
    """ "evidence moved up: the weakest enabler of “In pursuit of spread” was ... and is now ..." """
    weakest = (
        f"the weakest enabler of “{framework.group_text[half.group].name}” "
        f"was {BAND_WORDS[half.before]} and is now {BAND_WORDS[half.after]}"
    )
    return f"{movers}: {weakest}" if (movers := _movers(framework, half)) else weakest


def _movers(framework: Framework, half: HalfChange) -> str:
    moved, counted = (_named(framework, half.group, codes) for codes in (half.moved, half.left_or_joined))
    parts = [f"{moved} moved {'up' if half.is_up else 'down'}"] if moved else []
    parts += [f"you {'no longer' if half.is_up else 'now'} count {counted}"] if counted else []
    return " and ".join(parts)


def _named(framework: Framework, group: Group, codes: tuple[str, ...]) -> str:
    if len(codes) == len(framework.enablers_in(group)):
        return f"all {count_word(len(codes))} enablers"
    return joined(names_of(framework, codes))
