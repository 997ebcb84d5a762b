"""Everybody does something at the same moment, and the record of it stays one chain."""

from assessments.actions.audit import check_chain, record
from assessments.models import AuditEvent
from assessments.permissions import SYSTEM, Actor
from tests.people import Team
from tests.reliability.crowd import together
from tests.reliability.figures import Measured

ROUNDS = 50


def test_eight_who_record_at_once_make_one_chain(team: Team, alice: Actor, measured: Measured) -> None:
    def acts(number: int) -> None:
        record(alice, "thing.do", f"thing:{number}")

    crowd = together(*[acts] * 8, rounds=ROUNDS)

    check = check_chain(by=SYSTEM)
    measured("Records at once", crowd.seconds, people=8, events=check.events)
    assert check.problem == ""
    assert check.events == check.last_event == AuditEvent.objects.count() == 8 * ROUNDS
