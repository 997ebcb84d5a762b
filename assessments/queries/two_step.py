"""Two-step sign-in: what somebody has set up beside their password. django-allauth keeps it, in its own rows."""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from assessments.models import Person

APP, PASSKEY, RECOVERY = (
    Authenticator.Type.TOTP,
    Authenticator.Type.WEBAUTHN,
    Authenticator.Type.RECOVERY_CODES,
)


@dataclass(frozen=True, slots=True)
class Passkey:
    pk: int
    name: str
    added_at: dt.datetime
    last_used_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class TwoStep:
    """`codes_left` is None for somebody who has no recovery codes yet."""

    app_since: dt.datetime | None
    passkeys: tuple[Passkey, ...]
    codes_left: int | None

    @property
    def is_on(self) -> bool:
        """Recovery codes alone are no second step: they stand in for one."""
        return self.app_since is not None or bool(self.passkeys)


def two_step_of(person_id: int) -> TwoStep:
    """One SQL statement."""
    rows = list(Authenticator.objects.filter(user=person_id).order_by("pk"))
    app = next((row for row in rows if row.type == APP), None)
    codes = next((row for row in rows if row.type == RECOVERY), None)
    return TwoStep(
        app_since=app.created_at if app else None,
        passkeys=tuple(_passkey(row) for row in rows if row.type == PASSKEY),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )


def _passkey(row: Authenticator) -> Passkey:
    return Passkey(row.pk, row.wrap().name, row.created_at, row.last_used_at)


def recovery_codes_of(person_id: int) -> tuple[str, ...]:
    """The codes that were not used yet. One SQL statement."""
    row = Authenticator.objects.filter(user=person_id, type=RECOVERY).first()
    return tuple(row.wrap().get_unused_codes()) if row else ()


def has_second_step(person_id: int) -> bool:
    """One SQL statement."""
    found: bool = Authenticator.objects.filter(user=person_id, type__in=(APP, PASSKEY)).exists()
    return found


def holds_site_role(person: Person) -> bool:
    """Whether there is more at stake than their own innovations. No SQL statement."""
    return person.is_curator or person.is_reviewer or person.is_administrator or person.is_staff
