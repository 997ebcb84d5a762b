"""Carrying answers over into the next assessment."""

from dataclasses import replace

from assessments.actions.rating import copy_answers
from assessments.models import AnswerChange
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import answers_of, answers_with_who
from tests.conftest import CountQueries
from tests.factories import STATEMENTS, HeldTrial, all_typed, answer, save, start, submitted, typed
from tests.people import Team


def test_carried_answers_begin_a_history_of_their_own(team: Team, alice: Actor, bob: Actor) -> None:
    said = all_typed("2", E1_2="dont_know", E1_3="not_relevant")
    submitted(
        team.innovation,
        by=alice,
        answers=[replace(one, note="Two sites", link="https://a.org") for one in said],
    )

    later = start(team.innovation, by=bob, from_last=True)

    carried = answers_with_who(later.pk, STATEMENTS)
    assert [carried[one.statement].choice for one in said] == [one.choice for one in said]
    assert {(one.note, one.link, one.version, one.changed_by) for one in carried.values()} == {
        ("Two sites", "https://a.org", 1, "Bob Barnes")
    }
    assert AnswerChange.objects.filter(assessment=later.pk).count() == len(STATEMENTS)


def test_a_note_without_an_answer_is_carried_over_too(
    draft: AssessmentFacts, trial: HeldTrial, alice: Actor
) -> None:
    save(draft, typed("E1.1", "", note="Ask Bob"), by=alice)

    copy_answers(draft.pk, trial.facts.pk, draft.framework, by=alice)

    assert answers_of(trial.facts.pk)["E1.1"].note == "Ask Bob"


def test_what_the_newer_question_set_no_longer_asks_stays_behind(
    draft: AssessmentFacts, trial: HeldTrial, alice: Actor
) -> None:
    answer(draft, {"E1.1": "1", "E8.5": "1"}, by=alice)
    shorter = replace(draft.framework, enablers=draft.framework.enablers[:-1])

    copy_answers(draft.pk, trial.facts.pk, shorter, by=alice)

    assert list(answers_of(trial.facts.pk)) == ["E1.1"]


def test_nothing_to_carry_over_writes_nothing(
    draft: AssessmentFacts, trial: HeldTrial, alice: Actor, count_queries: CountQueries
) -> None:
    with count_queries() as queries:
        copy_answers(draft.pk, trial.facts.pk, draft.framework, by=alice)

    assert len(queries) == 1


def test_carrying_over_costs_three_statements(
    draft: AssessmentFacts, trial: HeldTrial, alice: Actor, count_queries: CountQueries
) -> None:
    save(draft, *all_typed(), by=alice)

    with count_queries() as queries:
        copy_answers(draft.pk, trial.facts.pk, draft.framework, by=alice)

    assert len(queries) == 3
