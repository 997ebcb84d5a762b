"""Read-only links to one result: what each shows, until when, and when it was opened."""

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from assessments.models.assessment import Assessment
from assessments.models.constraints import nobody_without_time, not_blank
from assessments.models.vocabulary import NAME_LENGTH


class Share(models.Model):
    """The key in the link is a signature of `public_id`, so that nothing stored here opens anything."""

    public_id = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="shares")
    made_for = models.CharField(max_length=NAME_LENGTH)
    shows_notes = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        constraints = [
            not_blank("made_for", sentence="share_says_whom_it_is_for"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="share_ends_after_it_is_made"
            ),
            nobody_without_time("ended", sentence="share_ended_by_needs_a_time"),
        ]

    def __str__(self) -> str:
        return f"share {self.pk} of assessment {self.assessment_id}"


class ShareOpening(models.Model):
    """That a link was opened, and when. By whom is not known, and not asked."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"opening of share {self.share_id}"
