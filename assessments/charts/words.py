"""The charts in words, made from the same scores as the lines and the table."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from assessments.charts.numerals import count_word, counted, joined
from assessments.charts.raters_words import blind_words, people_words
from assessments.charts.reading import Reading, range_words, readings_of, score_words
from assessments.charts.rounds import NO_ROUNDS, Rounds
from assessments.charts.ties import Tie, highest, lowest, widest, with_score
from assessments.comparison.change import change_of
from assessments.comparison.types import Direction, EarlierScores
from assessments.framework.types import Framework
from assessments.scoring.types import Result, ScoreState

TABLE_NAME = "Scores by enabler"
DESCRIPTION_WORDS = 39
"""Some screen readers read an SVG's description in one breath, with no way to pause."""


def describe(
    framework: Framework,
    result: Result,
    earlier: EarlierScores | None = None,
    earlier_when: str = "",
    *,
    rounds: Rounds = NO_ROUNDS,
) -> str:
    """The whole chart in plain sentences, for "Describe this chart in words"."""
    readings, target = readings_of(framework, result), framework.rules.target
    sentences = (
        _met(readings, result.at_target(target), target),
        *_by_group(framework, readings),
        *reversed(_extremes(readings)),
        *_least_known(widest(readings)),
        *_not_enough(readings),
        *_not_relevant(readings),
        *_alone(readings, rounds),
        *_since(readings, earlier or {}, earlier_when, rounds),
    )
    return " ".join(sentences)


def short_description(framework: Framework, result: Result) -> str:
    """Under 40 words, for the chart's own description. What does not fit is left out whole."""
    readings, target = readings_of(framework, result), framework.rules.target
    pointer = f"All scores are in the table called {TABLE_NAME}."
    kept = [_met(readings, result.at_target(target), target), *_not_enough_count(readings)]
    for sentence in _extremes(readings):
        if _words_in([*kept, sentence, pointer]) <= DESCRIPTION_WORDS:
            kept.append(sentence)
    return " ".join([*kept, pointer])


def _words_in(sentences: Sequence[str]) -> int:
    return sum(len(sentence.split()) for sentence in sentences)


def _met(readings: Sequence[Reading], met: int, target: int) -> str:
    relevant = [r for r in readings if r.score.state is not ScoreState.NOT_RELEVANT]
    if not relevant:
        return "No enabler is relevant to this innovation."
    if not with_score(readings):
        return "No enabler has enough answers for a score yet."
    kind = "enabler" if len(relevant) == len(readings) else "relevant enabler"
    return f"{_so_many_meet(met, len(relevant), kind)} the target of {target}."


def _so_many_meet(met: int, relevant: int, kind: str) -> str:
    if relevant == 1:
        return f"The one {kind} {'meets' if met else 'does not meet'}"
    if met == relevant:
        return f"{'Both' if met == 2 else f'All {count_word(met)}'} {kind}s meet"
    if not met:
        return f"None of the {counted(relevant, kind)} meets"
    return f"{count_word(met).capitalize()} of {counted(relevant, kind)} {'meets' if met == 1 else 'meet'}"


def _by_group(framework: Framework, readings: Sequence[Reading]) -> Iterator[str]:
    for text in framework.groups:
        group = [reading for reading in with_score(readings) if reading.enabler.group is text.group]
        if group:
            scores = (f"{reading.name} {score_words(reading.score)}" for reading in group)
            yield f"{text.name}: {', '.join(scores)}."


def _extremes(readings: Sequence[Reading]) -> tuple[str, ...]:
    """Lowest first: if only one can be said, it is the one to work on."""
    low, high = lowest(readings), highest(readings)
    if not low:
        return ()
    if low != high:
        return _extreme("lowest", low), _extreme("highest", high)
    if len(low) == 1:
        return (f"Only {low.subject} has a score, {low.score_words}.",)
    return (f"Every score is {low.score_words}.",)


def _extreme(edge: str, tie: Tie) -> str:
    return f"The {edge} {'is' if len(tie) == 1 else 'are'} {tie.subject} at {tie.score_words}."


def _least_known(tie: Tie) -> Iterator[str]:
    if not tie:
        return
    ranges = [range_words(reading.score) for reading in tie.readings]
    if len(set(ranges)) == 1:
        yield f"Least is known about {tie.subject}: the score could be from {ranges[0]}."
    elif tie.is_long:
        yield f"Least is known about {tie.subject}."
    else:
        each = [f"{r.name} from {between}" for r, between in zip(tie.readings, ranges, strict=True)]
        yield f"Least is known about these, where the score could be: {joined(each)}."


def _in_state(readings: Sequence[Reading], state: ScoreState) -> list[str]:
    return [reading.name for reading in readings if reading.score.state is state]


def _not_enough(readings: Sequence[Reading]) -> Iterator[str]:
    names = _in_state(readings, ScoreState.NOT_ENOUGH)
    if names and with_score(readings):
        yield f"There are not enough answers for {joined(names)}."


def _not_enough_count(readings: Sequence[Reading]) -> Iterator[str]:
    count = len(_in_state(readings, ScoreState.NOT_ENOUGH))
    if count and with_score(readings):
        yield f"{count_word(count).capitalize()} {'does' if count == 1 else 'do'} not have enough answers."


def _not_relevant(readings: Sequence[Reading]) -> Iterator[str]:
    names = _in_state(readings, ScoreState.NOT_RELEVANT)
    if names and len(names) < len(readings):
        yield f"{joined(names)} {'is' if len(names) == 1 else 'are'} not relevant to this innovation."


def _alone(readings: Sequence[Reading], rounds: Rounds) -> Iterator[str]:
    found = [(one, blind) for one in readings if (blind := rounds.alone(one.enabler.code))]
    scored = [(one, blind) for one, blind in found if blind.scores]
    if scored:
        each = ", ".join(f"{one.name} {_lower(blind_words(blind))}" for one, blind in scored)
        people = people_words(scored[0][1].people)
        yield f"{people} rated alone before they agreed. Their lowest and highest scores: {each}."
        yield from _differed_most([(one, blind.scores[-1] - blind.scores[0]) for one, blind in scored])
    if unscored := [one.name for one, blind in found if not blind.scores]:
        yield f"Rated alone, nobody had enough answers for {joined(unscored)}."


def _differed_most(widths: Sequence[tuple[Reading, Fraction]]) -> Iterator[str]:
    widest_of = max(width for _, width in widths)
    tie = Tie(tuple(one for one, width in widths if width == widest_of), len(widths))
    if widest_of:
        yield f"They differed most about {tie.subject}."


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]


_MOVED = {
    Direction.UP: "went up",
    Direction.DOWN: "went down",
    Direction.UNCLEAR: "did not clearly change",
    Direction.NONE: "stayed the same",
}


def _since(readings: Sequence[Reading], earlier: EarlierScores, when: str, rounds: Rounds) -> Iterator[str]:
    shared = [one.score for one in readings if one.enabler.code in earlier]
    found = [change_of(earlier[now.enabler], now, rounds.both(now.enabler)).direction for now in shared]
    counts = [(found.count(direction), words) for direction, words in _MOVED.items() if direction in found]
    if counts:
        yield f"Since {when or 'last time'}, {_moves(counts)}."
    if shared and len(shared) < len(readings):
        yield _changed([one.name for one in readings if one.enabler.code not in earlier])


def _changed(names: Sequence[str]) -> str:
    whose = "its" if len(names) == 1 else "their"
    return f"{joined(names)} cannot be compared, as {whose} statements have changed."


def _moves(counts: Sequence[tuple[int, str]]) -> str:
    (first, words), *rest = counts
    return joined(
        [f"{counted(first, 'enabler')} {words}", *(f"{count_word(n)} {moved}" for n, moved in rest)]
    )
