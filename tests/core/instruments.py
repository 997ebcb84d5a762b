"""Small question sets for tests, made by hand, with the rules of version 1 unless told otherwise."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from assessments.framework.types import (
    LEVELS,
    Band,
    Enabler,
    Framework,
    Group,
    GroupText,
    Outcome,
    Rules,
    Scale,
    Statement,
    VerdictCode,
    VerdictRow,
)
from assessments.scoring.types import DONT_KNOW, NOT_RELEVANT, UNANSWERED, Answer, Answers, rating

RULES = Rules(
    target=3,
    partly_from=2,
    in_place_from=3,
    coverage_floor=Fraction(3, 5),
    minimum_rated=2,
    minimum_enablers_per_group=3,
    backed_from=3,
    gate="E2.6",
    gate_raised_at=1,
)

TABLE = {
    ("not_yet", "not_yet"): "build",
    ("not_yet", "partly"): "build",
    ("not_yet", "in_place"): "build",
    ("partly", "not_yet"): "test",
    ("partly", "partly"): "test",
    ("partly", "in_place"): "test",
    ("in_place", "not_yet"): "held_back",
    ("in_place", "partly"): "nearly",
    ("in_place", "in_place"): "ready",
}

LETTERS = {str(level): rating(level) for level in LEVELS}
LETTERS |= {"?": DONT_KNOW, "-": NOT_RELEVANT, " ": UNANSWERED}


def instrument(
    pursuit: Sequence[int],
    conditions: Sequence[int],
    *,
    table: dict[tuple[str, str], str] = TABLE,
    **rules: int | str | Fraction,
) -> Framework:
    """`instrument((2, 3), (2,))` has E1 with 2 statements and E2 with 3 in pursuit, E3 with 2 in conditions.

    The gate is the first statement and one enabler is enough for a half, unless told otherwise.
    """
    sizes = [(Group.PURSUIT, size) for size in pursuit] + [(Group.CONDITIONS, size) for size in conditions]
    small = replace(RULES, gate="E1.1", minimum_enablers_per_group=1)
    return Framework(
        version="v1",
        title="A small instrument",
        checksum="c" * 64,
        scale=tuple(Scale(level, f"Level {level}", "") for level in LEVELS),
        groups=tuple(GroupText(group, group.title(), "") for group in Group),
        enablers=tuple(_enabler(number, group, size) for number, (group, size) in enumerate(sizes, 1)),
        rules=replace(small, **rules),
        pause=_outcome("pause", "Pause"),
        not_enough_known=_outcome("not_enough_known", "Not enough known"),
        table=tuple(
            VerdictRow(Band(p), Band(c), _outcome(code, f"{code}: {p} and {c}"))
            for (p, c), code in table.items()
        ),
    )


def eight_enablers() -> Framework:
    """The shape and the rules of version 1: 41 statements, and E2.6 as the gate."""
    return instrument((5, 6, 5, 5), (5, 5, 5, 5), gate="E2.6", minimum_enablers_per_group=3)


def levels(framework: Framework, *by_enabler: str) -> dict[str, Answer]:
    """Answers by enabler, a letter each: a level, "?" I do not know, "-" not relevant, " " nothing yet.

    `levels(framework, "33?", "4-")` answers E1 with 3, 3, I do not know, and E2 with 4, not relevant.
    """
    return {
        statement.code: LETTERS[letter]
        for enabler, letters in zip(framework.enablers, by_enabler, strict=True)
        for statement, letter in zip(enabler.statements, letters, strict=True)
    }


def all_at(framework: Framework, level: int, **others: Answer) -> dict[str, Answer]:
    """Every statement at one level, but for others: `all_at(framework, 3, E1_2=DONT_KNOW)`."""
    answers = {statement.code: rating(level) for statement in framework.statements}
    return answers | {name.replace("_", "."): answer for name, answer in others.items()}


def with_answer(answers: Answers, code: str, answer: Answer) -> dict[str, Answer]:
    return {**answers, code: answer}


def _enabler(number: int, group: Group, size: int) -> Enabler:
    return Enabler(
        number=number,
        slug=f"enabler-{number}",
        title=f"Do {number}",
        report_title=f"Doing {number}",
        short_name=f"Enabler {number}",
        group=group,
        why="",
        statements=tuple(_statement(f"E{number}.{place}") for place in range(1, size + 1)),
    )


def _statement(code: str) -> Statement:
    return Statement(code, f"Statement {code}", "", ("none", "first", "part", "in", "full"), (), ())


def _outcome(code: str, headline: str) -> Outcome:
    return Outcome(VerdictCode(code), headline, f"{headline}.")
