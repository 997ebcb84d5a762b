"""Mail on its way: written with the act that it tells of, sent once that is committed, empty from then on."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class OutboxMail(models.Model):
    """`next_try_at` is None once it was sent, or given up; then it holds no address and no words any more."""

    to = models.EmailField(blank=True, max_length=254)
    subject = models.CharField(blank=True, max_length=400)
    text = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, default=timezone.now)
    last_error = models.CharField(blank=True, max_length=80)

    class Meta:
        indexes = [models.Index("next_try_at", name="mail_waits", condition=Q(next_try_at__isnull=False))]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_try_at__isnull=True) | Q(sent_at__isnull=True),
                name="mail_is_sent_once",
            ),
            models.CheckConstraint(
                condition=Q(next_try_at__isnull=False) | Q(to="", subject="", text=""),
                name="mail_is_empty_when_done",
            ),
            models.CheckConstraint(
                condition=Q(next_try_at__isnull=True) | ~(Q(to="") | Q(subject="") | Q(text="")),
                name="mail_that_waits_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}, made {self.made_at:%Y-%m-%d %H:%M}"
