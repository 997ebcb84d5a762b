"""Versions, checksums and the cache."""

import shutil
from pathlib import Path

import pytest

from assessments.errors import FrameworkError
from assessments.framework.load import (
    CHECKSUMS,
    FIXTURES,
    frozen_checksums,
    known_versions,
    latest_version,
    load_advice,
    load_framework,
    read_frozen,
    versioned_files,
)
from assessments.framework.parse import checksum_of


@pytest.fixture
def fixtures(tmp_path: Path) -> Path:
    """A copy of the shipped content, to spoil."""
    for folder in ("frameworks", "advice"):
        shutil.copytree(FIXTURES / folder, tmp_path / folder)
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def freeze_as_it_stands(fixtures: Path, *names: str) -> None:
    lines = [f'"{name}" = "{checksum_of((fixtures / name).read_bytes())}"' for name in names]
    (fixtures / CHECKSUMS).write_text("\n".join(lines), encoding="utf-8")


def test_the_first_version_is_there() -> None:
    framework = load_framework("v1")

    assert framework.version == "v1"
    assert framework.checksum == frozen_checksums()["frameworks/v1.toml"]


def test_the_first_advice_is_there_and_for_the_first_framework() -> None:
    book = load_advice("v1")

    assert (book.version, book.framework_version) == ("v1", "v1")
    assert book.checksum == frozen_checksums()["advice/v1.toml"]


def test_a_version_is_read_once() -> None:
    assert load_framework("v1") is load_framework("v1")
    assert load_advice("v1") is load_advice("v1")


@pytest.mark.parametrize("version", ["v2", "v01", "", "V1", "../frameworks/v1", "v1.toml", "CHECKSUMS"])
def test_an_unknown_version_is_refused_and_the_known_ones_named(version: str) -> None:
    with pytest.raises(
        FrameworkError, match=r"frozen: advice/v1\.toml, frameworks/v1\.toml.*Choose one"
    ) as refused:
        load_framework(version)

    assert f"frameworks/{version}.toml" in str(refused.value)


def test_unknown_advice_is_refused() -> None:
    with pytest.raises(FrameworkError, match=r"advice/v2\.toml is not a frozen file"):
        load_advice("v2")


def test_a_file_changed_after_freezing_is_refused(fixtures: Path) -> None:
    edit(fixtures / "frameworks/v1.toml", "We have no lever", "We have no levers")

    with pytest.raises(FrameworkError, match=r"changed after it was frozen\. Put it back"):
        load_framework("v1", fixtures=fixtures)


def test_a_frozen_file_that_is_missing_is_refused(fixtures: Path) -> None:
    (fixtures / "advice/v1.toml").unlink()

    with pytest.raises(FrameworkError, match=r"the file is missing\. Put it back"):
        load_advice("v1", fixtures=fixtures)


def test_a_framework_that_names_another_version_is_refused(fixtures: Path) -> None:
    (fixtures / "frameworks/v1.toml").rename(fixtures / "frameworks/v2.toml")
    freeze_as_it_stands(fixtures, "frameworks/v2.toml")

    with pytest.raises(FrameworkError, match=r'says that its version is "v1"\. Make the two agree'):
        load_framework("v2", fixtures=fixtures)


@pytest.mark.parametrize("key", ["version", "framework"])
def test_advice_that_names_another_version_is_refused(fixtures: Path, key: str) -> None:
    edit(fixtures / "advice/v1.toml", f'\n{key} = "v1"', f'\n{key} = "v2"')
    freeze_as_it_stands(fixtures, "advice/v1.toml")

    with pytest.raises(FrameworkError, match='should have version = "v1" and framework = "v1"'):
        load_advice("v1", fixtures=fixtures)


def test_versions_come_oldest_first_and_by_number(fixtures: Path) -> None:
    for version in ("v10", "v2"):
        shutil.copy(fixtures / "frameworks/v1.toml", fixtures / f"frameworks/{version}.toml")
    freeze_as_it_stands(fixtures, "frameworks/v10.toml", "frameworks/v2.toml", "frameworks/v1.toml")

    assert known_versions(fixtures=fixtures) == ("v1", "v2", "v10")
    assert latest_version(fixtures=fixtures) == "v10"


def test_a_draft_is_not_a_known_version(fixtures: Path) -> None:
    shutil.copy(fixtures / "frameworks/v1.toml", fixtures / "frameworks/v2.toml")

    assert latest_version(fixtures=fixtures) == "v1"
    assert versioned_files(fixtures) == ("advice/v1.toml", "frameworks/v1.toml", "frameworks/v2.toml")
    with pytest.raises(FrameworkError, match="freeze it with"):
        load_framework("v2", fixtures=fixtures)


def test_nothing_frozen_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(
        FrameworkError, match=r"frozen yet\. Run: python3 dev\.py manage check_content --freeze"
    ):
        latest_version(fixtures=tmp_path)

    with pytest.raises(FrameworkError, match=r"\(frozen: none\)"):
        read_frozen("frameworks/v1.toml", tmp_path)


@pytest.mark.parametrize("name", ["frameworks/V1.toml", "../secret.toml", "frameworks/v0.toml", "demo.toml"])
def test_a_stranger_among_the_checksums_is_refused(fixtures: Path, name: str) -> None:
    (fixtures / CHECKSUMS).write_text(f'"{name}" = "00"', encoding="utf-8")

    with pytest.raises(FrameworkError, match=r"neither questions nor advice\. Remove it"):
        frozen_checksums(fixtures)


def test_a_checksum_that_is_no_text_is_refused(fixtures: Path) -> None:
    (fixtures / CHECKSUMS).write_text('"frameworks/v1.toml" = 5', encoding="utf-8")

    with pytest.raises(FrameworkError, match="should be a text in quotes"):
        frozen_checksums(fixtures)
