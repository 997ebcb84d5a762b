"""Innovations, the organisations that lead them, the people who belong to them, and trials without an account."""

from typing import Any, Protocol

import uuid6
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, FilteredRelation, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from assessments.models.constraints import not_blank, one_of
from assessments.models.vocabulary import (
    GUEST_STANDING,
    NAME_LENGTH,
    SUMMARY_LENGTH,
    TRIAL_STANDING,
    CareArea,
    Role,
    Setting,
    Stage,
)


class Who(Protocol):
    """Someone at the door: a signed-in person, a browser that holds a trial or a guest's key, or all of these."""

    @property
    def person_id(self) -> int | None: ...

    @property
    def trial_key_hash(self) -> str: ...

    @property
    def guest_key_hash(self) -> str: ...


class ReachableQuerySet(models.QuerySet):
    """Rows that hang on an innovation, narrowed to what one person may reach.

    There are three ways in: membership, invitation (a guest's, who has no account) and share (not built yet). A trial
    is reached by its cookie alone. `standing` says which way: a `Role`, "guest" or "trial".
    """

    to_innovation = ""

    def reachable_by(self, who: Who) -> models.QuerySet[Any]:
        """One SQL statement, kept cheap: it is part of every request. Most people are members and hold no key."""
        if not who.trial_key_hash and not who.guest_key_hash:
            return self.of_member(who.person_id) if who.person_id is not None else self._of_nobody()
        rows: ReachableQuerySet = self
        ways: list[F | Case] = []
        if who.person_id is not None:
            rows = rows._joined_to("memberships", "mine", person=who.person_id)
            ways.append(F("mine__role"))
        for held_as, relation, key_hash in (
            (GUEST_STANDING, "guests", who.guest_key_hash),
            (TRIAL_STANDING, "trial", who.trial_key_hash),
        ):
            if key_hash:
                key = {"key_hash": key_hash, "expires_at__gt": timezone.now()}
                rows = rows._joined_to(relation, f"held_{relation}", **key)
                is_held = Q(**{f"held_{relation}__isnull": False})
                ways.append(Case(When(is_held, then=Value(held_as)), output_field=models.CharField()))
        standing = Coalesce(*ways) if len(ways) > 1 else ways[0]
        return rows.annotate(standing=standing).filter(standing__isnull=False)

    def _joined_to(self, relation: str, name: str, **condition: object) -> "ReachableQuerySet":
        """Joined, under this name, to the one row of a relation of the innovation that meets the condition."""
        path = f"{self.to_innovation}{relation}"
        met = Q(**{f"{path}__{column}": value for column, value in condition.items()})
        return self.annotate(**{name: FilteredRelation(path, condition=met)})

    def of_member(self, person: int | models.Expression) -> models.QuerySet[Any]:
        """What `reachable_by` gives for someone who holds no key."""
        members = f"{self.to_innovation}memberships"
        return self.filter(**{f"{members}__person": person}).annotate(standing=F(f"{members}__role"))

    def _of_nobody(self) -> models.QuerySet[Any]:
        return self.none().annotate(standing=Value(""))


class ReachableThroughInnovation(ReachableQuerySet):
    to_innovation = "innovation__"


class Organisation(models.Model):
    """Belonging to the same organisation opens nothing by itself."""

    name = models.CharField(max_length=160)
    ods_code = models.CharField(
        "ODS code",
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^[A-Z0-9]{3,10}\Z", "Enter an ODS code like RJ1 or 8HN05.")],
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            not_blank("name", sentence="organisation_has_a_name"),
            models.UniqueConstraint(fields=["name", "ods_code"], name="organisation_is_entered_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Innovation(models.Model):
    """What spreads. In a trial it has a name only, and no organisation yet."""

    public_id = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="innovations"
    )
    name = models.CharField(max_length=NAME_LENGTH)
    summary = models.CharField(max_length=SUMMARY_LENGTH, blank=True)
    stage = models.CharField(max_length=20, choices=Stage.choices, blank=True)
    care_area = models.CharField(max_length=30, choices=CareArea.choices, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )

    objects = ReachableQuerySet.as_manager()

    class Meta:
        constraints = [
            not_blank("name", sentence="innovation_has_a_name"),
            one_of("stage", Stage, blank=True, sentence="innovation_stage_is_known"),
            one_of("care_area", CareArea, blank=True, sentence="innovation_care_area_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class InnovationSetting(models.Model):
    """One place of care where the innovation is used."""

    innovation = models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name="used_in")
    setting = models.CharField(max_length=30, choices=Setting.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["innovation", "setting"], name="innovation_names_a_setting_once"),
            one_of("setting", Setting, sentence="innovation_setting_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_setting_display()


class Membership(models.Model):
    """One person's place in one innovation's team. There is one lead."""

    public_id = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    innovation = models.ForeignKey(Innovation, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["innovation", "person"], name="membership_is_one_per_person"),
            models.UniqueConstraint(
                fields=["innovation"], condition=Q(role="lead"), name="innovation_has_one_lead"
            ),
            one_of("role", Role, sentence="membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.innovation_id}"


class Trial(models.Model):
    """An innovation held by an unguessable cookie, of which only the hash is kept. It ends by itself."""

    innovation = models.OneToOneField(Innovation, on_delete=models.CASCADE, related_name="trial")
    key_hash = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(db_index=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="claimed_trials"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("started_at")), name="trial_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"trial of innovation {self.innovation_id}"
