"""CPU per request of the pages people use most, as ratios to an empty page for a signed-in person.

The two are measured in turns, in blocks, in one process, so that a machine that slows down slows both. What is printed
is the median over blocks of (page / empty page), its middle half, and the goal. Nothing is asserted: run it on a quiet
machine, two or three times, and look.

    python3 dev.py bench            # all of it
"""

import itertools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

BLOCKS, REQUESTS = 16, 25
GOALS = {"enabler page": 2.0, "save": 2.0, "results": 3.0}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        start_octant(Path(folder))
        pages = prepare()
        empty = pages.pop("empty page")
        for run in (empty, *pages.values()):
            for _ in range(10):
                run()
        print(f"{'page':<14}{'CPU ms':>8}{'empty':>8}{'ratio':>8}   middle half   goal")
        for name, run in pages.items():
            report(name, *measure(run, empty))


def start_octant(folder: Path) -> None:
    """On SQLite with the settings of an installation, and the demonstration in it."""
    os.environ |= {
        "OCTANT_MODE": "demo",
        "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL") or f"sqlite:///{folder / 'bench.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "spreadapp.settings",
    }
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import django
    from django.conf import settings

    settings.ROOT_URLCONF = "bench.urls"
    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("seed_demo", stdout=open(os.devnull, "w"))  # noqa: SIM115 -- ends with the process


def prepare() -> dict[str, Callable[[], None]]:
    from django.test import Client

    from assessments.models import Assessment, Person
    from assessments.results.presenters import kept_page
    from assessments.results.stored import read_once

    client = Client()
    client.force_login(Person.objects.get(email="alice@example.org"))
    draft = Assessment.objects.get(innovation__name="IRIS").public_id
    done = Assessment.objects.get(innovation__name="ESCAPE-pain", number=2).public_id
    address, results = f"/assessments/{draft}/priorities/", f"/assessments/{done}/results/"
    versions = itertools.count(1)

    def get(address: str) -> Callable[[], None]:
        def run() -> None:
            assert client.get(address).status_code == 200

        return run

    def save() -> None:
        """Every statement of an enabler changed: the dearest save there is."""
        turn = next(versions)
        fields: dict[str, str] = {}
        for number in range(1, 6):
            code = f"E5.{number}"
            fields |= {code: str((turn + number) % 5), f"{code}-note": "A note.", f"{code}-link": ""}
            fields[f"{code}-version"] = str(turn - 1)
        body = urlencode(fields)  # as a browser sends it; the test client's own default is multipart
        answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 303

    def first_time() -> None:
        """As nobody has looked at them yet: a process keeps what it worked out for the last ones."""
        kept_page.cache_clear()
        read_once.cache_clear()
        get(results)()

    return {
        "empty page": get("/bench/empty/"),
        "enabler page": get(address),
        "save": save,
        "task list": get(f"/assessments/{draft}/"),
        "check answers": get(f"/assessments/{draft}/check/"),
        "results": get(results),
        "first results": first_time,
        "your list": get("/innovations/"),
    }


def measure(page: Callable[[], None], empty: Callable[[], None]) -> tuple[list[float], list[float]]:
    ours, base = [], []
    for _ in range(BLOCKS):
        ours.append(block(page))
        base.append(block(empty))
    return ours, base


def block(run: Callable[[], None]) -> float:
    """CPU milliseconds per request."""
    before = time.process_time()
    for _ in range(REQUESTS):
        run()
    return (time.process_time() - before) * 1000 / REQUESTS


def report(name: str, ours: list[float], base: list[float]) -> None:
    ratios = [mine / empty for mine, empty in zip(ours, base, strict=True)]
    low, middle, high = statistics.quantiles(ratios, n=4)
    goal = f"{GOALS[name]:.1f}" if name in GOALS else ""
    print(
        f"{name:<14}{statistics.median(ours):>8.2f}{statistics.median(base):>8.2f}{middle:>8.2f}"
        f"   {low:.2f} to {high:.2f}  {goal:>5}"
    )


if __name__ == "__main__":
    main()
