"""One saves while another opens or closes rating, at the same moment: nothing is lost, and nothing comes too late."""

import time

from django.db import transaction

from assessments.actions.rounds import close_round, join_round, open_round, save_rater_answers
from assessments.errors import OctantError, RatingIsClosed, RatingIsOpen
from assessments.models import Answer, AuditEvent, Innovation, Rater, RaterAnswer, RatingRound, Role
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rounds import get_own_view
from tests.factories import all_typed, open_rating, rate, save, start, typed
from tests.people import Team, a_person, acting, join
from tests.reliability.crowd import together
from tests.reliability.figures import Measured

ROUNDS = 60


@transaction.atomic
def drafts(team: Team, *, by: Actor) -> list[AssessmentFacts]:
    """Alice leads each of them, Bob edits it, and Rob is there to rate it."""
    made = [Innovation.objects.create(name=f"Innovation {number}") for number in range(ROUNDS)]
    for innovation in made:
        for person, role in ((team.alice, Role.LEAD), (team.bob, Role.EDITOR), (team.rob, Role.RATER)):
            join(innovation, person, role)
    return [start(innovation, by=by) for innovation in made]


@transaction.atomic
def rounds_to_close(team: Team, *, by: Actor) -> list[AssessmentFacts]:
    """Two have finished in each."""
    opened = [open_rating(facts, by=by) for facts in drafts(team, by=by)]
    for facts in opened:
        for person in (team.alice, team.bob):
            rate(facts, all_typed("3"), by=acting(person))
    return opened


def test_what_is_saved_while_rating_is_opened_is_the_persons_own_or_refused(
    team: Team, alice: Actor, bob: Actor, measured: Measured
) -> None:
    made = drafts(team, by=alice)

    def opens(number: int) -> str:
        time.sleep((number % 4) / 1000)
        open_round(made[number], by=alice)
        return "opened"

    def saves(number: int) -> str:
        save(made[number], typed("E1.1", "4"), by=bob)
        return "saved"

    crowd = together(opens, saves, rounds=ROUNDS)

    saved = [number for number, (_, second) in enumerate(crowd.rounds) if second == "saved"]
    refused = [second for _, second in crowd.rounds if isinstance(second, RatingIsOpen)]
    measured("A save against opening", crowd.seconds, pairs=ROUNDS, saved_first=len(saved))
    assert len(saved) + len(refused) == ROUNDS
    assert not Answer.objects.exclude(kind="unanswered").exists()
    kept = RaterAnswer.objects.filter(rater__person=team.bob, level=4)
    assert set(kept.values_list("rater__rating_round", flat=True)) == {made[number].pk for number in saved}


def test_no_view_is_saved_once_rating_is_closed(
    team: Team, alice: Actor, bob: Actor, measured: Measured
) -> None:
    made = rounds_to_close(team, by=alice)
    views = [get_own_view(bob, facts.id) for facts in made]

    def closes(number: int) -> str:
        time.sleep((number % 4) / 1000)
        close_round(made[number], by=alice)
        return "closed"

    def saves(number: int) -> str:
        save_rater_answers(views[number], [typed("E1.1", "0", seen=1)], by=bob)
        return "saved"

    crowd = together(closes, saves, rounds=ROUNDS)

    saved = {made[number].pk for number, (_, second) in enumerate(crowd.rounds) if second == "saved"}
    measured("A view against closing", crowd.seconds, pairs=ROUNDS, saved_first=len(saved))
    assert {first for first, _ in crowd.rounds} == {"closed"}
    assert all(second == "saved" or isinstance(second, RatingIsClosed) for _, second in crowd.rounds)
    changed = RaterAnswer.objects.filter(rater__person=team.bob, statement="E1.1", level=0)
    assert set(changed.values_list("rater__rating_round", flat=True)) == saved


def test_two_who_open_open_one_and_two_who_close_close_one(team: Team, alice: Actor) -> None:
    made = drafts(team, by=alice)

    opening = together(*[lambda n: open_round(made[n], by=alice)] * 2, rounds=ROUNDS)

    assert set(opening.rounds) == {(None, None)}
    assert RatingRound.objects.count() == ROUNDS
    assert AuditEvent.objects.filter(action="round.open").count() == ROUNDS


def test_who_comes_while_rating_is_closed_has_a_place_or_none(team: Team, alice: Actor) -> None:
    made = rounds_to_close(team, by=alice)
    late = a_person("Lena Late")
    for facts in made:
        join(Innovation.objects.get(pk=facts.innovation_pk), late, Role.RATER)

    crowd = together(
        lambda n: close_round(made[n], by=alice),
        lambda n: join_round(made[n].innovation_pk, by=acting(late), person_id=late.pk),
        rounds=ROUNDS,
    )

    assert not any(isinstance(one, OctantError) for pair in crowd.rounds for one in pair)
    assert Rater.objects.filter(person=late, finished_at__isnull=False).count() == 0
