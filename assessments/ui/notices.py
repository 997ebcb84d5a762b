"""Where "your answers are saved" waits until it has been shown."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class NoticesInCookie(CookieStorage):
    """Django's, under a name of ours, which has the same prefix in production as that of every other cookie."""

    cookie_name = settings.NOTICES_COOKIE_NAME
