"""Does the time of an answer tell whether an address has an account?

Known and unknown addresses are asked for in turns, 200 times each, in one process: a wrong password, a new account,
a link to choose a new password. What is printed is the median of each, their ratio, and the middle half of one. A ratio
within 10 % of one, well inside that spread, tells nobody anything. Nothing is asserted: run it on a quiet machine, and
look.

    python3 dev.py bench silence
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

REQUESTS = 200
WARM_UP = 10
Ask = Callable[[str], None]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        start_octant(Path(folder))
        known = [f"known{number:04}@example.org" for number in range(WARM_UP + REQUESTS)]
        make_accounts(known)
        print(f"{'':<14}{'known ms':>10}{'unknown ms':>12}{'ratio':>8}   middle half of known")
        for number, (name, ask) in enumerate(asks().items()):
            unknown = [address.replace("known", f"nosy{number}") for address in known]
            report(name, *measure(ask, known, unknown))


def start_octant(folder: Path) -> None:
    """With the settings of an installation, but no mail server and no limit on how often one may ask."""
    os.environ |= {
        "OCTANT_MODE": "demo",
        "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL") or f"sqlite:///{folder / 'bench.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "spreadapp.settings",
    }
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import django
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    settings.ACCOUNT_RATE_LIMITS = False
    settings.LOGGING_CONFIG = None
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def make_accounts(addresses: list[str]) -> None:
    from assessments.actions.people import add_person

    for address in addresses:
        add_person(address, "slow green kettle bells", name="Somebody")


def asks() -> dict[str, Ask]:
    from django.test import Client
    from django.urls import reverse

    def send(where: str, status: int, **fields: str) -> None:
        answer = Client().post(reverse(where), fields)
        assert answer.status_code == status, (where, answer.status_code)

    return {
        "sign-in": lambda email: send("account_login", 422, login=email, password="not the password"),
        "new account": lambda email: send(
            "account_signup", 303, name="Somebody", email=email, password1="nine paper lanterns burn"
        ),
        "new password": lambda email: send("account_reset_password", 303, email=email),
        "new link": lambda email: send("account_new_link", 303, email=email),
    }


def measure(ask: Ask, known: list[str], unknown: list[str]) -> tuple[list[float], list[float]]:
    """Milliseconds. Every address is asked for once, as a prober would; who goes first changes in turns."""
    times: dict[bool, list[float]] = {True: [], False: []}
    for number, (address, other) in enumerate(zip(known, unknown, strict=True)):
        pair = [(True, address), (False, other)]
        for is_known, email in pair if number % 2 else reversed(pair):
            started = time.perf_counter()
            ask(email)
            times[is_known].append((time.perf_counter() - started) * 1000)
    return times[True][WARM_UP:], times[False][WARM_UP:]


def report(name: str, known: list[float], unknown: list[float]) -> None:
    low, middle, high = statistics.quantiles(known, n=4)
    other = statistics.median(unknown)
    print(f"{name:<14}{middle:>10.2f}{other:>12.2f}{middle / other:>8.3f}   {low:.2f} to {high:.2f}")


if __name__ == "__main__":
    main()
