"""What the models promise beyond their constraints: choices, names, keys, and what goes with what."""

import datetime as dt
import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.deletion import ProtectedError

from assessments.actions.held import hold_answers
from assessments.framework.load import known_versions, load_framework
from assessments.framework.types import VerdictCode
from assessments.models import (
    SCORE_UNIT,
    Answer,
    AnswerChange,
    Assessment,
    AuditCheck,
    AuditEvent,
    HeldAnswers,
    Innovation,
    InnovationSetting,
    Kind,
    Membership,
    Organisation,
    OutboxMail,
    Person,
    Result,
    Trial,
)
from assessments.models.keys import hash_of, new_key
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.scoring import types as scoring
from tests.factories import HeldTrial, answer, start, submitted
from tests.people import PASSWORD, Team, a_person

# --- Agreement with the core ------------------------------------------------------------------------------------------


def test_the_kinds_of_answer_are_the_cores() -> None:
    assert Kind.values == [kind.value for kind in scoring.Kind]


def test_the_gate_and_the_verdict_are_stored_under_the_cores_names() -> None:
    rules = {one.name: str(one.condition) for one in Result._meta.constraints}

    assert all(f"'{gate.value}'" in rules["result_gate_is_known"] for gate in scoring.Gate)
    assert all(f"'{code.value}'" in rules["result_verdict_is_known"] for code in VerdictCode)


@pytest.mark.parametrize("version", known_versions())
def test_every_question_set_fits_the_columns(version: str) -> None:
    framework = load_framework(version)
    outcomes = [framework.pause, framework.not_enough_known, *(row.outcome for row in framework.table)]

    def length(model: type[models.Model], column: str) -> int:
        return model._meta.get_field(column).max_length

    assert [enabler.code for enabler in framework.enablers] == [f"E{n}" for n in range(1, 9)]
    assert all(
        SCORE_UNIT % count == 0 for one in framework.enablers for count in range(1, len(one.statements) + 1)
    )
    assert max(len(outcome.headline) for outcome in outcomes) <= length(Result, "headline")
    assert max(map(len, framework.statement_by_code)) <= length(Answer, "statement")
    assert len(framework.version) <= length(Assessment, "framework_version")
    assert len(framework.checksum) <= length(Assessment, "framework_checksum")


# --- People -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_address_is_kept_in_lower_case_and_found_in_any() -> None:
    alice = a_person("Alice Archer", email="  Alice@Example.ORG ")

    assert alice.email == "alice@example.org"
    assert Person.objects.get_by_natural_key("ALICE@example.org") == alice


@pytest.mark.django_db
def test_a_person_has_no_rights_unless_told() -> None:
    alice = a_person("Alice Archer")

    flags = (alice.is_curator, alice.is_reviewer, alice.is_administrator, alice.is_staff, alice.is_superuser)

    assert not any(flags)
    assert alice.is_active
    assert alice.check_password(PASSWORD)


@pytest.mark.django_db
def test_a_person_without_a_password_cannot_sign_in() -> None:
    assert not Person.objects.create_user("alice@example.org", name="Alice").has_usable_password()


@pytest.mark.django_db
def test_an_engineer_is_no_administrator_of_the_site() -> None:
    engineer = Person.objects.create_superuser("eve@example.org", PASSWORD, name="Eve")

    assert engineer.is_staff
    assert engineer.is_superuser
    assert not engineer.is_administrator


@pytest.mark.django_db
def test_no_address_at_all_is_refused_before_anything_is_stored() -> None:
    assert Person.objects.normalize_email(None) == ""


def test_a_person_is_called_by_name_and_else_by_address() -> None:
    named, unnamed = Person(email="a@example.org", name="Alice"), Person(email="a@example.org")

    assert (str(named), str(unnamed)) == ("Alice", "a@example.org")
    assert (named.get_full_name(), named.get_short_name()) == ("Alice", "Alice")


# --- Names in logs and shells -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (Organisation(name="IRISi"), "IRISi"),
        (Innovation(name="ESCAPE-pain"), "ESCAPE-pain"),
        (InnovationSetting(setting="home"), "People’s homes"),
        (Membership(innovation_id=1, person_id=2, role="lead"), "2 lead 1"),
        (Trial(innovation_id=1), "trial of innovation 1"),
        (Assessment(number=3, innovation_id=1), "assessment 3 of innovation 1"),
        (Result(assessment_id=4, verdict="ready"), "result of assessment 4: ready"),
        (Answer(statement="E1.1", assessment_id=4), "E1.1 of assessment 4"),
        (AnswerChange(statement="E1.1", version=2, assessment_id=4), "E1.1 version 2 of assessment 4"),
        (HeldAnswers(path="/here/"), "held answers for /here/"),
        (AuditEvent(action="assessment.submit", subject="assessment:1"), "assessment.submit assessment:1"),
        (AuditCheck(events=7), "7 events hold"),
        (AuditCheck(events=7, problem="Event 8 is wrong."), "Event 8 is wrong."),
        (
            OutboxMail(pk=5, made_at=dt.datetime(2026, 9, 14, 9, tzinfo=dt.UTC), to="alice@example.org"),
            "mail 5, made 2026-09-14 09:00",
        ),
    ],
)
def test_every_row_says_what_it_is(row: models.Model, words: str) -> None:
    assert str(row) == words


# --- Keys -------------------------------------------------------------------------------------------------------------


def test_a_key_has_256_random_bits_and_only_its_hash_is_kept() -> None:
    key = new_key()

    assert len(key) == 43  # 32 bytes, six bits to a letter
    assert new_key() != key
    assert hash_of(key) == hashlib.sha256(key.encode()).hexdigest()


def test_no_key_has_no_hash_so_that_it_never_matches_anything() -> None:
    assert hash_of("") == ""


@pytest.mark.django_db
def test_ids_in_addresses_grow_with_time_and_are_no_sequence() -> None:
    first, second = (Innovation.objects.create(name=name) for name in ("One", "Another"))

    assert first.public_id.version == second.public_id.version == 7
    assert first.public_id < second.public_id
    assert second.public_id.int - first.public_id.int > 1


# --- Organisation codes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["RJ1", "8HN05", "ABCDEFGHIJ", ""])
def test_an_ods_code_is_capitals_and_digits(code: str) -> None:
    Organisation(name="A trust", ods_code=code).full_clean(validate_constraints=False)


@pytest.mark.parametrize("code", ["rj1", "RJ", "RJ1\n", "RJ 1", "ABCDEFGHIJK"])
def test_another_code_is_refused_with_an_example(code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Organisation(name="A trust", ods_code=code).full_clean(validate_constraints=False)

    assert list(refused.value.message_dict) == ["ods_code"]


# --- What goes with what ----------------------------------------------------------------------------------------------


def test_an_organisation_with_innovations_stays(team: Team) -> None:
    with pytest.raises(ProtectedError):
        team.innovation.organisation.delete()


def test_when_a_person_goes_what_they_did_stays_without_their_name(team: Team, bob: Actor) -> None:
    done = submitted(team.innovation, by=bob)
    start(team.innovation, by=bob)

    team.bob.delete()

    assert set(Answer.objects.values_list("changed_by", flat=True)) == {None}
    assert set(AnswerChange.objects.values_list("changed_by", flat=True)) == {None}
    assert set(Assessment.objects.values_list("started_by", "submitted_by")) == {(None, None)}
    assert set(AuditEvent.objects.values_list("actor", flat=True)) == {bob.person_id}, "only a number"
    assert Result.objects.get().assessment_id == done.pk


def test_when_a_person_goes_their_memberships_and_held_pages_go(team: Team) -> None:
    hold_answers("/here/", {}, person_id=team.bob.pk)

    team.bob.delete()

    assert not HeldAnswers.objects.exists()
    assert not Membership.objects.filter(role="editor").exists()


def test_when_a_person_goes_what_they_brought_in_stays(team: Team, trial: HeldTrial) -> None:
    Trial.objects.update(claimed_by=team.alice)
    Membership.objects.update(added_by=team.alice)

    team.alice.delete()

    assert Innovation.objects.get(pk=team.innovation.pk).created_by is None
    assert Trial.objects.get().claimed_by is None
    assert set(Membership.objects.values_list("added_by", flat=True)) == {None}


def test_when_an_innovation_goes_all_of_it_goes(team: Team, draft: AssessmentFacts, alice: Actor) -> None:
    answer(draft, {"E1.1": "2"}, by=alice)
    InnovationSetting.objects.create(innovation=team.innovation, setting="home")

    team.innovation.delete()

    gone = (Assessment, Answer, AnswerChange, Membership, InnovationSetting)
    assert [model.objects.count() for model in gone] == [0] * len(gone)
    assert Organisation.objects.count() == 1


def test_when_an_earlier_assessment_goes_the_later_one_stands_for_itself(team: Team, alice: Actor) -> None:
    earlier = submitted(team.innovation, by=alice)
    later = start(team.innovation, by=alice, from_last=True)

    Assessment.objects.get(pk=earlier.pk).delete()

    assert Assessment.objects.get(pk=later.pk).started_from is None
