"""Random question sets and answers, for laws."""

from fractions import Fraction
from itertools import product

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from assessments.framework.types import LEVELS, Framework
from assessments.scoring.types import DONT_KNOW, NOT_RELEVANT, UNANSWERED, Answer, rating
from tests.core.instruments import TABLE, instrument

# How fast data is drawn says something about the machine, not about the code.
law = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
many = settings(law, max_examples=1_000)

_RATINGS = tuple(rating(level, backed=backed) for level in LEVELS for backed in (False, True))
_ANYTHING = (*_RATINGS, UNANSWERED, DONT_KNOW, NOT_RELEVANT)

# Without moods nearly every set of answers would have a raised gate or too little known.
_MOODS: tuple[tuple[Answer, ...], ...] = (
    _ANYTHING,
    _RATINGS,
    _RATINGS[4:],
    _RATINGS[6:],
    (*_RATINGS[4:], *_RATINGS[2:], DONT_KNOW, UNANSWERED),
    (*_RATINGS[4:], NOT_RELEVANT),
    (*_RATINGS[4:], NOT_RELEVANT, DONT_KNOW),
    (UNANSWERED, DONT_KNOW, NOT_RELEVANT, rating(2)),
    (NOT_RELEVANT,),
)


@st.composite
def answers_for(draw: st.DrawFn, framework: Framework) -> dict[str, Answer]:
    """Allowed answers, some of them missing. One byte a statement: fast, and it shrinks well."""
    moods = draw(st.lists(st.sampled_from(_MOODS), min_size=1, max_size=4))
    codes = [statement.code for statement in framework.statements]
    drawn = draw(st.binary(min_size=len(codes), max_size=len(codes)))
    answers = {}
    for code, byte in zip(codes, drawn, strict=True):
        mood = moods[framework.enabler_of_statement[code].number % len(moods)]
        answer = mood[byte % len(mood)]
        if answer == NOT_RELEVANT and code == framework.rules.gate:
            answer = DONT_KNOW
        if answer != UNANSWERED or byte % 2:
            answers[code] = answer
    if draw(st.integers(0, 2)):  # otherwise the gate hides nearly everything else
        answers[framework.rules.gate] = rating(framework.rules.gate_raised_at + 1)
    return answers


@st.composite
def small_instruments(draw: st.DrawFn) -> Framework:
    """One to three enablers in each half, with one to four statements, other rules and other tables."""
    sizes = st.lists(st.sampled_from((1, 2, 2, 3, 3, 3, 4)), min_size=1, max_size=3)
    pursuit, conditions = draw(sizes), draw(sizes)
    number = draw(st.integers(1, len(pursuit) + len(conditions)))
    place = draw(st.integers(1, [*pursuit, *conditions][number - 1]))
    partly_from = draw(st.integers(1, 3))
    return instrument(
        pursuit,
        conditions,
        table=draw(tables()),
        gate=f"E{number}.{place}",
        gate_raised_at=draw(st.sampled_from((0, 1, 1, 2, 3))),
        partly_from=partly_from,
        in_place_from=draw(st.integers(partly_from + 1, 4)),
        coverage_floor=Fraction(draw(st.integers(1, 5)), 5),
        minimum_rated=draw(st.sampled_from((1, 1, 2, 3))),
        minimum_enablers_per_group=draw(st.integers(1, min(2, len(pursuit), len(conditions)))),
    )


@st.composite
def tables(draw: st.DrawFn) -> dict[tuple[str, str], str]:
    """Version 1's table, or any other in which a higher band never gives a worse verdict."""
    if draw(st.booleans()):
        return TABLE
    codes = ("build", "test", "held_back", "nearly", "ready")
    bands = ("not_yet", "partly", "in_place")
    drawn = {place: draw(st.integers(0, len(codes) - 1)) for place in product(range(len(bands)), repeat=2)}
    return {
        (bands[p], bands[c]): codes[max(rank for (i, j), rank in drawn.items() if i <= p and j <= c)]
        for p, c in drawn
    }


@st.composite
def small_cases(draw: st.DrawFn) -> tuple[Framework, dict[str, Answer]]:
    framework = draw(small_instruments())
    return framework, draw(answers_for(framework))
