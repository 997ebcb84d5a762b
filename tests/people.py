"""The people whom the tests are about, and what each is to ESCAPE-pain.

Alice leads it, Bob edits it, Dana looks on, Rob is there to rate it, and Charlie has nothing to do with it.
"""

import datetime as dt
import secrets
from dataclasses import dataclass

from django.utils import timezone

from assessments.models import Guest, Innovation, Invitation, Membership, Organisation, Person, Role
from assessments.permissions import Actor

PASSWORD = "slow green kettle bells"


@dataclass(frozen=True, slots=True)
class Team:
    innovation: Innovation
    alice: Person
    bob: Person
    dana: Person
    rob: Person
    charlie: Person


def a_team(name: str = "ESCAPE-pain") -> Team:
    """An innovation that is fully described, with its people, each with a mailbox at example.org."""
    alice, bob, dana, rob, charlie = (
        a_person(who) for who in ("Alice Archer", "Bob Barnes", "Dana Davies", "Rob Rowe", "Charlie Chen")
    )
    organisation = Organisation.objects.create(name="University College Birmingham", ods_code="UCB01")
    innovation = Innovation.objects.create(
        name=name,
        summary="Group exercise for lasting knee or hip pain.",
        stage="wide",
        care_area="musculoskeletal",
        organisation=organisation,
        created_by=alice,
    )
    for person, role in ((alice, Role.LEAD), (bob, Role.EDITOR), (dana, Role.VIEWER), (rob, Role.RATER)):
        join(innovation, person, role)
    return Team(innovation, alice, bob, dana, rob, charlie)


def a_person(name: str, *, email: str = "", **fields: object) -> Person:
    """`a_person("Alice Archer")` has the address alice@example.org, and signs in with `PASSWORD`."""
    address = email or f"{name.split()[0].lower()}@example.org"
    return Person.objects.create_user(address, PASSWORD, name=name, **fields)


def join(innovation: Innovation, person: Person, role: Role) -> Membership:
    return Membership.objects.create(innovation=innovation, person=person, role=role)


def acting(person: Person, *, trial_key_hash: str = "", guest_key_hash: str = "") -> Actor:
    return Actor(person.pk, person.name, trial_key_hash, "a-request", guest_key_hash)


def a_guest(innovation: Innovation, email: str = "", *, key_hash: str = "") -> Actor:
    """Someone who was invited to rate, accepted without an account, and holds the key of it."""
    key_hash, now = key_hash or secrets.token_hex(32), timezone.now()
    invitation = Invitation.objects.create(
        innovation=innovation,
        email=email or f"{key_hash[:8]}@example.org",
        role="rater",
        key_hash=secrets.token_hex(32),
        expires_at=now + dt.timedelta(days=14),
        accepted_at=now,
    )
    Guest.objects.create(
        innovation=innovation,
        invitation=invitation,
        key_hash=key_hash,
        expires_at=now + dt.timedelta(days=90),
    )
    return Actor(guest_key_hash=key_hash, request_id="a-request")
