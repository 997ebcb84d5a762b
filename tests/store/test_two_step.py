"""Two-step sign-in in the store: what somebody has set up, and the commands of the bad day."""

import io

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.management import CommandError, call_command

from assessments.models import AuditEvent
from assessments.queries.two_step import has_second_step, recovery_codes_of, two_step_of
from tests.conftest import CountQueries
from tests.passkeys import a_passkey
from tests.people import a_person, an_app

pytestmark = pytest.mark.django_db


def said_by(command: str, *words: str) -> str:
    out = io.StringIO()
    call_command(command, *words, stdout=out)
    return out.getvalue()


def test_nothing_is_set_up_at_first() -> None:
    alice = a_person("Alice Archer")

    steps = two_step_of(alice.pk)

    assert (steps.app_since, steps.passkeys, steps.codes_left, steps.is_on) == (None, (), None, False)
    assert recovery_codes_of(alice.pk) == ()


def test_all_that_is_set_up_is_found_in_one_query(count_queries: CountQueries) -> None:
    alice, bob = a_person("Alice Archer"), a_person("Bob Barnes")
    for person in (alice, bob):
        an_app(person)
        a_passkey(person, f"{person.name}'s phone")
        a_passkey(person, "A key")
        RecoveryCodes.activate(person)

    with count_queries(at_most=1):
        steps = two_step_of(alice.pk)

    assert steps.app_since is not None
    assert [passkey.name for passkey in steps.passkeys] == ["Alice Archer's phone", "A key"]
    assert steps.codes_left == 10


@pytest.mark.parametrize(
    ("set_up", "is_one"), [(an_app, True), (a_passkey, True), (RecoveryCodes.activate, False)]
)
def test_recovery_codes_are_no_second_step_by_themselves(set_up: object, is_one: bool) -> None:
    alice = a_person("Alice Archer")

    set_up(alice)  # type: ignore[operator]  # each of them is a function

    assert (has_second_step(alice.pk), two_step_of(alice.pk).is_on) == (is_one, is_one)


def test_an_engineer_can_reset_it_for_whoever_lost_everything() -> None:
    alice, bob = a_person("Alice Archer"), a_person("Bob Barnes")
    for person in (alice, bob):
        an_app(person)
        RecoveryCodes.activate(person)

    said = said_by("reset_two_step", "Alice@Example.org")

    assert said == "Removed 2. They sign in with their password, and can set it up again.\n"
    assert set(Authenticator.objects.values_list("user", flat=True)) == {bob.pk}
    event = AuditEvent.objects.get(action="account.two_step_reset")
    assert (event.subject, event.actor_kind) == (f"person:{alice.pk}", "system")


def test_nothing_is_reset_for_nobody() -> None:
    with pytest.raises(CommandError, match=r"^Nobody has an account with the address nobody@example\.org\.$"):
        said_by("reset_two_step", "nobody@example.org")


def test_secrets_are_sealed_anew_by_a_command() -> None:
    secret = an_app(a_person("Alice Archer"))
    before = Authenticator.objects.get().data["secret"]

    said = said_by("renew_seals")

    row = Authenticator.objects.get()
    assert said == "Sealed 1 secrets with the key that is set now.\n"
    assert row.data["secret"] != before
    assert secret not in row.data["secret"]
