"""Checking every content file there is, and freezing the ones that are new."""

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import TypeVar

from assessments.errors import FrameworkError
from assessments.framework.check import problems_in, problems_in_advice
from assessments.framework.load import (
    CHECKSUMS,
    FIXTURES,
    frozen_checksums,
    read_frozen,
    version_order,
    versioned_files,
)
from assessments.framework.parse import checksum_of, parse_advice, parse_framework
from assessments.framework.types import AdviceBook, Framework

Parsed = TypeVar("Parsed")

_HEAD = (
    "# The question sets and advice in use, each with the SHA-256 of its bytes.\n"
    "# Written by: python3 dev.py manage check_content --freeze\n"
    "# A file listed here never changes again: start the next version instead (docs/content.md).\n\n"
)


def problems_in_files(fixtures: Path = FIXTURES) -> tuple[str, ...]:
    """Everything wrong with the content files, frozen or not, each line beginning with the file's name."""
    problems = [*_frozen_problems(fixtures)]
    for version in draft_and_frozen_versions(fixtures):
        problems += _problems_in_version(version, fixtures)
    return tuple(problems)


def draft_and_frozen_versions(fixtures: Path = FIXTURES) -> tuple[str, ...]:
    return tuple(dict.fromkeys(PurePosixPath(name).stem for name in versioned_files(fixtures)))


def freeze(fixtures: Path = FIXTURES) -> tuple[str, ...]:
    """Writes down the checksum of every file that has none; says which. Never changes one that is there."""
    problems = problems_in_files(fixtures)
    if problems:
        raise FrameworkError(f"Nothing was frozen. Put this right first: {problems[0]}")
    frozen = frozen_checksums(fixtures)
    new = tuple(name for name in versioned_files(fixtures) if name not in frozen)
    checksums = frozen | {name: checksum_of((fixtures / name).read_bytes()) for name in new}
    lines = (f'"{name}" = "{checksums[name]}"\n' for name in sorted(checksums, key=version_order))
    (fixtures / CHECKSUMS).write_text(_HEAD + "".join(lines), encoding="utf-8")
    return new


def read_version(version: str, fixtures: Path = FIXTURES) -> tuple[Framework, AdviceBook]:
    """A framework and its advice, frozen or not."""
    return (
        _named(f"frameworks/{version}.toml", parse_framework, fixtures),
        _named(f"advice/{version}.toml", parse_advice, fixtures),
    )


def _frozen_problems(fixtures: Path) -> Iterator[str]:
    for name in frozen_checksums(fixtures):
        try:
            read_frozen(name, fixtures)
        except FrameworkError as error:
            yield str(error)


def _problems_in_version(version: str, fixtures: Path) -> Iterator[str]:
    try:
        framework, book = read_version(version, fixtures)
    except FrameworkError as error:
        yield str(error)
        return
    if framework.version != version:
        yield f'frameworks/{version}.toml: the version should be "{version}".'
    if book.version != version:
        yield f'advice/{version}.toml: the version should be "{version}".'
    yield from (f"frameworks/{version}.toml: {problem}" for problem in problems_in(framework))
    yield from (f"advice/{version}.toml: {problem}" for problem in problems_in_advice(book, framework))


def _named(name: str, parse: Callable[[bytes], Parsed], fixtures: Path) -> Parsed:
    path = fixtures / name
    if not path.is_file():
        raise FrameworkError(f"{name} is missing. Questions and advice go together: add it.")
    try:
        return parse(path.read_bytes())
    except FrameworkError as error:
        raise FrameworkError(f"{name}: {error}") from error
