"""The walls of the house. What imports can say stands in pyproject.toml; the rest stands here."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT, called, core_files, files, text, tree

APP = ROOT / "assessments"
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter"}
CHANCE = {"secrets", "uuid", "uuid6"}
HEAVY = {"plotly", "narwhals", "numpy", "pandas"}


def in_a_fresh_python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)


def test_imports_go_down_never_up_and_never_sideways():
    done = in_a_fresh_python("from importlinter.cli import lint_imports; raise SystemExit(lint_imports())")

    assert done.returncode == 0, done.stdout + done.stderr


def test_views_forms_and_presenters_neither_fetch_nor_save():
    doors = [*files("views.py", "forms.py", "presenters.py", under=APP), *files(".py", under=APP / "wizard")]

    found = [f"{called(path)}:{line}" for path in doors for line in _lines_that_meet_rows(path)]

    assert doors, "no view was found, so this test saw nothing"
    assert found == []


def _lines_that_meet_rows(path: Path) -> list[int]:
    nodes = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute))
    return [node.lineno for node in nodes if node.attr in {"objects", "save", "_default_manager"}]


def test_no_form_is_bound_with_post_or_none():
    """An empty post would silently become an unbound form with no errors."""
    found = [called(path) for path in files(".py", under=APP) if "POST or " in text(path)]

    assert found == []


@pytest.mark.parametrize("path", core_files(), ids=called)
def test_the_core_knows_no_clock_and_no_chance(path):
    module = tree(path)

    assert not _imports_of(module) & CHANCE
    assert _attributes_of(module, "random") <= {"Random"}, "chance comes from a seed that is passed in"
    assert not _attributes_of(module, "datetime", "date", "time") & CLOCKS


def _imports_of(module: ast.Module) -> set[str]:
    plain = {alias.name for node in ast.walk(module) if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module or "" for node in ast.walk(module) if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in plain | named}


def _attributes_of(module: ast.Module, *owners: str) -> set[str]:
    nodes = (node for node in ast.walk(module) if isinstance(node, ast.Attribute))
    return {node.attr for node in nodes if isinstance(node.value, ast.Name) and node.value.id in owners}


def test_starting_up_loads_nothing_heavy():
    """Every process, every management command and every test run would pay for it."""
    load_all = (
        "import sys, django; django.setup()\n"
        "from django.urls import get_resolver; get_resolver().url_patterns\n"
        f"print(*{HEAVY!r} & set(sys.modules))"
    )

    done = in_a_fresh_python(load_all)

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
