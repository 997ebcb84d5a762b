"""A submitted assessment never changes and history is only added to: the database itself says so."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection, models
from django.utils import timezone

from assessments.models import Answer, AnswerChange, Assessment, AuditEvent, Innovation, Result
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from tests.factories import answer, start, submitted
from tests.people import Team
from tests.store.refusals import ROUND_TRIGGERS, TRIGGERS, refused_by

LATER = timezone.now() + dt.timedelta(days=400)
OTHER: dict[type[models.Field], Any] = {
    models.UUIDField: uuid.UUID(int=7),
    models.CharField: "other",
    models.TextField: "other",
    models.BooleanField: True,
    models.PositiveSmallIntegerField: 4,
    models.PositiveIntegerField: 9,
    models.DateTimeField: LATER,
}
"""Another value for a column of each kind."""

MAY_BE_FORGOTTEN = {"started_by", "submitted_by", "changed_by", "actor"}
"""Whoever did it may ask to be forgotten; what was done stays."""

MAY_BE_DELETED = {"started_from"}
"""An earlier assessment may be deleted; this one then stands for itself."""


def frozen_columns(model: type[models.Model]) -> list[str]:
    fields = (field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField))
    return [field.name for field in fields if field.name not in MAY_BE_FORGOTTEN | MAY_BE_DELETED]


def another_value(model: type[models.Model], column: str) -> Any:
    field = model._meta.get_field(column)
    if column == "kind":
        return "dont_know"
    if field.remote_field:
        return make_another(field.remote_field.model)
    return OTHER[type(field)]


def make_another(model: type[models.Model]) -> models.Model:
    innovation = Innovation.objects.create(name="Another")
    if model is Innovation:
        return innovation
    return Assessment.objects.create(
        innovation=innovation, framework_version="v1", framework_checksum="abc", submitted_at=timezone.now()
    )


@pytest.fixture
def done(team: Team, alice: Actor) -> AssessmentFacts:
    return submitted(team.innovation, by=alice)


RULE_OF: dict[type[models.Model], str] = {
    Assessment: "submitted_assessment_is_not_changed",
    Answer: "answer_is_not_changed_after_submitting",
    Result: "result_is_not_changed",
    AnswerChange: "answer_history_is_not_changed",
    AuditEvent: "audit_record_is_not_changed",
}
FROZEN = [
    pytest.param(model, column, id=f"{model.__name__}-{column}")
    for model in RULE_OF
    for column in frozen_columns(model)
]


@pytest.mark.parametrize(("model", "column"), FROZEN)
def test_no_column_changes_once_it_is_written_for_good(
    model: type[models.Model], column: str, done: AssessmentFacts
) -> None:
    other = another_value(model, column)
    changing = {"kind": "dont_know", "level": None} if column in ("kind", "level") else {column: other}

    with refused_by(RULE_OF[model]):
        model.objects.update(**changing)


def test_an_answer_is_not_added_after_submitting(done: AssessmentFacts) -> None:
    Answer.objects.filter(assessment=done.pk, statement="E8.5").delete()

    with refused_by("answer_is_not_added_after_submitting"):
        Answer.objects.create(assessment_id=done.pk, statement="E8.5", kind="level", level=4)


def test_an_answer_is_not_written_over_after_submitting(done: AssessmentFacts) -> None:
    answer = Answer(assessment_id=done.pk, statement="E8.5", kind="level", level=4)

    with refused_by("answer_is_not_added_after_submitting"):
        Answer.objects.bulk_create(
            [answer],
            update_conflicts=True,
            unique_fields=["assessment", "statement"],
            update_fields=["level"],
        )


def test_an_answer_is_not_moved_into_a_submitted_assessment(
    team: Team, done: AssessmentFacts, alice: Actor
) -> None:
    Answer.objects.filter(assessment=done.pk, statement="E8.5").delete()
    draft = Assessment.objects.create(
        innovation=team.innovation, number=2, framework_version="v1", framework_checksum="abc"
    )
    better = Answer.objects.create(assessment=draft, statement="E8.5", kind="level", level=4)

    with refused_by("answer_is_not_changed_after_submitting"):
        Answer.objects.filter(pk=better.pk).update(assessment=done.pk)


def test_a_submitted_assessment_is_not_opened_again(done: AssessmentFacts) -> None:
    with refused_by("submitted_assessment_is_not_changed"):
        Assessment.objects.filter(pk=done.pk).update(submitted_at=None, submitted_by=None)


def test_before_submitting_answers_and_facts_may_change(draft: AssessmentFacts, alice: Actor) -> None:
    answer(draft, {"E1.1": "1"}, by=alice)

    Answer.objects.filter(assessment=draft.pk).update(level=2, note="Seen in two places", version=2)
    Assessment.objects.filter(pk=draft.pk).update(is_illustration=True, as_things_stood="March 2020")

    assert Answer.objects.get().level == 2


def test_one_submitted_assessment_leaves_another_open(team: Team, done: AssessmentFacts, bob: Actor) -> None:
    following = start(team.innovation, by=bob)

    answer(following, {"E1.1": "1"}, by=bob)

    assert Answer.objects.get(assessment=following.pk).level == 1


@pytest.mark.parametrize(
    ("model", "column"),
    [
        (Assessment, "started_by"),
        (Assessment, "submitted_by"),
        (Answer, "changed_by"),
        (AnswerChange, "changed_by"),
        (AuditEvent, "actor"),
    ],
)
def test_who_did_it_may_be_forgotten(model: type[models.Model], column: str, done: AssessmentFacts) -> None:
    model.objects.update(**{column: None})

    assert not model.objects.exclude(**{column: None}).exists()


def test_a_whole_innovation_may_be_deleted_although_it_was_submitted(
    team: Team, done: AssessmentFacts
) -> None:
    team.innovation.delete()

    assert [model.objects.count() for model in (Assessment, Answer, AnswerChange, Result)] == [0, 0, 0, 0]


def test_every_trigger_of_the_migrations_is_tested_here() -> None:
    here = {*RULE_OF.values(), "answer_is_not_added_after_submitting"}
    assert set(TRIGGERS) - ROUND_TRIGGERS == here


@pytest.mark.django_db
def test_every_trigger_of_the_migrations_stands_in_the_database() -> None:
    """A migration that rebuilds a table on SQLite drops its triggers: it must make them again."""
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }

    with connection.cursor() as cursor:
        cursor.execute(names[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}

    assert standing == set(TRIGGERS)
