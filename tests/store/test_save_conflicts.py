"""Saving answers when someone else was here: what is left alone, and what two people must settle."""

from dataclasses import replace

import pytest

from assessments.actions.rating import Conflict, TypedAnswer
from assessments.actions.sheet import Sheet, team_sheet
from assessments.models import Answer
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import answers_of
from assessments.scoring.types import rating
from tests.factories import HeldTrial, save, typed
from tests.store.stored import history, standing


def test_what_i_did_not_touch_stays_as_the_other_left_it(
    draft: AssessmentFacts, alice: Actor, bob: Actor
) -> None:
    save(draft, typed("E1.1", "1", note="Two sites"), by=alice)
    save(draft, typed("E1.1", "4", note="Nine sites", seen=1), by=bob)

    outcome = save(draft, typed("E1.1", "1", note="Two sites", seen=1), by=alice)

    assert (outcome.saved, outcome.conflicts) == ((), ())
    assert (standing(draft).level, standing(draft).note, standing(draft).version) == (4, "Nine sites", 2)


def test_what_i_left_empty_stays_as_the_other_answered_it(
    draft: AssessmentFacts, alice: Actor, bob: Actor
) -> None:
    save(draft, typed("E1.1", "2"), by=bob)

    outcome = save(draft, typed("E1.1", "", seen=0), by=alice)

    assert (outcome.saved, outcome.conflicts) == ((), ())
    assert standing(draft).level == 2


def test_two_who_say_the_same_agree(draft: AssessmentFacts, alice: Actor, bob: Actor) -> None:
    save(draft, typed("E1.1", "2", note="Nine sites"), by=bob)

    outcome = save(draft, typed("E1.1", "2", note="Nine sites", seen=0), by=alice)

    assert (outcome.saved, outcome.conflicts) == ((), ())
    assert (standing(draft).version, standing(draft).changed_by) == (1, "Bob Barnes")


@pytest.mark.parametrize(
    "mine",
    [
        typed("E1.1", "1", note="Nine sites", link="https://example.org", seen=1),
        typed("E1.1", "dont_know", note="Nine sites", link="https://example.org", seen=1),
        typed("E1.1", "", note="Nine sites", link="https://example.org", seen=1),
        typed("E1.1", "3", note="Ten sites", link="https://example.org", seen=1),
        typed("E1.1", "3", note="Nine sites", link="https://example.com", seen=1),
        typed("E1.1", "3", seen=1),
    ],
    ids=["level", "kind", "taken back", "note", "link", "note and link removed"],
)
def test_two_who_say_different_things_are_asked_and_nothing_is_overwritten(
    mine: TypedAnswer, draft: AssessmentFacts, alice: Actor, bob: Actor
) -> None:
    save(draft, typed("E1.1", "2"), by=alice)
    save(draft, typed("E1.1", "3", note="Nine sites", link="https://example.org", seen=1), by=bob)
    theirs = standing(draft)

    outcome = save(draft, mine, by=alice)

    assert outcome.saved == ()
    assert outcome.conflicts == (Conflict(mine, theirs),)
    assert standing(draft) == theirs
    assert len(history(draft)) == 2


def test_a_conflict_says_who_and_when(draft: AssessmentFacts, alice: Actor, bob: Actor) -> None:
    save(draft, typed("E1.1", "3"), by=bob)

    [conflict] = save(draft, typed("E1.1", "1"), by=alice).conflicts

    assert (conflict.mine.choice, conflict.theirs.choice, conflict.theirs.changed_by) == (
        "1",
        "3",
        "Bob Barnes",
    )
    assert conflict.theirs.changed_at == Answer.objects.get().changed_at


def test_a_conflict_over_one_statement_leaves_the_others_saved(
    draft: AssessmentFacts, alice: Actor, bob: Actor
) -> None:
    save(draft, typed("E1.2", "3"), by=bob)

    outcome = save(draft, typed("E1.1", "1"), typed("E1.2", "1"), typed("E1.3", "1"), by=alice)

    assert outcome.saved == ("E1.1", "E1.3")
    assert [conflict.mine.statement for conflict in outcome.conflicts] == ["E1.2"]
    assert {code: said.level for code, said in answers_of(draft.pk).items()} == {
        "E1.1": 1,
        "E1.2": 3,
        "E1.3": 1,
    }


def test_the_outcome_of_a_conflict_holds_what_stands_and_not_what_i_typed(
    draft: AssessmentFacts, alice: Actor, bob: Actor
) -> None:
    save(draft, typed("E1.1", "3"), by=bob)

    assert save(draft, typed("E1.1", "1"), by=alice).answers["E1.1"] == rating(3)


def test_after_seeing_the_others_answer_mine_may_stand(
    draft: AssessmentFacts, alice: Actor, bob: Actor
) -> None:
    save(draft, typed("E1.1", "3"), by=bob)
    [conflict] = save(draft, typed("E1.1", "1"), by=alice).conflicts

    outcome = save(draft, replace(conflict.mine, seen=conflict.theirs.version), by=alice)

    assert outcome.saved == ("E1.1",)
    assert (standing(draft).level, standing(draft).version) == (1, 2)


def test_a_third_change_while_two_settle_is_a_conflict_again(
    draft: AssessmentFacts, alice: Actor, bob: Actor
) -> None:
    save(draft, typed("E1.1", "3"), by=bob)
    [conflict] = save(draft, typed("E1.1", "1"), by=alice).conflicts
    save(draft, typed("E1.1", "4", seen=1), by=bob)

    outcome = save(draft, replace(conflict.mine, seen=conflict.theirs.version), by=alice)

    assert outcome.saved == ()
    assert outcome.conflicts[0].theirs.level == 4


def test_going_back_to_what_once_stood_is_a_change_of_mind_and_not_untouched(
    draft: AssessmentFacts, alice: Actor, bob: Actor
) -> None:
    """Alice saw version 2. That she types what version 1 said does not make her page one that was left alone."""
    save(draft, typed("E1.1", "1"), by=alice)
    save(draft, typed("E1.1", "2", seen=1), by=alice)
    save(draft, typed("E1.1", "3", seen=2), by=bob)

    assert len(save(draft, typed("E1.1", "1", seen=2), by=alice).conflicts) == 1


def test_a_version_that_never_was_overwrites_nothing(
    draft: AssessmentFacts, alice: Actor, bob: Actor
) -> None:
    save(draft, typed("E1.1", "3"), by=bob)

    outcome = save(draft, typed("E1.1", "1", seen=99), by=alice)

    assert outcome.saved == ()
    assert len(outcome.conflicts) == 1
    assert standing(draft).level == 3


def test_the_history_of_another_assessment_is_not_asked(
    draft: AssessmentFacts, trial: HeldTrial, alice: Actor, bob: Actor
) -> None:
    save(draft, typed("E1.1", "4"), by=bob)
    save(draft, typed("E1.1", "2", seen=1), by=bob)
    save(trial.facts, typed("E1.1", "1"), by=trial.holder)

    outcome = save(draft, typed("E1.1", "1", seen=1), by=alice)  # version 1 said 1 there, and 4 here

    assert len(outcome.conflicts) == 1


def test_two_saves_at_the_same_instant_meet_in_the_history_and_the_second_looks_again(
    draft: AssessmentFacts, alice: Actor, bob: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL a save that waited for another's lock has read what stood before the wait."""
    read = Sheet.lock_and_read
    as_read_before_the_wait = read(team_sheet(draft))
    readings = iter([lambda sheet: as_read_before_the_wait, read])
    save(draft, typed("E1.1", "3"), by=bob)
    monkeypatch.setattr(Sheet, "lock_and_read", lambda sheet: next(readings)(sheet))

    outcome = save(draft, typed("E1.1", "1"), typed("E1.2", "1"), by=alice)

    assert outcome.saved == ("E1.2",)
    assert [conflict.theirs.level for conflict in outcome.conflicts] == [3]
    assert history(draft) == [(1, "level", 3, "")]
    assert history(draft, "E1.2") == [(1, "level", 1, "")]
