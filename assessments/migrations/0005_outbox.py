"""Mail is written in the transaction of its act and sent after it."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0004_team")]

    operations = [
        migrations.CreateModel(
            name="OutboxMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to", models.EmailField(blank=True, max_length=254)),
                ("subject", models.CharField(blank=True, max_length=400)),
                ("text", models.TextField(blank=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(default=django.utils.timezone.now, null=True)),
                ("last_error", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("next_try_at"),
                        condition=models.Q(("next_try_at__isnull", False)),
                        name="mail_waits",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_try_at__isnull", True), ("sent_at__isnull", True), _connector="OR"
                        ),
                        name="mail_is_sent_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_try_at__isnull", False),
                            models.Q(("subject", ""), ("text", ""), ("to", "")),
                            _connector="OR",
                        ),
                        name="mail_is_empty_when_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_try_at__isnull", True),
                            models.Q(
                                ("to", ""), ("subject", ""), ("text", ""), _connector="OR", _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="mail_that_waits_is_whole",
                    ),
                ],
            },
        ),
    ]
