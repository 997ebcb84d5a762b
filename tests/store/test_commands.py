"""manage.py check_receipt, purge and seed_demo, as the person at the keyboard meets them."""

import datetime as dt
import json
from io import StringIO
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from assessments.actions.held import hold_answers
from assessments.exchange import demo
from assessments.exchange.demo import DEMO_PASSWORD, demo_people
from assessments.models import Assessment, Guest, HeldAnswers, Innovation, Invitation, Person, Result, Trial
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.scoring.receipt import to_bytes
from tests.factories import HeldTrial, a_trial, submitted
from tests.people import Team, a_guest, a_person


def run(command: str, *words: str) -> str:
    said = StringIO()
    call_command(command, *words, stdout=said)
    return said.getvalue()


# --- check_receipt ----------------------------------------------------------------------------------------------------


@pytest.fixture
def receipt(team: Team, alice: Actor, tmp_path: Path) -> Path:
    """A stored receipt, as it is downloaded."""
    submitted(team.innovation, by=alice)
    path = tmp_path / "receipt.json"
    path.write_text(Result.objects.get().receipt, encoding="utf-8")
    return path


def test_a_stored_receipt_is_right(receipt: Path) -> None:
    assert run("check_receipt", str(receipt)) == f"This receipt is right: {Result.objects.get().headline}\n"


def test_a_receipt_that_was_improved_is_not_right_and_says_where(receipt: Path) -> None:
    document = json.loads(receipt.read_bytes())
    document["answers"]["E1.1"]["level"] = 4
    receipt.write_bytes(to_bytes(document))

    with pytest.raises(
        CommandError, match=r"^This receipt is not right\. The receipt, result, scores, E1"
    ) as failed:
        run("check_receipt", str(receipt))

    assert failed.value.returncode == 1


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[1]"])
def test_what_is_no_receipt_cannot_be_checked(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "receipt.json"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=r"^This receipt cannot be checked\."):
        run("check_receipt", str(path))


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run("check_receipt", str(tmp_path / "receipt.json"))


# --- purge ------------------------------------------------------------------------------------------------------------


def a_session(expires_at: dt.datetime) -> str:
    session = SessionStore()
    session["seen"] = 1
    session.set_expiry(expires_at)
    session.save()
    return session.session_key


def test_what_has_run_out_is_deleted_and_the_rest_stays(
    trial: HeldTrial, draft: AssessmentFacts, alice: Actor
) -> None:
    ended, now = a_trial("Choir"), timezone.now()
    Trial.objects.filter(innovation=ended.facts.innovation_pk).update(
        started_at=now - dt.timedelta(days=8), expires_at=now
    )
    hold_answers("/old/", {}, person_id=alice.person_id)
    HeldAnswers.objects.update(held_at=now - dt.timedelta(days=2))
    hold_answers("/new/", {}, person_id=alice.person_id)
    a_session(now - dt.timedelta(hours=1))
    open_session = a_session(now + dt.timedelta(hours=1))

    a_guest(Innovation.objects.get(name="ESCAPE-pain"), "gone@example.org")
    Guest.objects.update(expires_at=now)

    assert run("purge").startswith(
        "Deleted 1 ended trials, 1 held pages and 0 old mails.\nAddresses of invited people forgotten: 1.\n"
    )

    assert set(Innovation.objects.values_list("name", flat=True)) == {"ESCAPE-pain", "Balance classes"}
    assert HeldAnswers.objects.get().path == "/new/"
    assert Invitation.objects.get().email == ""
    assert Session.objects.get().session_key == open_session


def test_purging_twice_deletes_nothing_more(trial: HeldTrial) -> None:
    run("purge")

    assert run("purge") == (
        "Deleted 0 ended trials, 0 held pages and 0 old mails.\nAddresses of invited people forgotten: 0.\n"
        "Deleted 0 accounts that never confirmed their address.\n"
    )


def test_purging_deletes_unconfirmed_accounts_after_the_days_that_a_place_has_set(
    db: None, settings: Settings
) -> None:
    settings.UNCONFIRMED_DAYS = 3
    for days in (2, 4):
        person = a_person(f"Person{days} Parker", joined_at=timezone.now() - dt.timedelta(days=days))
        EmailAddress.objects.create(user=person, email=person.email, primary=True)

    said = run("purge")

    assert "Deleted 1 accounts that never confirmed their address." in said
    assert Person.objects.get().name == "Person2 Parker"


# --- seed_demo --------------------------------------------------------------------------------------------------------

SMALL_DEMO = """
[[people]]
email = "alice@example.org"
name = "Alice"
about = "Leads"
roles = []

[[organisations]]
key = "irisi"
name = "IRISi"
ods_code = ""

[[innovations]]
name = "IRIS"
summary = ""
organisation = "irisi"
stage = "wide"
settings = []
care_area = "other"
members = [{ person = "alice@example.org", role = "lead" }]

[[innovations.assessments]]
illustration = false
by = "alice@example.org"
answers = [{ statement = "E1.1", kind = "dont_know" }]
"""


@pytest.mark.django_db
def test_the_demonstration_is_added_once_and_its_people_are_named_each_time() -> None:
    first, second = run("seed_demo"), run("seed_demo")

    assert first.startswith("Demonstration added.\n")
    assert second.startswith("The demonstration is already there.\n")
    for said in (first, second):
        assert DEMO_PASSWORD in said
        assert all(person.email in said and person.about in said for person in demo_people())


@pytest.mark.django_db
def test_the_demonstration_is_not_for_production(settings: Settings) -> None:
    settings.IS_PRODUCTION = True

    with pytest.raises(CommandError, match="not for production"):
        run("seed_demo")

    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_teams_own_assessment_in_a_demonstration_is_no_illustration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "demo.toml").write_text(SMALL_DEMO, encoding="utf-8")
    monkeypatch.setattr(demo, "FIXTURES", tmp_path)

    run("seed_demo")

    stored = Assessment.objects.get()
    assert (stored.is_illustration, stored.as_things_stood, stored.submitted_at) == (False, "", None)
