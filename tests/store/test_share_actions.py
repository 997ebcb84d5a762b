"""Sharing: what cannot be shared, and by whom."""

import pytest

from assessments.actions.share import MOST_OPEN, Sharing, share_result
from assessments.errors import ChangedMeanwhile, NotAllowed, NotReady
from assessments.models import Share
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts, get_visible
from tests.factories import submitted
from tests.people import Team

BOARD = Sharing("The board", shows_notes=False, days=7)


def test_a_draft_is_never_shared(draft: AssessmentFacts, alice: Actor) -> None:
    with pytest.raises(NotReady):
        share_result(draft, BOARD, by=alice)
    assert not Share.objects.exists()


def test_only_the_lead_shares(team: Team, alice: Actor, bob: Actor, dana: Actor) -> None:
    done = submitted(team.innovation, by=alice)

    for actor in (bob, dana):
        with pytest.raises(NotAllowed):
            share_result(get_visible(actor, done.id), BOARD, by=actor)
    assert not Share.objects.exists()


def test_there_is_an_end_to_open_links(team: Team, alice: Actor) -> None:
    done = submitted(team.innovation, by=alice)
    for _ in range(MOST_OPEN):
        share_result(done, BOARD, by=alice)

    with pytest.raises(ChangedMeanwhile, match="Switch one off first"):
        share_result(done, BOARD, by=alice)
