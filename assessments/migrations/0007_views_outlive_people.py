"""What a rater said stays when their account or their link is gone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0006_places_have_addresses")]

    operations = [
        migrations.RemoveConstraint(model_name="rater", name="rater_is_a_person_or_a_guest"),
        migrations.AlterField(
            model_name="rater",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="rater",
            name="guest",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="assessments.guest",
            ),
        ),
        migrations.AddConstraint(
            model_name="rater",
            constraint=models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(guest__isnull=True),
                name="rater_is_not_both_a_person_and_a_guest",
            ),
        ),
    ]
