"""What several people said, in words: beside every drawing of it, and in its place where it cannot be seen."""

from collections.abc import Iterator

from assessments.agreement.indices import MINIMUM_RATERS
from assessments.agreement.types import Agreement, BlindScores, Closeness, Spread
from assessments.charts.numerals import count_word, counted, hundredths, joined
from assessments.scoring.score import shown

NOBODY_HAS_A_SCORE = "Nobody has a score"

_CLOSENESS = {
    Closeness.CLOSE: "Your ratings are close.",
    Closeness.MIXED: "Your ratings are mixed.",
    Closeness.FAR_APART: "Your ratings are far apart.",
}


def spread_words(spread: Spread) -> str:
    """ "Five people rated this: two said 1 and three said 3. One does not know." """
    return " ".join([_rated(spread), *_apart(spread)])


def _rated(spread: Spread) -> str:
    said = [(count, level) for level, count in enumerate(spread.counts) if count]
    if not said:
        return "Nobody chose a level."
    if spread.rated == 1:
        return f"One person rated this and said {said[0][1]}."
    if len(said) == 1:
        everyone = "Both people" if spread.rated == 2 else f"All {count_word(spread.rated)} people"
        return f"{everyone} who rated this said {said[0][1]}."
    each = joined([f"{count_word(count)} said {level}" for count, level in said])
    return f"{people_words(spread.rated)} rated this: {each}."


def _apart(spread: Spread) -> Iterator[str]:
    for count, one, several in (
        (spread.dont_know, "does not know", "do not know"),
        (spread.not_relevant, "says it is not relevant", "say it is not relevant"),
        (spread.unanswered, "has not answered", "have not answered"),
    ):
        if count:
            yield f"{count_word(count).capitalize()} {one if count == 1 else several}."


def people_words(count: int) -> str:
    return "One person" if count == 1 else f"{count_word(count).capitalize()} people"


def blind_words(blind: BlindScores) -> str:
    """ "1.2 to 2.8", with how many have no score. People whose scores are shown alike stand as one."""
    if blind.lowest is None or blind.highest is None:
        return NOBODY_HAS_A_SCORE
    low, high = shown(blind.lowest), shown(blind.highest)
    between = f"{low} to {high}" if low != high else low if len(blind.scores) == 1 else f"All {low}"
    return f"{between} ({blind.without_score} without a score)" if blind.without_score else between


def closeness_words(agreement: Agreement) -> str:
    """Words first; empty where too few people rated for more than their differences."""
    return _CLOSENESS[agreement.closeness] if agreement.closeness else ""


def index_words(agreement: Agreement) -> str:
    """The numbers behind the words, for those who ask."""
    if agreement.deviation is None or agreement.r_wg is None:
        return _why_none(agreement)
    left_out = f" {_left_out(agreement.left_out)}" if agreement.left_out else ""
    return (
        f"Average deviation, AD(J): {hundredths(agreement.deviation)}."
        f" Agreement within the group, r_WG(J): {hundredths(agreement.r_wg)}."
        f" From {counted(agreement.raters, 'rater')} and {counted(agreement.statements, 'statement')}.{left_out}"
    )


def _why_none(agreement: Agreement) -> str:
    if agreement.raters < MINIMUM_RATERS:
        return f"Indices of agreement take {count_word(MINIMUM_RATERS)} people who rated."
    return "No statement was rated by two people, so there is nothing to compare."


def _left_out(count: int) -> str:
    verb = "was" if count == 1 else "were"
    return f"{counted(count, 'statement').capitalize()} {verb} rated by fewer than two people and left out."
