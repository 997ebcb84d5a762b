"""Each check goes red on a copy of the shipped content spoiled in just that way."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from assessments.framework.check import problems_in, problems_in_advice, words_in
from assessments.framework.load import load_advice, load_framework
from assessments.framework.types import (
    Advice,
    AdviceBook,
    Audience,
    Band,
    Enabler,
    Framework,
    Group,
    Outcome,
    Statement,
    VerdictCode,
    VerdictRow,
)

Spoil = Callable[[Framework], Framework]
SpoilAdvice = Callable[[AdviceBook], AdviceBook]
SHIPPED = load_framework("v1")
SHIPPED_ADVICE = load_advice("v1")
TWO_BANDS = (Band.PARTLY, Band.IN_PLACE)


def rules(**changes: object) -> Spoil:
    return lambda framework: replace(framework, rules=replace(framework.rules, **changes))


def enabler(number: int, /, **changes: object) -> Spoil:
    def spoil(framework: Framework) -> Framework:
        return replace(
            framework,
            enablers=tuple(replace(e, **changes) if e.number == number else e for e in framework.enablers),
        )

    return spoil


def statement(code: str, /, **changes: object) -> Spoil:
    def spoil(framework: Framework) -> Framework:
        parent: Enabler = framework.enabler_of_statement[code]
        statements = tuple(replace(s, **changes) if s.code == code else s for s in parent.statements)
        return enabler(parent.number, statements=statements)(framework)

    return spoil


def level(code: str, number: int, text: str) -> Spoil:
    levels = list(SHIPPED.statement_by_code[code].levels)
    levels[number] = text
    return statement(code, levels=tuple(levels))


def statements_of(number: int, change: Callable[[tuple[Statement, ...]], tuple[Statement, ...]]) -> Spoil:
    shipped = SHIPPED.enabler_by_code[f"E{number}"].statements
    return enabler(number, statements=change(shipped))


def doubled(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return statements + tuple(replace(s, code=f"{s.code[:3]}{n}") for n, s in enumerate(statements, 11))


def verdict(pursuit: Band, conditions: Band, **changes: object) -> Spoil:
    def row(found: VerdictRow) -> VerdictRow:
        is_it = (found.pursuit, found.conditions) == (pursuit, conditions)
        return replace(found, outcome=replace(found.outcome, **changes)) if is_it else found

    return lambda framework: replace(framework, table=tuple(map(row, framework.table)))


def pause(**changes: object) -> Spoil:
    return lambda framework: replace(framework, pause=replace(framework.pause, **changes))


def whole(**changes: object) -> Spoil:
    return lambda framework: replace(framework, **changes)


STRUCTURE: list[tuple[str, Spoil, str]] = [
    ("version", whole(version="one"), 'The version is "one"'),
    ("seven enablers", whole(enablers=SHIPPED.enablers[:7]), "they should be 1 to 8"),
    ("no enablers", whole(enablers=()), "The enablers are numbered []"),
    ("enabler order", whole(enablers=SHIPPED.enablers[::-1]), "they should be 1 to 8 in order"),
    ("group sizes", enabler(4, group=Group.CONDITIONS), "Group conditions has 5 enablers; it should have 4"),
    ("slug twice", enabler(2, slug="networks"), 'Enabler slug "networks" is there 2 times'),
    ("slug of a page", enabler(2, slug="results"), 'E2: the slug "results" is the name of a page'),
    ("slug with a space", enabler(2, slug="two words"), 'E2: the slug "two words" should be one word'),
    ("code twice", statement("E1.2", code="E1.1"), 'Statement code "E1.1" is there 2 times'),
    ("code of another", statement("E1.2", code="E2.9"), "E2.9 stands under E1"),
    ("code without number", statement("E1.2", code="E1.x"), "E1.x stands under E1"),
    ("too many statements", statements_of(2, doubled), "E2 has 12 statements; it should have 2 to 10"),
    ("too few statements", statements_of(1, lambda s: s[:1]), "E1 has 1 statements; it should have 2 to 10"),
    ("scale order", whole(scale=SHIPPED.scale[::-1]), "The scale has levels [4, 3, 2, 1, 0]"),
    (
        "groups",
        whole(groups=SHIPPED.groups[:1]),
        "The groups are pursuit; they should be pursuit, conditions",
    ),
    ("no groups", whole(groups=()), "The groups are none"),
]

RULES: list[tuple[str, Spoil, str]] = [
    ("bands upside down", rules(partly_from=3, in_place_from=2), "partly_from should be above 0 and below"),
    ("bands alike", rules(partly_from=3), "partly_from should be above 0 and below"),
    ("no lowest band", rules(partly_from=0), "partly_from should be above 0"),
    ("band above the scale", rules(in_place_from=5), "in_place_from at most 4"),
    ("target above the scale", rules(target=5), "The target is 5"),
    ("target of nothing", rules(target=0), "The target is 0"),
    ("backed", rules(backed_from=5), "backed_from is 5"),
    ("floor of nothing", rules(coverage_floor=Fraction(0)), "The coverage floor is 0"),
    ("floor above all", rules(coverage_floor=Fraction(6, 5)), "The coverage floor is 6/5"),
    ("nothing rated", rules(minimum_rated=0), "minimum_rated is 0"),
    ("no enabler needed", rules(minimum_enablers_per_group=0), "minimum_enablers_per_group should be 1 to 4"),
    ("too many needed", rules(minimum_enablers_per_group=5), "minimum_enablers_per_group should be 1 to 4"),
    ("gate that is not there", rules(gate="E2.7"), 'The gate is "E2.7", and no statement has that code'),
    ("gate always raised", rules(gate_raised_at=4), "gate_raised_at is 4"),
    ("gate never raised", rules(gate_raised_at=-1), "gate_raised_at is -1"),
]

VERDICTS: list[tuple[str, Spoil, str]] = [
    ("row missing", whole(table=SHIPPED.table[1:]), "has 0 rows for not_yet and not_yet"),
    ("row twice", whole(table=(*SHIPPED.table, SHIPPED.table[8])), "has 2 rows for in_place and in_place"),
    (
        "falls with conditions",
        verdict(Band.PARTLY, Band.IN_PLACE, code=VerdictCode.BUILD),
        "The verdict falls from partly and partly to partly and in_place",
    ),
    (
        "falls with pursuit",
        verdict(Band.IN_PLACE, Band.NOT_YET, code=VerdictCode.BUILD),
        "The verdict falls from partly and not_yet to in_place and not_yet",
    ),
    (
        "pause in the table",
        verdict(*TWO_BANDS, code=VerdictCode.PAUSE),
        "is pause, which the table may not give",
    ),
    (
        "unknown in the table",
        verdict(*TWO_BANDS, code=VerdictCode.NOT_ENOUGH_KNOWN),
        "is not_enough_known, which the table may not give",
    ),
    ("headline stop", pause(headline="Check for harm."), 'no full stop at the end of "Check for harm."'),
    ("sentence without stop", pause(sentence="Look first"), 'end with a full stop: "Look first"'),
    ("long sentence", pause(sentence="word " * 29 + "end."), "has 30 words; it should have 1 to 29"),
    (
        "sentence twice",
        verdict(*TWO_BANDS, sentence=SHIPPED.pause.sentence),
        f'Verdict sentence "{SHIPPED.pause.sentence}" is there 2 times',
    ),
]

WORDING: list[tuple[str, Spoil, str]] = [
    ("title stop", enabler(3, title="Balance it."), 'E3: no full stop at the end of "Balance it."'),
    ("title case", enabler(3, title="balance it"), 'E3: begin with a capital letter: "balance it"'),
    ("why without stop", enabler(3, why="It helps"), "E3, why: end with a full stop"),
    ("long why", enabler(3, why="Word " * 24 + "end."), "E3, why has 25 words"),
    ("text stop", statement("E3.1", text="We know."), "E3.1: no full stop"),
    ("double space", statement("E3.1", text="We  know"), "E3.1: take out the double spaces"),
    ("line break", statement("E3.1", text="We\nknow"), "E3.1: take out the double spaces, line breaks"),
    ("long hint", statement("E3.1", hint="Word " * 15 + "end."), "E3.1, hint has 16 words"),
    ("hint without stop", statement("E3.1", hint="Think"), "E3.1, hint: end with a full stop"),
    ("no evidence", statement("E3.1", evidence=()), "E3.1 gives no example of evidence"),
    ("evidence case", statement("E3.1", evidence=("a list",)), "E3.1, evidence: begin with a capital letter"),
    ("no source", statement("E3.1", sources=()), "E3.1 names no source"),
    ("source form", statement("E3.1", sources=("S1-4",)), 'E3.1: "S1-4" should be a source'),
    ("source twice", statement("E3.1", sources=("S1", "S1")), 'E3.1, source "S1" is there 2 times'),
    ("short level", level("E3.1", 2, "We try"), "E3.1, level 2 has 2 words; it should have 3 to 14"),
    ("long level", level("E3.1", 2, "We " + "try " * 14), "E3.1, level 2 has 15 words"),
    ("level twice", level("E3.1", 2, SHIPPED.statement_by_code["E3.1"].levels[1]), "E3.1 level"),
    (
        "level twice but for case",
        level("E3.1", 1, "WE HAVE NOT DISCUSSED WHAT MUST STAY THE SAME"),
        "E3.1 level",
    ),
    (
        "fully",
        level("E3.1", 4, "We are Fully ready"),
        'E3.1, level 4: "fully" says nothing that can be checked',
    ),
    ("robust", level("E3.1", 4, "We have a robust list"), 'E3.1, level 4: "robust" says nothing'),
    ("impersonal level", level("E3.1", 0, "There is no list"), "should say we, us or our"),
    ("level stop", level("E3.1", 0, "We have no list."), "E3.1, level 0: no full stop"),
]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [pytest.param(spoil, says, id=name) for name, spoil, says in (*STRUCTURE, *RULES, *VERDICTS, *WORDING)],
)
def test_a_spoiled_framework_is_noticed(spoil: Spoil, says: str) -> None:
    problems = problems_in(spoil(SHIPPED))

    assert any(says in problem for problem in problems), problems


def test_a_level_told_in_other_persons_than_the_first_plural_may_still_name_us() -> None:
    spoiled = level("E1.4", 3, "Sites ask us every month")(SHIPPED)

    assert problems_in(spoiled) == ()


def piece(**changes: object) -> SpoilAdvice:
    return lambda book: replace(book, pieces=(replace(book.pieces[0], **changes), *book.pieces[1:]))


def book_with(**changes: object) -> SpoilAdvice:
    return lambda book: replace(book, **changes)


FIRST: Advice = SHIPPED_ADVICE.pieces[0]

ADVICE: list[tuple[str, SpoilAdvice, str]] = [
    ("version", book_with(version="1"), 'The version is "1"'),
    ("other framework", book_with(framework_version="v2"), 'The advice is for framework "v2", not "v1"'),
    (
        "piece missing",
        book_with(pieces=SHIPPED_ADVICE.pieces[1:]),
        "There are 0 pieces of advice for E1, not_yet, team",
    ),
    (
        "piece twice",
        book_with(pieces=(*SHIPPED_ADVICE.pieces, FIRST)),
        "There are 2 pieces of advice for E1, not_yet",
    ),
    (
        "unknown enabler",
        piece(enabler="E9"),
        "There are 1 pieces of advice for E9, not_yet, team; there should be 0",
    ),
    ("no question mark", piece(question="Who decides"), "the question should end with a question mark"),
    ("closed question", piece(question="Do people want it?"), "the question can be answered with yes or no"),
    ("question twice", piece(question=SHIPPED_ADVICE.pieces[1].question), "is there 2 times"),
    ("question spaces", piece(question=" Who decides?"), "take out the double spaces"),
    ("one action", piece(actions=("Ask one",)), "has 1 actions; it should have 2 or 3"),
    ("four actions", piece(actions=("Ask a", "Ask b", "Ask c", "Ask d")), "has 4 actions"),
    ("action twice", piece(actions=("Ask one", "Ask one")), 'action "Ask one" is there 2 times'),
    (
        "no verb first",
        piece(actions=("Ask one", "Leaflets are out")),
        '"Leaflets are out" should begin with a verb',
    ),
    ("no word at all", piece(actions=("Ask one", "?")), '"?" should begin with a verb'),
    ("small letter", piece(actions=("Ask one", "ask two")), 'begin with a capital letter: "ask two"'),
    ("action stop", piece(actions=("Ask one", "Ask two.")), "no full stop"),
    ("long action", piece(actions=("Ask one", "Ask " + "word " * 20 + "end")), "action has 22 words"),
    ("long why", piece(why="Word " * 27 + "end."), "why has 28 words"),
    ("why without stop", piece(why="It helps"), "why: end with a full stop"),
    ("no basis", piece(basis=()), "Advice E1, not_yet, team names no source"),
    ("basis form", piece(basis=("page 3",)), '"page 3" should be a source such as S52'),
]


@pytest.mark.parametrize(("spoil", "says"), [pytest.param(s, says, id=name) for name, s, says in ADVICE])
def test_spoiled_advice_is_noticed(spoil: SpoilAdvice, says: str) -> None:
    problems = problems_in_advice(spoil(SHIPPED_ADVICE), SHIPPED)

    assert any(says in problem for problem in problems), problems


def test_every_place_without_advice_is_named() -> None:
    problems = problems_in_advice(replace(SHIPPED_ADVICE, pieces=()), SHIPPED)

    assert len(problems) == len(SHIPPED.enablers) * len(Band) * len(Audience)


def test_words_are_counted_as_people_count_them() -> None:
    assert words_in("We ask: “whose job?” – a set-up, year's 10") == (
        "We",
        "ask",
        "whose",
        "job",
        "a",
        "set-up",
        "year's",
        "10",
    )


def test_an_outcome_is_checked_by_its_headline() -> None:
    spoiled = replace(SHIPPED, not_enough_known=Outcome(VerdictCode.NOT_ENOUGH_KNOWN, "unknown", "Find out."))

    assert problems_in(spoiled) == ('Verdict "unknown": begin with a capital letter: "unknown"',)
