"""Where a Chromium is on this machine, how to start it, and what to install when there is none.

Standard library only: `dev.py` asks here too, before the test environment is used.
"""

import glob
import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
NO_BROWSER = (
    "No Chromium was found, and the browser tests need one. Do one of these:\n"
    "  sudo apt install chromium                       (Debian)\n"
    "  .venv/bin/playwright install chromium           (Ubuntu, macOS and others)\n"
    "  export CHROMIUM=/the/path/of/chromium\n"
    "Or leave them out: python3 dev.py test --fast"
)
# Quiet: a test browser looks up nothing, updates nothing and reports nothing. No sandbox: it cannot
# start as root or in many containers, and the only pages it opens are our own.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    if chosen := os.environ.get("CHROMIUM"):
        return chosen
    on_path = (shutil.which(name) for name in NAMES)
    applications = (path for path in APPLICATIONS if Path(path).exists())
    return next((path for path in (*on_path, *applications, *_fetched_by_playwright()) if path), None)


def find_or_install_chromium() -> str:
    """Installs it only where that is plainly welcome: as root on a Debian, as containers are."""
    found = find_chromium()
    if not found and sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get"):
        print("No Chromium yet: installing Debian's (once, a minute or two) ...", flush=True)
        _apt_get("update")
        _apt_get("install", "-y", "--no-install-recommends", "chromium", "fonts-liberation")
        found = find_chromium()
    if not found:
        raise SystemExit(NO_BROWSER)
    return found


def _apt_get(*words: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", "-qq", *words], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        print(f"apt-get {' '.join(words)} failed:\n{done.stdout}{done.stderr}")


def _fetched_by_playwright() -> list[str]:
    caches = (
        os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""),
        "~/.cache/ms-playwright",
        "~/Library/Caches/ms-playwright",
    )
    programs = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
    places = [str(Path(cache).expanduser() / program) for cache in caches if cache for program in programs]
    return sorted((path for place in places for path in glob.glob(place)), reverse=True)
