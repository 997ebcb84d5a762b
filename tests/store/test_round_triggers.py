"""Rating together, as far as the database itself holds people to it."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from assessments.models import (
    Agreement,
    Answer,
    Innovation,
    Person,
    Rater,
    RaterAnswer,
    RaterAnswerChange,
    RatingRound,
)
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from tests.factories import answer, start, submit
from tests.pages.browsing import every
from tests.people import Team, a_person, join
from tests.store.refusals import ROUND_TRIGGERS, refused_by

NOW = timezone.now()
LATER = NOW + dt.timedelta(days=1)


@pytest.fixture
def view(team: Team, draft: AssessmentFacts) -> RaterAnswer:
    """Rob's, of a round that is open."""
    round_ = RatingRound.objects.create(assessment_id=draft.pk)
    rater = Rater.objects.create(rating_round=round_, person=team.rob, finished_at=NOW)
    said = {"rater": rater, "statement": "E1.1", "kind": "level", "level": 3}
    RaterAnswerChange.objects.create(**said)
    return RaterAnswer.objects.create(**said)


def close() -> None:
    RatingRound.objects.update(closed_at=NOW)


def test_nothing_is_answered_for_a_team_while_people_rate(draft: AssessmentFacts, view: RaterAnswer) -> None:
    with refused_by("answer_is_not_added_while_people_rate"):
        Answer.objects.create(assessment_id=draft.pk, statement="E1.1", kind="level", level=1)


def test_no_answer_of_a_team_changes_while_people_rate(
    draft: AssessmentFacts, view: RaterAnswer, alice: Actor
) -> None:
    RatingRound.objects.filter(pk=draft.pk).delete()
    answer(draft, {"E1.1": "1"}, by=alice)
    RatingRound.objects.create(assessment_id=draft.pk)

    with refused_by("answer_is_not_changed_while_people_rate"):
        Answer.objects.update(level=4)


def test_no_answer_is_moved_to_a_team_that_rates(
    draft: AssessmentFacts, view: RaterAnswer, alice: Actor
) -> None:
    other = Innovation.objects.create(name="Virtual ward")
    join(other, Person.objects.get(pk=alice.person_id), "lead")
    elsewhere = start(other, by=alice)
    answer(elsewhere, {"E1.1": "1"}, by=alice)

    with refused_by("answer_is_not_changed_while_people_rate"):
        Answer.objects.update(assessment=draft.pk)


def test_once_rating_is_closed_the_team_answers(draft: AssessmentFacts, view: RaterAnswer) -> None:
    close()

    Answer.objects.create(assessment_id=draft.pk, statement="E1.1", kind="level", level=1)

    assert Answer.objects.count() == 1


def test_a_view_changes_until_rating_is_closed(view: RaterAnswer) -> None:
    RaterAnswer.objects.update(level=1)
    Rater.objects.update(finished_at=None)
    RatingRound.objects.update(closes_on=LATER.date())

    assert RaterAnswer.objects.get().level == 1


@pytest.mark.parametrize(
    "change",
    [
        {"statement": "E1.2"},
        {"kind": "dont_know", "level": None},
        {"level": 4},
        {"note": "x"},
        {"link": "x"},
        {"version": 2},
        {"changed_at": LATER},
    ],
    ids=lambda change: "+".join(change),
)
def test_no_view_changes_once_rating_is_closed(view: RaterAnswer, change: dict[str, object]) -> None:
    close()

    with refused_by("view_is_not_changed_after_closing"):
        RaterAnswer.objects.update(**change)


def test_no_view_is_added_to_once_rating_is_closed(view: RaterAnswer) -> None:
    close()

    with refused_by("view_is_not_added_to_after_closing"):
        RaterAnswer.objects.create(rater=view.rater, statement="E1.2", kind="level", level=4)


def test_no_view_is_given_to_another_rater(view: RaterAnswer) -> None:
    other = Rater.objects.create(rating_round=view.rater.rating_round, person=a_person("Erin Ellis"))
    close()

    with refused_by("view_is_not_changed_after_closing"):
        RaterAnswer.objects.update(rater=other)


@pytest.mark.parametrize(
    "change", [{"level": 4}, {"note": "x"}, {"version": 9}], ids=lambda one: "+".join(one)
)
def test_the_history_of_views_is_only_added_to(view: RaterAnswer, change: dict[str, object]) -> None:
    with refused_by("history_of_views_is_not_changed"):
        RaterAnswerChange.objects.update(**change)


def test_nobody_joins_a_closed_round(view: RaterAnswer) -> None:
    close()

    with refused_by("rater_is_not_added_after_closing"):
        Rater.objects.create(rating_round=view.rater.rating_round, person=a_person("Erin Ellis"))


@pytest.mark.parametrize(
    "change", [{"finished_at": None}, {"joined_at": LATER}], ids=lambda one: "+".join(one)
)
def test_who_had_finished_stays_so_once_rating_is_closed(
    view: RaterAnswer, change: dict[str, object]
) -> None:
    close()

    with refused_by("rater_does_not_finish_after_closing"):
        Rater.objects.update(**change)


@pytest.mark.parametrize(
    "change",
    [{"closed_at": None}, {"closed_at": LATER}, {"opened_at": LATER}, {"closes_on": LATER.date()}],
    ids=lambda one: "+".join(one),
)
def test_a_closed_round_never_changes(view: RaterAnswer, change: dict[str, object]) -> None:
    close()

    with refused_by("round_is_closed_for_good"):
        RatingRound.objects.update(**change)


@pytest.fixture
def submitted(draft: AssessmentFacts, alice: Actor) -> AssessmentFacts:
    Agreement.objects.create(assessment_id=draft.pk, statement="E1.1", why="We asked two sites")
    answer(draft, every("3"), by=alice)
    submit(draft, by=alice)
    return draft


@pytest.mark.parametrize(
    "change",
    [{"statement": "E1.2"}, {"could_not_agree": True}, {"why": "x"}, {"changed_at": LATER}],
    ids=lambda one: "+".join(one),
)
def test_what_was_agreed_never_changes_once_submitted(
    submitted: AssessmentFacts, change: dict[str, object]
) -> None:
    with refused_by("agreement_is_not_changed_after_submitting"):
        Agreement.objects.update(**change)


def test_nothing_is_agreed_once_submitted(submitted: AssessmentFacts) -> None:
    with refused_by("agreement_is_not_added_after_submitting"):
        Agreement.objects.create(assessment_id=submitted.pk, statement="E1.2")


def test_a_person_who_is_forgotten_leaves_their_view_behind(team: Team, view: RaterAnswer) -> None:
    RaterAnswer.objects.update(changed_by=team.rob)
    close()

    team.rob.delete()

    assert RaterAnswer.objects.values_list("rater__person", "changed_by", "level").get() == (None, None, 3)


def test_every_trigger_about_rounds_is_tested_here() -> None:
    source = Path(__file__).read_text(encoding="utf-8")

    assert {name for name in ROUND_TRIGGERS if f'refused_by("{name}")' not in source} == set()
