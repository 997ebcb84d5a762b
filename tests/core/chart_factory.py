"""A question set and results for the charts' tests, made by hand: no files, no verdicts worth reading."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from assessments.agreement.blind import blind_of
from assessments.charts.rounds import Rounds
from assessments.framework.types import (
    Enabler,
    Framework,
    Group,
    GroupText,
    Outcome,
    Rules,
    Scale,
    Statement,
    VerdictCode,
)
from assessments.scoring.score import score_all
from assessments.scoring.types import (
    DONT_KNOW,
    NOT_RELEVANT,
    UNANSWERED,
    Answer,
    Firmness,
    Gate,
    Progress,
    Result,
    Verdict,
    rating,
)

NAMES = (
    "Networks and stories",
    "Evidence",
    "Fidelity and adaptability",
    "Scaling vehicle",
    "System priorities",
    "Policy and finance levers",
    "Commissioning",
    "External funding",
)
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
GROUPS = (
    GroupText(Group.PURSUIT, "In pursuit of spread", "What your team can shape"),
    GroupText(Group.CONDITIONS, "Creating the conditions for spread", "What the wider system offers"),
)
_PAUSE = Outcome(VerdictCode.PAUSE, "Pause", "Pause.")
_UNKNOWN = Outcome(VerdictCode.NOT_ENOUGH_KNOWN, "Not enough known", "Not enough known.")


def a_framework(names: Sequence[str] = NAMES, *, rules: Rules = RULES, checksum: str = "c") -> Framework:
    enablers = tuple(
        _enabler(number, name, half=len(names) / 2) for number, name in enumerate(names, start=1)
    )
    scale = tuple(Scale(level, f"Level {level}", "") for level in range(5))
    return Framework("v1", "Questions", checksum, scale, GROUPS, enablers, rules, _PAUSE, _UNKNOWN, ())


def _enabler(number: int, name: str, *, half: float) -> Enabler:
    group = Group.PURSUIT if number <= half else Group.CONDITIONS
    count = 6 if number == 2 else 5
    statements = tuple(_statement(f"E{number}.{place}") for place in range(1, count + 1))
    return Enabler(number, f"slug-{number}", f"Title {number}", "", name, group, "", statements)


def _statement(code: str) -> Statement:
    return Statement(code, f"Statement {code}", "", ("0", "1", "2", "3", "4"), (), ())


def with_other_statements(framework: Framework, *codes: str) -> Framework:
    """Another version of the questions: in these enablers the last statement has become another one."""
    return replace(
        framework,
        version="v0",
        checksum="another text",
        enablers=tuple(_reworded(one) if one.code in codes else one for one in framework.enablers),
    )


def _reworded(enabler: Enabler) -> Enabler:
    *kept, last = enabler.statements
    return replace(enabler, statements=(*kept, replace(last, code=f"{enabler.code}.9")))


def a_result(framework: Framework, said: Mapping[str, Sequence[Answer]]) -> Result:
    """The result of answers per enabler code, in the order of the statements. The rest is unanswered."""
    answers = answers_of(framework, said)
    verdict = Verdict(VerdictCode.BUILD, "", "", None, None, (), (), gate_is_open=False, thin_groups=())
    return Result(
        framework_version=framework.version,
        framework_checksum=framework.checksum,
        scores=score_all(framework, answers),
        gate=Gate.CLEAR,
        verdict=verdict,
        firmness=Firmness(VerdictCode.BUILD, VerdictCode.BUILD, ()),
        way_up=None,
        progress=Progress(len(answers), len(framework.statements), 0, 0),
    )


def answers_of(framework: Framework, said: Mapping[str, Sequence[Answer]]) -> dict[str, Answer]:
    return {
        statement.code: answer
        for enabler in framework.enablers
        for statement, answer in zip(enabler.statements, said.get(enabler.code, ()), strict=False)
    }


def ratings(text: str) -> tuple[Answer, ...]:
    """Answers written short: "3 3+ ? - ." is a 3, a backed 3, I do not know, not relevant, unanswered."""
    special = {"?": DONT_KNOW, "-": NOT_RELEVANT, ".": UNANSWERED}
    return tuple(
        special[word] if word in special else rating(int(word[0]), backed=word.endswith("+"))
        for word in text.split()
    )


def result_of(framework: Framework, *rows: str) -> Result:
    """One row of short answers per enabler."""
    codes = [enabler.code for enabler in framework.enablers]
    return a_result(framework, {code: ratings(row) for code, row in zip(codes, rows, strict=True)})


def round_of(framework: Framework, *people: Sequence[str]) -> Rounds:
    """A round of blind rating: for each person one row of short answers per enabler."""
    codes = [enabler.code for enabler in framework.enablers]
    said = [dict(zip(codes, map(ratings, rows), strict=True)) for rows in people]
    return Rounds(now=blind_of(framework, [answers_of(framework, each) for each in said]))


def all_rated(framework: Framework, level: int) -> Result:
    return result_of(framework, *[" ".join([f"{level}+"] * len(e.statements)) for e in framework.enablers])


FULL = (
    "3+ 3+ 4+ 3+ 3+",
    "4+ 4+ 3+ 4+ 4+ 3+",
    "3+ 3+ 3+ 3 3",
    "3+ 3+ 3 2 3",
    "4+ 3+ 3+ 4+ 3",
    "2 2 3 2 1",
    "2 1 2 2 1",
    "3+ 3 2 3 2",
)
MIXED = (
    "3+ 3+ ? 3+ 3+",
    "4+ 4+ 3+ ? 4+ 3+",
    "3+ 3+ 3+ ? ?",
    "3+ ? ? ? .",
    "4+ 3+ 3+ 4+ 3",
    "2 2 3 3 ?",
    "- - - - -",
    "3+ 3 2 ? 2",
)
EARLIER = (
    "3 3 2 2 3",
    "3 3 3 4 3 3",
    "3 2 2 2 3",
    "2 2 2 2 2",
    "3 3 3 3 4",
    "2 2 2 2 1",
    "2 1 2 2 1",
    "1 1 1 1 1",
)

answer_lists = st.lists(
    st.sampled_from(
        [*(rating(level) for level in range(5)), rating(3, backed=True), DONT_KNOW, NOT_RELEVANT]
    ),
    min_size=0,
    max_size=6,
)


def results(framework: Framework) -> st.SearchStrategy[Result]:
    codes = [enabler.code for enabler in framework.enablers]
    return st.fixed_dictionaries(dict.fromkeys(codes, answer_lists)).map(
        lambda said: a_result(framework, said)
    )


def rounds(framework: Framework) -> st.SearchStrategy[Rounds]:
    """Of up to five people; with fewer than two there is nothing to draw."""
    codes = [enabler.code for enabler in framework.enablers]
    people = st.lists(st.fixed_dictionaries(dict.fromkeys(codes, answer_lists)), max_size=5)
    return people.map(
        lambda each: Rounds(now=blind_of(framework, [answers_of(framework, said) for said in each]))
    )
