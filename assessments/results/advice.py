"""Advice as cards: for the team, with what commissioners and funders could do beside it."""

from dataclasses import dataclass
from fractions import Fraction

from assessments.advice.choose import ChosenAdvice, choose_advice, first_to_work_on
from assessments.framework.load import load_advice
from assessments.framework.types import Advice, AdviceBook, Audience, Enabler, Framework, Group
from assessments.results.stored import Shown
from assessments.scoring.score import shown


@dataclass(frozen=True, slots=True)
class Said:
    """Advice to one audience."""

    audience: str
    heading: str
    advice: Advice


@dataclass(frozen=True, slots=True)
class AdviceCard:
    """One enabler's advice; or, where it has no score, what to find out."""

    number: int
    slug: str
    heading: str
    short_name: str
    group: str
    chip: str
    chip_class: str
    against_target: str
    why: str
    team: Said | None
    others: tuple[Said, ...]
    find_out: tuple[str, ...]


AUDIENCES = (
    (Audience.SYSTEM, "What commissioners and system leaders could do"),
    (Audience.FUNDER, "What funders could do"),
)


def advice_cards(shown_: Shown, *, all_advice: bool) -> tuple[tuple[AdviceCard, ...], bool]:
    """Those furthest below target and those to find out about; or all of them."""
    book, framework, result = load_advice(shown_.framework.version), shown_.framework, shown_.result
    team = choose_advice(result, book, Audience.TEAM, framework)
    first = team if all_advice else (*first_to_work_on(team), *(one for one in team if one.find_out))
    cards = tuple(_advice_card(framework, book, one) for one in first)
    return cards, len(first) < len(team)


def _advice_card(framework: Framework, book: AdviceBook, one: ChosenAdvice) -> AdviceCard:
    enabler = framework.enabler_by_code[one.enabler]
    return AdviceCard(
        number=enabler.number,
        slug=enabler.slug,
        heading=f"{enabler.number}. {enabler.title}",
        short_name=enabler.short_name,
        group="a" if enabler.group is Group.PURSUIT else "b",
        chip=shown(one.score) if one.score is not None else "",
        chip_class=score_class(one.score),
        against_target=_against(one, framework.rules.target),
        why=one.advice.why if one.advice else "",
        team=Said("team", "Your team could", one.advice) if one.advice else None,
        others=_to_others(book, one.advice) if one.advice else (),
        find_out=_find_out(enabler, one),
    )


def _to_others(book: AdviceBook, team: Advice) -> tuple[Said, ...]:
    """What is said to the others about the same enabler in the same band."""
    return tuple(
        Said(who.value, heading, book.by_place[team.enabler, team.band, who]) for who, heading in AUDIENCES
    )


def _find_out(enabler: Enabler, one: ChosenAdvice) -> tuple[str, ...]:
    return tuple(statement.text for statement in enabler.statements if statement.code in one.find_out)


def _against(one: ChosenAdvice, target: int) -> str:
    """Between shown numbers, so that a reader who adds the two gets the target."""
    if one.score is None:
        return "Not enough answers"
    return (
        f"{shown(target - Fraction(shown(one.score)))} below target" if one.is_below_target else "At target"
    )


def score_class(score: Fraction | None) -> str:
    """The five steps of the scale's colours: at 1, 2, 3 and 3.5."""
    if score is None:
        return "oct-bx"
    return f"oct-b{4 if 2 * score >= 7 else int(score)}"
