"""A passkey without a device: what a browser would answer, made here."""

import hashlib
import json
import secrets
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from assessments.models import Person

FLAGS = AuthenticatorData.FLAG
SEEN = FLAGS.UP | FLAGS.UV  # somebody is there, and it is the right one
NO_MODEL = bytes(16)


class Passkey:
    def __init__(
        self, holder: Person, *, site: str = "testserver", origin: str = "http://testserver"
    ) -> None:
        self.holder, self.site, self.origin = holder, site, origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)

    def made_for(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to "make one"."""
        attested = AttestedCredentialData.create(
            NO_MODEL, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(self._site_hash(), SEEN | FLAGS.AT, 0, bytes(attested))
        statement = AttestationObject.create("none", data, {})
        client = self._client_data("webauthn.create", options)
        return self._credential(clientDataJSON=client, attestationObject=bytes(statement))

    def signed_for(self, options: dict[str, Any], *, flags: FLAGS = SEEN) -> dict[str, Any]:
        """The answer to "sign this"."""
        data = bytes(AuthenticatorData.create(self._site_hash(), flags, 1))
        client = self._client_data("webauthn.get", options)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        handle = user_pk_to_url_str(self.holder).encode()
        return self._credential(
            clientDataJSON=client, authenticatorData=data, signature=signature, userHandle=handle
        )

    def _site_hash(self) -> bytes:
        return hashlib.sha256(self.site.encode()).digest()

    def _client_data(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["publicKey"]["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _credential(self, **response: bytes) -> dict[str, Any]:
        name = websafe_encode(self.id)
        parts = {part: websafe_encode(value) for part, value in response.items()}
        return {"id": name, "rawId": name, "type": "public-key", "response": parts}


def a_passkey(holder: Person, name: str = "My phone") -> Authenticator:
    """One that was added at some time before."""
    return keep(Passkey(holder), name)


def keep(passkey: Passkey, name: str = "My phone") -> Authenticator:
    made = passkey.made_for({"publicKey": {"challenge": "AAAA"}})
    return WebAuthn.add(passkey.holder, name, made).instance
