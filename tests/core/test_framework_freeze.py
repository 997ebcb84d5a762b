"""Freezing: new files are written down once, and what is written down never changes."""

import shutil
from pathlib import Path

import pytest

from assessments.errors import FrameworkError
from assessments.framework.freeze import draft_and_frozen_versions, freeze, problems_in_files, read_version
from assessments.framework.load import CHECKSUMS, FIXTURES, frozen_checksums, load_advice, load_framework


@pytest.fixture
def fixtures(tmp_path: Path) -> Path:
    """A copy of the shipped content, to spoil."""
    for folder in ("frameworks", "advice"):
        shutil.copytree(FIXTURES / folder, tmp_path / folder)
    return tmp_path


def start_version_2(fixtures: Path) -> None:
    for folder, keys in (("frameworks", ("version",)), ("advice", ("version", "framework"))):
        text = (fixtures / folder / "v1.toml").read_text(encoding="utf-8")
        for key in keys:
            text = text.replace(f'\n{key} = "v1"', f'\n{key} = "v2"')
        (fixtures / folder / "v2.toml").write_text(text, encoding="utf-8")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_new_files_are_frozen_and_named(fixtures: Path) -> None:
    start_version_2(fixtures)

    assert freeze(fixtures) == ("advice/v2.toml", "frameworks/v2.toml")

    assert load_framework("v2", fixtures=fixtures).version == "v2"
    assert load_advice("v2", fixtures=fixtures).framework_version == "v2"


def test_freezing_keeps_the_checksums_that_are_there(fixtures: Path) -> None:
    before = frozen_checksums(fixtures)
    start_version_2(fixtures)

    freeze(fixtures)

    assert before.items() <= frozen_checksums(fixtures).items()


def test_freezing_twice_changes_nothing(fixtures: Path) -> None:
    before = (fixtures / CHECKSUMS).read_bytes()

    assert freeze(fixtures) == ()

    assert (fixtures / CHECKSUMS).read_bytes() == before


def test_a_changed_file_is_not_frozen_again(fixtures: Path) -> None:
    before = (fixtures / CHECKSUMS).read_bytes()
    edit(fixtures / "advice/v1.toml", "Put leaflets aside", "Put posters aside")

    with pytest.raises(FrameworkError, match=r"advice/v1\.toml was changed after it was frozen"):
        freeze(fixtures)

    assert (fixtures / CHECKSUMS).read_bytes() == before


def test_a_draft_with_problems_is_not_frozen(fixtures: Path) -> None:
    start_version_2(fixtures)
    edit(fixtures / "frameworks/v2.toml", "We have no lever", "We have robust levers")

    with pytest.raises(
        FrameworkError, match=r"Nothing was frozen. Put this right first: frameworks/v2\.toml: E6\.2"
    ):
        freeze(fixtures)

    assert "frameworks/v2.toml" not in frozen_checksums(fixtures)


def test_a_missing_frozen_file_is_a_problem(fixtures: Path) -> None:
    shutil.rmtree(fixtures / "advice")

    problems = problems_in_files(fixtures)

    assert problems == (
        "advice/v1.toml is frozen, and the file is missing. Put it back from version control.",
        "advice/v1.toml is missing. Questions and advice go together: add it.",
    )


def test_a_malformed_draft_is_a_problem_with_its_file_name(fixtures: Path) -> None:
    start_version_2(fixtures)
    edit(fixtures / "advice/v2.toml", 'band = "not_yet"', 'band = "low"')

    (problem,) = problems_in_files(fixtures)

    assert problem.startswith("advice/v2.toml: The advice file, advice, number 1, band should be one of")


@pytest.mark.parametrize("folder", ["frameworks", "advice"])
def test_a_draft_that_keeps_the_old_version_is_a_problem(fixtures: Path, folder: str) -> None:
    start_version_2(fixtures)
    edit(fixtures / folder / "v2.toml", 'version = "v2"', 'version = "v1"')

    problems = problems_in_files(fixtures)

    assert f'{folder}/v2.toml: the version should be "v2".' in problems


def test_drafts_can_be_read_before_they_are_frozen(fixtures: Path) -> None:
    start_version_2(fixtures)

    framework, book = read_version("v2", fixtures)

    assert (framework.version, book.framework_version) == ("v2", "v2")
    assert draft_and_frozen_versions(fixtures) == ("v1", "v2")
