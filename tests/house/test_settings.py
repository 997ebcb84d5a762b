"""How Octant starts, and what it refuses to start with."""

import os
import runpy
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.house.source import ROOT

KEY = "q3Zx8-Lm_0vTkR7yWb2NcPfH5sJdUa9EoGi1VxKzQwYtMr4B6l"
COMPLETE = {
    "SECRET_KEY": KEY,
    "SITE_URL": "https://octant.example.org",
    "DATABASE_URL": "postgresql://octant:password@db.example.org:5432/octant",
    "MAIL_HOST": "smtp.example.org",
}


@pytest.fixture
def start(monkeypatch):
    """Starts with this environment and nothing of the one around it; an empty value is a missing one."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}

    def started(**environment: str) -> dict[str, Any]:
        monkeypatch.setattr(os, "environ", kept | environment)
        return runpy.run_path(str(ROOT / "spreadapp" / "settings.py"))

    return started


def test_production_is_what_starts_unless_something_else_is_said(start):
    settings = start(**COMPLETE)

    assert settings["IS_PRODUCTION"]
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["octant.example.org"]
    assert settings["DATABASES"]["default"]["ENGINE"] == "django.db.backends.postgresql"


@pytest.mark.parametrize("name", COMPLETE)
def test_each_value_that_production_needs_is_asked_for_by_name(start, name):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} is not set. Set: {name}="):
        start(**COMPLETE | {name: ""})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SITE_URL", "http://octant.example.org", "must be an address that starts with https"),
        ("SECRET_KEY", "changeme", "too easy to guess"),
        ("SECRET_KEY", "not-secret-only-for-demo-and-tests-on-this-machine", "too easy to guess"),
        ("ALLOWED_HOSTS", "*", r"must not be \*"),
        ("DATABASE_URL", "sqlite:///var/octant.sqlite3", "ALLOW_SQLITE=yes"),
        ("DATABASE_URL", "sqlite://:memory:", "SQLITE|must be an address"),
        ("PROXY_COUNT", "0", "production needs a proxy that speaks TLS.*Set: PROXY_COUNT=1"),
    ],
)
def test_production_refuses_what_is_not_safe(start, name, value, said):
    with pytest.raises(ImproperlyConfigured, match=said):
        start(**COMPLETE | {name: value})


def test_sqlite_in_production_is_there_for_who_asks_for_it_by_name(start):
    settings = start(**COMPLETE | {"DATABASE_URL": "sqlite:////srv/octant.sqlite3", "ALLOW_SQLITE": "yes"})

    assert settings["DATABASES"]["default"]["ENGINE"] == "django.db.backends.sqlite3"


def test_sqlite_keeps_what_it_acknowledged(start):
    settings = start(OCTANT_MODE="demo")

    options = settings["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


def test_a_new_key_can_take_over_while_the_old_one_still_opens_sessions(start):
    settings = start(**COMPLETE | {"SECRET_KEY_FALLBACKS": "the-old-one,the-one-before"})

    assert settings["SECRET_KEY"] == KEY
    assert settings["SECRET_KEY_FALLBACKS"] == ["the-old-one", "the-one-before"]


@pytest.mark.parametrize("name", COMPLETE)
def test_every_value_can_come_from_a_file(start, tmp_path, name):
    (tmp_path / name).write_text(COMPLETE[name] + "\n")
    others = {key: value for key, value in COMPLETE.items() if key != name}

    settings = start(**others, **{f"{name}_FILE": str(tmp_path / name)})

    assert settings["IS_PRODUCTION"]


@pytest.mark.parametrize("mode", ["demo", "test", "development"])
def test_one_persons_machine_needs_nothing_set(start, mode):
    settings = start(OCTANT_MODE=mode)

    assert not settings["IS_PRODUCTION"]
    assert settings["DEBUG"] is False
    assert settings["EMAIL_BACKEND"] != "django.core.mail.backends.smtp.EmailBackend"


def test_the_demos_pages_do_not_exist_in_production(start):
    assert not start(**COMPLETE)["IS_DEMO"]


def test_no_page_may_run_script_or_style_of_its_own(start):
    policy = start(**COMPLETE)["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]

    sources = {source for directive in policy.values() for source in directive}
    assert sources <= {"'none'", "'self'", "data:"}
    assert policy["default-src"] == ["'none'"]


def test_every_cookie_is_for_this_host_alone_in_production(start):
    settings = start(**COMPLETE)

    names = {name: value for name, value in settings.items() if name.endswith("_COOKIE_NAME")}
    assert len(names) == 6
    assert {name for name, value in names.items() if not value.startswith("__Host-octant-")} == set()


def test_browsers_are_not_asked_to_build_in_what_cannot_be_taken_back(start):
    settings = start(**COMPLETE)

    assert settings["SECURE_HSTS_SECONDS"] == 365 * 24 * 3600
    assert settings["SECURE_HSTS_PRELOAD"] is False


@pytest.mark.parametrize(("given", "figure"), [({}, "10"), ({"SIGN_IN_FAILURES_PER_ADDRESS": "100"}, "100")])
def test_a_hospital_may_raise_how_often_one_address_may_be_wrong_and_no_account(start, given, figure):
    settings = start(**COMPLETE | given)

    assert settings["ACCOUNT_RATE_LIMITS"]["login_failed"] == f"{figure}/5m/ip,10/5m/key"
