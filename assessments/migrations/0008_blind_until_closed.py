"""Rating together, as far as the database itself can hold people to it.

While a round is open nobody writes an answer for the team. Once it is closed nobody's own view changes, nor does the
round. What was agreed stays as it was when the assessment was submitted.

A later migration that rebuilds one of these tables on SQLite drops its triggers and must make them again; a test
looks for all of them.
"""

from importlib import import_module

from django.db import migrations

earlier = import_module("assessments.migrations.0003_submitted_never_changes")

OPEN = "EXISTS (SELECT 1 FROM assessments_ratinground WHERE assessment_id = {row}.assessment_id AND closed_at IS NULL)"
CLOSED = (
    "(SELECT rating_round.closed_at FROM assessments_ratinground AS rating_round JOIN assessments_rater AS rater"
    " ON rater.rating_round_id = rating_round.assessment_id WHERE rater.id = {row}.rater_id) IS NOT NULL"
)
ROUND_CLOSED = (
    "(SELECT closed_at FROM assessments_ratinground WHERE assessment_id = {row}.rating_round_id) IS NOT NULL"
)
SAID = "statement, kind, level, note, link, version, changed_at"
WAITS = "the answers of a team wait while its people rate"
VIEW = "no view changes once rating is closed"
AGREED = "what was agreed never changes once the assessment is submitted"

# name: (table, event, when, what it says)
TRIGGERS = {
    "answer_is_not_added_while_people_rate": (
        "assessments_answer",
        "INSERT",
        OPEN.format(row="NEW"),
        WAITS,
    ),
    "answer_is_not_changed_while_people_rate": (
        "assessments_answer",
        f"UPDATE OF assessment_id, {SAID}",
        f"{OPEN.format(row='OLD')} OR {OPEN.format(row='NEW')}",
        WAITS,
    ),
    "view_is_not_added_to_after_closing": (
        "assessments_rateranswer",
        "INSERT",
        CLOSED.format(row="NEW"),
        VIEW,
    ),
    "view_is_not_changed_after_closing": (
        "assessments_rateranswer",
        f"UPDATE OF rater_id, {SAID}",
        f"{CLOSED.format(row='OLD')} OR {CLOSED.format(row='NEW')}",
        VIEW,
    ),
    "history_of_views_is_not_changed": (
        "assessments_rateranswerchange",
        f"UPDATE OF rater_id, {SAID}",
        "TRUE",
        "the history of views is only added to",
    ),
    "rater_is_not_added_after_closing": (
        "assessments_rater",
        "INSERT",
        ROUND_CLOSED.format(row="NEW"),
        "nobody joins a round that is closed",
    ),
    "rater_does_not_finish_after_closing": (
        "assessments_rater",
        "UPDATE OF rating_round_id, joined_at, finished_at",
        f"{ROUND_CLOSED.format(row='OLD')} OR {ROUND_CLOSED.format(row='NEW')}",
        "who had finished no longer changes once rating is closed",
    ),
    "round_is_closed_for_good": (
        "assessments_ratinground",
        "UPDATE OF assessment_id, opened_at, closes_on, closed_at",
        "OLD.closed_at IS NOT NULL",
        "a closed round never changes",
    ),
    "agreement_is_not_added_after_submitting": (
        "assessments_agreement",
        "INSERT",
        earlier.SUBMITTED.format(row="NEW"),
        AGREED,
    ),
    "agreement_is_not_changed_after_submitting": (
        "assessments_agreement",
        "UPDATE OF assessment_id, statement, could_not_agree, why, changed_at",
        f"{earlier.SUBMITTED.format(row='OLD')} OR {earlier.SUBMITTED.format(row='NEW')}",
        AGREED,
    ),
}


def create_triggers(apps, schema_editor):
    earlier.create_triggers(apps, schema_editor, TRIGGERS)


def drop_triggers(apps, schema_editor):
    earlier.drop_triggers(apps, schema_editor, TRIGGERS)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0007_views_outlive_people")]
    operations = [migrations.RunPython(create_triggers, drop_triggers)]
