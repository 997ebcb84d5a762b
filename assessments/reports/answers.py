"""One statement's answer in words, for files."""

from collections.abc import Mapping

from assessments.framework.types import Framework
from assessments.models.vocabulary import Kind as KindWords
from assessments.queries.rating import StoredAnswer, nothing_said
from assessments.reports.content import AnswerGroup, AnswerLine


def answer_groups(
    framework: Framework, answers: Mapping[str, StoredAnswer], *, with_notes: bool
) -> tuple[AnswerGroup, ...]:
    """Every statement in the order it was asked. Notes and links only when asked for."""
    return tuple(
        AnswerGroup(
            enabler=f"{enabler.number}. {enabler.title}",
            lines=tuple(
                _line(framework, one.code, one.text, answers.get(one.code), with_notes)
                for one in enabler.statements
            ),
        )
        for enabler in framework.enablers
    )


def _line(
    framework: Framework, code: str, text: str, stored: StoredAnswer | None, with_notes: bool
) -> AnswerLine:
    said = stored or nothing_said(code)
    label = KindWords(said.kind.value).label if said.level is None else framework.scale[said.level].label
    return AnswerLine(
        code=code,
        statement=text,
        level=said.level,
        words=label if said.level is None else f"{said.level}: {label}",
        note=said.note if with_notes else "",
        link=said.link if with_notes else "",
    )
