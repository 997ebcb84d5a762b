"""Every table made whole, in the order in which they need each other: on SQLite each later change copies a table."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid6
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="email address")),
                ("name", models.CharField(max_length=120)),
                ("is_curator", models.BooleanField(default=False)),
                ("is_reviewer", models.BooleanField(default=False)),
                ("is_administrator", models.BooleanField(default=False)),
                ("is_staff", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="person_email_is_lower_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("email", ""), _negated=True),
                        name="person_has_an_email_address",
                        violation_error_message="Enter the email.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                (
                    "ods_code",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9]{3,10}\\Z", "Enter an ODS code like RJ1 or 8HN05."
                            )
                        ],
                        verbose_name="ODS code",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="organisation_has_a_name",
                        violation_error_message="Enter the name.",
                    ),
                    models.UniqueConstraint(fields=("name", "ods_code"), name="organisation_is_entered_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Innovation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid6.uuid7, editable=False, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("summary", models.CharField(blank=True, max_length=200)),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pilot", "Pilot: in the place it began"),
                            ("early", "Early spread: a few places"),
                            ("wide", "Wide spread: many places"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "care_area",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("cardiovascular", "Cardiovascular"),
                            ("children", "Children and young people"),
                            ("diabetes", "Diabetes"),
                            ("inclusion_health", "Inclusion health"),
                            ("medicines", "Medicines"),
                            ("mental_health", "Mental health"),
                            ("musculoskeletal", "Musculoskeletal"),
                            ("older_people", "Older people"),
                            ("respiratory", "Respiratory"),
                            ("sexual_health", "Sexual health"),
                            ("urgent_care", "Urgent care"),
                            ("womens_health", "Women’s health and maternity"),
                            ("other", "Something else"),
                        ],
                        max_length=30,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="innovations",
                        to="assessments.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="innovation_has_a_name",
                        violation_error_message="Enter the name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["pilot", "early", "wide", ""])),
                        name="innovation_stage_is_known",
                        violation_error_message="Select one of the choices for stage.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "care_area__in",
                                [
                                    "cardiovascular",
                                    "children",
                                    "diabetes",
                                    "inclusion_health",
                                    "medicines",
                                    "mental_health",
                                    "musculoskeletal",
                                    "older_people",
                                    "respiratory",
                                    "sexual_health",
                                    "urgent_care",
                                    "womens_health",
                                    "other",
                                    "",
                                ],
                            )
                        ),
                        name="innovation_care_area_is_known",
                        violation_error_message="Select one of the choices for care area.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InnovationSetting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("general_practice", "General practice"),
                            ("community", "Community health services"),
                            ("hospital", "Hospital"),
                            ("mental_health", "Mental health services"),
                            ("maternity", "Maternity services"),
                            ("pharmacy", "Pharmacy"),
                            ("leisure", "Leisure and community venues"),
                            ("social_care", "Social care"),
                            ("home", "People’s homes"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="used_in",
                        to="assessments.innovation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("innovation", "setting"), name="innovation_names_a_setting_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "setting__in",
                                [
                                    "general_practice",
                                    "community",
                                    "hospital",
                                    "mental_health",
                                    "maternity",
                                    "pharmacy",
                                    "leisure",
                                    "social_care",
                                    "home",
                                ],
                            )
                        ),
                        name="innovation_setting_is_known",
                        violation_error_message="Select one of the choices for setting.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "Lead"),
                            ("editor", "Editor"),
                            ("rater", "Rater"),
                            ("viewer", "Viewer"),
                        ],
                        max_length=10,
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="assessments.innovation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("innovation", "person"), name="membership_is_one_per_person"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "lead")),
                        fields=("innovation",),
                        name="innovation_has_one_lead",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["lead", "editor", "rater", "viewer"])),
                        name="membership_role_is_known",
                        violation_error_message="Select one of the choices for role.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Trial",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField(db_index=True)),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="claimed_trials",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "innovation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trial",
                        to="assessments.innovation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("started_at"))),
                        name="trial_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid6.uuid7, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("framework_version", models.CharField(max_length=20)),
                ("framework_checksum", models.CharField(max_length=64)),
                ("is_illustration", models.BooleanField(default=False)),
                ("as_things_stood", models.CharField(blank=True, max_length=60)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("submitted_at", models.DateTimeField(db_index=True, null=True)),
                (
                    "started_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "started_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="assessments.innovation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("innovation", "number"), name="assessment_number_is_used_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("submitted_at__isnull", True)),
                        fields=("innovation",),
                        name="innovation_has_one_unfinished_assessment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="assessment_number_starts_at_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("submitted_at__isnull", False), ("submitted_by__isnull", True), _connector="OR"
                        ),
                        name="assessment_submitted_by_needs_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("framework_version", ""), _negated=True),
                        name="assessment_pins_a_framework_version",
                        violation_error_message="Enter the framework version.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("framework_checksum", ""), _negated=True),
                        name="assessment_pins_a_framework_checksum",
                        violation_error_message="Enter the framework checksum.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("e1_score", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e1_low", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e1_high", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e2_score", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e2_low", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e2_high", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e3_score", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e3_low", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e3_high", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e4_score", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e4_low", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e4_high", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e5_score", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e5_low", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e5_high", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e6_score", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e6_low", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e6_high", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e7_score", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e7_low", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e7_high", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e8_score", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e8_low", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("e8_high", models.PositiveSmallIntegerField(editable=False, null=True)),
                (
                    "assessment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="result",
                        serialize=False,
                        to="assessments.assessment",
                    ),
                ),
                ("verdict", models.CharField(max_length=20)),
                ("headline", models.CharField(max_length=120)),
                ("gate", models.CharField(max_length=10)),
                ("at_target", models.PositiveSmallIntegerField()),
                ("answered", models.PositiveSmallIntegerField()),
                ("dont_know", models.PositiveSmallIntegerField()),
                ("not_relevant", models.PositiveSmallIntegerField()),
                ("engine_version", models.CharField(max_length=20)),
                ("receipt", models.TextField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verdict__in",
                                [
                                    "pause",
                                    "not_enough_known",
                                    "build",
                                    "test",
                                    "held_back",
                                    "nearly",
                                    "ready",
                                ],
                            )
                        ),
                        name="result_verdict_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("gate__in", ["raised", "open", "clear"])),
                        name="result_gate_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("at_target__lte", 8)), name="result_counts_eight_enablers"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("e1_high__isnull", True),
                                ("e1_low__isnull", True),
                                ("e1_score__isnull", True),
                            ),
                            models.Q(
                                ("e1_high__isnull", False),
                                ("e1_low__isnull", False),
                                ("e1_high__lte", 10080),
                                ("e1_low__lte", models.F("e1_high")),
                                models.Q(
                                    ("e1_score__isnull", True),
                                    models.Q(
                                        ("e1_score__gte", models.F("e1_low")),
                                        ("e1_score__lte", models.F("e1_high")),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="result_score_1_lies_within_its_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("e2_high__isnull", True),
                                ("e2_low__isnull", True),
                                ("e2_score__isnull", True),
                            ),
                            models.Q(
                                ("e2_high__isnull", False),
                                ("e2_low__isnull", False),
                                ("e2_high__lte", 10080),
                                ("e2_low__lte", models.F("e2_high")),
                                models.Q(
                                    ("e2_score__isnull", True),
                                    models.Q(
                                        ("e2_score__gte", models.F("e2_low")),
                                        ("e2_score__lte", models.F("e2_high")),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="result_score_2_lies_within_its_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("e3_high__isnull", True),
                                ("e3_low__isnull", True),
                                ("e3_score__isnull", True),
                            ),
                            models.Q(
                                ("e3_high__isnull", False),
                                ("e3_low__isnull", False),
                                ("e3_high__lte", 10080),
                                ("e3_low__lte", models.F("e3_high")),
                                models.Q(
                                    ("e3_score__isnull", True),
                                    models.Q(
                                        ("e3_score__gte", models.F("e3_low")),
                                        ("e3_score__lte", models.F("e3_high")),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="result_score_3_lies_within_its_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("e4_high__isnull", True),
                                ("e4_low__isnull", True),
                                ("e4_score__isnull", True),
                            ),
                            models.Q(
                                ("e4_high__isnull", False),
                                ("e4_low__isnull", False),
                                ("e4_high__lte", 10080),
                                ("e4_low__lte", models.F("e4_high")),
                                models.Q(
                                    ("e4_score__isnull", True),
                                    models.Q(
                                        ("e4_score__gte", models.F("e4_low")),
                                        ("e4_score__lte", models.F("e4_high")),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="result_score_4_lies_within_its_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("e5_high__isnull", True),
                                ("e5_low__isnull", True),
                                ("e5_score__isnull", True),
                            ),
                            models.Q(
                                ("e5_high__isnull", False),
                                ("e5_low__isnull", False),
                                ("e5_high__lte", 10080),
                                ("e5_low__lte", models.F("e5_high")),
                                models.Q(
                                    ("e5_score__isnull", True),
                                    models.Q(
                                        ("e5_score__gte", models.F("e5_low")),
                                        ("e5_score__lte", models.F("e5_high")),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="result_score_5_lies_within_its_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("e6_high__isnull", True),
                                ("e6_low__isnull", True),
                                ("e6_score__isnull", True),
                            ),
                            models.Q(
                                ("e6_high__isnull", False),
                                ("e6_low__isnull", False),
                                ("e6_high__lte", 10080),
                                ("e6_low__lte", models.F("e6_high")),
                                models.Q(
                                    ("e6_score__isnull", True),
                                    models.Q(
                                        ("e6_score__gte", models.F("e6_low")),
                                        ("e6_score__lte", models.F("e6_high")),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="result_score_6_lies_within_its_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("e7_high__isnull", True),
                                ("e7_low__isnull", True),
                                ("e7_score__isnull", True),
                            ),
                            models.Q(
                                ("e7_high__isnull", False),
                                ("e7_low__isnull", False),
                                ("e7_high__lte", 10080),
                                ("e7_low__lte", models.F("e7_high")),
                                models.Q(
                                    ("e7_score__isnull", True),
                                    models.Q(
                                        ("e7_score__gte", models.F("e7_low")),
                                        ("e7_score__lte", models.F("e7_high")),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="result_score_7_lies_within_its_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("e8_high__isnull", True),
                                ("e8_low__isnull", True),
                                ("e8_score__isnull", True),
                            ),
                            models.Q(
                                ("e8_high__isnull", False),
                                ("e8_low__isnull", False),
                                ("e8_high__lte", 10080),
                                ("e8_low__lte", models.F("e8_high")),
                                models.Q(
                                    ("e8_score__isnull", True),
                                    models.Q(
                                        ("e8_score__gte", models.F("e8_low")),
                                        ("e8_score__lte", models.F("e8_high")),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="result_score_8_lies_within_its_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("statement", models.CharField(max_length=10)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("unanswered", "Not answered"),
                            ("level", "Level"),
                            ("dont_know", "I do not know"),
                            ("not_relevant", "Not relevant to us"),
                        ],
                        default="unanswered",
                        max_length=12,
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(null=True)),
                ("note", models.TextField(blank=True, max_length=2000)),
                ("link", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="assessments.assessment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "statement"), name="answer_is_one_per_statement"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["unanswered", "level", "dont_know", "not_relevant"])
                        ),
                        name="answer_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "level"),
                                ("level__gte", 0),
                                ("level__isnull", False),
                                ("level__lte", 4),
                            ),
                            models.Q(models.Q(("kind", "level"), _negated=True), ("level__isnull", True)),
                            _connector="OR",
                        ),
                        name="answer_has_a_level_exactly_when_rated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="answer_version_starts_at_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("statement", ""), _negated=True),
                        name="answer_names_its_statement",
                        violation_error_message="Enter the statement.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("statement", models.CharField(max_length=10)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("unanswered", "Not answered"),
                            ("level", "Level"),
                            ("dont_know", "I do not know"),
                            ("not_relevant", "Not relevant to us"),
                        ],
                        default="unanswered",
                        max_length=12,
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(null=True)),
                ("note", models.TextField(blank=True, max_length=2000)),
                ("link", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="assessments.assessment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "statement", "version"), name="answer_change_is_one_per_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["unanswered", "level", "dont_know", "not_relevant"])
                        ),
                        name="answer_change_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "level"),
                                ("level__gte", 0),
                                ("level__isnull", False),
                                ("level__lte", 4),
                            ),
                            models.Q(models.Q(("kind", "level"), _negated=True), ("level__isnull", True)),
                            _connector="OR",
                        ),
                        name="answer_change_has_a_level_exactly_when_rated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="answer_change_version_starts_at_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("statement", ""), _negated=True),
                        name="answer_change_names_its_statement",
                        violation_error_message="Enter the statement.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldAnswers",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("path", models.TextField()),
                ("fields", models.TextField()),
                ("held_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("actor_kind", models.CharField(max_length=10)),
                ("action", models.CharField(max_length=40)),
                ("subject", models.CharField(db_index=True, max_length=80)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("request_id", models.CharField(blank=True, max_length=40)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
