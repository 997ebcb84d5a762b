"""Results as tidy comma-separated values: a row per enabler, then one per statement. The same numbers as the screen."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping

from django.utils.timezone import localdate

from assessments.agreement.types import BlindScores
from assessments.charts.reading import score_words
from assessments.charts.rounds import NO_ROUNDS, Rounds
from assessments.framework.types import Framework
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import StoredAnswer, nothing_said
from assessments.scoring.score import shown
from assessments.scoring.types import EnablerScore, Result

COLUMNS = (
    "innovation", "submitted_on", "nature", "as_things_stood", "question_set", "question_set_sha256", "target",
    "verdict", "record", "code", "title", "score", "range_low", "range_high", "band", "answer", "level", "note", "link",
    "raters", "alone_lowest", "alone_highest", "agreed",
)  # fmt: skip
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠")


def results_csv(
    facts: AssessmentFacts,
    result: Result,
    answers: Mapping[str, StoredAnswer],
    *,
    with_notes: bool,
    rounds: Rounds = NO_ROUNDS,
    could_not_agree: Collection[str] = (),
) -> str:
    """With a byte order mark, so that spreadsheets read it as UTF-8.

    Of an assessment that was rated together: the lowest and highest score that anyone had, rating alone, and for which
    statements the middle of what people said stands, because they could not agree.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    about = _about(facts, result)
    for row in (
        *_enabler_rows(facts.framework, result, rounds),
        *_statement_rows(facts.framework, answers, with_notes, could_not_agree),
    ):
        writer.writerow({name: inert(value) for name, value in (about | row).items()})
    return "\ufeff" + out.getvalue()


def inert(value: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP: CSV injection)."""
    return f"'{value}" if value.startswith(STARTS_A_FORMULA) else value


def _about(facts: AssessmentFacts, result: Result) -> dict[str, str]:
    return {
        "innovation": facts.innovation_name,
        "submitted_on": localdate(facts.submitted_at).isoformat() if facts.submitted_at else "",
        "nature": facts.nature.value,
        "as_things_stood": facts.as_things_stood,
        "question_set": result.framework_version,
        "question_set_sha256": result.framework_checksum,
        "target": str(facts.framework.rules.target),
        "verdict": result.verdict.headline,
    }


def _enabler_rows(framework: Framework, result: Result, rounds: Rounds) -> Iterator[dict[str, str]]:
    for score in result.scores:
        enabler = framework.enabler_by_code[score.enabler]
        about = {"record": "enabler", "code": score.enabler, "title": enabler.title}
        yield about | _numbers(score) | _alone(rounds.alone(score.enabler))


def _alone(blind: BlindScores | None) -> dict[str, str]:
    if blind is None:
        return {}
    edges = {"alone_lowest": blind.lowest, "alone_highest": blind.highest}
    return {"raters": str(blind.people)} | {
        name: shown(edge) if edge is not None else "" for name, edge in edges.items()
    }


def _numbers(score: EnablerScore) -> dict[str, str]:
    """An enabler without a score has empty cells, and says why in `answer`: never a zero."""
    return {
        "score": shown(score.score) if score.score is not None else "",
        "range_low": shown(score.low) if score.low is not None else "",
        "range_high": shown(score.high) if score.high is not None else "",
        "band": score.band.value if score.band else "",
        "answer": "" if score.score is not None else score_words(score),
    }


def _statement_rows(
    framework: Framework,
    answers: Mapping[str, StoredAnswer],
    with_notes: bool,
    could_not_agree: Collection[str],
) -> Iterator[dict[str, str]]:
    for statement in framework.statements:
        said = answers.get(statement.code) or nothing_said(statement.code)
        yield {
            "record": "statement",
            "code": statement.code,
            "title": statement.text,
            "answer": said.kind.value,
            "level": "" if said.level is None else str(said.level),
            "note": said.note if with_notes else "",
            "link": said.link if with_notes else "",
            "agreed": "could not agree" if statement.code in could_not_agree else "",
        }
