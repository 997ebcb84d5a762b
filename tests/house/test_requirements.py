"""What is installed: exactly what is listed, from nowhere in particular, and each with its reason."""

import re
import tomllib

import pytest

from tests.house.source import text

LISTS = ["requirements.in", "requirements-dev.in"]
LOCKS = ["requirements.txt", "requirements-dev.txt"]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[\w,]+\])?==([^\s;\\]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return {_plain(package): version for package, version in PIN.findall(text(name))}


def _plain(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def locked_packages(name: str) -> list[str]:
    """Each package's part of a lock: its pin, its hashes and who asked for it."""
    return re.split(r"\n(?=[A-Za-z0-9])", text(name))[1:]


@pytest.mark.parametrize("name", LISTS)
def test_every_direct_dependency_has_its_reason_beside_it(name):
    lines = text(name).splitlines()

    unexplained = [line for line in lines if "==" in line and not re.search(r"\s# \w", line)]

    assert unexplained == []


@pytest.mark.parametrize(("listed", "locked"), [*zip(LISTS, LOCKS, strict=True)])
def test_the_lock_is_of_the_list_as_it_stands(listed, locked):
    wanted, held = pins(listed), pins(locked)

    assert wanted
    assert {name: held.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(("listed", "locked"), [*zip(LISTS, LOCKS, strict=True)])
def test_the_lock_holds_nothing_that_the_list_has_dropped(listed, locked):
    asked_for = [part for part in locked_packages(locked) if re.search(rf"-r {listed}$", part, re.MULTILINE)]

    names = {_plain(name) for part in asked_for for name, _ in PIN.findall(part)}

    assert names == set(pins(listed))


def test_the_development_lock_holds_the_same_versions_as_the_other():
    """dev.py counts on it: a place that can run the tests can run the demo."""
    runtime, development = (pins(name) for name in LOCKS)

    assert {name: development.get(name) for name in runtime} == runtime


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address_and_has_no_option_but_hashes(name):
    lines = [line.strip() for line in text(name).splitlines()]

    found = [line for line in lines if "://" in line or (line.startswith("-") and "--hash=" not in line)]

    assert found == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes(name):
    packages = locked_packages(name)

    assert packages
    assert [part.split()[0] for part in packages if "--hash=sha256:" not in part] == []


def test_every_place_that_names_a_python_means_the_same_one():
    oldest = tomllib.loads(text("pyproject.toml"))["project"]["requires-python"].removeprefix(">=")

    images = re.findall(r"^FROM python:([\d.]+)-", text("Dockerfile"), re.MULTILINE)

    assert set(images) == {oldest}
    assert f"OLDEST_PYTHON = ({oldest.replace('.', ', ')})" in text("dev.py")
    assert f'"--python-version", "{oldest}"' in text("dev.py")
