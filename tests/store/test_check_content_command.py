"""manage.py check_content, as a content person meets it."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessments.framework.load import CHECKSUMS, FIXTURES


@pytest.fixture
def fixtures(tmp_path: Path) -> Path:
    for folder in ("frameworks", "advice"):
        shutil.copytree(FIXTURES / folder, tmp_path / folder)
    return tmp_path


def run(*arguments: str, fixtures: Path = FIXTURES) -> str:
    out = StringIO()
    call_command("check_content", *arguments, fixtures=fixtures, stdout=out)
    return out.getvalue()


def test_the_shipped_content_is_found_sound() -> None:
    said = run()

    assert said == "v1: 8 enablers, 41 statements, 72 pieces of advice\nContent OK, all frozen.\n"


def test_problems_are_printed_and_the_command_fails(fixtures: Path) -> None:
    (fixtures / CHECKSUMS).unlink()
    path = fixtures / "frameworks/v1.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("We have no lever", "We have robust levers"))
    errors = StringIO()

    with pytest.raises(CommandError, match="1 to put right"):
        call_command("check_content", fixtures=fixtures, stderr=errors)

    assert 'frameworks/v1.toml: E6.2, level 0: "robust" says nothing that can be checked' in errors.getvalue()


def test_a_draft_is_frozen_on_request(fixtures: Path) -> None:
    (fixtures / CHECKSUMS).unlink()

    assert "Content OK. 2 files not frozen yet." in run(fixtures=fixtures)
    assert "Frozen: advice/v1.toml, frameworks/v1.toml" in run("--freeze", fixtures=fixtures)
    assert "Content OK, all frozen." in run(fixtures=fixtures)


def test_nothing_new_to_freeze_is_said(fixtures: Path) -> None:
    assert "Nothing new to freeze." in run("--freeze", fixtures=fixtures)


def test_a_changed_file_is_never_frozen_again(fixtures: Path) -> None:
    before = (fixtures / CHECKSUMS).read_bytes()
    with (fixtures / "advice/v1.toml").open("a", encoding="utf-8") as file:
        file.write("# one more line\n")

    with pytest.raises(CommandError, match=r"1 to put right\. Nothing was frozen"):
        call_command("check_content", "--freeze", fixtures=fixtures, stderr=StringIO())

    assert (fixtures / CHECKSUMS).read_bytes() == before


def test_the_reading_ages_are_shown_on_request() -> None:
    said = run("--reading-age")

    assert "Reading ages of v1 (Flesch-Kincaid grade + 5)" in said
    assert [line[:2] for line in said.splitlines() if line.startswith("E") and line[1].isdigit()] == [
        f"E{number}" for number in range(1, 9)
    ]


def test_a_broken_list_of_checksums_is_told_in_a_sentence(fixtures: Path) -> None:
    (fixtures / CHECKSUMS).write_text("not toml", encoding="utf-8")

    with pytest.raises(CommandError, match="not valid TOML"):
        run(fixtures=fixtures)
