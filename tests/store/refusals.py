"""What the database said no to, and by which of its rules, on SQLite and on PostgreSQL alike."""

import importlib
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader


def _triggers_of(migration: str) -> dict[str, tuple[str, str, str, str]]:
    return importlib.import_module(f"assessments.migrations.{migration}").TRIGGERS


ROUND_TRIGGERS = frozenset(_triggers_of("0008_blind_until_closed"))
"""Those of rating together: tests/store/test_round_triggers.py."""
TRIGGERS = _triggers_of("0003_submitted_never_changes") | _triggers_of("0008_blind_until_closed")


@contextmanager
def refused_by(rule: str) -> Iterator[None]:
    """The block is refused by the database, and by this very constraint or trigger."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        yield
    assert rule in _rules_named_by(refused.value)


def named_constraints() -> dict[str, models.BaseConstraint]:
    """Every constraint that our migrations make, by its name."""
    state = MigrationLoader(connection).project_state()
    ours = (model for (app, _), model in state.models.items() if app == "assessments")
    return {one.name: one for model in ours for one in model.options.get("constraints", ())}


def _rules_named_by(error: IntegrityError) -> set[str]:
    said = str(error)
    if connection.vendor == "postgresql":
        where = error.__cause__.diag
        return {where.constraint_name} | {
            name for name in TRIGGERS if f"function {name}()" in (where.context or "")
        }
    if checked := re.fullmatch(r"CHECK constraint failed: (\w+)", said):
        return {checked[1]}
    return _unique_over(said) | {name for name, (*_, sentence) in TRIGGERS.items() if sentence == said}


def _unique_over(said: str) -> set[str]:
    """SQLite names the columns of what must be unique, and not the constraint."""
    columns = set(said.removeprefix("UNIQUE constraint failed: ").split(", "))
    return {name for name, over in _unique_columns().items() if over == columns}


def _unique_columns() -> dict[str, set[str]]:
    return {
        one.name: {f"{model._meta.db_table}.{model._meta.get_field(field).column}" for field in one.fields}
        for model in apps.get_app_config("assessments").get_models()
        for one in model._meta.constraints
        if isinstance(one, models.UniqueConstraint)
    }
