"""An organisation's sign-in page: an OpenID Connect provider of another make, in a process of its own."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

NAME = "Trust sign-in"
PATIENT = 30  # seconds, for a machine that is busy


class Provider:
    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"

    def knows(self, subject: str, **claims: object) -> None:
        answer = requests.put(f"{self.address}/users/{subject}", json=claims, timeout=PATIENT)
        answer.raise_for_status()

    def let_in(self, subject: str, *, at: str) -> str:
        """What happens on its page when somebody signs in, or calls it off. Gives where they are sent."""
        fields = {"sub": subject} if subject else {"action": "deny"}
        answer = requests.post(at, data=fields, allow_redirects=False, timeout=PATIENT)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def is_up(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(self._door(), timeout=1):
            return True
        return False

    def _door(self) -> tuple[str, int]:
        parts = urlsplit(self.address)
        return str(parts.hostname), int(parts.port or 0)


@contextlib.contextmanager
def a_provider() -> Iterator[Provider]:
    provider = Provider(_free_port())
    port = provider.address.rpartition(":")[2]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", port]
    with subprocess.Popen(command, **quiet) as process:  # type: ignore[call-overload]  # its keywords in a dict
        try:
            _wait_for(provider, process)
            yield provider
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _wait_for(provider: Provider, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENT
    while not provider.is_up():
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail("The OpenID Connect provider did not start.", pytrace=False)
        time.sleep(0.05)


def configure(settings: Any, provider: Provider, **more: object) -> None:
    """What the four settings do in an installation. `more` goes into the provider's own settings."""
    settings.HAS_SINGLE_SIGN_ON, settings.OIDC_NAME = True, NAME
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "organisation",
                    "name": NAME,
                    "client_id": "octant",
                    "secret": "a-secret",
                    "settings": {"server_url": provider.address, **more},
                }
            ],
        }
    }
