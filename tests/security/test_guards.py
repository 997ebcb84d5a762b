"""The matrix is worth what it notices: each guard in the source is taken away in turn, and it must go red.

On SQLite only, where it is quick: a guard does not differ between databases.
"""

import ast
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import get_type_hints
from unittest.mock import MagicMock

import pytest
from django.db import transaction

from assessments import permissions
from assessments.errors import NotAllowed, NotFound
from assessments.permissions import RIGHTS, Actor
from tests.house.source import called, text, tree
from tests.security.doors import DOORS
from tests.security.guards import (
    APP,
    NO_GUARD_HERE,
    NO_GUARDS,
    Guard,
    Kind,
    all_guards,
    guarded_files,
    guards_in,
    is_excused,
    line_of,
    passers_noted,
    patterns_of,
    running,
    without,
)
from tests.security.town import (
    Ask,
    Town,
    asks_about_nothing,
    asks_about_their_own,
    is_refusal,
    send,
    what_is_wrong,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("calm")]

GUARDS = all_guards()
IN_ACTIONS = [one for one in GUARDS if one.room == "actions" and one.kind in (Kind.REFUSAL, Kind.SIGNED_IN)]


# --- Finding them


@pytest.mark.parametrize(
    ("kind", "looks_like", "where"),
    [
        (Kind.REFUSAL, r"\bcheck_can_\w+", ""),
        (Kind.SIGHT, r"\bcan_\w+", "queries|actions"),
        (Kind.REACH, r"\.(reachable_by|of_member)\(", ""),
        (Kind.SIGNED_IN, r"\.person_id is None", ""),
        (Kind.DECORATOR, rf"^ *@(?!([a-z]+\.)?({'|'.join(NO_GUARDS)})\b).+", r".*views\.py"),
    ],
)
def test_none_is_overlooked(kind, looks_like, where):
    """Compared with a plain search through the text. Lines that decide nothing are listed with a reason."""
    found = Counter((guard.path, guard.at[0]) for guard in GUARDS if guard.kind is kind)

    seen = Counter(
        (called(path), number)
        for path in guarded_files()
        if re.match(where, path.relative_to(APP).as_posix())
        for number, line in _lines_but_imports(path)
        for _ in re.finditer(looks_like, line)
    )

    lines = {line_of(*place) for place in seen - found}
    assert [line for line in lines if not is_excused(line)] == []
    assert found - seen == Counter()
    assert found


def test_no_line_is_excused_that_is_not_there():
    lines = [
        f"{called(path)}: {line.strip()}" for path in guarded_files() for line in text(path).splitlines()
    ]

    assert [start for start in NO_GUARD_HERE if not any(line.startswith(start) for line in lines)] == []


def _lines_but_imports(path: Path) -> Iterator[tuple[int, str]]:
    imports = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom)]
    imported = {number for node in imports for number in range(node.lineno, (node.end_lineno or 0) + 1)}
    lines = enumerate(text(path).splitlines(), start=1)
    return ((number, line) for number, line in lines if number not in imported)


def test_a_guard_is_known_by_its_form():
    source = """
@login_required
@never_cache
def view(request):
    if request.actor.person_id is None and other:
        return sign_in_first(request)
    rows = [row for row in Thing.objects.reachable_by(actor).all() if can_see(row.standing)]
    permissions.check_can_share(rows[0].standing)
    return find(rows, may=can_meet)
"""

    found = [(guard.kind, guard.says) for guard in guards_in(source, path="assessments/queries/views.py")]

    assert found == [
        (Kind.DECORATOR, "login_required"),
        (Kind.SIGNED_IN, "request.actor.person_id is None"),
        (Kind.REACH, "Thing.objects.reachable_by(actor)"),
        (Kind.SIGHT, "can_see"),
        (Kind.REFUSAL, "permissions.check_can_share"),
        (Kind.SIGHT, "can_meet"),
    ]


# --- Actions check for themselves, whatever a page has checked before


@pytest.mark.parametrize("guard", IN_ACTIONS, ids=str)
def test_an_action_refuses_by_itself_and_first(guard):
    assert refuses_by_itself(guard)


def refuses_by_itself(guard: Guard) -> bool:
    """Called as by a page that forgot to check: with each standing that lacks the right, or by nobody."""
    if guard.kind is Kind.SIGNED_IN:
        return isinstance(_error_from(guard, standing="lead"), NotAllowed | NotFound)
    can = getattr(permissions, guard.says.removeprefix("check_"))
    lacking = [standing for standing in (*RIGHTS, "") if not can(standing)]
    return all(isinstance(_error_from(guard, standing), NotAllowed) for standing in lacking)


def _error_from(guard: Guard, standing: str) -> Exception | None:
    """With stand-ins for everything that is handed over: an action that looks at more before it checks would fail."""
    (function,) = running(guard)
    handed = {
        name: _stand_in(kind, standing) for name, kind in get_type_hints(function).items() if name != "return"
    }
    try:
        with transaction.atomic():
            function(**handed)
    except Exception as error:
        return error
    return None


def _stand_in(kind: object, standing: str) -> object:
    return Actor(request_id="a-request") if kind is Actor else MagicMock(standing=standing)


# --- The mutation check


def test_each_guard_that_is_taken_away_turns_the_matrix_red(town, measured):
    started = time.monotonic()
    doors = passing_doors(town)

    unnoticed = [str(guard) for guard in GUARDS if not is_noticed(town, guard, doors)]

    killed = len(GUARDS) - len(unnoticed)
    measured(
        "Guards taken away one at a time", time.monotonic() - started, guards=len(GUARDS), noticed=killed
    )
    assert unnoticed == []


@pytest.mark.parametrize("kind", Kind)
def test_it_is_not_red_when_nothing_is_taken_away(town, kind):
    """The same code in the same way, but with the guard still in it."""
    guard = next(
        guard for guard in GUARDS if guard.kind is kind and guard.room not in ("actions", "accounts")
    )

    with without(replace(guard, says="nothing")):
        red = [ask for name in AROUND for ask in asks_about_their_own(town, name) if _goes_red(town, ask)]

    assert red == []


AROUND = ("innovations", "enabler")


Passers = dict[tuple[str, str], list[Ask]]


def passing_doors(town: Town) -> Passers:
    """For each function with a guard, the requests that come through it; those that are refused first."""
    found: Passers = {}
    inner = [guard for guard in GUARDS if guard.kind is not Kind.DECORATOR]
    with passers_noted(inner) as passed:
        for ask in (ask for name in DOORS for ask in asks_about_their_own(town, name)):
            if ask.method in ("GET", "POST"):
                passed.clear()
                send(town, ask)
                for key in passed:
                    found.setdefault(key, []).append(ask)
    return {key: sorted(asks, key=lambda ask: not is_refusal(ask.expected)) for key, asks in found.items()}


def is_noticed(town: Town, guard: Guard, doors: Passers) -> bool:
    asks = _asks_for(town, guard, doors)
    with without(guard):
        if guard in IN_ACTIONS and not refuses_by_itself(guard):
            return True
        return any(_goes_red(town, ask) for ask in asks)


def _asks_for(town: Town, guard: Guard, doors: Passers) -> Iterator[Ask]:
    """What is likely to notice, and then everything at the same doors. At others nobody meets this guard."""
    likely = doors.get((guard.path, guard.function)) or _through(guard.path, doors)
    names = [pattern.name for pattern in patterns_of(guard)] or sorted({ask.name for ask in likely})
    whole = (
        asks for name in names for asks in (asks_about_their_own(town, name), *asks_about_nothing(town, name))
    )
    return chain(likely, chain.from_iterable(whole))


def _through(path: str, doors: Passers) -> list[Ask]:
    """For what is asked once in a process and tells nobody: the requests that come through the same file."""
    return [ask for (other, _), asks in doors.items() if other == path for ask in asks]


def _goes_red(town: Town, ask: Ask) -> bool:
    try:
        response = send(town, ask)
    except Exception:  # the page broke
        return True
    return bool(what_is_wrong(town, ask, response))
