"""The verdict in sentences: what decides it, how firm it is, and the smallest way up."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.charts.numerals import count_word, joined
from assessments.charts.rounds import Rounds
from assessments.framework.types import Framework, Group, Scale, VerdictCode
from assessments.scoring.types import Answers, Gate, Nature, Result, ScoreState, WayUpStep
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


def in_a_picture(framework: Framework, nature: Nature) -> str:
    """A picture travels without its page: whose view it shows, and what its numbers mean."""
    if nature is Nature.ILLUSTRATION:
        return f"Made from public sources. Not the team’s own view. Scores are {scale_ends(framework)}."
    return f"Scores are the team’s own view, {scale_ends(framework)}."


def scale_ends(framework: Framework) -> str:
    return f"from {level_words(framework.scale[0])} to {level_words(framework.scale[-1])}"


def level_words(level: Scale) -> str:
    """0 (nothing in place)"""
    return f"{level.level} ({lower_first(level.label)})"


def of_another_nature(earlier: Nature, now: Nature) -> str:
    """What the name of last time's line adds where one of the two is an illustration."""
    if earlier is now:
        return ""
    return ", an illustration" if earlier is Nature.ILLUSTRATION else ", the team’s own view"


def version_words(result: Result) -> str:
    """Question sets are called v1, v2, ...: "questions version 1"."""
    return result.framework_version.removeprefix("v")


def rated_by_words(rounds: Rounds) -> str:
    """ "Rated by three people, each alone, before they agreed." Empty for a result without a round."""
    people = max((one.people for one in rounds.now.values()), default=0)
    return f"Rated by {count_word(people)} people, each alone, before they agreed." if people else ""


def at_target_words(framework: Framework, result: Result) -> str:
    at_target = result.at_target(framework.rules.target)
    verb = "is" if at_target == 1 else "are"
    return f"{at_target} of {len(result.scores)} enablers {verb} at or above the target."


def because(framework: Framework, result: Result) -> tuple[str, ...]:
    """Which enablers decide, which were left out, and which halves are too thin to judge."""
    verdict = result.verdict
    left_out = names_of(framework, verdict.left_out)
    gone = f"Not counted, because you said they are not relevant: {joined(left_out)}." if left_out else ""
    thin = [
        f"Too few enablers are left in “{framework.group_text[Group(group)].name}” to judge it."
        for group in verdict.thin_groups
    ]
    return tuple(sentence for sentence in (_decides(framework, result), gone, *thin) if sentence)


def _decides(framework: Framework, result: Result) -> str:
    verdict = result.verdict
    match verdict.code:
        case VerdictCode.PAUSE:
            return "What is said about harm decides this result."
        case VerdictCode.NOT_ENOUGH_KNOWN:
            return _not_known(framework, result)
        case _:
            verb = "decides" if len(verdict.deciding) == 1 else "decide"
            return f"{upper_first(who_decides(framework, verdict.deciding))} {verb} this result."


def who_decides(framework: Framework, deciding: Sequence[str]) -> str:
    """Names, or a whole half where all of it decides: a list of eight names says nothing."""
    if len(deciding) == len(framework.enablers):
        return f"all {count_word(len(deciding))} enablers"
    parts: list[str] = []
    for text in framework.groups:
        codes = [enabler.code for enabler in framework.enablers_in(text.group)]
        here = [code for code in codes if code in deciding]
        whole = here == codes
        parts += (
            [f"all {count_word(len(codes))} enablers of “{text.name}”"]
            if whole
            else names_of(framework, here)
        )
    return joined(parts)


def _not_known(framework: Framework, result: Result) -> str:
    unscored = joined(names_of(framework, without_a_score(result)))
    parts = [f"there are not enough answers for {unscored}"] if unscored else []
    if result.verdict.gate_is_open:
        parts.append("it is not known whether it does harm")
    return f"{upper_first(' and '.join(parts))}." if parts else ""


def without_a_score(result: Result) -> list[str]:
    """Those of the enablers that decide for which too little is known."""
    scores = result.score_of
    return [code for code in result.verdict.deciding if scores[code].state is ScoreState.NOT_ENOUGH]


def names_of(framework: Framework, codes: Sequence[str]) -> list[str]:
    return [lower_first(framework.enabler_by_code[code].short_name) for code in codes]


def firm_words(framework: Framework, result: Result) -> tuple[str, ...]:
    sentences = (_with_unknowns(result), _with_one_lower(framework, result))
    return tuple(sentence for sentence in sentences if sentence)


def _with_unknowns(result: Result) -> str:
    unknown = sum(len(score.unknown) for score in result.scores)
    if not unknown:
        return ""
    firm, now = result.firmness, result.verdict.code
    what = "the “I do not know” answer" if unknown == 1 else f"the {unknown} “I do not know” answers"
    if firm.at_low == firm.at_high == now:
        return f"However {what} turned out, it would still be “{SHORT[now]}”."
    well, badly = (
        f"{'still ' if code == now else ''}“{SHORT[code]}”" for code in (firm.at_high, firm.at_low)
    )
    return f"If {what} turned out well, it would be {well}. If badly, {badly}."


NAMED = 2


def _with_one_lower(framework: Framework, result: Result) -> str:
    fragile, now = result.firmness.fragile, SHORT[result.verdict.code]
    if not fragile:
        return f"No single rating, one level lower, would take it below “{now}”."
    if len(fragile) > NAMED:
        return f"It would fall below “{now}” if any one of {len(fragile)} ratings were one level lower."
    texts = " or ".join(f"“{framework.statement_by_code[code].text}”" for code in fragile)
    return f"It would fall below “{now}” if {texts} were one level lower."


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
    is_short: bool


def way_up_words(framework: Framework, result: Result, answers: Answers) -> WayUpWords | None:
    way = result.way_up
    if way is None:
        return None
    if result.gate is Gate.RAISED:
        return NO_SHORT_WAY
    steps = tuple(_step_up(framework, step, answers) for step in way.by_enabler)
    count = "1 improvement" if way.steps == 1 else f"{way.steps} improvements"
    needs_finding_out = any(step.find_out for step in steps)
    return WayUpWords(
        heading="The smallest way up: " + ("find out" if needs_finding_out else f"{count} of one level"),
        sentence=f"After {'it' if way.steps == 1 else 'these'}, the result would be “{SHORT[way.reaches]}”.",
        steps=steps,
        is_short=way.steps <= SHORT_WAY,
    )


SHORT_WAY = 3
NO_SHORT_WAY = WayUpWords(
    heading="There is no short way past this",
    sentence="Find out, with the people affected, whether it does harm. Change the rating only when you know.",
    steps=(),
    is_short=True,
)
"""The receipt holds the sum, one or two levels; to offer that as a step to take would invite a change on paper."""


def _step_up(framework: Framework, step: WayUpStep, answers: Answers) -> StepUp:
    enabler, gate = framework.enabler_by_code[step.enabler], framework.rules.gate
    needed = step.find_out_at_least or len(step.find_out)
    find_out = (gate,) if gate in step.find_out and needed == 1 else step.find_out
    return StepUp(
        enabler=f"{enabler.number}. {enabler.short_name}",
        find_out_sentence=_find_out_sentence(framework, find_out, needed),
        find_out=tuple(framework.statement_by_code[code].text for code in find_out),
        sentence=_step_sentence(step.steps, len(step.statements)),
        choices=tuple(_next_level(framework, code, answers) for code in step.statements),
    )


def _find_out_sentence(framework: Framework, codes: Sequence[str], needed: int) -> str:
    """How many unknown statements need an answer; and for the gate, how good it must be."""
    if codes == (framework.rules.gate,):
        return f"Find this out first. It must come out at {framework.rules.gate_raised_at + 1} or more:"
    if framework.rules.gate in codes:
        return f"Find out at least {needed} of these first, the one on harm among them:"
    return "Find out first:" if needed == len(codes) else f"Find out at least {needed} of these first:"


def _step_sentence(steps: int, choices: int) -> str:
    if steps == 1:
        return "1 step, on this statement:" if choices == 1 else "1 step, on any one of these:"
    return "1 step on each of these:" if steps == choices else f"{steps} steps in all, on any of these:"


def _next_level(framework: Framework, code: str, answers: Answers) -> str:
    """Of a rated statement below the top, as are all that a step leaves to choose from."""
    statement, level = framework.statement_by_code[code], answers[code].level or 0
    return f"{statement.text}: from {level} to {level + 1}, “{statement.levels[level + 1]}”"
