"""Saving answers: what is written, what is refused, and what it costs."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.utils import timezone

from assessments.actions.rating import TypedAnswer
from assessments.errors import AlreadySubmitted, AnswerError, NotAllowed, NotFound
from assessments.models import Answer, AuditEvent, Innovation
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts, get_visible
from assessments.scoring.types import UNANSWERED, Kind, rating
from tests.conftest import CountQueries
from tests.factories import GATE, STATEMENTS, HeldTrial, all_typed, save, start, submitted, typed
from tests.people import Team
from tests.store.stored import history, standing

# --- What is written -------------------------------------------------------------------------------------------------


def test_a_first_answer_is_stored_as_version_one_with_who_and_when(
    draft: AssessmentFacts, bob: Actor
) -> None:
    before = timezone.now()

    outcome = save(draft, typed("E1.1", "3", note="Nine sites", link="https://example.org/a"), by=bob)

    said = standing(draft)
    assert outcome.saved == ("E1.1",)
    assert outcome.conflicts == ()
    assert (said.kind, said.level, said.note, said.link) == (
        Kind.LEVEL,
        3,
        "Nine sites",
        "https://example.org/a",
    )
    assert (said.version, said.changed_by, said.changed_by_id) == (1, "Bob Barnes", bob.person_id)
    assert before <= said.changed_at <= timezone.now()


@pytest.mark.parametrize("choice", ["0", "1", "2", "3", "4", "dont_know", "not_relevant", ""])
def test_every_kind_of_answer_comes_back_as_it_was_given(
    choice: str, draft: AssessmentFacts, alice: Actor
) -> None:
    save(draft, typed("E1.1", choice, note="Said in March"), by=alice)

    assert (standing(draft).choice, standing(draft).note) == (choice, "Said in March")


def test_a_change_makes_the_next_version_and_history_keeps_the_last(
    draft: AssessmentFacts, alice: Actor, bob: Actor
) -> None:
    save(draft, typed("E1.1", "3"), by=alice)

    save(draft, typed("E1.1", "dont_know", note="Not sure", seen=1), by=bob)

    assert (standing(draft).version, standing(draft).changed_by) == (2, "Bob Barnes")
    assert history(draft) == [(1, "level", 3, ""), (2, "dont_know", None, "Not sure")]


@pytest.mark.parametrize("part", [{"note": "Nine sites"}, {"link": "https://example.org/b"}])
def test_a_new_note_or_link_alone_is_a_change(
    part: dict[str, str], draft: AssessmentFacts, alice: Actor
) -> None:
    save(draft, typed("E1.1", "3"), by=alice)

    outcome = save(draft, typed("E1.1", "3", seen=1, **part), by=alice)

    assert outcome.saved == ("E1.1",)
    assert standing(draft).version == 2


def test_taking_an_answer_back_is_a_change_too(draft: AssessmentFacts, alice: Actor) -> None:
    save(draft, typed("E1.1", "3"), by=alice)

    save(draft, typed("E1.1", "", seen=1), by=alice)

    assert (standing(draft).kind, standing(draft).version) == (Kind.UNANSWERED, 2)


def test_the_same_again_writes_nothing(draft: AssessmentFacts, alice: Actor, bob: Actor) -> None:
    save(draft, typed("E1.1", "3", note="Nine sites"), by=alice)

    outcome = save(draft, typed("E1.1", "3", note="Nine sites", seen=1), by=bob)

    assert (outcome.saved, outcome.conflicts) == ((), ())
    assert (standing(draft).version, standing(draft).changed_by) == (1, "Alice Archer")
    assert len(history(draft)) == 1


def test_a_page_left_empty_writes_nothing(draft: AssessmentFacts, alice: Actor) -> None:
    outcome = save(draft, *(typed(code, "") for code in STATEMENTS[:5]), by=alice)

    assert (outcome.saved, outcome.conflicts) == ((), ())
    assert not Answer.objects.exists()


def test_only_what_changed_is_written(draft: AssessmentFacts, alice: Actor, bob: Actor) -> None:
    save(draft, typed("E1.1", "3"), typed("E1.2", "2"), by=alice)

    outcome = save(draft, typed("E1.1", "3", seen=1), typed("E1.2", "4", seen=1), typed("E1.3", ""), by=bob)

    assert outcome.saved == ("E1.2",)
    assert [standing(draft, code).changed_by for code in ("E1.1", "E1.2")] == ["Alice Archer", "Bob Barnes"]


def test_the_outcome_tells_how_all_answers_stand_now(draft: AssessmentFacts, alice: Actor) -> None:
    save(draft, typed("E1.1", "3"), typed("E2.1", "1"), by=alice)

    linked = typed("E1.2", "4", link="https://example.org")
    outcome = save(draft, typed("E1.1", "4", note="Ten sites", seen=1), linked, by=alice)

    assert outcome.answers["E1.1"] == rating(4, backed=True)
    assert outcome.answers["E1.2"] == rating(4, backed=True)
    assert outcome.answers["E2.1"] == rating(1)
    assert outcome.answers["E8.5"] == UNANSWERED
    assert set(outcome.answers) == set(STATEMENTS)


def test_in_a_trial_nobody_is_named(trial: HeldTrial) -> None:
    save(trial.facts, typed("E1.1", "3"), by=trial.holder)

    assert (standing(trial.facts).level, standing(trial.facts).changed_by) == (3, None)


def test_every_version_that_stood_is_in_the_history(draft: AssessmentFacts, alice: Actor) -> None:
    for seen, choice in enumerate("01234"):
        save(draft, typed("E1.1", choice, seen=seen), by=alice)

    assert [(version, level) for version, _, level, _ in history(draft)] == [(n + 1, n) for n in range(5)]


# --- What is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (typed("E9.1", "3"), "There is no statement E9.1"),
        (typed(GATE, "not_relevant"), f"Statement {GATE} cannot be marked as not relevant"),
        (replace(typed("E1.1", "3"), level=5), "Levels go from 0 to 4"),
        (replace(typed("E1.1", "3"), level=None), "is rated, but has no level"),
        (replace(typed("E1.1", "dont_know"), level=2), "its answer is not a level"),
    ],
)
def test_an_answer_the_question_set_does_not_allow_is_refused_and_nothing_is_saved(
    wrong: TypedAnswer, sentence: str, draft: AssessmentFacts, alice: Actor
) -> None:
    with pytest.raises(AnswerError, match=sentence):
        save(draft, typed("E1.2", "3"), wrong, by=alice)

    assert not Answer.objects.exists()


@pytest.mark.parametrize("who", ["dana", "rob"])
def test_who_may_not_answer_is_refused_and_nothing_is_saved(
    who: str, draft: AssessmentFacts, team: Team
) -> None:
    standing_of = {"dana": "viewer", "rob": "rater"}

    with pytest.raises(NotAllowed):
        save(replace(draft, standing=standing_of[who]), typed("E1.1", "3"), by=Actor(getattr(team, who).pk))

    assert not Answer.objects.exists()


def test_a_page_opened_before_someone_submitted_saves_nothing(team: Team, alice: Actor, bob: Actor) -> None:
    opened = start(team.innovation, by=bob)
    submitted(team.innovation, by=alice)

    with pytest.raises(AlreadySubmitted):
        save(opened, typed("E1.1", "1", seen=1), by=bob)

    assert standing(opened).level == 3


def test_an_assessment_that_is_gone_is_not_found(trial: HeldTrial) -> None:
    Innovation.objects.all().delete()

    with pytest.raises(NotFound):
        save(trial.facts, typed("E1.1", "1"), by=trial.holder)


def test_a_refusal_leaves_the_transaction_around_it_whole(team: Team, alice: Actor) -> None:
    done = submitted(team.innovation, by=alice)

    with pytest.raises(AlreadySubmitted):
        save(done, typed("E1.1", "1", seen=1), by=alice)

    assert not connection.needs_rollback
    assert get_visible(alice, done.id).is_submitted


def test_answers_are_recorded_in_their_history_and_not_a_second_time(
    draft: AssessmentFacts, alice: Actor
) -> None:
    events = AuditEvent.objects.count()

    save(draft, typed("E1.1", "3"), by=alice)

    assert AuditEvent.objects.count() == events


# --- What it costs ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typing", "statements"),
    [
        (lambda: [typed("E1.2", "3", seen=1)], 1),
        (lambda: [typed("E1.2", "4", seen=1), typed("E1.3", "2")], 3),
        (lambda: all_typed("2", E1_1="", E1_2=""), 4),
        (lambda: [typed("E1.1", "2"), typed("E1.2", "4", seen=1)], 4),
        (lambda: [typed("E1.1", "2"), typed("E1.2", "1")], 2),
    ],
    ids=[
        "nothing changed",
        "two changed",
        "all of them at once",
        "a conflict and a change",
        "conflicts only",
    ],
)
def test_a_save_costs_at_most_four_statements(
    typing: Callable[[], list[TypedAnswer]],
    statements: int,
    draft: AssessmentFacts,
    alice: Actor,
    bob: Actor,
    count_queries: CountQueries,
) -> None:
    save(draft, typed("E1.1", "3"), typed("E1.2", "3"), by=bob)

    with count_queries() as queries:
        save(draft, *typing(), by=alice)

    assert len(queries) == statements
