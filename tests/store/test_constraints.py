"""Every rule that the database holds: what it refuses, by which rule, and that no rule stands here untested."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from assessments.models import (
    SCORE_UNIT,
    Agreement,
    Answer,
    AnswerChange,
    Assessment,
    Guest,
    HeldAnswers,
    Innovation,
    InnovationSetting,
    Invitation,
    Membership,
    Organisation,
    OutboxMail,
    Person,
    Rater,
    RaterAnswer,
    RaterAnswerChange,
    RatingRound,
    Result,
    Trial,
)
from assessments.queries.assessment import AssessmentFacts
from tests.people import Team
from tests.store.refusals import named_constraints, refused_by

TOP = 4 * SCORE_UNIT
LATER = timezone.now() + dt.timedelta(days=1)
LONG_AGO = timezone.now() - dt.timedelta(days=1000)
Row = dict[str, Any]


def person(**columns: object) -> Person:
    return Person.objects.create(**({"email": "new@example.org", "name": "New"} | columns))


def assessment(team: Team, **columns: object) -> Assessment:
    row: Row = {
        "number": 2,
        "framework_version": "v1",
        "framework_checksum": "abc",
        "submitted_at": timezone.now(),
    }
    return Assessment.objects.create(innovation=team.innovation, **(row | columns))


def result(draft: AssessmentFacts, **columns: object) -> Result:
    row: Row = {"verdict": "ready", "headline": "Ready", "gate": "clear", "at_target": 8, "answered": 41}
    row |= {
        "dont_know": 0,
        "not_relevant": 0,
        "engine_version": "1",
        "receipt": "{}",
        "made_at": timezone.now(),
    }
    return Result.objects.create(assessment_id=draft.pk, **(row | columns))


def answer(draft: AssessmentFacts, **columns: object) -> Answer:
    return Answer.objects.create(assessment_id=draft.pk, **({"statement": "E1.1"} | columns))


def change(draft: AssessmentFacts, **columns: object) -> AnswerChange:
    return AnswerChange.objects.create(assessment_id=draft.pk, **({"statement": "E1.1"} | columns))


def mail(**columns: object) -> OutboxMail:
    return OutboxMail.objects.create(**({"to": "a@example.org", "subject": "A", "text": "A"} | columns))


def ends_as_it_starts(team: Team) -> None:
    now = timezone.now()
    Trial.objects.create(innovation=team.innovation, key_hash="a", started_at=now, expires_at=now)


def invitation(team: Team, **columns: object) -> Invitation:
    now = timezone.now()
    row: Row = {"email": "erin@example.org", "role": "rater", "key_hash": "a", "sent_at": now}
    row |= {"expires_at": now + dt.timedelta(days=14)}
    return Invitation.objects.create(innovation=team.innovation, **(row | columns))


def guest(team: Team, **columns: object) -> Guest:
    """A guest whose invitation is as new as they are, unless another one is given."""
    row: Row = {"innovation": team.innovation, "key_hash": "g", "expires_at": LATER}
    if "invitation" not in columns:
        number = Invitation.objects.count()
        row["invitation"] = invitation(team, email=f"guest{number}@example.org", key_hash=f"i{number}")
    return Guest.objects.create(**(row | columns))


def rating_round(draft: AssessmentFacts, **columns: object) -> RatingRound:
    return RatingRound.objects.get_or_create(assessment_id=draft.pk, defaults=columns)[0]


def rater(team: Team, draft: AssessmentFacts, **columns: object) -> Rater:
    row = columns or {"person": team.rob}
    return Rater.objects.create(rating_round=rating_round(draft), **row)


def rater_answer(team: Team, draft: AssessmentFacts, **columns: object) -> RaterAnswer:
    return RaterAnswer.objects.create(**_said_by_rob(team, draft, columns))


def rater_change(team: Team, draft: AssessmentFacts, **columns: object) -> RaterAnswerChange:
    return RaterAnswerChange.objects.create(**_said_by_rob(team, draft, columns))


def _said_by_rob(team: Team, draft: AssessmentFacts, columns: Row) -> Row:
    by_rob = Rater.objects.filter(person=team.rob).first() or rater(team, draft)
    return {"rater": by_rob, "statement": "E1.1"} | columns


def agreement(draft: AssessmentFacts, **columns: object) -> Agreement:
    return Agreement.objects.create(assessment_id=draft.pk, **({"statement": "E1.1"} | columns))


def twice(make: Callable[[], object]) -> None:
    make()
    make()


Breach = Callable[[Team, AssessmentFacts], object]

SAID_WRONGLY: dict[str, list[Row]] = {
    "kind_is_known": [{"kind": "maybe"}, {"kind": ""}],
    "has_a_level_exactly_when_rated": [
        {"kind": "level", "level": 5},
        {"kind": "level", "level": None},
        {"kind": "dont_know", "level": 0},
        {"kind": "not_relevant", "level": 4},
        {"kind": "unanswered", "level": 2},
    ],
    "version_starts_at_one": [{"version": 0}],
    "names_its_statement": [{"statement": ""}],
}
BREACHES: dict[str, list[Breach]] = {
    "person_email_is_lower_case": [lambda team, draft: person(email="Alice@example.org")],
    "person_has_an_email_address": [lambda team, draft: person(email="")],
    "organisation_has_a_name": [lambda team, draft: Organisation.objects.create(name="")],
    "organisation_is_entered_once": [
        lambda team, draft: Organisation.objects.create(name="University College Birmingham", ods_code="UCB01")
    ],
    "innovation_has_a_name": [lambda team, draft: Innovation.objects.create(name="")],
    "innovation_stage_is_known": [lambda team, draft: Innovation.objects.create(name="A", stage="national")],
    "innovation_care_area_is_known": [lambda team, draft: Innovation.objects.create(name="A", care_area="feet")],
    "innovation_setting_is_known": [
        lambda team, draft: InnovationSetting.objects.create(innovation=team.innovation, setting="moon"),
        lambda team, draft: InnovationSetting.objects.create(innovation=team.innovation, setting=""),
    ],
    "innovation_names_a_setting_once": [
        lambda team, draft: twice(lambda: InnovationSetting.objects.create(innovation=team.innovation, setting="home"))
    ],
    "membership_is_one_per_person": [
        lambda team, draft: Membership.objects.create(innovation=team.innovation, person=team.bob, role="viewer")
    ],
    "innovation_has_one_lead": [
        lambda team, draft: Membership.objects.create(innovation=team.innovation, person=team.charlie, role="lead"),
        lambda team, draft: Membership.objects.filter(person=team.bob).update(role="lead"),
    ],
    "membership_role_is_known": [
        lambda team, draft: Membership.objects.filter(person=team.bob).update(role="owner"),
        lambda team, draft: Membership.objects.filter(person=team.bob).update(role=""),
    ],
    "trial_ends_after_it_starts": [lambda team, draft: ends_as_it_starts(team)],
    "assessment_number_is_used_once": [lambda team, draft: assessment(team, number=draft.number)],
    "innovation_has_one_unfinished_assessment": [lambda team, draft: assessment(team, submitted_at=None)],
    "assessment_number_starts_at_one": [lambda team, draft: assessment(team, number=0)],
    "assessment_submitted_by_needs_a_time": [
        lambda team, draft: Assessment.objects.filter(pk=draft.pk).update(submitted_by=team.alice)
    ],
    "assessment_pins_a_framework_version": [lambda team, draft: assessment(team, framework_version="")],
    "assessment_pins_a_framework_checksum": [lambda team, draft: assessment(team, framework_checksum="")],
    "result_verdict_is_known": [lambda team, draft: result(draft, verdict="excellent")],
    "result_gate_is_known": [lambda team, draft: result(draft, gate="ajar")],
    "result_counts_eight_enablers": [lambda team, draft: result(draft, at_target=9)],
    **{
        f"result_score_{n}_lies_within_its_range": [
            lambda team, draft, n=n, row=row: result(draft, **{f"e{n}_{what}": value for what, value in row.items()})
            for row in (
                {"low": 3, "high": 2},
                {"low": 0, "high": TOP + 1},
                {"score": 1, "low": 2, "high": 3},
                {"score": 4, "low": 2, "high": 3},
                # nothing is known of a comparison with NULL, and a check that knows nothing lets the row in
                {"score": 1},
                {"low": 1},
                {"high": 1},
                {"score": 2, "low": 1},
                {"score": 2, "high": 3},
            )
        ]
        for n in range(1, 9)
    },
    **{
        f"{name}_{rule}": [
            lambda team, draft, make=make, row=row: make(team, draft, **row) for row in rows
        ]
        for name, make in (
            ("answer", lambda team, draft, **row: answer(draft, **row)),
            ("answer_change", lambda team, draft, **row: change(draft, **row)),
            ("rater_answer", rater_answer),
            ("rater_answer_change", rater_change),
        )
        for rule, rows in SAID_WRONGLY.items()
    },
    "mail_is_sent_once": [lambda team, draft: mail(sent_at=timezone.now())],
    "mail_is_empty_when_done": [
        lambda team, draft, row=row: mail(**({"to": "", "subject": "", "text": "", "next_try_at": None} | row))
        for row in ({"to": "a@example.org"}, {"subject": "A"}, {"text": "A"})
    ],
    "mail_that_waits_is_whole": [
        lambda team, draft, row=row: mail(**row) for row in ({"to": ""}, {"subject": ""}, {"text": ""})
    ],
    "answer_is_one_per_statement": [lambda team, draft: twice(lambda: answer(draft))],
    "answer_change_is_one_per_version": [lambda team, draft: twice(lambda: change(draft))],
    "invitation_waits_once_per_address": [
        lambda team, draft: [invitation(team, key_hash=key) for key in ("a", "b")]
    ],
    "invitation_role_is_known": [lambda team, draft: invitation(team, role="lead"),
        lambda team, draft: invitation(team, role=""),
    ],
    "invitation_ends_after_it_is_sent": [lambda team, draft: invitation(team, expires_at=LONG_AGO)],
    "invitation_is_not_both_accepted_and_withdrawn": [
        lambda team, draft: invitation(team, accepted_at=LATER, withdrawn_at=LATER)
    ],
    "invitation_that_waits_has_an_address": [lambda team, draft: invitation(team, email="")],
    "invitation_accepted_by_needs_a_time": [lambda team, draft: invitation(team, accepted_by=team.rob)],
    "guest_is_one_per_browser": [lambda team, draft: twice(lambda: guest(team))],
    "guest_has_a_key": [lambda team, draft: guest(team, key_hash="")],
    "round_closed_by_needs_a_time": [lambda team, draft: rating_round(draft, closed_by=team.alice)],
    "rater_is_not_both_a_person_and_a_guest": [
        lambda team, draft: rater(team, draft, person=team.rob, guest=guest(team)),
    ],
    "rater_is_one_per_person": [lambda team, draft: twice(lambda: rater(team, draft))],
    "rater_is_one_per_guest": [
        lambda team, draft: [rater(team, draft, guest=one) for one in [guest(team)] * 2]
    ],
    "rater_answer_is_one_per_statement": [lambda team, draft: twice(lambda: rater_answer(team, draft))],
    "rater_answer_change_is_one_per_version": [lambda team, draft: twice(lambda: rater_change(team, draft))],
    "agreement_is_one_per_statement": [lambda team, draft: twice(lambda: agreement(draft))],
    "agreement_names_its_statement": [lambda team, draft: agreement(draft, statement="")],
}  # fmt: skip
CASES = [
    pytest.param(rule, breach, id=f"{rule}-{number}")
    for rule, breaches in BREACHES.items()
    for number, breach in enumerate(breaches, start=1)
]


@pytest.mark.parametrize(("rule", "breach"), CASES)
def test_the_database_refuses(rule: str, breach: Breach, team: Team, draft: AssessmentFacts) -> None:
    with refused_by(rule):
        breach(team, draft)


@pytest.mark.django_db
def test_every_constraint_of_the_migrations_is_tested_here() -> None:
    assert set(BREACHES) == set(named_constraints())


@pytest.mark.django_db
def test_every_constraint_of_the_migrations_stands_in_the_database() -> None:
    tables = {model._meta.db_table for model in apps.get_app_config("assessments").get_models()}

    with connection.cursor() as cursor:
        standing = {
            name for table in tables for name in connection.introspection.get_constraints(cursor, table)
        }

    assert set(named_constraints()) - standing == set()


def test_what_the_rules_allow_is_stored(team: Team, draft: AssessmentFacts) -> None:
    answers = [answer(draft, statement=f"E1.{level}", kind="level", level=level) for level in range(5)]
    answers += [
        answer(draft, statement=f"E2.{n}", kind=kind) for n, kind in enumerate(("dont_know", "not_relevant"))
    ]
    stored = result(
        draft, e1_score=0, e1_low=0, e1_high=TOP, e2_low=1, e2_high=1, e3_score=5, e3_low=5, e3_high=5
    )

    assert Answer.objects.count() == len(answers)
    assert Result.objects.get() == stored


def test_organisations_without_a_code_do_not_get_in_each_others_way(db: None) -> None:
    Organisation.objects.create(name="One")
    Organisation.objects.create(name="Another")

    assert Organisation.objects.filter(ods_code="").count() == 2


def test_a_submitted_assessment_makes_room_for_the_next_one(team: Team, draft: AssessmentFacts) -> None:
    Assessment.objects.filter(pk=draft.pk).update(submitted_at=timezone.now())

    assert assessment(team, submitted_at=None).number == 2


# --- Columns that hold each value once --------------------------------------------------------------------------------


def trial_of(innovation: Innovation, key_hash: str) -> Trial:
    return Trial.objects.create(innovation=innovation, key_hash=key_hash, expires_at=LATER)


def another_innovation(**columns: object) -> Innovation:
    return Innovation.objects.create(name="Another", **columns)


SECOND_OF_ITS_KIND: dict[str, Breach] = {
    "Person.email": lambda team, draft: person(email=team.alice.email),
    "Innovation.public_id": lambda team, draft: another_innovation(public_id=team.innovation.public_id),
    "Assessment.public_id": lambda team, draft: assessment(team, public_id=draft.id),
    "Trial.innovation": lambda team, draft: [trial_of(team.innovation, key) for key in ("a", "b")],
    "Trial.key_hash": lambda team, draft: [
        trial_of(one, "a") for one in (team.innovation, another_innovation())
    ],
    "Result.assessment": lambda team, draft: twice(lambda: result(draft)),
    "Membership.public_id": lambda team, draft: [
        Membership.objects.create(
            innovation=team.innovation, person=team.charlie, role="viewer", public_id=key
        )
        for key in [Membership.objects.values_list("public_id", flat=True)[0]]
    ],
    "Invitation.public_id": lambda team, draft: [
        invitation(team, email=f"{who}@example.org", key_hash=who, public_id=team.innovation.public_id)
        for who in ("erin", "frank")
    ],
    "Invitation.key_hash": lambda team, draft: [
        invitation(team, email=f"{who}@example.org") for who in ("erin", "frank")
    ],
    "Guest.invitation": lambda team, draft: [
        guest(team, invitation=one, key_hash=key) for one in [invitation(team)] for key in ("g", "h")
    ],
    "RatingRound.assessment": lambda team, draft: twice(
        lambda: RatingRound.objects.create(assessment_id=draft.pk)
    ),
    "HeldAnswers.key_hash": lambda team, draft: twice(
        lambda: HeldAnswers.objects.create(key_hash="a", path="/", fields="{}")
    ),
}


@pytest.mark.parametrize("column", SECOND_OF_ITS_KIND)
def test_a_second_row_with_the_same_value_is_refused(column: str, team: Team, draft: AssessmentFacts) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SECOND_OF_ITS_KIND[column](team, draft)


def test_every_column_that_must_be_unique_is_tested_here() -> None:
    unique = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("assessments").get_models()
        for field in model._meta.concrete_fields
        if field.unique and not isinstance(field, models.AutoField)
    }

    assert set(SECOND_OF_ITS_KIND) == unique
