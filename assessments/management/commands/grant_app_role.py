"""On PostgreSQL, lets Octant run as a role that can neither change what is written for good nor drop its guards."""

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from assessments.models import Answer, AnswerChange, Assessment, AuditCheck, AuditEvent, Result

PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")

# Everything else may be read, added, changed and deleted. Drafts change, so triggers guard what is submitted; the role
# does not own the tables and cannot drop them.
ONLY = {
    "django_migrations": "SELECT",
    AuditEvent._meta.db_table: "SELECT, INSERT",
    AuditCheck._meta.db_table: "SELECT, INSERT",
    AnswerChange._meta.db_table: "SELECT, INSERT",
    Result._meta.db_table: "SELECT, INSERT",
    Answer._meta.db_table: "SELECT, INSERT, UPDATE",
    Assessment._meta.db_table: "SELECT, INSERT, UPDATE",
}


class Command(BaseCommand):
    help = "Gives a PostgreSQL role what Octant needs to run, and no more. Run it as the owner, after each migrate."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", help="an existing role that does not own the tables, like octant_app")
        parser.add_argument("--print", action="store_true", help="only show the statements")

    def handle(self, *args: object, role: str, **options: Any) -> None:
        if not PLAIN_NAME.fullmatch(role):
            raise CommandError("Name the role in small letters, digits and _, like octant_app.")
        statements = tuple(_grants(role))
        if options["print"]:
            self.stdout.write("\n".join(f"{statement};" for statement in statements))
            return
        _check(role)
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        self.stdout.write(
            f"{role} can run Octant, and can neither change nor delete what is written for good."
        )


def _grants(role: str) -> Iterator[str]:
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
    for table, rights in ONLY.items():
        yield f"REVOKE ALL ON {table} FROM {role}"
        yield f"GRANT {rights} ON {table} TO {role}"


def _check(role: str) -> None:
    if connection.vendor != "postgresql":
        raise CommandError("Only PostgreSQL has roles.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
        if found is None:
            raise CommandError(f"There is no role {role}. First: CREATE ROLE {role} LOGIN PASSWORD '…'")
        owns = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND pg_has_role(%s, tableowner, 'MEMBER')"
        cursor.execute(owns, [role])
        if found[0] or cursor.fetchone()[0]:
            raise CommandError(
                f"{role} owns the tables, or may do anything: what is taken from it would not hold."
            )
