"""The first command anybody types."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

import dev
from tests import browser, passes, postgres

REPORT = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


@pytest.fixture
def no_installing(monkeypatch):
    """Records which lock would be installed, in place of installing it."""
    installed = []
    monkeypatch.setattr(dev, "install_with_uv", lambda lock: installed.append(lock) or True)
    return installed


@pytest.fixture
def stamp(monkeypatch, tmp_path):
    monkeypatch.setattr(dev, "STAMP", tmp_path / "installed")
    return tmp_path / "installed"


def test_it_needs_nothing_but_the_standard_library():
    command = [sys.executable, "-S", "-I", str(dev.ROOT / "dev.py"), "--help"]

    done = subprocess.run(command, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert "demo" in done.stdout


def test_an_old_python_is_told_what_to_use_instead(monkeypatch):
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 18))
    monkeypatch.setattr(dev.sys, "argv", ["dev.py", "demo"])
    monkeypatch.setattr(dev.platform, "python_version", lambda: "3.9.18")
    monkeypatch.setattr(dev.shutil, "which", lambda name: name if name == "python3.12" else None)

    with pytest.raises(dev.Problem, match=r"and this is 3\.9\.18\. Use: python3\.12 dev\.py demo"):
        dev.check_python()


def test_a_second_start_installs_nothing(stamp, no_installing):
    dev.ensure_environment(dev.RUNTIME)
    dev.ensure_environment(dev.RUNTIME)

    assert no_installing == [dev.RUNTIME]


def test_an_interrupted_installation_is_started_again(stamp, monkeypatch):
    def interrupted(lock):
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "install_with_uv", interrupted)

    with pytest.raises(KeyboardInterrupt):
        dev.ensure_environment(dev.RUNTIME)

    assert not stamp.exists()


def test_a_changed_lock_is_installed_again(stamp, no_installing, monkeypatch, tmp_path):
    dev.ensure_environment(dev.RUNTIME)
    (tmp_path / dev.RUNTIME).write_text("something newer")
    monkeypatch.setattr(dev, "ROOT", tmp_path)

    dev.ensure_environment(dev.RUNTIME)

    assert no_installing == [dev.RUNTIME, dev.RUNTIME]


def test_where_the_tests_can_run_the_demo_can_run(stamp, no_installing):
    dev.ensure_environment(dev.DEVELOPMENT)
    dev.ensure_environment(dev.RUNTIME)

    assert no_installing == [dev.DEVELOPMENT]


def test_without_venv_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(dev, "VENV", tmp_path / "venv")
    monkeypatch.setattr(dev, "succeeds", lambda *command, aloud=False: False)

    with pytest.raises(dev.Problem, match="venv failed: install python3-venv"):
        dev.install_with_pip(dev.RUNTIME)


def test_a_demo_never_meets_the_database_of_the_shell_around_it(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://the.real.one/octant")
    monkeypatch.setenv("SECRET_KEY_FILE", "/run/secrets/the-real-one")

    given = dev.environment("demo", SITE_URL="http://127.0.0.1:8000/")

    assert given["OCTANT_MODE"] == "demo"
    assert given["SITE_URL"] == "http://127.0.0.1:8000/"
    assert not {"DATABASE_URL", "SECRET_KEY_FILE"} & set(given)


def test_a_taken_port_gives_way_to_the_next_and_says_so(capsys):
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        taken = somebody.getsockname()[1]

        port = dev.free_port(taken)

    assert port > taken
    assert capsys.readouterr().out == f"Port {taken} is taken, so this uses {port}.\n"


def test_a_machine_without_a_screen_gets_no_browser(monkeypatch):
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)

    assert not dev.has_display()


@pytest.mark.parametrize(
    ("counts", "code", "summed"),
    [
        ((9, 0, 0, 0), 0, "9 passed, 0 failed"),
        ((9, 1, 2, 3), 1, "3 passed, 3 failed, 3 skipped"),
        ((9, 0, 0, 0), 2, "9 passed, 1 failed"),  # interrupted: not clean, whatever was counted
    ],
)
def test_a_run_is_summed_from_its_report(tmp_path, counts, code, summed):
    (tmp_path / "report.xml").write_text(REPORT.format(*counts))

    assert str(passes.tally(tmp_path / "report.xml", code)) == summed


def test_a_run_that_left_no_report_failed(tmp_path):
    assert str(passes.tally(tmp_path / "nowhere.xml", 1)) == "0 passed, 1 failed"


def test_no_test_at_all_is_no_success(capsys):
    code = passes._close({"SQLite (0 s)": passes.Tally(0, 0, 0)}, covered=True)

    assert code == 1
    assert capsys.readouterr().out.endswith("\n0 passed, 0 failed\n")


def test_both_databases_are_summed_in_the_last_line(capsys):
    code = passes._close({"SQLite": passes.Tally(5, 0, 1), "PostgreSQL": passes.Tally(2, 0, 0)}, covered=True)

    assert code == 0
    assert capsys.readouterr().out.endswith("\n7 passed, 0 failed, 1 skipped\n")


def test_a_missing_browser_is_a_failure_that_says_what_to_install(monkeypatch):
    monkeypatch.setattr(browser, "find_chromium", lambda: None)
    monkeypatch.setattr(browser.shutil, "which", lambda name: None)

    with pytest.raises(SystemExit, match="apt install chromium"):
        browser.find_or_install_chromium()


def test_a_missing_postgresql_is_a_failure_that_says_what_to_install(monkeypatch):
    monkeypatch.delenv("PG_BIN", raising=False)
    monkeypatch.setattr(postgres, "INSTALLED_AT", ())
    monkeypatch.setattr(postgres.shutil, "which", lambda name: None)
    monkeypatch.setattr(postgres, "_in_wheel", list)

    with pytest.raises(SystemExit, match="apt install postgresql"):
        postgres.find_binaries()


def test_the_newest_postgresql_of_the_system_is_chosen(monkeypatch, tmp_path):
    for version in ("9.6", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        for program in ("initdb", "pg_ctl"):
            (tmp_path / version / "bin" / program).touch()
    monkeypatch.delenv("PG_BIN", raising=False)
    monkeypatch.setattr(postgres, "INSTALLED_AT", (f"{tmp_path}/*/bin",))

    assert postgres.find_binaries() == Path(tmp_path / "17" / "bin")
