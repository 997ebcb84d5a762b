"""Statements whose SQL Django writes once in a process, for the few that stand in nearly every request.

Django takes 0.2 to 0.6 ms to turn a queryset into SQL, and the database a twentieth of that to answer it. Here the SQL
is kept and only the values are new. For everything else a plain queryset is better: docs/decisions/0023.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery
from django.db.models.sql.compiler import SQLCompiler


class Given(Expression):
    """Stands in a queryset for a value that is told when it runs: `filter(pk=Given("pk", BigAutoField()))`."""

    def __init__(self, name: str, field: Field) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: object) -> tuple[str, Any]:
        return "%s", [self]

    def as_stored(self, value: object) -> Any:
        return self.output_field.get_db_prep_value(value, connection)


class Prepared:
    """A queryset of one shape. `build` is called once, so whatever can change must be a `Given` in it."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._build = build

    def rows(self, **given: object) -> list[Any]:
        """The selected columns, in their order. One SQL statement."""
        sql, places = self._written
        with connection.cursor() as cursor:
            cursor.execute(sql, [place.as_stored(given[place.name]) for place in places])
            found = cursor.fetchall()
        return list(self._compiler.results_iter([found], tuple_expected=True))

    @cached_property
    def _compiler(self) -> SQLCompiler:
        return self._build().query.get_compiler(DEFAULT_DB_ALIAS)

    @cached_property
    def _written(self) -> tuple[str, tuple[Given, ...]]:
        sql, values = self._compiler.as_sql()
        places: tuple[Any, ...] = tuple(values)
        if not all(isinstance(place, Given) for place in places):
            raise ValueError("A prepared queryset holds a value of its own, which would never change again.")
        return sql, places


class PreparedInsert:
    """Adds rows to one table. With `unique`, a row that is there already is changed instead."""

    def __init__(self, model: type[Model], columns: Sequence[str], *, unique: Sequence[str] = ()) -> None:
        self._model = model
        self._fields = [field for field in model._meta.concrete_fields if field.name in columns]
        self._unique = [field for field in self._fields if field.name in unique]
        self._sql_by_count: dict[int, str] = {}

    def add(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Every row with all columns, by their `attname`. One SQL statement."""
        sql = self._sql_by_count.get(len(rows)) or self._write(len(rows))
        values = [
            field.get_db_prep_save(row[field.attname], connection) for row in rows for field in self._fields
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    def _write(self, count: int) -> str:
        """A Given for every value, or Django would write arrays on PostgreSQL."""
        query = InsertQuery(
            self._model,
            on_conflict=OnConflict.UPDATE if self._unique else None,
            update_fields=[field for field in self._fields if field not in self._unique],
            unique_fields=self._unique,
        )
        row = self._model(**{field.attname: Given(field.name, field) for field in self._fields})
        query.insert_values(self._fields, [row] * count)
        [(sql, _)] = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        self._sql_by_count[count] = sql
        return sql
