"""Answers: one typed row per assessment and statement, with its own version, editor and time."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments.models.assessment import Assessment
from assessments.models.constraints import not_blank
from assessments.models.vocabulary import LINK_LENGTH, NOTE_LENGTH, Kind


class SaidColumns(models.Model):
    """What was said about one statement, by a team or by one rater."""

    statement = models.CharField(max_length=10)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.UNANSWERED)
    level = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(blank=True, max_length=NOTE_LENGTH)
    link = models.CharField(blank=True, max_length=LINK_LENGTH)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        abstract = True


class AnswerColumns(SaidColumns):
    """A team's answer. Shared by the answer as it stands and by its history."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


def said_constraints(name: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(condition=Q(kind__in=Kind.values), name=f"{name}_kind_is_known"),
        models.CheckConstraint(
            # `isnull` is said aloud: a check that compares with NULL knows nothing, and lets the row in
            condition=Q(kind=Kind.LEVEL, level__isnull=False, level__gte=0, level__lte=4)
            | (~Q(kind=Kind.LEVEL) & Q(level__isnull=True)),
            name=f"{name}_has_a_level_exactly_when_rated",
        ),
        models.CheckConstraint(condition=Q(version__gte=1), name=f"{name}_version_starts_at_one"),
        not_blank("statement", sentence=f"{name}_names_its_statement"),
    ]


class Answer(AnswerColumns):
    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "statement"], name="answer_is_one_per_statement"),
            *said_constraints("answer"),
        ]

    def __str__(self) -> str:
        return f"{self.statement} of assessment {self.assessment_id}"


class AnswerChange(AnswerColumns):
    """Every version of every answer, as it was written. Rows are added and never changed."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "statement", "version"], name="answer_change_is_one_per_version"
            ),
            *said_constraints("answer_change"),
        ]

    def __str__(self) -> str:
        return f"{self.statement} version {self.version} of assessment {self.assessment_id}"


class HeldAnswers(models.Model):
    """What someone typed when they turned out to be signed out: kept for a day, shown again, never saved by itself.

    Found again by a cookie of which only the hash is kept.
    """

    key_hash = models.CharField(max_length=64, unique=True)
    path = models.TextField()
    fields = models.TextField()
    held_at = models.DateTimeField(default=timezone.now, db_index=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"held answers for {self.path}"
