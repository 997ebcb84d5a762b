"""Question sets and advice, read from files and kept by version.

A version is known once it is frozen, that is, once its checksum stands in `frameworks/CHECKSUMS.toml`. A
frozen file that was changed is refused, because results already given point at it.
"""

import re
from functools import cache
from pathlib import Path

from assessments.errors import FrameworkError
from assessments.framework.fields import Fields, read_toml
from assessments.framework.parse import checksum_of, parse_advice, parse_framework
from assessments.framework.types import AdviceBook, Framework

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
CHECKSUMS = "frameworks/CHECKSUMS.toml"
_VERSIONED_FILE = re.compile(r"(?:frameworks|advice)/v([1-9]\d{0,5})\.toml")


@cache
def load_framework(version: str, *, fixtures: Path = FIXTURES) -> Framework:
    name = f"frameworks/{version}.toml"
    framework = parse_framework(read_frozen(name, fixtures))
    if framework.version != version:
        raise FrameworkError(f'{name} says that its version is "{framework.version}". Make the two agree.')
    return framework


@cache
def load_advice(version: str, *, fixtures: Path = FIXTURES) -> AdviceBook:
    """The advice that goes with the framework of the same version."""
    name = f"advice/{version}.toml"
    book = parse_advice(read_frozen(name, fixtures))
    if (book.version, book.framework_version) != (version, version):
        raise FrameworkError(f'{name} should have version = "{version}" and framework = "{version}".')
    return book


def known_versions(*, fixtures: Path = FIXTURES) -> tuple[str, ...]:
    """Frozen framework versions, oldest first."""
    names = (name for name in frozen_checksums(fixtures) if name.startswith("frameworks/"))
    return tuple(Path(name).stem for name in sorted(names, key=version_order))


def latest_version(*, fixtures: Path = FIXTURES) -> str:
    versions = known_versions(fixtures=fixtures)
    if not versions:
        raise FrameworkError(
            "No question set is frozen yet. Run: python3 dev.py manage check_content --freeze"
        )
    return versions[-1]


def versioned_files(fixtures: Path = FIXTURES) -> tuple[str, ...]:
    """Every question set and advice file there is, frozen or not."""
    names = (path.relative_to(fixtures).as_posix() for path in fixtures.glob("*/*.toml"))
    return tuple(sorted(filter(_VERSIONED_FILE.fullmatch, names), key=version_order))


def frozen_checksums(fixtures: Path = FIXTURES) -> dict[str, str]:
    """The checksum each frozen file had, by its name under the fixtures."""
    path = fixtures / CHECKSUMS
    table = read_toml(path.read_bytes()) if path.is_file() else {}
    fields = Fields.of(table, CHECKSUMS, tuple(table))
    for name in table:
        if not _VERSIONED_FILE.fullmatch(name):
            raise FrameworkError(
                f'{CHECKSUMS} lists "{name}", which is neither questions nor advice. Remove it.'
            )
    return {name: fields.text(name) for name in table}


def read_frozen(name: str, fixtures: Path = FIXTURES) -> bytes:
    frozen = frozen_checksums(fixtures)
    if name not in frozen:
        known = ", ".join(sorted(frozen, key=version_order)) or "none"
        raise FrameworkError(
            f"{name} is not a frozen file (frozen: {known}). Choose one of those; "
            "if the file is new, freeze it with: python3 dev.py manage check_content --freeze"
        )
    path = fixtures / name
    if not path.is_file():
        raise FrameworkError(f"{name} is frozen, and the file is missing. Put it back from version control.")
    content = path.read_bytes()
    if checksum_of(content) != frozen[name]:
        raise FrameworkError(
            f"{name} was changed after it was frozen. Put it back, and make your changes in a new version."
        )
    return content


def version_order(name: str) -> tuple[int, str]:
    """Sorts file names so that v10 comes after v9."""
    match = _VERSIONED_FILE.fullmatch(name)
    return (int(match[1]) if match else 0, name)
