"""Constraints that several models share, so that each rule is written once."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Q


def one_of(field: str, choices: type[models.TextChoices], *, sentence: str, blank: bool = False):
    """The field holds one of the choices, and the database says so."""
    allowed: Sequence[str] = [*choices.values, *([""] if blank else [])]
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": allowed}),
        name=sentence,
        violation_error_message=f"Select one of the choices for {field.replace('_', ' ')}.",
    )


def not_blank(field: str, *, sentence: str):
    return models.CheckConstraint(
        condition=~Q(**{field: ""}),
        name=sentence,
        violation_error_message=f"Enter the {field.replace('_', ' ')}.",
    )


def nobody_without_time(what: str, *, sentence: str):
    """Whoever did it did it at some time. The person may be gone (erased) or unknown (a trial)."""
    return models.CheckConstraint(
        condition=Q(**{f"{what}_at__isnull": False}) | Q(**{f"{what}_by__isnull": True}),
        name=sentence,
    )
