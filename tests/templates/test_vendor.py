"""What other people wrote is here byte for byte, named with its licence, and within what a page may weigh."""

import base64
import gzip
import hashlib
import json
import re

import pytest

from tests.house.source import ROOT

VENDOR = ROOT / "static" / "vendor"
BUILD = VENDOR / "build"
PACKAGES = json.loads((VENDOR / "MANIFEST.json").read_text(encoding="utf-8"))
ENTRIES = [entry for package in PACKAGES for entry in package["files"]]
STYLES = ("static/vendor/nhsuk/nhsuk.min.css", "static/css/octant.css")
SCRIPTS = ("static/vendor/nhsuk/nhsuk.min.js", "static/js/octant.js")

# What people tie to the NHS: its blues, its green and its purple, as nhsuk-frontend ships them.
COLOURS_OF_THE_NHS = ("#005eb8", "#003087", "#0072ce", "#41b6e6", "#007f3b", "#330072", "#00a499", "#425563")


def weight_of(*files: str) -> int:
    return sum(len(gzip.compress((ROOT / file).read_bytes(), 9)) for file in files)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_a_vendored_file_is_the_one_that_was_built(entry):
    contents = (ROOT / entry["file"]).read_bytes()

    assert len(contents) == entry["bytes"]
    assert base64.b64encode(hashlib.sha384(contents).digest()).decode() == entry["sha384"]


def test_every_vendored_file_is_in_the_manifest():
    folders = (
        VENDOR / "nhsuk",
        VENDOR / "plotly",
        ROOT / "tests" / "vendor",
        ROOT / "tests/templates/fixtures",
    )
    found = {
        path.relative_to(ROOT).as_posix() for each in folders for path in each.rglob("*") if path.is_file()
    }

    assert found == {entry["file"] for entry in ENTRIES}


def test_every_package_ships_with_its_licence():
    without = [
        package["name"]
        for package in PACKAGES
        if not package["licence"] or not any("LICENCE" in entry["file"] for entry in package["files"])
    ]

    assert without == []


def test_the_manifest_names_the_versions_that_are_locked():
    locked = json.loads((BUILD / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    named = {package["name"]: package["version"] for package in PACKAGES}

    assert named == {name: locked[f"node_modules/{name}"]["version"] for name in named}


def test_the_lock_file_holds_no_download_addresses():
    lock = (BUILD / "package-lock.json").read_text(encoding="utf-8")

    assert '"integrity"' in lock
    assert '"resolved"' not in lock


@pytest.mark.parametrize("style", STYLES)
def test_a_style_sheet_fetches_nothing_from_elsewhere(style):
    css = (ROOT / style).read_text(encoding="utf-8")

    assert re.findall(r"(?i)url\(\s*[\"']?(?:https?:)?//", css) == []
    assert re.findall(r"(?i)@import|@font-face|frutiger|sourceMappingURL", css) == []


@pytest.mark.parametrize("style", STYLES)
def test_a_style_sheet_points_only_to_files_that_are_here(style):
    css = (ROOT / style).read_text(encoding="utf-8")

    missing = [
        name
        for name in re.findall(r"url\([\"']?([^\"')]+)[\"']?\)", css)
        if not name.startswith("data:") and not (ROOT / style).parent.joinpath(name).is_file()
    ]

    assert missing == []


@pytest.mark.parametrize("style", STYLES)
def test_no_colour_of_the_nhs_is_left(style):
    css = (ROOT / style).read_text(encoding="utf-8").lower()

    assert [colour for colour in COLOURS_OF_THE_NHS if colour in css] == []


def test_the_style_sheets_of_every_page_weigh_at_most_35_kb():
    assert weight_of(*STYLES) <= 35_000


def test_the_scripts_of_every_page_weigh_at_most_20_kb():
    assert weight_of(*SCRIPTS) <= 20_000


def test_the_chart_that_can_be_explored_weighs_at_most_400_kb():
    assert (
        weight_of("static/vendor/plotly/plotly-octant.min.js", "static/vendor/plotly/plotly.css") <= 400_000
    )


def test_no_script_makes_code_from_text():
    scripts = (*SCRIPTS, "static/vendor/plotly/plotly-octant.min.js")

    found = [name for name in scripts if re.search(r"\beval\(|new Function\b", (ROOT / name).read_text())]

    assert found == []
