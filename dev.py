#!/usr/bin/env python3
"""Octant from an empty machine: python3 dev.py demo | test | check | bench | manage | lock | vendor

Standard library only; everything else goes into .venv, from the lock files. `--help` tells more.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

OLDEST_PYTHON = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(PROGRAMS / ("python.exe" if os.name == "nt" else "python"))
STAMP = VENV / "octant-installed"  # written last, so that an interrupted installation is seen
RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
DEMO = ROOT / "var" / "demo"
FIRST_PORT = 8000
# What the shell around us may hold for a real Octant, and a demo or a test must never meet.
SETTINGS = ("DATABASE_URL", "SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "PROXY_COUNT")

if TYPE_CHECKING:
    Command = Callable[[argparse.Namespace, list[str]], int]


class Problem(Exception):
    """Something the person at the keyboard can put right; its text says how."""


# --- The environment -------------------------------------------------------------------------------------


def check_python() -> None:
    if sys.version_info >= OLDEST_PYTHON:
        return
    newer = next((name for name in NEWER_PYTHONS if shutil.which(name)), None)
    typed = " ".join(sys.argv)
    say_which = f"Use: {newer} {typed}" if newer else "Install a newer one, then use it instead of python3."
    raise Problem(f"Octant needs Python 3.11 or newer, and this is {platform.python_version()}. {say_which}")


def ensure_environment(lock: str) -> None:
    """Instant, and offline, when what is installed is what the lock file says."""
    if STAMP.exists() and fingerprint(lock) in STAMP.read_text().splitlines():
        return
    print(f"Installing what {lock} lists into .venv (once, half a minute or so) ...", flush=True)
    started = time.monotonic()
    if not (install_with_uv(lock) or install_with_pip(lock)):
        raise Problem("The packages could not be installed. Is there a connection to a Python package index?")
    # the development lock holds everything of the other one, at the same versions (a test compares them)
    satisfied = [RUNTIME, DEVELOPMENT] if lock == DEVELOPMENT else [RUNTIME]
    STAMP.write_text("\n".join(fingerprint(each) for each in satisfied))
    print(f"Installed in {time.monotonic() - started:.0f} s.", flush=True)


def fingerprint(lock: str) -> str:
    digest = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    return f"{lock} {digest} python {platform.python_version()} {platform.machine()}"


def install_with_uv(lock: str) -> bool:
    uv = shutil.which("uv")
    if not uv or not succeeds(uv, "--version"):
        return False
    shutil.rmtree(VENV, ignore_errors=True)
    return succeeds(uv, "venv", "--quiet", "--python", base_python(), str(VENV)) and succeeds(
        uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock
    )


def install_with_pip(lock: str) -> bool:
    shutil.rmtree(VENV, ignore_errors=True)
    if not succeeds(base_python(), "-m", "venv", str(VENV), aloud=True):
        shutil.rmtree(VENV, ignore_errors=True)
        raise Problem(
            "python3 -m venv failed: install python3-venv (Debian/Ubuntu: sudo apt install python3-venv)"
        )
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    return succeeds(PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", "-r", lock, aloud=True)


def base_python() -> str:
    """Also when this runs inside the very environment that is about to be replaced."""
    return getattr(sys, "_base_executable", None) or sys.executable


def succeeds(*command: str, aloud: bool = False) -> bool:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode and aloud:
        print((done.stdout + done.stderr).strip()[-3000:], file=sys.stderr)
    return done.returncode == 0


def environment(mode: str, **values: str) -> dict[str, str]:
    ours = {*SETTINGS, *(f"{name}_FILE" for name in SETTINGS), "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "OCTANT_MODE": mode, "PYTHONUNBUFFERED": "1", **values}


def run(*command: str, env: dict[str, str] | None = None) -> int:
    return subprocess.call(command, cwd=ROOT, env=env)


# --- demo ------------------------------------------------------------------------------------------------


def demo(options: argparse.Namespace, words: list[str]) -> int:
    ensure_environment(RUNTIME)
    if options.reset:
        shutil.rmtree(DEMO, ignore_errors=True)
    port = free_port(options.port)
    address = f"http://127.0.0.1:{port}/"
    return serve(address, port, open_browser=not options.no_browser and has_display())


def demo_environment(address: str) -> dict[str, str]:
    DEMO.mkdir(parents=True, exist_ok=True)
    key = DEMO / "secret-key"  # kept, so that people stay signed in from one start to the next
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(50))
    database = f"sqlite:///{(DEMO / 'octant.sqlite3').as_posix()}"
    return environment("demo", DATABASE_URL=database, SECRET_KEY_FILE=str(key), SITE_URL=address)


def free_port(wanted: int) -> int:
    for port in range(wanted, min(wanted + 50, 65536)):
        with socket.socket() as door:
            if os.name != "nt":  # a port that was in use a moment ago is free there, too
                door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                door.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port != wanted:
            print(f"Port {wanted} is taken, so this uses {port}.")
        return port
    raise Problem(f"No free port from {wanted} on. Choose another: python3 dev.py demo --port 9000")


def has_display() -> bool:
    if sys.platform in ("darwin", "win32"):
        return not os.environ.get("SSH_CONNECTION")
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def serve(address: str, port: int, *, open_browser: bool) -> int:
    command = [PYTHON, "-m", "spreadapp.demo", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=demo_environment(address))
    try:
        wait_until_it_answers(address, server)
        print(f"\nOctant is running: {address}\nTo stop it: Ctrl-C. To start afresh: --reset.\n", flush=True)
        if open_browser:
            webbrowser.open(address)
        return server.wait()
    except KeyboardInterrupt:
        print("\nStopped. What you did is kept for the next start.")
        return 0
    finally:
        server.terminate()
        server.wait()


def wait_until_it_answers(address: str, server: subprocess.Popen[bytes]) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # not through anybody's proxy
    for _ in range(1200):
        if server.poll() is not None:
            raise Problem(
                "The demo could not start; why is above. To start afresh: python3 dev.py demo --reset"
            )
        try:
            direct.open(f"{address}healthz", timeout=5).close()
            return
        except urllib.error.HTTPError as answer:
            answer.close()
            raise Problem(f"The server answers, but not well: {answer}") from None
        except OSError:
            time.sleep(0.1)
    raise Problem("The demo did not answer within two minutes.")


def manage(options: argparse.Namespace, words: list[str]) -> int:
    ensure_environment(RUNTIME)
    chosen = "OCTANT_MODE" in os.environ  # then the person has set up a place of their own
    env = dict(os.environ) if chosen else demo_environment(f"http://127.0.0.1:{FIRST_PORT}/")
    return run(PYTHON, "manage.py", *words, env=env)


# --- test ------------------------------------------------------------------------------------------------


def test(options: argparse.Namespace, words: list[str]) -> int:
    from tests import browser, passes

    ensure_environment(DEVELOPMENT)
    if not options.fast:
        browser.find_or_install_chromium()
    return passes.run_all(PYTHON, words, fast=options.fast, env=environment("test"))


# --- check -----------------------------------------------------------------------------------------------

CHECKS = {
    "format": "ruff format --check --quiet .",
    "lint": "ruff check --quiet .",
    "types": "mypy",
    "walls between rooms": "lint-imports",
    "templates": "djlint templates --lint --quiet --extension jinja",
    "form templates": "djlint templates/nhsuk --lint --quiet",
    "content": "python manage.py check_content",
    "migrations": "python manage.py makemigrations --check --dry-run",
    "deployment settings": "python manage.py check --deploy --fail-level WARNING",
    "docker-compose.yml": "check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml",
    "Dockerfile": "hadolint Dockerfile",
}
LINES_SHOWN = 60


def check(options: argparse.Namespace, words: list[str]) -> int:
    ensure_environment(DEVELOPMENT)
    chosen = {name: command for name, command in CHECKS.items() if not words or name in words}
    if not chosen:
        raise Problem(f"No such check. There are: {', '.join(CHECKS)}")
    with ThreadPoolExecutor(max_workers=2) as both_cores:
        answers = list(both_cores.map(one_check, chosen, chosen.values()))
    wrong = [name for name, fine in zip(chosen, answers, strict=True) if not fine]
    print(f"\nNot right yet: {', '.join(wrong)}" if wrong else f"\nAll {len(chosen)} checks are fine.")
    return 1 if wrong else 0


def one_check(name: str, command: str) -> bool:
    env = production_environment() if "--deploy" in command else environment("test")
    program, *rest = command.split()
    started = time.monotonic()
    done = subprocess.run(
        [str(PROGRAMS / program), *rest],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    seconds = f"{time.monotonic() - started:.1f} s"
    if done.returncode == 0:
        print(f"ok     {name} ({seconds})", flush=True)
        return True
    said = (done.stdout + done.stderr).strip().splitlines()
    more = [f"... and {len(said) - LINES_SHOWN} lines more"] if len(said) > LINES_SHOWN else []
    print("\n".join([f"WRONG  {name} ({seconds}): {command}", *said[:LINES_SHOWN], *more]), flush=True)
    return False


def production_environment() -> dict[str, str]:
    """Made up, and complete: `check --deploy` then sees the settings that a real place would run with."""
    return environment(
        "production",
        SECRET_KEY=secrets.token_urlsafe(50),
        SITE_URL="https://octant.example.org",
        DATABASE_URL="postgresql://octant:made-up@localhost/octant",
        MAIL_HOST="smtp.example.org",
    )


# --- bench, lock, vendor ---------------------------------------------------------------------------------


def bench(options: argparse.Namespace, words: list[str]) -> int:
    ensure_environment(DEVELOPMENT)
    modules = sorted((ROOT / "bench").glob("*.py"))
    names = words or [path.stem for path in modules if "__main__" in path.read_text(encoding="utf-8")]
    return max((run(PYTHON, "-m", f"bench.{name}", env=environment("test")) for name in names), default=0)


def lock(options: argparse.Namespace, words: list[str]) -> int:
    ensure_environment(DEVELOPMENT)
    compile_lock = (
        *(str(PROGRAMS / "uv"), "pip", "compile", "--quiet", "--generate-hashes", "--universal"),
        *("--python-version", "3.11", "--custom-compile-command", "python3 dev.py lock", *words),
    )
    for name in (RUNTIME, DEVELOPMENT):
        if run(*compile_lock, name.replace(".txt", ".in"), "-o", name):
            return 1
    print(f"{RUNTIME} and {DEVELOPMENT} are renewed; the next command installs them.")
    return 0


def vendor(options: argparse.Namespace, words: list[str]) -> int:
    build = ROOT / "static" / "vendor" / "build"
    if not (shutil.which("npm") and shutil.which("node")):
        raise Problem("Rebuilding static/vendor/ needs Node.js 20 or newer with npm. Nothing else does.")
    commands = (["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], ["node", "build.mjs"])
    try:
        return next((code for command in commands if (code := subprocess.call(command, cwd=build))), 0)
    finally:  # or every start would look through it for static files
        shutil.rmtree(build / "node_modules", ignore_errors=True)


# --- Command line ----------------------------------------------------------------------------------------


def command_line() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 dev.py", description="Octant from an empty machine.")
    commands = parser.add_subparsers(metavar="command", required=True)

    def add(function: Command, text: str, *, own_help: bool = True) -> argparse.ArgumentParser:
        name = function.__name__
        made = commands.add_parser(name, help=text, description=text, add_help=own_help, allow_abbrev=False)
        made.set_defaults(function=function)
        return made

    words = add(demo, "see it: made-up people, real innovations, a server on this machine")
    words.add_argument("--reset", action="store_true", help="throw the demo's data away first")
    words.add_argument("--port", type=int, default=FIRST_PORT, help="the first port to try")
    words.add_argument("--no-browser", action="store_true", help="only print the address")
    words = add(
        test, "run every test on SQLite and PostgreSQL, with a real browser; pytest's words may follow"
    )
    words.add_argument("--fast", action="store_true", help="on SQLite only and without a browser")
    add(check, "format, lint, types, walls, templates, content, migrations, deployment")
    add(bench, "compare pages with an empty page; names of modules in bench/ may follow")
    add(manage, "Django's own commands, on the demo's database", own_help=False)
    add(lock, "renew requirements*.txt after editing requirements*.in; uv's words may follow")
    add(vendor, "rebuild static/vendor/ from npm packages")
    return parser


def stop(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> int:
    signal.signal(signal.SIGTERM, stop)
    options, words = command_line().parse_known_args()
    if words and options.function is demo:
        command_line().error(f"demo does not know {' '.join(words)}")
    try:
        check_python()
        return int(options.function(options, words))
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
