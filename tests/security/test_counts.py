"""The table in which an installation counts wrong passwords."""

import runpy

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from tests.house.source import ROOT
from tests.pages.account_steps import person, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def table(settings, monkeypatch):
    """The cache of an installation; a test run has another."""
    monkeypatch.setenv("OCTANT_MODE", "demo")
    settings.CACHES = runpy.run_path(str(ROOT / "spreadapp" / "settings.py"))["CACHES"]


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM octant_cache")
        return cursor.fetchone()[0]


def test_wrong_passwords_are_still_counted_after_much_noise(client):
    person()
    for number in range(10):
        sign_in(client, password=f"wrong guess {number}")
    counts = rows()

    for number in range(400):
        cache.set(f"noise-{number}", number)

    assert counts > 0
    assert rows() == counts + 400
    assert sign_in(client).status_code == 429


def test_counts_that_have_run_out_are_purged_and_others_are_not():
    cache.set("gone", 1, timeout=-1)
    cache.set("counting", 1)

    call_command("purge", verbosity=0)

    assert (rows(), cache.get("counting")) == (1, 1)
