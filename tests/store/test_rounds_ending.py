"""Rating together: finishing, reminding, closing, cancelling, and what is left of it."""

import pytest
from django.core import mail
from django.utils import timezone

from assessments.actions import rounds
from assessments.actions.rounds import (
    cancel_round,
    close_round,
    finish_rating,
    remind,
    save_rater_answers,
)
from assessments.errors import (
    ChangedMeanwhile,
    NotAllowed,
    NotFound,
    NotReady,
    RatingIsClosed,
)
from assessments.models import (
    AuditEvent,
    Rater,
    RaterAnswer,
    RaterAnswerChange,
    Role,
)
from assessments.permissions import Actor, Phase
from assessments.queries.assessment import AssessmentFacts, get_visible
from assessments.queries.rating import answers_of, revision_of
from assessments.queries.rounds import (
    get_own_view,
    own_answers,
    views_of,
)
from tests.factories import (
    agree_on,
    all_typed,
    answer,
    close_rating,
    open_rating,
    rate,
    rated_together,
    save,
    submit,
    typed,
)
from tests.people import Team, a_person, acting, join
from tests.store.round_steps import team_says

# --- Finishing


def test_a_view_is_finished_when_every_statement_has_an_answer(opened: AssessmentFacts, bob: Actor) -> None:
    view = rate(opened, all_typed("3", E8_5=""), by=bob, finish=False)

    with pytest.raises(NotReady):
        finish_rating(view, by=bob, seen_revision=revision_of(own_answers(view)))

    view = rate(opened, [typed("E8.5", "dont_know")], by=bob)
    assert view.is_finished


def test_who_has_not_begun_has_not_finished(opened: AssessmentFacts, team: Team) -> None:
    late = a_person("Lena Late")
    join(team.innovation, late, Role.RATER)

    with pytest.raises(NotReady):
        finish_rating(get_own_view(acting(late), opened.id), by=acting(late), seen_revision=0)


def test_finishing_twice_is_finishing_once(opened: AssessmentFacts, bob: Actor) -> None:
    view = rate(opened, all_typed("3"), by=bob)

    finish_rating(view, by=bob, seen_revision=revision_of(own_answers(view)))

    assert AuditEvent.objects.filter(action="round.finish").count() == 1
    assert get_own_view(bob, opened.id).finished_at == view.finished_at


def test_a_view_that_changed_in_another_tab_is_looked_at_again(opened: AssessmentFacts, bob: Actor) -> None:
    view = rate(opened, all_typed("3"), by=bob, finish=False)

    with pytest.raises(ChangedMeanwhile):
        finish_rating(view, by=bob, seen_revision=revision_of(own_answers(view)) - 1)


def test_a_finished_view_may_be_changed_and_stays_finished(opened: AssessmentFacts, bob: Actor) -> None:
    view = rate(opened, all_typed("3"), by=bob)

    save_rater_answers(view, [typed("E1.1", "1", seen=1)], by=bob)

    assert get_own_view(bob, opened.id).is_finished


def test_who_takes_an_answer_back_has_not_finished_any_more(opened: AssessmentFacts, bob: Actor) -> None:
    view = rate(opened, all_typed("3"), by=bob)

    save_rater_answers(view, [typed("E1.1", "", seen=1)], by=bob)

    assert not get_own_view(bob, opened.id).is_finished


# --- Reminding


def test_who_has_not_finished_is_reminded(
    opened: AssessmentFacts, alice: Actor, bob: Actor, gina: Actor
) -> None:
    rate(opened, all_typed("3"), by=bob)
    mail.outbox.clear()

    assert remind(opened, by=alice) == 2

    assert sorted(one.to[0] for one in mail.outbox) == ["gina@example.org", "rob@example.org"]


def test_nobody_is_reminded_twice_a_day(opened: AssessmentFacts, alice: Actor) -> None:
    remind(opened, by=alice)
    mail.outbox.clear()

    assert remind(opened, by=alice) == 0
    Rater.objects.update(reminded_at=timezone.now() - rounds.REMIND_AGAIN_AFTER)
    assert remind(opened, by=alice) == 3


def test_nobody_is_reminded_of_a_round_that_is_closed(
    draft: AssessmentFacts, alice: Actor, bob: Actor
) -> None:
    closed = rated_together(draft, {alice: "1", bob: "3"}, by=alice)

    with pytest.raises(RatingIsClosed):
        remind(closed, by=alice)


def test_only_the_lead_reminds_closes_and_cancels(opened: AssessmentFacts, bob: Actor) -> None:
    for_bob = get_visible(bob, opened.id)

    for act in (remind, close_round, cancel_round):
        with pytest.raises(NotAllowed):
            act(for_bob, by=bob)


# --- Closing


def test_rating_is_closed_when_two_have_finished(
    opened: AssessmentFacts, alice: Actor, bob: Actor, rob: Actor
) -> None:
    rate(opened, all_typed("1"), by=alice)
    rate(opened, all_typed("2"), by=rob, finish=False)
    with pytest.raises(NotReady, match="at least 2 people"):
        close_round(opened, by=alice)
    rate(opened, all_typed("3"), by=bob)

    closed = close_rating(opened, by=alice)

    assert closed.phase is Phase.AGREEING
    assert sorted(one["E1.1"].level for one in views_of(closed).raters) == [1, 3]


def test_closing_twice_is_closing_once(draft: AssessmentFacts, alice: Actor, bob: Actor) -> None:
    closed = rated_together(draft, {alice: "1", bob: "3"}, by=alice)

    close_round(closed, by=alice)

    assert AuditEvent.objects.filter(action="round.close").count() == 1


def test_no_view_changes_once_rating_is_closed(opened: AssessmentFacts, alice: Actor, bob: Actor) -> None:
    views = [rate(opened, all_typed("3"), by=actor) for actor in (alice, bob)]
    close_round(opened, by=alice)

    with pytest.raises(RatingIsClosed):
        save_rater_answers(views[1], [typed("E1.1", "1", seen=1)], by=bob)  # from a page opened before
    with pytest.raises(RatingIsClosed):
        finish_rating(views[1], by=bob, seen_revision=41)


def test_notes_come_without_names_and_in_an_order_that_says_nothing(
    opened: AssessmentFacts, alice: Actor, bob: Actor
) -> None:
    rate(opened, [*all_typed("3", E1_1=""), typed("E1.1", "1", note="Zebra")][1:], by=alice)
    rate(
        opened, [*all_typed("3", E1_1=""), typed("E1.1", "1", note="Apple", link="https://a.org")][1:], by=bob
    )

    views = views_of(close_rating(opened, by=alice))

    assert [(one.text, one.link) for one in views.notes["E1.1"]] == [
        ("Apple", "https://a.org"),
        ("Zebra", ""),
    ]


# --- Cancelling


def test_a_round_to_which_too_few_came_is_cancelled(
    opened: AssessmentFacts, draft: AssessmentFacts, alice: Actor, bob: Actor
) -> None:
    rate(opened, [typed("E1.1", "1", note="Mine")], by=alice, finish=False)
    rate(opened, all_typed("3"), by=bob)

    cancel_round(opened, by=alice)

    assert get_visible(alice, draft.id).phase is Phase.ANSWERING
    assert team_says(draft) == {"E1.1": "1"}
    assert not RaterAnswer.objects.exists()
    assert not RaterAnswerChange.objects.exists()


def test_answers_survive_a_round_that_was_opened_and_cancelled(draft: AssessmentFacts, alice: Actor) -> None:
    save(draft, typed("E1.1", "1", note="Mine"), by=alice)

    cancel_round(open_rating(draft, by=alice), by=alice)

    assert [(one.choice, one.note, one.version) for one in answers_of(draft.pk).values()] == [
        ("1", "Mine", 3)
    ]


def test_a_cancelled_round_may_be_opened_again(opened: AssessmentFacts, alice: Actor) -> None:
    cancel_round(opened, by=alice)

    assert open_rating(get_visible(alice, opened.id), by=alice).phase is Phase.RATING


def test_a_round_to_which_enough_came_is_not_cancelled(
    opened: AssessmentFacts, alice: Actor, bob: Actor
) -> None:
    for actor in (alice, bob):
        rate(opened, all_typed("3"), by=actor)

    with pytest.raises(NotReady):
        cancel_round(opened, by=alice)
    close_round(opened, by=alice)
    with pytest.raises(RatingIsClosed):
        cancel_round(opened, by=alice)


# --- When it is over


def test_raters_see_what_came_of_it_once_it_is_submitted(
    draft: AssessmentFacts, alice: Actor, bob: Actor, rob: Actor, gina: Actor
) -> None:
    closed = rated_together(draft, {alice: "1", bob: "3", rob: "2", gina: "3"}, by=alice)
    for actor in (rob, gina):
        with pytest.raises(NotFound):
            get_visible(actor, draft.id)
    mail.outbox.clear()
    agree_on(closed, "2", by=bob)
    submit(closed, by=alice)

    assert [get_visible(actor, draft.id).phase for actor in (rob, gina)] == [Phase.SUBMITTED] * 2
    assert sorted(one.to[0] for one in mail.outbox) == [
        "bob@example.org",
        "gina@example.org",
        "rob@example.org",
    ]
    assert f"/assessments/{draft.id}/results/" in mail.outbox[0].body


def test_without_a_round_nobody_is_written_to(draft: AssessmentFacts, alice: Actor) -> None:
    answer(draft, {code.statement: "3" for code in all_typed()}, by=alice)
    submit(draft, by=alice)

    assert mail.outbox == []
