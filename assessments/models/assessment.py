"""Assessments, and the results that are stored when one is submitted."""

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from assessments.framework.types import VerdictCode
from assessments.models.constraints import nobody_without_time, not_blank
from assessments.models.innovation import Innovation, ReachableThroughInnovation

ENABLERS = range(1, 9)

SCORE_UNIT = 2520
"""Scores are stored in 2,520ths: the least common multiple of 1 to 10, so that the score of an enabler of up to ten
statements is a whole number, exact and sortable in the database."""


class Assessment(models.Model):
    """One round of rating. It pins its framework version and checksum, and never changes once submitted."""

    public_id = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    innovation = models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name="assessments")
    number = models.PositiveSmallIntegerField(default=1)
    framework_version = models.CharField(max_length=20)
    framework_checksum = models.CharField(max_length=64)
    is_illustration = models.BooleanField(default=False)
    as_things_stood = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    started_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, db_index=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )

    objects = ReachableThroughInnovation.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["innovation", "number"], name="assessment_number_is_used_once"),
            models.UniqueConstraint(
                fields=["innovation"],
                condition=Q(submitted_at__isnull=True),
                name="innovation_has_one_unfinished_assessment",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="assessment_number_starts_at_one"),
            nobody_without_time("submitted", sentence="assessment_submitted_by_needs_a_time"),
            not_blank("framework_version", sentence="assessment_pins_a_framework_version"),
            not_blank("framework_checksum", sentence="assessment_pins_a_framework_checksum"),
        ]

    def __str__(self) -> str:
        return f"assessment {self.number} of innovation {self.innovation_id}"


def _score_columns() -> dict[str, models.Field]:
    return {
        f"e{number}_{what}": models.PositiveSmallIntegerField(null=True, editable=False)
        for number in ENABLERS
        for what in ("score", "low", "high")
    }


def _score_constraints() -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            condition=_nothing_known(f"e{n}") | _range_known(f"e{n}"),
            name=f"result_score_{n}_lies_within_its_range",
        )
        for n in ENABLERS
    ]


def _nothing_known(enabler: str) -> Q:
    return Q(**{f"{enabler}_{what}__isnull": True for what in ("score", "low", "high")})


def _range_known(enabler: str) -> Q:
    """`isnull` is said aloud: a check that compares with NULL knows nothing, and lets the row in."""
    score, low, high = (f"{enabler}_{what}" for what in ("score", "low", "high"))
    is_range = Q(**{f"{low}__isnull": False, f"{high}__isnull": False})
    is_range &= Q(**{f"{low}__lte": F(high), f"{high}__lte": 4 * SCORE_UNIT})
    holds_score = Q(**{f"{score}__gte": F(low), f"{score}__lte": F(high)})
    return is_range & (Q(**{f"{score}__isnull": True}) | holds_score)


class ScoreColumns(models.Model):
    """Three columns per enabler, `e1_score`, `e1_low`, `e1_high`, ..., in units of 1/2,520 of a level."""

    class Meta:
        abstract = True


for _name, _field in _score_columns().items():
    ScoreColumns.add_to_class(_name, _field)


class Result(ScoreColumns):
    """What the sums said when the assessment was submitted.

    The receipt is the whole result as canonical JSON: it is shown, downloaded and recomputed, and never queried.
    The columns are the same numbers, typed, for pages over many innovations.
    """

    assessment = models.OneToOneField(
        Assessment, on_delete=models.CASCADE, related_name="result", primary_key=True
    )
    verdict = models.CharField(max_length=20)
    headline = models.CharField(max_length=120)
    gate = models.CharField(max_length=10)
    at_target = models.PositiveSmallIntegerField()
    answered = models.PositiveSmallIntegerField()
    dont_know = models.PositiveSmallIntegerField()
    not_relevant = models.PositiveSmallIntegerField()
    engine_version = models.CharField(max_length=20)
    receipt = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=[code.value for code in VerdictCode]), name="result_verdict_is_known"
            ),
            models.CheckConstraint(
                condition=Q(gate__in=["raised", "open", "clear"]), name="result_gate_is_known"
            ),
            models.CheckConstraint(condition=Q(at_target__lte=8), name="result_counts_eight_enablers"),
            *_score_constraints(),
        ]

    def __str__(self) -> str:
        return f"result of assessment {self.assessment_id}: {self.verdict}"
