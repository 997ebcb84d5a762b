"""The three things to see first: strongest, furthest below target, least certain. Ties name both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments.charts.numerals import count_word, counted, joined
from assessments.charts.reading import Reading, backed_words, range_words, readings_of
from assessments.charts.ties import Tie, highest, least_backed, lowest, widest
from assessments.framework.types import Framework, Rules
from assessments.scoring.score import shown
from assessments.scoring.types import EnablerScore, Result


@dataclass(frozen=True, slots=True)
class Finding:
    """`value` is the score, range or count as shown; empty when tied enablers do not share one."""

    label: str
    names: tuple[str, ...]
    subject: str
    value: str
    sentence: str

    @property
    def heading(self) -> str:
        """ "Strongest: Evidence, 3.6" """
        return ", ".join(part for part in (f"{self.label}: {self.subject}", self.value) if part)


def findings(framework: Framework, result: Result) -> tuple[Finding, ...]:
    readings = readings_of(framework, result)
    return (*_ends(readings, framework.rules), *_least_certain(readings, framework.rules))


def _finding(label: str, tie: Tie, values: Sequence[str], sentence: str) -> Finding:
    return Finding(
        label=label,
        names=tuple(reading.name for reading in tie.readings),
        subject=tie.subject[0].upper() + tie.subject[1:],
        value=values[0] if len(set(values)) == 1 else "",
        sentence=sentence,
    )


def _ends(readings: Sequence[Reading], rules: Rules) -> Iterator[Finding]:
    low, high = lowest(readings), highest(readings)
    if low and low == high:
        yield _against_target("All the same" if len(low) > 1 else "Only score so far", low, rules)
    elif low:
        is_below = _gap(low, rules) < 0
        yield _against_target("Strongest", high, rules)
        yield _against_target("Furthest below target" if is_below else "Lowest", low, rules)


def _gap(tie: Tie, rules: Rules) -> Fraction:
    """From the shown score, so that the sentence agrees with the number beside it."""
    return Fraction(tie.score_words) - rules.target


def _against_target(label: str, tie: Tie, rules: Rules) -> Finding:
    gap, it_is = _gap(tie, rules), "Each is" if len(tie) > 1 else "It is"
    distance = f"{shown(abs(gap))} {'above' if gap > 0 else 'below'}" if gap else "at"
    return _finding(label, tie, [tie.score_words], f"{it_is} {distance} the target of {rules.target}.")


def _least_certain(readings: Sequence[Reading], rules: Rules) -> Iterator[Finding]:
    """By what is not known; when all is known, by what cannot be checked."""
    if tie := widest(readings):
        ranges = [range_words(reading.score) for reading in tie.readings]
        yield _finding("Least certain", tie, ranges, _why_wide(tie))
    elif tie := least_backed(readings):
        counts = [f"{backed_words(reading.score, rules.backed_from)} backed" for reading in tie.readings]
        yield _finding("Least certain", tie, counts, _why_unbacked(tie, rules))


def _why_wide(tie: Tie) -> str:
    if len(tie) > 1:
        return _why_each_is_wide(tie)
    score = tie.readings[0].score
    unknown = score.relevant - score.rated
    if not unknown:
        return "The people who rated it put it anywhere in this range."
    verb = "is" if unknown == 1 else "are"
    return (
        f"{count_word(unknown).capitalize()} of its {counted(score.relevant, 'answer')} {verb} not known yet."
    )


def _why_each_is_wide(tie: Tie) -> str:
    """The ranges are told where the heading does not hold the one they share, and the names are few enough."""
    ranges = [range_words(reading.score) for reading in tie.readings]
    if len(set(ranges)) == 1:
        return "Each could be anywhere in this range."
    if tie.is_long:
        return "Each could be anywhere in its range. The table has them all."
    each = [f"from {between} for {one.name}" for one, between in zip(tie.readings, ranges, strict=True)]
    return f"The score could be anywhere {joined(each)}."


def _why_unbacked(tie: Tie, rules: Rules) -> str:
    of_high = f"of {rules.backed_from} or more"
    if len(tie) > 1:
        return f"These have the fewest notes or links for their ratings {of_high}."
    return f"{_backed_of(tie.readings[0].score, of_high)} a note or link."


def _backed_of(score: EnablerScore, of_high: str) -> str:
    high = count_word(score.high_ratings)
    if score.high_ratings == 1:
        return f"Its only rating {of_high} does not have"
    if not score.backed:
        return f"None of its {high} ratings {of_high} has"
    verb = "has" if score.backed == 1 else "have"
    return f"Only {count_word(score.backed)} of its {high} ratings {of_high} {verb}"
