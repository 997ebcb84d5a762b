"""People who sign in. Their e-mail address is their name to the system; it is kept in lower case."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from assessments.models.constraints import not_blank
from assessments.models.vocabulary import NAME_LENGTH, SiteRole


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Person":
        person = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "Person":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        return (email or "").strip().lower()

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=self.normalize_email(username))


class Person(AbstractBaseUser, PermissionsMixin):
    """`is_curator`, `is_reviewer` and `is_administrator` are the site roles; `is_staff` is for engineers only."""

    email = models.EmailField("email address", unique=True, max_length=254)
    name = models.CharField(max_length=NAME_LENGTH)
    is_curator = models.BooleanField(default=False)
    is_reviewer = models.BooleanField(default=False)
    is_administrator = models.BooleanField(default=False)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = PersonManager()

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="person_email_is_lower_case"),
            not_blank("email", sentence="person_has_an_email_address"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def site_roles(self) -> frozenset[str]:
        return frozenset(role for role in SiteRole.values if getattr(self, f"is_{role}"))

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
