"""Sessions in a table that knows whose they are, and ending them."""

import pytest
from django.conf import settings
from django.test import Client

from assessments.actions.session import end_session, end_sessions
from assessments.models import AuditEvent, BrowserSession
from assessments.models.keys import hash_of
from assessments.models.session import SessionStore
from assessments.permissions import Actor
from tests.people import a_person, acting

pytestmark = pytest.mark.django_db


def test_a_session_knows_whose_it_is_and_a_strangers_is_nobodys() -> None:
    alice, client = a_person("Alice Archer"), Client()
    client.force_login(alice)
    stranger = SessionStore()
    stranger.save()

    key = client.cookies[settings.SESSION_COOKIE_NAME].value

    assert BrowserSession.objects.get(session_key=key).person == alice
    assert BrowserSession.objects.get(session_key=stranger.session_key).person is None
    assert BrowserSession.get_session_store_class() is SessionStore


def test_a_stranger_ends_no_session() -> None:
    stranger = SessionStore()
    stranger.save()

    assert end_session(hash_of(stranger.session_key or ""), by=Actor()) is False
    assert BrowserSession.objects.count() == 1


def test_all_of_one_persons_are_ended_and_nobody_elses() -> None:
    alice, bob = a_person("Alice Archer"), a_person("Bob Barnes")
    for person in (alice, alice, bob):
        Client().force_login(person)

    ended = end_sessions(alice.pk, but=None, by=acting(bob))

    assert ended == 2
    assert set(BrowserSession.objects.values_list("person", flat=True)) == {bob.pk}
    event = AuditEvent.objects.get(action="account.end_sessions")
    assert (event.actor, event.subject, event.after) == (bob, f"person:{alice.pk}", "2 ended")


def test_nothing_ended_is_nothing_on_record() -> None:
    alice = a_person("Alice Archer")

    assert end_sessions(alice.pk, but=None, by=acting(alice)) == 0
    assert not AuditEvent.objects.filter(action="account.end_sessions").exists()
