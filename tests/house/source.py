"""The project's own files, for the tests that read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
NOT_OURS = {".git", ".venv", "node_modules", "var", "vendor", "staticfiles", "__pycache__"}
NOT_OURS |= {".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"}
CORE = ("framework", "scoring", "comparison", "agreement", "advice", "charts")


def files(*endings: str, under: Path = ROOT) -> Iterator[Path]:
    for path in sorted(under.iterdir()):
        if path.name in NOT_OURS:
            continue
        if path.is_dir():
            yield from files(*endings, under=path)
        elif path.name.endswith(endings):
            yield path


def core_files() -> list[Path]:
    app = ROOT / "assessments"
    rooms = [app / name for name in CORE if (app / name).exists()]
    return [app / "errors.py", *(path for room in rooms for path in files(".py", under=room))]


def text(path: Path | str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def tree(path: Path) -> ast.Module:
    return ast.parse(text(path), filename=str(path))


def called(path: Path) -> str:
    """A path as people here say it."""
    return path.relative_to(ROOT).as_posix()
