"""Migrations go one after another, forward and back, and say the same as the models."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from tests.store.refusals import TRIGGERS


@pytest.fixture
def scratch(db: None, tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """An empty database of the same kind as the one under test, which it stands in for."""
    usual = connections["default"]
    empty = usual.copy()
    if usual.vendor == "sqlite":
        empty.settings_dict["NAME"] = str(tmp_path / "scratch.sqlite3")
    else:
        empty.settings_dict["NAME"] += "_scratch"
        on_the_server(usual, f'DROP DATABASE IF EXISTS "{empty.settings_dict["NAME"]}"')
        on_the_server(usual, f'CREATE DATABASE "{empty.settings_dict["NAME"]}"')
    connections["default"] = empty
    yield empty
    connections["default"] = usual
    empty.close()
    if usual.vendor != "sqlite":
        on_the_server(usual, f'DROP DATABASE "{empty.settings_dict["NAME"]}"')


def on_the_server(database: BaseDatabaseWrapper, statement: str) -> None:
    """Beside the database and not in it: none can be made or dropped from within itself."""
    with database._nodb_cursor() as cursor:
        cursor.execute(statement)


def migrate(*words: str) -> None:
    call_command("migrate", *words, verbosity=0)


def tables_of(database: BaseDatabaseWrapper) -> set[str]:
    return {
        name for name in database.introspection.table_names() if name.startswith(("assessments_", "octant_"))
    }


def left_behind(database: BaseDatabaseWrapper) -> set[str]:
    """Triggers and functions, which go with their table on one database and not on the other."""
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    }
    with database.cursor() as cursor:
        cursor.execute(asked[database.vendor])
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_the_models_and_the_migrations_say_the_same() -> None:
    said = StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=said)  # exits with 1 where they differ

    assert said.getvalue() == "No changes detected\n"


def test_migrations_go_one_after_another() -> None:
    ours = {
        name: one
        for (app, name), one in MigrationLoader(None).disk_migrations.items()
        if app == "assessments"
    }
    names = sorted(ours)

    follows = [[parent for app, parent in ours[name].dependencies if app == "assessments"] for name in names]

    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert follows == [[], *([name] for name in names[:-1])]


def test_every_migration_can_be_taken_back() -> None:
    migrations = MigrationLoader(None).disk_migrations

    one_way = [
        f"{name}: {operation.describe()}"
        for (app, name), migration in migrations.items()
        for operation in migration.operations
        if app == "assessments" and not operation.reversible
    ]

    assert one_way == []


def test_an_empty_database_goes_forward_back_to_nothing_and_forward_again(
    scratch: BaseDatabaseWrapper,
) -> None:
    migrate()
    all_tables = tables_of(scratch)

    migrate("assessments", "zero")
    nothing = tables_of(scratch), left_behind(scratch)
    migrate()

    assert nothing == (set(), set())
    assert {"assessments_answer", "octant_cache"} <= tables_of(scratch) == all_tables
    assert left_behind(scratch) == set(TRIGGERS)


def test_places_that_were_there_before_get_an_id_each(scratch: BaseDatabaseWrapper) -> None:
    migrate("assessments", "0005_outbox")
    with scratch.cursor() as cursor:
        then = MigrationExecutor(scratch).loader.project_state([("assessments", "0005_outbox")]).apps
        innovation = then.get_model("assessments", "innovation").objects.create(name="ESCAPE-pain")
        for who in ("alice@example.org", "bob@example.org"):
            person = then.get_model("assessments", "person").objects.create(email=who, name=who)
            then.get_model("assessments", "membership").objects.create(
                innovation=innovation, person=person, role="editor"
            )

        migrate("assessments", "0006_places_have_addresses")

        cursor.execute("SELECT COUNT(DISTINCT public_id), COUNT(public_id) FROM assessments_membership")
        assert cursor.fetchone() == (2, 2)
