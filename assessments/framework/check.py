"""What makes a question set and its advice sound, one small check each.

Parsing has already settled the types; here is what the sums, the addresses and the readers rely on. Every
check yields sentences that name the place, so that someone who writes content can put them right.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise, product

from assessments.framework.types import (
    LEVELS,
    TOP_LEVEL,
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
)

ENABLERS = 8
ENABLERS_PER_GROUP = 4
# Scores are stored as whole 2,520ths, and 2,520 is the smallest number that 1 to 10 all divide.
MOST_STATEMENTS = 10
# Pages that stand beside /assessments/<id>/<enabler-slug>/.
RESERVED_SLUGS = frozenset({"check", "answers", "results", "agree", "start", "compare", "delete", "enough"})
LEVEL_WORDS = range(3, 15)
HINT_WORDS = range(1, 16)
WHY_WORDS = range(1, 25)
SENTENCE_WORDS = range(1, 30)
ACTION_WORDS = range(1, 22)
ADVICE_WHY_WORDS = range(1, 28)
ACTIONS = range(2, 4)
# Words that raise the bar without saying by how much.
VAGUE_WORDS = frozenset({"fully", "robust", "robustly"})
FIRST_PERSON = frozenset({"we", "us", "our"})
QUESTION_WORDS = frozenset({"how", "what", "when", "where", "which", "who", "whom", "whose", "why"})
# Each action begins with one of these. A new verb is welcome: add it here.
_VERBS = (
    "accept add adjust agree arrange ask back bring build change check choose compare cost create "
    "decide find fund get give help hold include invite join judge keep let link list look make match "
    "move name note offer pair pay plan publish put read recognise record release remove require review "
    "run say set settle share show start step suggest take talk tell test time track turn use wait "
    "write"
)
VERBS = frozenset(_VERBS.split())

_VERSION = re.compile(r"v[1-9]\d{0,5}")
_SLUG = re.compile(r"[a-z]{3,20}")
_SOURCE = re.compile(r"[SP]\d+[a-z]?")
_WORD = re.compile(r"[^\W_][\w'’–-]*")


def problems_in(framework: Framework) -> tuple[str, ...]:
    return (
        *_version_problems(framework.version),
        *_enabler_problems(framework),
        *_statement_problems(framework),
        *_scale_and_group_problems(framework),
        *_rule_problems(framework),
        *_gate_problems(framework),
        *_verdict_problems(framework),
        *_enabler_wording_problems(framework),
        *_statement_wording_problems(framework),
        *_outcome_wording_problems(framework),
    )


def problems_in_advice(book: AdviceBook, framework: Framework) -> tuple[str, ...]:
    return (
        *_version_problems(book.version),
        *_place_problems(book, framework),
        *_repeated((piece.question for piece in book.pieces), "question"),
        *(problem for piece in book.pieces for problem in _piece_problems(piece)),
    )


def words_in(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


# -- structure -------------------------------------------------------------------------------------------


def _version_problems(version: str) -> Iterator[str]:
    if not _VERSION.fullmatch(version):
        yield f'The version is "{version}"; it should be v and a number, such as "v1".'


def _enabler_problems(framework: Framework) -> Iterator[str]:
    numbers = [enabler.number for enabler in framework.enablers]
    if numbers != list(range(1, ENABLERS + 1)):
        yield f"The enablers are numbered {numbers}; they should be 1 to {ENABLERS} in order."
    for group in Group:
        found = len(framework.enablers_in(group))
        if found != ENABLERS_PER_GROUP:
            yield f"Group {group} has {found} enablers; it should have {ENABLERS_PER_GROUP}."
    yield from _repeated((enabler.slug for enabler in framework.enablers), "enabler slug")
    for enabler in framework.enablers:
        if enabler.slug in RESERVED_SLUGS:
            yield f'{enabler.code}: the slug "{enabler.slug}" is the name of a page. Choose another.'
        if not _SLUG.fullmatch(enabler.slug):
            yield f'{enabler.code}: the slug "{enabler.slug}" should be one word of 3 to 20 small letters.'


def _statement_problems(framework: Framework) -> Iterator[str]:
    yield from _repeated((statement.code for statement in framework.statements), "statement code")
    for enabler in framework.enablers:
        yield from _statement_count_problems(enabler, framework.rules.minimum_rated)
        for statement in enabler.statements:
            if not re.fullmatch(rf"{enabler.code}\.[1-9]\d?", statement.code):
                yield f"{statement.code} stands under {enabler.code}; its code should too."


def _statement_count_problems(enabler: Enabler, fewest: int) -> Iterator[str]:
    count = len(enabler.statements)
    if not fewest <= count <= MOST_STATEMENTS:
        yield f"{enabler.code} has {count} statements; it should have {fewest} to {MOST_STATEMENTS}."


def _scale_and_group_problems(framework: Framework) -> Iterator[str]:
    levels = [scale.level for scale in framework.scale]
    if levels != list(LEVELS):
        yield f"The scale has levels {levels}; it should have 0 to {TOP_LEVEL} in order."
    groups = [text.group for text in framework.groups]
    if groups != list(Group):
        yield f"The groups are {', '.join(groups) or 'none'}; they should be {', '.join(Group)}."


def _rule_problems(framework: Framework) -> Iterator[str]:
    rules = framework.rules
    if not 0 < rules.partly_from < rules.in_place_from <= TOP_LEVEL:
        yield f"partly_from should be above 0 and below in_place_from, and in_place_from at most {TOP_LEVEL}."
    if not 0 < rules.target <= TOP_LEVEL:
        yield f"The target is {rules.target}; it should be 1 to {TOP_LEVEL}."
    if rules.backed_from not in LEVELS:
        yield f"backed_from is {rules.backed_from}; it should be a level, 0 to {TOP_LEVEL}."
    if not 0 < rules.coverage_floor <= 1:
        yield f"The coverage floor is {rules.coverage_floor}; it should be above 0 and at most 1."
    if rules.minimum_rated < 1:
        yield f"minimum_rated is {rules.minimum_rated}; it should be 1 or more."
    if not 1 <= rules.minimum_enablers_per_group <= ENABLERS_PER_GROUP:
        yield f"minimum_enablers_per_group should be 1 to {ENABLERS_PER_GROUP}."


def _gate_problems(framework: Framework) -> Iterator[str]:
    rules = framework.rules
    if rules.gate not in framework.statement_by_code:
        yield f'The gate is "{rules.gate}", and no statement has that code.'
    if not 0 <= rules.gate_raised_at < TOP_LEVEL:
        yield f"gate_raised_at is {rules.gate_raised_at}; it should be 0 to {TOP_LEVEL - 1}."


def _verdict_problems(framework: Framework) -> Iterator[str]:
    found = Counter((row.pursuit, row.conditions) for row in framework.table)
    for pursuit, conditions in product(Band, Band):
        count = found[pursuit, conditions]
        if count != 1:
            yield f"The verdict table has {count} rows for {pursuit} and {conditions}; it should have one."
    yield from _verdict_order_problems(framework)


def _verdict_order_problems(framework: Framework) -> Iterator[str]:
    """A better band in either half must never give a worse verdict."""
    code = {(row.pursuit, row.conditions): row.outcome.code for row in framework.table}
    for place, verdict in code.items():
        if verdict in (VerdictCode.PAUSE, VerdictCode.NOT_ENOUGH_KNOWN):
            yield f"The verdict for {' and '.join(place)} is {verdict}, which the table may not give."
    for lower, higher in pairwise(Band):
        for other in Band:
            for worse, better in (((lower, other), (higher, other)), ((other, lower), (other, higher))):
                if worse in code and better in code and code[worse].rank > code[better].rank:
                    yield f"The verdict falls from {' and '.join(worse)} to {' and '.join(better)}."


# -- wording ---------------------------------------------------------------------------------------------


def _enabler_wording_problems(framework: Framework) -> Iterator[str]:
    for enabler in framework.enablers:
        for label in (enabler.title, enabler.report_title, enabler.short_name):
            yield from _label_problems(label, enabler.code)
        yield from _sentence_problems(enabler.why, f"{enabler.code}, why", WHY_WORDS)


def _statement_wording_problems(framework: Framework) -> Iterator[str]:
    for statement in framework.statements:
        yield from _label_problems(statement.text, statement.code)
        yield from _sentence_problems(statement.hint, f"{statement.code}, hint", HINT_WORDS)
        yield from _level_problems(statement)
        yield from _source_problems(statement.sources, statement.code)
        if not statement.evidence:
            yield f"{statement.code} gives no example of evidence. Add one."
        for item in statement.evidence:
            yield from _label_problems(item, f"{statement.code}, evidence")


def _level_problems(statement: Statement) -> Iterator[str]:
    yield from _repeated((level.casefold() for level in statement.levels), f"{statement.code} level")
    for number, level in enumerate(statement.levels):
        place = f"{statement.code}, level {number}"
        words = {word.casefold() for word in words_in(level)}
        yield from _label_problems(level, place)
        yield from _length_problems(level, place, LEVEL_WORDS)
        if not words & FIRST_PERSON:
            yield f'{place}: "{level}" should say we, us or our.'
        for vague in sorted(words & VAGUE_WORDS):
            yield f'{place}: "{vague}" says nothing that can be checked. Say what is there.'


def _outcome_wording_problems(framework: Framework) -> Iterator[str]:
    outcomes = (framework.pause, framework.not_enough_known, *(row.outcome for row in framework.table))
    yield from _repeated((outcome.sentence for outcome in outcomes), "verdict sentence")
    for outcome in outcomes:
        yield from _outcome_problems(outcome)


def _outcome_problems(outcome: Outcome) -> Iterator[str]:
    place = f'Verdict "{outcome.headline}"'
    yield from _label_problems(outcome.headline, place)
    yield from _sentence_problems(outcome.sentence, place, SENTENCE_WORDS)


# -- advice ----------------------------------------------------------------------------------------------


def _place_problems(book: AdviceBook, framework: Framework) -> Iterator[str]:
    if book.framework_version != framework.version:
        yield f'The advice is for framework "{book.framework_version}", not "{framework.version}".'
    found = Counter((piece.enabler, piece.band, piece.audience) for piece in book.pieces)
    wanted = set(product(framework.enabler_by_code, Band, Audience))
    for place in sorted(wanted | set(found)):
        count, should = found[place], int(place in wanted)
        if count != should:
            yield f"There are {count} pieces of advice for {', '.join(place)}; there should be {should}."


def _piece_problems(piece: Advice) -> Iterator[str]:
    place = f"Advice {piece.enabler}, {piece.band}, {piece.audience}"
    yield from _question_problems(piece.question, place)
    yield from _sentence_problems(piece.why, f"{place}, why", ADVICE_WHY_WORDS)
    yield from _source_problems(piece.basis, place)
    if len(piece.actions) not in ACTIONS:
        yield f"{place} has {len(piece.actions)} actions; it should have 2 or 3."
    yield from _repeated(piece.actions, f"{place}, action")
    for action in piece.actions:
        yield from _action_problems(action, f"{place}, action")


def _question_problems(question: str, place: str) -> Iterator[str]:
    yield from _space_problems(question, place)
    if not question.endswith("?"):
        yield f'{place}: the question should end with a question mark: "{question}"'
    if not QUESTION_WORDS & {word.casefold() for word in words_in(question)}:
        yield f'{place}: the question can be answered with yes or no. Ask who, what or how: "{question}"'


def _action_problems(action: str, place: str) -> Iterator[str]:
    yield from _label_problems(action, place)
    yield from _length_problems(action, place, ACTION_WORDS)
    first = (words_in(action) or ("",))[0]
    if first.casefold() not in VERBS:
        yield f'{place}: "{action}" should begin with a verb, one in VERBS in check.py.'


# -- shared ----------------------------------------------------------------------------------------------


def _repeated(values: Iterable[str], what: str) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield f'{what[0].upper()}{what[1:]} "{value}" is there {count} times. Each should be different.'


def _source_problems(sources: tuple[str, ...], place: str) -> Iterator[str]:
    if not sources:
        yield f"{place} names no source. Add one."
    yield from _repeated(sources, f"{place}, source")
    for source in sources:
        if not _SOURCE.fullmatch(source):
            yield f'{place}: "{source}" should be a source such as S52, S58a or P4.'


def _label_problems(text: str, place: str) -> Iterator[str]:
    yield from _space_problems(text, place)
    if text.endswith("."):
        yield f'{place}: no full stop at the end of "{text}"'
    if text[:1].islower():
        yield f'{place}: begin with a capital letter: "{text}"'


def _sentence_problems(text: str, place: str, allowed: range) -> Iterator[str]:
    yield from _space_problems(text, place)
    yield from _length_problems(text, place, allowed)
    if not text.endswith("."):
        yield f'{place}: end with a full stop: "{text}"'


def _length_problems(text: str, place: str, allowed: range) -> Iterator[str]:
    count = len(text.split())
    if count not in allowed:
        yield f'{place} has {count} words; it should have {allowed.start} to {allowed.stop - 1}: "{text}"'


def _space_problems(text: str, place: str) -> Iterator[str]:
    if text != " ".join(text.split()):
        yield f'{place}: take out the double spaces, line breaks or spaces at the ends: "{text}"'
