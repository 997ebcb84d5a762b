"""What a password may be: long rather than curious, not well known, not about the person or the service."""

import re

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

LONGEST = 128
FEWEST_DIFFERENT = 5
FEWEST_OTHER_LETTERS = 4
OUR_WORDS = re.compile("octant|readiness|spread|innovation|enabler|assessment|password|welcome|nhs")
TOO_EASY = "This password is too easy to guess. Try three or four words that do not belong together"


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Your password must be {self.min_length} characters or more"


class NotTooLong:
    """A very long one costs us to hash and adds nothing."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(
                f"Your password must be {LONGEST} characters or fewer", code="password_too_long"
            )

    def get_help_text(self) -> str:
        return f"At most {LONGEST} characters."


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return TOO_EASY


class NotAboutYou(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "Your password must not be like your name or your email address"


class NotAboutUs:
    """Refuses what anyone would try first here, like Octant2026!!, and a few characters over and over."""

    def validate(self, password: str, user: object = None) -> None:
        if len(set(password)) < FEWEST_DIFFERENT or _is_made_of_our_words(password.lower()):
            raise ValidationError(TOO_EASY, code="password_too_common")

    def get_help_text(self) -> str:
        return "Not a word of this service with numbers around it."


def _is_made_of_our_words(password: str) -> bool:
    others, found = OUR_WORDS.subn("", password)
    return found > 0 and sum(character.isalpha() for character in others) < FEWEST_OTHER_LETTERS
