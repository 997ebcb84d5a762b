"""What every file of the project keeps to."""

import ast
import re
import tomllib
from pathlib import Path

from tests.house.source import ROOT, called, files, text, tree

WRITTEN = (".py", ".jinja", ".html", ".toml", ".md", ".css", ".scss", ".js", ".mjs", ".yml", ".in", ".txt")
NAMELESS = ("Dockerfile", ".dockerignore", ".gitignore", "run")
LONGEST_FILE = 400
LONGEST_FUNCTION = 60  # "aim for ten lines, look again at thirty"; nobody argues for more than a screen


def found_in(pattern: str, *endings: str) -> list[str]:
    sought = re.compile(pattern)
    places = ((path, match) for path in files(*endings) for match in sought.findall(text(path)))
    return [f"{called(path)}: {match}" for path, match in places]


def test_python_files_stay_under_four_hundred_lines():
    written = [path for path in files(".py") if path.parent.name != "migrations"]  # Django writes those

    long = [called(path) for path in written if len(text(path).splitlines()) >= LONGEST_FILE]

    assert long == []


def test_no_function_is_longer_than_a_screen():
    long = [f"{called(path)}: {name}" for path in files(".py") for name in _long_functions(path)]

    assert long == []


def _long_functions(path: Path) -> list[str]:
    functions = (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))
    return [each.name for each in functions if (each.end_lineno or 0) - each.lineno > LONGEST_FUNCTION]


def test_nothing_is_left_for_later():
    assert found_in(r"\b(?:TO[D]O|FIX[M]E|XX[X])\b", *WRITTEN, *NAMELESS) == []


def test_a_silenced_check_has_its_reason_beside_it():
    silenced, reason = r"#\s*(?:no[q]a|type: i[g]nore|pragma: no c[o]ver)", r"(?: --? |  # )\w"

    assert found_in(rf"{silenced}(?![^\n]*{reason})[^\n]*", ".py") == []


def test_no_file_names_a_folder_of_somebodys_machine():
    assert found_in(r"(?<![\w.$}~/])/(?:home|root|Users|work)/\w[\w/]*", *WRITTEN, *NAMELESS) == []


def test_the_licence_is_the_one_the_project_names():
    project = tomllib.loads(text("pyproject.toml"))["project"]

    assert project["license"] == "MIT"
    assert text("LICENSE").startswith("MIT License")
    assert (ROOT / "tests" / "vendor" / "LICENCE.txt").exists(), "axe-core is somebody else's"
