"""Answers and results as JSON, and back without scoring anything again.

Fractions stand as "11/5", never as decimals; the shown score stands beside them for people. The fields are
the dataclasses' own, so renaming one changes the shape of receipts: a kept receipt in the tests says so.
"""

from dataclasses import fields, is_dataclass

from assessments.framework.types import Band, Group, VerdictCode
from assessments.scoring.score import shown
from assessments.scoring.strict_json import Json, Part
from assessments.scoring.types import (
    UNANSWERED,
    Answer,
    Answers,
    EnablerScore,
    Firmness,
    Gate,
    Kind,
    Progress,
    Result,
    ScoreState,
    Verdict,
    WayUp,
    WayUpStep,
)

_SHOWN = ("score", "low", "high")


def _names(dataclass: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(dataclass))


# The framework's version and checksum stand once, at the top of the receipt.
_RESULT = tuple(name for name in _names(Result) if not name.startswith("framework_"))
_SCORE = (*_names(EnablerScore), *(f"{name}_shown" for name in _SHOWN))


# -- writing ---------------------------------------------------------------------------------------


def answers_written(answers: Answers, codes: tuple[str, ...]) -> dict[str, Json]:
    return {code: _written(answers.get(code, UNANSWERED)) for code in codes}


def result_written(result: Result) -> dict[str, Json]:
    written: dict[str, Json] = {name: _written(getattr(result, name)) for name in _RESULT}
    return written | {"scores": [_score_written(score) for score in result.scores]}


def _score_written(score: EnablerScore) -> Json:
    values = {name: getattr(score, name) for name in _names(EnablerScore)}
    words = {f"{name}_shown": None if values[name] is None else shown(values[name]) for name in _SHOWN}
    return {name: _written(value) for name, value in (values | words).items()}


def _written(value: object) -> Json:
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if is_dataclass(value):
        return {field.name: _written(getattr(value, field.name)) for field in fields(value)}
    return value if value is None or isinstance(value, int) else str(value)


# -- reading ---------------------------------------------------------------------------------------


def read_answers(receipt: Part) -> dict[str, Answer]:
    parts = receipt.parts_by_name("answers", _names(Answer))
    return {
        code: Answer(part.choice("kind", Kind), part.whole_or_none("level"), part.flag("backed"))
        for code, part in parts.items()
    }


def read_result(receipt: Part, *, framework_version: str, framework_checksum: str) -> Result:
    part = receipt.part("result", _RESULT)
    way_up = part.part_or_none("way_up", _names(WayUp))
    return Result(
        framework_version=framework_version,
        framework_checksum=framework_checksum,
        scores=tuple(_read_score(score) for score in part.parts("scores", _SCORE)),
        gate=part.choice("gate", Gate),
        verdict=_read_verdict(part.part("verdict", _names(Verdict))),
        firmness=_read_firmness(part.part("firmness", _names(Firmness))),
        way_up=None if way_up is None else _read_way_up(way_up),
        progress=_read_progress(part.part("progress", _names(Progress))),
    )


def _read_score(part: Part) -> EnablerScore:
    for name in _SHOWN:
        part.text_or_none(f"{name}_shown")
    return EnablerScore(
        enabler=part.text("enabler"),
        statements=part.whole("statements"),
        rated=part.whole("rated"),
        dont_know=part.whole("dont_know"),
        not_relevant=part.whole("not_relevant"),
        unanswered=part.whole("unanswered"),
        total=part.whole("total"),
        high_ratings=part.whole("high_ratings"),
        backed=part.whole("backed"),
        state=part.choice("state", ScoreState),
        score=part.fraction_or_none("score"),
        low=part.fraction_or_none("low"),
        high=part.fraction_or_none("high"),
        band=part.choice_or_none("band", Band),
        low_band=part.choice_or_none("low_band", Band),
        high_band=part.choice_or_none("high_band", Band),
        unknown=part.texts("unknown"),
    )


def _read_verdict(part: Part) -> Verdict:
    return Verdict(
        code=part.choice("code", VerdictCode),
        headline=part.text("headline"),
        sentence=part.text("sentence"),
        pursuit=part.choice_or_none("pursuit", Band),
        conditions=part.choice_or_none("conditions", Band),
        deciding=part.texts("deciding"),
        left_out=part.texts("left_out"),
        gate_is_open=part.flag("gate_is_open"),
        thin_groups=part.choices("thin_groups", Group),
    )


def _read_firmness(part: Part) -> Firmness:
    return Firmness(
        at_low=part.choice("at_low", VerdictCode),
        at_high=part.choice("at_high", VerdictCode),
        fragile=part.texts("fragile"),
    )


def _read_way_up(part: Part) -> WayUp:
    return WayUp(
        reaches=part.choice("reaches", VerdictCode),
        steps=part.whole("steps"),
        by_enabler=tuple(_read_step(step) for step in part.parts("by_enabler", _names(WayUpStep))),
    )


def _read_step(part: Part) -> WayUpStep:
    return WayUpStep(
        enabler=part.text("enabler"),
        steps=part.whole("steps"),
        statements=part.texts("statements"),
        find_out=part.texts("find_out"),
        must_raise=part.texts("must_raise"),
        find_out_at_least=part.whole("find_out_at_least"),
    )


def _read_progress(part: Part) -> Progress:
    return Progress(
        answered=part.whole("answered"),
        statements=part.whole("statements"),
        dont_know=part.whole("dont_know"),
        not_relevant=part.whole("not_relevant"),
    )
