"""Two-step sign-in where it meets django-allauth: our words, its secrets sealed, and codes that work once."""

import base64
import logging
import secrets
from typing import Any

from allauth.core import context as current
from allauth.core.internal import ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)

WRONG_CODE = "The code is not right. Enter the one that your app shows now"
TOO_MANY = "You have tried too many codes. Wait 5 minutes, then try again"
NO_PASSKEY = "That passkey did not work. Try again, or use another way"
UNCONFIRMED = "Confirm your email address first"
A_CODE_LIVES = 3 * 30  # seconds: the step that is shown, and one on either side of it


class TwoStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "unverified_email": UNCONFIRMED,
    }

    def encrypt(self, text: str) -> str:
        """A copy of the database alone must not be enough to pass the second step."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What cannot be opened (its key is gone) opens nothing: a secret that nobody knows stands in for it."""
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("A secret of two-step sign-in was sealed with a key that is not set any more.")
            return generate_totp_secret()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        return "Passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": "Octant"}


def _seal() -> MultiFernet:
    return MultiFernet(
        [_key_from(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key_from(secret: str) -> Fernet:
    digest = salted_hmac("octant.two-step", "seal", secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def renew_seals() -> int:
    """Seals every secret with the newest key, so that an older one can be retired. Gives how many."""
    rows = list(Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN))
    for row in rows:
        name = "secret" if row.type == Authenticator.Type.TOTP else "seed"
        row.data[name] = _seal().rotate(row.data[name].encode()).decode()
        row.save(update_fields=["data"])
    return len(rows)


# --- Codes


def may_try(person: Any) -> bool:
    """At most 10 codes in 5 minutes for one account, whoever asks. Right ones do not give the count back."""
    return bool(
        ratelimit.consume(current.request, app="allauth.account", action="second_step", key=str(person.pk))
    )


def spend_code(person: Any, code: str) -> Authenticator | None:
    """Whose code it is: the app's or a recovery code. None for a wrong one, and for one that was used before."""
    for row in Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.WEBAUTHN):
        if row.wrap().validate_code(code):
            return row if spend(person, code) else None
    return None


def spend(person: Any, code: str) -> bool:
    """False when it was spent before. Longer than a code lives: allauth itself remembers it for one step alone."""
    digest = salted_hmac("octant.two-step.code", f"{person.pk}:{normalize_user_code(code)}").hexdigest()
    return cache.add(f"octant-code-{digest}", secrets.token_hex(4), timeout=A_CODE_LIVES)
