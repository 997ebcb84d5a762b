"""What there is to talk about: where people's own answers differ, and how far."""

from collections.abc import Mapping

from assessments.agreement.blind import blind_of
from assessments.agreement.spread import spreads_in, widest_first
from assessments.agreement.types import Agreement, Spread
from assessments.charts.dot_strip import dot_strip_svg
from assessments.charts.raters_words import spread_words
from assessments.framework.types import Enabler, Framework
from assessments.queries.rounds import Views
from assessments.rounds.forms import Talk

FAR = 2
"""From here on a difference is more than two people reading the same words in two ways."""


def talks_about(enabler: Enabler, views: Views, *, in_order: bool = False) -> Mapping[str, Talk]:
    """By statement, widest spread first, or in the order of the question set."""
    spreads = spreads_in(enabler.statements, views.raters)
    return {one.statement: talk_about(one, views) for one in (spreads if in_order else widest_first(spreads))}


def talk_about(spread: Spread, views: Views) -> Talk:
    tag, tint = _tag(spread)
    return Talk(
        spread=spread,
        tag=tag,
        tint=tint,
        strip=dot_strip_svg(spread),
        words=spread_words(spread),
        notes=views.notes.get(spread.statement, ()),
    )


def _tag(spread: Spread) -> tuple[str, str]:
    if spread.unanimous:
        return "Agree", "none"
    if (spread.distance or 0) >= FAR:
        return f"Differ by {FAR} or more", "amber"
    return "Differ", "white"


def agreement_in(framework: Framework, enabler: Enabler, views: Views) -> Agreement:
    return blind_of(framework, views.raters)[enabler.code].agreement
