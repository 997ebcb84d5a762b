"""The record of who did what becomes a chain, and the database refuses to change or to delete any part of it.

What is there already is chained as it stands. On SQLite a table that is rebuilt loses its triggers, so the old one goes
first and the new ones come last.
"""

import hashlib
import json
from datetime import UTC

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

TABLE = "assessments_auditevent"
SAYS = "the record of who did what is only added to"

# name: (table, event, when, what it says)
TRIGGERS = {
    "audit_record_is_not_changed": (TABLE, "UPDATE", "TRUE", SAYS),
    "audit_record_is_not_deleted": (TABLE, "DELETE", "TRUE", SAYS),
}
TRIGGERS_BEFORE = {
    "audit_record_is_not_changed": (
        TABLE,
        "UPDATE OF at, actor_kind, action, subject, before, after, request_id",
        "TRUE",
        SAYS,
    ),
}

POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{says}' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
"""
SQLITE = """
CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {when}
BEGIN SELECT RAISE(ABORT, '{says}'); END;
"""

SAID = ("id", "at", "actor", "actor_kind", "action", "subject", "before", "after", "request_id")


def chain_what_is_there(apps, schema_editor):
    events = apps.get_model("assessments", "AuditEvent").objects.using(schema_editor.connection.alias)
    previous = ""
    for row in events.order_by("pk").values(*SAID).iterator():
        said = row | {"at": row["at"].astimezone(UTC).isoformat(timespec="microseconds")}
        canonical = json.dumps(said, sort_keys=True, separators=(",", ":"))
        previous = hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()
        events.filter(pk=row["id"]).update(hash=previous)


def _create(triggers, schema_editor):
    template = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for name, (table, event, when, says) in triggers.items():
        schema_editor.execute(template.format(name=name, table=table, event=event, when=when, says=says))


def _drop(triggers, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, (table, *_) in triggers.items():
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}" if on_postgresql else f"DROP TRIGGER {name}")
        if on_postgresql:
            schema_editor.execute(f"DROP FUNCTION {name}()")


def create_triggers(apps, schema_editor):
    _create(TRIGGERS, schema_editor)


def drop_triggers(apps, schema_editor):
    _drop(TRIGGERS, schema_editor)


def create_triggers_before(apps, schema_editor):
    _create(TRIGGERS_BEFORE, schema_editor)


def drop_triggers_before(apps, schema_editor):
    _drop(TRIGGERS_BEFORE, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0008_blind_until_closed")]
    operations = [
        migrations.RunPython(drop_triggers_before, create_triggers_before),
        migrations.AddField(
            "auditevent", "hash", models.CharField(default="", max_length=64), preserve_default=False
        ),
        migrations.AlterField("auditevent", "subject", models.CharField(db_index=True, max_length=200)),
        migrations.AlterField(
            "auditevent",
            "actor",
            models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(chain_what_is_there, migrations.RunPython.noop),
        migrations.AddIndex("auditevent", models.Index("action", "id", name="audit_event_by_action")),
        migrations.AddConstraint(
            "auditevent",
            models.CheckConstraint(
                condition=models.Q(("hash", ""), _negated=True),
                name="audit_event_is_chained",
                violation_error_message="Enter the hash.",
            ),
        ),
        migrations.CreateModel(
            "AuditCheck",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("events", models.PositiveBigIntegerField()),
                ("last_event", models.PositiveBigIntegerField()),
                ("last_hash", models.CharField(blank=True, max_length=64)),
                ("problem", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
