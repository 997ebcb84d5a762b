"""Two administrators take the role from each other, or from themselves, at the same moment: one of them stays."""

import pytest

from assessments.actions.people import change_site_roles, close_account
from assessments.models import Person
from assessments.permissions import Actor
from tests.people import Team, a_person, acting
from tests.reliability.crowd import together
from tests.reliability.figures import Measured

ROUNDS = 40


@pytest.fixture
def pairs(team: Team) -> tuple[Actor, Actor]:
    ada, sam = (a_person(name, is_administrator=True) for name in ("Ada Marsh", "Sam Stone"))
    return acting(ada), acting(sam)


@pytest.mark.parametrize("how", ["the other one's role", "their own role", "the other one's account"])
def test_there_is_always_one_left(how: str, pairs: tuple[Actor, Actor], measured: Measured) -> None:
    ada, sam = pairs
    left, seconds = [], 0.0

    def acts(me: Actor, other: Actor) -> None:
        match how:
            case "the other one's role":
                change_site_roles(other.person_id or 0, (), by=me)
            case "their own role":
                change_site_roles(me.person_id or 0, (), by=me)
            case _:
                close_account(other.person_id or 0, by=me)

    for _ in range(ROUNDS):
        Person.objects.filter(pk__in=[ada.person_id, sam.person_id]).update(
            is_administrator=True, is_active=True
        )
        crowd = together(lambda _: acts(ada, sam), lambda _: acts(sam, ada), rounds=1)
        (outcome,) = crowd.rounds
        seconds += crowd.seconds
        left.append(Person.objects.filter(is_administrator=True, is_active=True).count())
        assert sorted(type(one).__name__ for one in outcome if one) in (["NotAllowed"], ["NotReady"])

    measured(f"Two take {how}", seconds, pairs=ROUNDS, left=min(left))
    assert set(left) == {1}
