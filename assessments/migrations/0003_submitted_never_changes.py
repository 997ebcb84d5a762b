"""A submitted assessment never changes, and history is only added to: the database itself refuses.

Deleting stays possible (an ended trial is deleted whole), and so does forgetting who did it (erasure).
A later migration that rebuilds one of these tables on SQLite drops its triggers and must make them again; a test
looks for all of them.
"""

from django.db import migrations

SUBMITTED = "(SELECT submitted_at FROM assessments_assessment WHERE id = {row}.assessment_id) IS NOT NULL"

# name: (table, event, when, what it says)
TRIGGERS = {
    "answer_is_not_added_after_submitting": (
        "assessments_answer",
        "INSERT",
        SUBMITTED.format(row="NEW"),
        "the answers of a submitted assessment never change",
    ),
    "answer_is_not_changed_after_submitting": (
        "assessments_answer",
        "UPDATE OF assessment_id, statement, kind, level, note, link, version, changed_at",
        f"{SUBMITTED.format(row='OLD')} OR {SUBMITTED.format(row='NEW')}",  # nor moved into one
        "the answers of a submitted assessment never change",
    ),
    "submitted_assessment_is_not_changed": (
        "assessments_assessment",
        "UPDATE OF public_id, innovation_id, number, framework_version, framework_checksum, is_illustration, "
        "as_things_stood, started_at, submitted_at",
        "OLD.submitted_at IS NOT NULL",
        "a submitted assessment never changes",
    ),
    "result_is_not_changed": ("assessments_result", "UPDATE", "TRUE", "a stored result never changes"),
    "answer_history_is_not_changed": (
        "assessments_answerchange",
        "UPDATE OF assessment_id, statement, kind, level, note, link, version, changed_at",
        "TRUE",
        "the history of answers is only added to",
    ),
    "audit_record_is_not_changed": (
        "assessments_auditevent",
        "UPDATE OF at, actor_kind, action, subject, before, after, request_id",
        "TRUE",
        "the record of who did what is only added to",
    ),
}

POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {when} THEN
    RAISE EXCEPTION '{says}' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
"""
SQLITE = """
CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {when}
BEGIN SELECT RAISE(ABORT, '{says}'); END;
"""


def create_triggers(apps, schema_editor, triggers=TRIGGERS):
    template = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for name, (table, event, when, says) in triggers.items():
        schema_editor.execute(template.format(name=name, table=table, event=event, when=when, says=says))


def drop_triggers(apps, schema_editor, triggers=TRIGGERS):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, (table, *_) in triggers.items():
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}" if on_postgresql else f"DROP TRIGGER {name}")
        if on_postgresql:
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_cache_table")]
    operations = [migrations.RunPython(create_triggers, drop_triggers)]
