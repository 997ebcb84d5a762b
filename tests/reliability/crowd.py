"""People who press the same button at the same moment: a thread and a database connection for each."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.db import connections

from assessments.errors import OctantError

Act = Callable[[int], object]
PATIENCE = 60
"""Seconds to wait for the others before a test gives up."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """`rounds`: what came of each round, one outcome for each person."""

    rounds: list[tuple[object, ...]]
    seconds: float


def together(*people: Act, rounds: int) -> Crowd:
    """In each round everybody waits for the others and then acts, with the number of the round.

    One of our own errors is an outcome; any other error ends the test.
    """
    started = time.perf_counter()
    ready = threading.Barrier(len(people), timeout=PATIENCE)
    with ThreadPoolExecutor(len(people)) as threads:
        lives = [threads.submit(_live, person, ready, rounds) for person in people]
    errors = [error for error in (life.exception() for life in lives) if error]
    for error in sorted(errors, key=lambda error: isinstance(error, threading.BrokenBarrierError)):
        raise error  # whoever failed first; the others only found themselves alone
    outcomes = zip(*(life.result() for life in lives), strict=True)
    return Crowd(list(outcomes), time.perf_counter() - started)


def _live(person: Act, ready: threading.Barrier, rounds: int) -> list[object]:
    try:
        return [_act(person, ready, number) for number in range(rounds)]
    except BaseException:
        ready.abort()  # so that nobody waits for someone who is gone
        raise
    finally:
        connections.close_all()


def _act(person: Act, ready: threading.Barrier, number: int) -> object:
    ready.wait()
    try:
        return person(number)
    except OctantError as refusal:
        return refusal
