"""From a TOML file's bytes to frozen data. A malformed one gives a FrameworkError that names the place."""

import hashlib

from assessments.errors import FrameworkError
from assessments.framework.fields import Fields, read_toml
from assessments.framework.types import (
    LEVELS,
    Advice,
    AdviceBook,
    Audience,
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

_FRAMEWORK_KEYS = ("version", "title", "rules", "scale", "groups", "outcomes", "verdicts", "enablers")
_RULE_NUMBERS = (
    "target",
    "partly_from",
    "in_place_from",
    "minimum_rated",
    "minimum_enablers_per_group",
    "backed_from",
    "gate_raised_at",
)
_OUTCOME_KEYS = ("headline", "sentence")
_VERDICT_KEYS = ("pursuit", "conditions", "code", *_OUTCOME_KEYS)
_ENABLER_KEYS = ("number", "slug", "title", "report_title", "short_name", "group", "why", "statements")
_STATEMENT_KEYS = ("code", "text", "hint", "levels", "evidence", "sources")
_ADVICE_KEYS = ("enabler", "band", "audience", "question", "actions", "why", "basis")


def checksum_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def parse_framework(content: bytes) -> Framework:
    fields = Fields.of(read_toml(content), "The framework file", _FRAMEWORK_KEYS)
    outcomes = fields.table("outcomes", ("pause", "not_enough_known"))
    return Framework(
        version=fields.text("version"),
        title=fields.text("title"),
        checksum=checksum_of(content),
        scale=tuple(map(_scale, fields.tables("scale", ("level", "label", "meaning")))),
        groups=tuple(map(_group, fields.tables("groups", ("group", "name", "holds")))),
        enablers=tuple(map(_enabler, fields.tables("enablers", _ENABLER_KEYS))),
        rules=_rules(fields.table("rules", (*_RULE_NUMBERS, "coverage_floor", "gate"))),
        pause=_outcome(outcomes.table("pause", _OUTCOME_KEYS), VerdictCode.PAUSE),
        not_enough_known=_outcome(
            outcomes.table("not_enough_known", _OUTCOME_KEYS), VerdictCode.NOT_ENOUGH_KNOWN
        ),
        table=tuple(map(_verdict_row, fields.tables("verdicts", _VERDICT_KEYS))),
    )


def parse_advice(content: bytes) -> AdviceBook:
    fields = Fields.of(read_toml(content), "The advice file", ("version", "framework", "advice"))
    return AdviceBook(
        version=fields.text("version"),
        framework_version=fields.text("framework"),
        checksum=checksum_of(content),
        pieces=tuple(map(_advice, fields.tables("advice", _ADVICE_KEYS))),
    )


def _rules(fields: Fields) -> Rules:
    numbers = {key: fields.integer(key) for key in _RULE_NUMBERS}
    return Rules(**numbers, coverage_floor=fields.fraction("coverage_floor"), gate=fields.text("gate"))


def _scale(fields: Fields) -> Scale:
    return Scale(fields.integer("level"), fields.text("label"), fields.text("meaning"))


def _group(fields: Fields) -> GroupText:
    return GroupText(fields.choice("group", Group), fields.text("name"), fields.text("holds"))


def _outcome(fields: Fields, code: VerdictCode) -> Outcome:
    return Outcome(code, fields.text("headline"), fields.text("sentence"))


def _verdict_row(fields: Fields) -> VerdictRow:
    return VerdictRow(
        pursuit=fields.choice("pursuit", Band),
        conditions=fields.choice("conditions", Band),
        outcome=_outcome(fields, fields.choice("code", VerdictCode)),
    )


def _enabler(fields: Fields) -> Enabler:
    return Enabler(
        number=fields.integer("number"),
        slug=fields.text("slug"),
        title=fields.text("title"),
        report_title=fields.text("report_title"),
        short_name=fields.text("short_name"),
        group=fields.choice("group", Group),
        why=fields.text("why"),
        statements=tuple(map(_statement, fields.tables("statements", _STATEMENT_KEYS))),
    )


def _statement(fields: Fields) -> Statement:
    return Statement(
        code=fields.text("code"),
        text=fields.text("text"),
        hint=fields.text("hint"),
        levels=_levels(fields),
        evidence=fields.texts("evidence"),
        sources=fields.texts("sources"),
    )


def _levels(fields: Fields) -> tuple[str, str, str, str, str]:
    texts = fields.texts("levels")
    if len(texts) != len(LEVELS):
        raise FrameworkError(f"{fields.place}, levels should be {len(LEVELS)} texts, for 0 to 4.")
    level_0, level_1, level_2, level_3, level_4 = texts
    return level_0, level_1, level_2, level_3, level_4


def _advice(fields: Fields) -> Advice:
    return Advice(
        enabler=fields.text("enabler"),
        band=fields.choice("band", Band),
        audience=fields.choice("audience", Audience),
        question=fields.text("question"),
        actions=fields.texts("actions"),
        why=fields.text("why"),
        basis=fields.texts("basis"),
    )
