"""What a team decided to do. The plan belongs to the innovation, so that the next assessment finds it as it stands."""

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments.models.assessment import Assessment
from assessments.models.constraints import not_blank, one_of
from assessments.models.innovation import Innovation
from assessments.models.vocabulary import NAME_LENGTH, NOTE_LENGTH, STEP_LENGTH, StepStatus


class PlanStep(models.Model):
    """One step. `statement` and `level`: the rating it is meant to reach, when it says so.

    Whoever will do it is a member, or a name that was typed. `version` grows with every change, so that two people
    who edit it at once are told.
    """

    public_id = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    innovation = models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name="plan_steps")
    place = models.PositiveIntegerField()
    text = models.CharField(max_length=STEP_LENGTH)
    enabler = models.CharField(max_length=10, blank=True)
    statement = models.CharField(max_length=10, blank=True)
    level = models.PositiveSmallIntegerField(null=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    owner_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    due_on = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=StepStatus.choices, default=StepStatus.TO_DO)
    note = models.TextField(blank=True, max_length=NOTE_LENGTH)
    made_from = models.ForeignKey(Assessment, on_delete=models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            not_blank("text", sentence="plan_step_says_what_to_do"),
            one_of("status", StepStatus, sentence="plan_step_status_is_known"),
            models.CheckConstraint(
                # `isnull` is said aloud: a check that compares with NULL knows nothing, and lets the row in
                condition=(Q(statement="") & Q(level__isnull=True))
                | (~Q(statement="") & Q(level__isnull=False, level__gte=1, level__lte=4)),
                name="plan_step_reaches_a_level_of_a_statement",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(owner_name=""), name="plan_step_has_one_owner"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="plan_step_version_starts_at_one"),
        ]
        indexes = [models.Index(fields=["innovation", "place"], name="plan_in_order")]

    def __str__(self) -> str:
        return f"step {self.place} of the plan of innovation {self.innovation_id}"
