"""Sessions that know whose they are: people see and end theirs, and whoever leaves leaves none behind.

Django's own table knows that only inside what it has signed. This is its documented way to a table of one's own.
"""

from typing import Any, cast

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from assessments.models.vocabulary import DEVICE

DEVICE_LENGTH = 60


class BrowserSession(AbstractBaseSession):
    """`seen_at` is when it was last written, which is once a minute while somebody is there."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="browser_sessions"
    )
    device = models.CharField(max_length=DEVICE_LENGTH, blank=True)
    seen_at = models.DateTimeField(default=timezone.now)

    @classmethod
    def get_session_store_class(cls) -> type[DatabaseStore]:
        return SessionStore


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[BrowserSession]:
        return BrowserSession

    def create_model_instance(self, data: dict[str, Any]) -> BrowserSession:
        row = cast(BrowserSession, super().create_model_instance(data))
        row.person_id = int(data["_auth_user_id"]) if "_auth_user_id" in data else None
        row.device = str(data.get(DEVICE, ""))[:DEVICE_LENGTH]
        return row
