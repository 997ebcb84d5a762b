"""Two people fill in the same page at the same time. Nothing that was acknowledged is ever lost."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from assessments.actions.rating import SaveOutcome, TypedAnswer
from assessments.models import Answer, AnswerChange
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import StoredAnswer, answers_of, nothing_said
from tests.factories import save, start, typed
from tests.people import Team
from tests.reliability.crowd import together
from tests.reliability.figures import Measured

PAGE = ("E1.1", "E1.2", "E1.3", "E1.4", "E1.5")
Said = tuple[str, str]


@dataclass
class Editor:
    """Somebody with the page open: types into one of their own statements and sends all five, as a browser does."""

    facts: AssessmentFacts
    actor: Actor
    mine: tuple[str, ...]
    page: dict[str, StoredAnswer] = field(default_factory=lambda: {code: nothing_said(code) for code in PAGE})
    acknowledged: list[Said] = field(default_factory=list)

    def saves(self, number: int) -> SaveOutcome:
        touched, note = self.mine[number % len(self.mine)], f"{self.actor.name}, {number}"
        self.page[touched] = replace(self.page[touched], note=note)
        outcome = save(self.facts, *map(as_sent, self.page.values()), by=self.actor)
        self.acknowledged += [(code, note) for code in outcome.saved]
        self.page[touched] = replace(self.page[touched], version=self.page[touched].version + 1)
        if number % 4 == 0:  # otherwise the page stays open, and what the other wrote on it grows old
            self.page |= answers_of(self.facts.pk, PAGE)
        return outcome


def as_sent(shown: StoredAnswer) -> TypedAnswer:
    return TypedAnswer(shown.statement, shown.kind, shown.level, shown.note, shown.link, shown.version)


def history_of(facts: AssessmentFacts) -> list[Said]:
    rows = AnswerChange.objects.filter(assessment=facts.pk).order_by("statement", "version")
    return list(rows.values_list("statement", "note"))


def test_two_editors_of_different_statements_lose_nothing(
    team: Team, alice: Actor, bob: Actor, measured: Measured
) -> None:
    facts = start(team.innovation, by=alice)
    editors = [Editor(facts, alice, PAGE[:2]), Editor(facts, bob, PAGE[2:])]

    crowd = together(*(editor.saves for editor in editors), rounds=1000)

    acknowledged = [said for editor in editors for said in editor.acknowledged]
    lost = set(acknowledged) - set(history_of(facts))
    measured("Two editors, different statements", crowd.seconds, saves=len(acknowledged), lost=len(lost))
    assert (len(acknowledged), lost) == (2000, set())
    assert sorted(history_of(facts)) == sorted(acknowledged)
    assert dict(Answer.objects.values_list("statement", "note")) == dict(acknowledged)
    assert not [outcome for both in crowd.rounds for outcome in both if outcome.conflicts]


def test_of_two_editors_of_one_statement_the_second_is_always_asked(
    team: Team, alice: Actor, bob: Actor, measured: Measured
) -> None:
    facts = start(team.innovation, by=alice)

    def saves_as(actor: Actor, number: int) -> SaveOutcome:
        return save(facts, typed("E1.1", "3", note=f"{actor.name}, {number}", seen=number), by=actor)

    crowd = together(lambda n: saves_as(alice, n), lambda n: saves_as(bob, n), rounds=400)

    firsts = [next(outcome for outcome in both if outcome.saved) for both in crowd.rounds]
    seconds = [next(outcome for outcome in both if outcome.conflicts) for both in crowd.rounds]
    stood = [outcome.conflicts[0].theirs.note for outcome in seconds]
    overwritten = [note for note, (_, kept) in zip(stood, history_of(facts), strict=True) if note != kept]
    figures = {"saves": len(firsts), "stale_ones_asked": len(seconds), "overwritten": len(overwritten)}
    measured("Two editors, one statement", crowd.seconds, **figures)
    assert overwritten == []
    assert not [outcome for outcome in seconds if outcome.saved]
    assert (Answer.objects.get().note, Answer.objects.get().version) == (stood[-1], 400)


def test_four_tabs_that_save_as_fast_as_they_can_lose_nothing(
    team: Team, alice: Actor, bob: Actor, measured: Measured
) -> None:
    """Each looks, types into two statements and saves, waiting for nobody. Where it was overtaken it is asked."""
    facts = start(team.innovation, by=alice)
    acknowledged: list[Said] = []
    asked: list[Said] = []

    def saves(actor: Actor, pair: tuple[str, str], number: int) -> None:
        seen = answers_of(facts.pk, pair)
        note = f"{actor.name}, {pair}, {number}"
        sent = [typed(code, "3", note=note, seen=seen[code].version if code in seen else 0) for code in pair]
        outcome = save(facts, *sent, by=actor)
        acknowledged.extend((code, note) for code in outcome.saved)
        asked.extend((conflict.mine.statement, note) for conflict in outcome.conflicts)

    def tab(actor: Actor, *pair: str) -> Callable[[int], None]:
        return lambda _: [saves(actor, pair, number) for number in range(100)]

    tabs = [
        tab(alice, "E1.1", "E1.2"),
        tab(alice, "E1.2", "E1.3"),
        tab(bob, "E1.3", "E1.1"),
        tab(bob, "E1.1", "E1.2"),
    ]
    crowd = together(*tabs, rounds=1)

    lost = len(set(acknowledged) - set(history_of(facts)))
    measured("Four tabs", crowd.seconds, saves=len(acknowledged), stale_ones_asked=len(asked), lost=lost)
    assert sorted(history_of(facts)) == sorted(acknowledged)
    assert len(acknowledged) + len(asked) == 4 * 2 * 100
    assert sum(Answer.objects.values_list("version", flat=True)) == len(acknowledged)
