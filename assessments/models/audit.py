"""The record of who did what to which thing, and when. Rows are added and never changed: triggers refuse it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from assessments.models.constraints import not_blank


class AuditEvent(models.Model):
    """`actions.audit.record` writes it, and nothing else can: it alone knows the `hash` (see `models.chain`).

    The actor is a number without a foreign key in the database. It outlives the person, so that the chain still holds
    when someone is gone; a name or an address never stands here.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    actor_kind = models.CharField(max_length=10)
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=200, db_index=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index("action", "id", name="audit_event_by_action")]
        constraints = [not_blank("hash", sentence="audit_event_is_chained")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class AuditCheck(models.Model):
    """The whole chain was worked out again. Where it holds, its last hash is the anchor of the next check."""

    at = models.DateTimeField(default=timezone.now)
    events = models.PositiveBigIntegerField()
    last_event = models.PositiveBigIntegerField()
    last_hash = models.CharField(max_length=64, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.problem or f"{self.events} events hold"
