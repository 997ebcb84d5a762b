"""The results page as a report to take away: the same presenter's words and numbers, for one kind of reader."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from assessments.framework.sources import load_sources
from assessments.framework.types import Audience
from assessments.queries.assessment import StoredResult
from assessments.queries.rating import StoredAnswer
from assessments.reports.answers import answer_groups
from assessments.reports.content import (
    Advised,
    KeyLine,
    Passage,
    Picture,
    Report,
    ScoreGroup,
    ScoreLine,
    Step,
    WayUp,
)
from assessments.results.advice import AdviceCard
from assessments.results.charts import ChartRow
from assessments.results.presenters import ResultsPage, results_page
from assessments.results.stored import Shown
from assessments.results.words import (
    GATE_ADVICE_HEADING,
    GATE_EVIDENCE_HEADING,
    GATE_HEADING,
    GATE_QUESTION,
    WayUpWords,
    how_worked_out,
    in_a_picture,
)
from assessments.scoring.receipt import ENGINE_VERSION
from assessments.ui.text import upper_first


def report_of(
    shown_: Shown,
    stored: StoredResult,
    earlier: Sequence[StoredResult],
    answers: Mapping[str, StoredAnswer],
    *,
    audience: Audience,
    with_notes: bool,
) -> Report:
    """`answers`: as they were stored; they carry the notes, which a receipt does not."""
    page = results_page(shown_, all_advice=audience is not Audience.TEAM, earlier=earlier)
    facts, framework = shown_.facts, shown_.framework
    advice = _advice(page, audience)
    return Report(
        innovation=facts.innovation_name,
        caption=page.caption,
        headline=page.headline,
        whose=upper_first(facts.nature.value),
        nature=in_a_picture(framework, facts.nature),
        warning=Passage(GATE_HEADING, page.gate_sentence) if page.is_gate_raised else None,
        lede=(" ".join((page.lede, *page.because)), page.sentence, " ".join(page.firm)),
        radar=_picture(page.charts.wide, shown_.spec.description),
        scale_words=page.scale_words,
        key=tuple(KeyLine(_picture(item.swatch), item.text) for item in page.charts.radar_key),
        in_words=page.charts.in_words,
        findings=tuple(Passage(one.heading, one.sentence) for one in page.findings),
        earlier_when=page.earlier_when,
        scores=tuple(
            ScoreGroup(group.name, tuple(_line(one) for one in group.rows)) for group in page.charts.groups
        ),
        way_up=_way_up(page.way_up) if page.way_up else None,
        advice_heading=GATE_ADVICE_HEADING if page.is_gate_raised else ADVICE_HEADINGS[audience],
        advice=advice,
        has_notes=with_notes,
        answers=answer_groups(framework, answers, with_notes=with_notes),
        method=how_worked_out(),
        sources=_sources(advice),
        question_set=page.version,
        checksum=page.checksum,
        engine=ENGINE_VERSION,
        submitted_at=stored.submitted_at,
    )


ADVICE_HEADINGS = {
    Audience.TEAM: "What to work on next",
    Audience.SYSTEM: "What commissioners and system leaders could do",
    Audience.FUNDER: "What funders could do",
}


def _picture(svg: Markup, words: str = "") -> Picture:
    return Picture(str(svg), words)


def _line(one: ChartRow) -> ScoreLine:
    row = one.row
    return ScoreLine(
        code=row.code,
        name=f"{row.number}. {row.short_name}",
        drawing=_picture(one.dots),
        score=row.score,
        low=row.low,
        high=row.high,
        score_words=row.score_words,
        range_words=row.range_words,
        since_words=row.since_words,
        backed_words=row.backed_words,
    )


def _way_up(words: WayUpWords) -> WayUp:
    steps = (
        Step(
            step.enabler,
            tuple(
                (sentence, texts)
                for sentence, texts in (
                    (step.find_out_sentence, step.find_out),
                    (step.sentence, step.choices),
                )
                if texts
            ),
        )
        for step in words.steps
    )
    return WayUp(words.heading, words.sentence, tuple(steps))


def _advice(page: ResultsPage, audience: Audience) -> tuple[Advised, ...]:
    said = tuple(_advised(card, audience) for card in page.cards)
    return (_gate_advice(page), *said) if page.is_gate_raised else said


def _sources(advice: Sequence[Advised]) -> tuple[tuple[str, str], ...]:
    """Those that the advice names, in the file's order: a page on paper has no links to follow."""
    named = {code for one in advice for code in one.basis}
    return tuple((source.code, source.title) for source in load_sources() if source.code in named)


def _gate_advice(page: ResultsPage) -> Advised:
    """Comes before all other advice, whoever reads it: that is for later, once harm has been checked."""
    return Advised(
        heading=GATE_ADVICE_HEADING,
        against_target="",
        find_out=(),
        why="",
        question=GATE_QUESTION,
        actions_heading=GATE_EVIDENCE_HEADING,
        actions=page.gate_evidence,
        basis=(),
    )


def _advised(card: AdviceCard, audience: Audience) -> Advised:
    """What this audience could do; one that is not the team may have no advice for an enabler without a score."""
    to_all = ((card.team,) if card.team else ()) + card.others
    said = next((one for one in to_all if one.audience == audience.value), None)
    return Advised(
        heading=card.heading,
        against_target=" · ".join(part for part in (card.chip, card.against_target) if part),
        find_out=card.find_out,
        why=said.advice.why if said else "",
        question=said.advice.question if said else "",
        actions_heading=said.heading if said else "",
        actions=said.advice.actions if said else (),
        basis=said.advice.basis if said else (),
    )
