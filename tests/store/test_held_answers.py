"""What someone typed when they turned out to be signed out: kept for a day, shown to nobody else."""

import datetime as dt

import pytest
from django.utils import timezone

from assessments.actions.held import drop_held, hold_answers, purge_held
from assessments.models import HeldAnswers
from assessments.models.keys import hash_of
from assessments.permissions import Actor
from assessments.queries.held import HELD_FOR, held_for
from tests.conftest import CountQueries
from tests.people import Team, acting

PATH = "/assessments/0190a1b2/fidelity/"
TYPED = {"E3.1": ["2"], "E3.1-note": ["Nine sites"], "settings": ["home", "hospital"]}


def found(key: str, actor: Actor, *, path: str = PATH) -> dict[str, list[str]]:
    return held_for(actor, key_hash=hash_of(key), path=path)


def grow_old(by: dt.timedelta) -> None:
    HeldAnswers.objects.update(held_at=timezone.now() - by)


def test_whoever_was_signed_out_finds_what_they_typed(alice: Actor) -> None:
    key = hold_answers(PATH, TYPED, person_id=alice.person_id)

    assert found(key, alice) == TYPED


def test_it_is_found_as_often_as_it_is_asked_for(alice: Actor) -> None:
    key = hold_answers(PATH, TYPED, person_id=alice.person_id)

    assert found(key, alice) == found(key, alice)


def test_nobody_else_at_the_same_computer_sees_it(alice: Actor, bob: Actor) -> None:
    key = hold_answers(PATH, TYPED, person_id=alice.person_id)

    assert found(key, bob) == {}
    assert found(key, Actor()) == {}


def test_for_someone_who_is_gone_nothing_is_held(alice: Actor) -> None:
    assert hold_answers(PATH, TYPED, person_id=10**9) == ""
    assert not HeldAnswers.objects.exists()


def test_of_many_pages_the_newest_six_of_each_person_are_held(alice: Actor, bob: Actor) -> None:
    hold_answers(PATH, TYPED, person_id=bob.person_id)
    keys = [hold_answers(PATH, TYPED, person_id=alice.person_id) for _ in range(8)]

    assert [bool(found(key, alice)) for key in keys] == [False] * 2 + [True] * 6
    assert HeldAnswers.objects.filter(person=bob.person_id).count() == 1


def test_another_page_and_another_key_find_nothing(alice: Actor) -> None:
    key = hold_answers(PATH, TYPED, person_id=alice.person_id)

    assert found(key, alice, path="/assessments/0190a1b2/evidence/") == {}
    assert found("guess", alice) == {}
    assert held_for(alice, key_hash="", path=PATH) == {}


def test_two_pages_are_held_beside_each_other(alice: Actor) -> None:
    other = "/assessments/0190a1b2/evidence/"
    first = hold_answers(PATH, TYPED, person_id=alice.person_id)
    second = hold_answers(other, {"E2.1": ["4"]}, person_id=alice.person_id)

    assert found(first, alice) == TYPED
    assert found(second, alice, path=other) == {"E2.1": ["4"]}


def test_only_the_hash_of_the_key_is_kept(alice: Actor) -> None:
    key = hold_answers(PATH, TYPED, person_id=alice.person_id)

    assert HeldAnswers.objects.get().key_hash == hash_of(key)
    assert not [row for row in HeldAnswers.objects.values() if key in map(str, row.values())]


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "naïve 你好 🙂", '"quoted" \\ <b>', ""])
def test_whatever_was_typed_comes_back_letter_by_letter(text: str, alice: Actor) -> None:
    key = hold_answers(PATH, {"note": [text]}, person_id=alice.person_id)

    assert found(key, alice) == {"note": [text]}


def test_an_address_of_any_length_can_be_held(alice: Actor) -> None:
    long_path = f"/assessments/0190a1b2/{'a' * 500}/"
    key = hold_answers(long_path, TYPED, person_id=alice.person_id)

    assert found(key, alice, path=long_path) == TYPED


def test_after_a_day_it_is_not_shown_any_more(alice: Actor) -> None:
    key = hold_answers(PATH, TYPED, person_id=alice.person_id)

    grow_old(HELD_FOR - dt.timedelta(minutes=1))
    before = found(key, alice)
    grow_old(HELD_FOR)
    after = found(key, alice)

    assert (before, after) == (TYPED, {})


def test_once_saved_it_is_dropped_and_the_rest_stays(alice: Actor) -> None:
    key, other = (hold_answers(PATH, TYPED, person_id=alice.person_id) for _ in range(2))

    drop_held(key)

    assert (found(key, alice), found(other, alice)) == ({}, TYPED)


def test_dropping_what_is_not_there_does_nothing(alice: Actor) -> None:
    hold_answers(PATH, TYPED, person_id=alice.person_id)

    drop_held("guess")
    drop_held("")

    assert HeldAnswers.objects.count() == 1


def test_what_is_older_than_a_day_is_deleted_and_counted(alice: Actor) -> None:
    for _ in range(2):
        hold_answers(PATH, TYPED, person_id=alice.person_id)
    grow_old(HELD_FOR)
    key = hold_answers(PATH, TYPED, person_id=alice.person_id)

    assert purge_held() == 2
    assert found(key, alice) == TYPED
    assert purge_held() == 0


def test_looking_is_one_statement(team: Team, count_queries: CountQueries) -> None:
    key = hold_answers(PATH, TYPED, person_id=team.alice.pk)

    with count_queries() as queries:
        found(key, acting(team.alice))

    assert len(queries) == 1
