"""A team that rates together: invitations, guests, one blind round per assessment, and what was agreed."""

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments.models.assessment import Assessment
from assessments.models.constraints import nobody_without_time, not_blank, one_of
from assessments.models.innovation import Innovation
from assessments.models.rating import SaidColumns, said_constraints
from assessments.models.vocabulary import NOTE_LENGTH, InvitedAs

OPEN = Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
"""An invitation that still waits for an answer. It may have expired all the same."""


class Invitation(models.Model):
    """A place in an innovation's team, offered to one address. Of the link's key only the hash is kept."""

    public_id = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    innovation = models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254, blank=True)  # emptied when it is no longer needed
    role = models.CharField(max_length=10, choices=InvitedAs.choices)
    key_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["innovation", "email"],
                condition=OPEN,
                name="invitation_waits_once_per_address",
            ),
            one_of("role", InvitedAs, sentence="invitation_role_is_known"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("sent_at")), name="invitation_ends_after_it_is_sent"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_is_not_both_accepted_and_withdrawn",
            ),
            models.CheckConstraint(
                condition=~OPEN | ~Q(email=""), name="invitation_that_waits_has_an_address"
            ),
            nobody_without_time("accepted", sentence="invitation_accepted_by_needs_a_time"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} to innovation {self.innovation_id}"


class Guest(models.Model):
    """Someone who rates without an account: one accepted invitation, and the browser that holds its key."""

    innovation = models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name="guests")
    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="guest")
    key_hash = models.CharField(max_length=64, db_index=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            # a browser may hold one key for guests of several innovations, but is one guest in each
            models.UniqueConstraint(fields=["innovation", "key_hash"], name="guest_is_one_per_browser"),
            not_blank("key_hash", sentence="guest_has_a_key"),
        ]

    def __str__(self) -> str:
        return f"guest {self.pk} of innovation {self.innovation_id}"


class RatingRound(models.Model):
    """Everyone rates alone until it is closed; then the team agrees. An assessment has at most one."""

    assessment = models.OneToOneField(
        Assessment, on_delete=models.CASCADE, related_name="rating_round", primary_key=True
    )
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    closes_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        constraints = [nobody_without_time("closed", sentence="round_closed_by_needs_a_time")]

    def __str__(self) -> str:
        return f"rating round of assessment {self.assessment_id}"


class Rater(models.Model):
    """One view in a round: a member's or a guest's, never both.

    It outlives their place in the team, their account and their link: what a team said stays, whoever said it is gone.
    """

    rating_round = models.ForeignKey(RatingRound, on_delete=models.CASCADE, related_name="raters")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    guest = models.ForeignKey(Guest, on_delete=models.SET_NULL, null=True, related_name="+")
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(guest__isnull=True),
                name="rater_is_not_both_a_person_and_a_guest",
            ),
            models.UniqueConstraint(fields=["rating_round", "person"], name="rater_is_one_per_person"),
            models.UniqueConstraint(fields=["rating_round", "guest"], name="rater_is_one_per_guest"),
        ]

    def __str__(self) -> str:
        return f"rater {self.pk} of assessment {self.rating_round_id}"


class RaterAnswerColumns(SaidColumns):
    """What one rater said. Shared by the answer as it stands and by its history."""

    rater = models.ForeignKey(Rater, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


def _rater_answer_constraints(name: str, *, once: list[str]) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(fields=once, name=f"{name}_is_one_per_{once[-1]}"),
        *said_constraints(name),
    ]


class RaterAnswer(RaterAnswerColumns):
    class Meta:
        constraints = _rater_answer_constraints("rater_answer", once=["rater", "statement"])

    def __str__(self) -> str:
        return f"{self.statement} of rater {self.rater_id}"


class RaterAnswerChange(RaterAnswerColumns):
    """Every version of every rater's answer, as it was written. Rows are added and never changed."""

    class Meta:
        constraints = _rater_answer_constraints("rater_answer_change", once=["rater", "statement", "version"])

    def __str__(self) -> str:
        return f"{self.statement} version {self.version} of rater {self.rater_id}"


class Agreement(models.Model):
    """How a statement's level came about once rating had closed. The level itself is the assessment's answer.

    `could_not_agree` says that the level is the median of the blind ratings, and no agreement.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="agreements")
    statement = models.CharField(max_length=10)
    could_not_agree = models.BooleanField(default=False)
    why = models.TextField(blank=True, max_length=NOTE_LENGTH)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "statement"], name="agreement_is_one_per_statement"
            ),
            not_blank("statement", sentence="agreement_names_its_statement"),
        ]

    def __str__(self) -> str:
        return f"agreement on {self.statement} of assessment {self.assessment_id}"
