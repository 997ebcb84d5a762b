"""Places in a team, taken and offered, get ids that addresses may hold: random ones, never a sequence."""

import uuid6
from django.db import migrations, models

HOLD_PLACES = ("membership", "invitation")


def give_each_an_id(apps, schema_editor):
    for name in HOLD_PLACES:
        rows = apps.get_model("assessments", name).objects
        for pk in rows.values_list("pk", flat=True):
            rows.filter(pk=pk).update(public_id=uuid6.uuid7())


class Migration(migrations.Migration):
    dependencies = [("assessments", "0005_outbox")]

    operations = [
        *(
            migrations.AddField(name, "public_id", models.UUIDField(null=True, editable=False))
            for name in HOLD_PLACES
        ),
        migrations.RunPython(give_each_an_id, migrations.RunPython.noop),
        *(
            migrations.AlterField(
                name, "public_id", models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
            )
            for name in HOLD_PLACES
        ),
    ]
