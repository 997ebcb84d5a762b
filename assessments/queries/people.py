"""What is known about people."""

from assessments.models import Person


def has_account(email: str) -> bool:
    """One SQL statement."""
    return Person.objects.filter(email=Person.objects.normalize_email(email)).exists()
