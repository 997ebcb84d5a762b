"""Sends mail through an outbox: a row in the transaction of the act, sent after commit, tried again by a command.

So no mail tells of something that did not happen, and none is lost with the mail server. A process that dies between
sending and saying so sends the mail twice: at least once is the promise.
"""

import datetime as dt
import logging
import smtplib
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from assessments.letters import Letter
from assessments.models import OutboxMail

logger = logging.getLogger(__name__)

WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
"""How long after each try that failed. After the last one, almost two days on, the mail is given up."""
KEPT_FOR = dt.timedelta(days=30)
NO_REPLIES = {"Auto-Submitted": "auto-generated"}  # asks out-of-office machines to keep quiet (RFC 3834)
ABOUT_ONE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError, ValueError)
"""Other errors speak of the mail server: then the other letters need not try."""


@dataclass(frozen=True, slots=True)
class Delivery:
    sent: int = 0
    failed: int = 0


@transaction.atomic
def post(*letters: Letter) -> None:
    """Call it inside the transaction of the act, once for all its letters. They go out when that is committed.

    A mail server that is down costs the person the time of one try and no error.
    """
    waiting = OutboxMail.objects.bulk_create(
        OutboxMail(to=letter.to, subject=letter.subject, text=letter.text) for letter in letters
    )
    transaction.on_commit(lambda: _deliver(waiting), robust=True)


def send_waiting() -> Delivery:
    """Tries every mail whose time has come. Several may run at once: each mail is tried by one of them."""
    due = OutboxMail.objects.filter(next_try_at__lte=timezone.now()).order_by("next_try_at", "pk")
    return _deliver(due)


def purge_outbox() -> int:
    """Deletes what was sent, or given up, a month ago. Gives how many."""
    done = OutboxMail.objects.filter(next_try_at=None, made_at__lte=timezone.now() - KEPT_FOR)
    return done.delete()[0]


def _deliver(mails: Iterable[OutboxMail]) -> Delivery:
    sent = failed = 0
    for mail in mails:
        if not _claim(mail):
            continue
        try:
            _send(mail)
        except (
            Exception
        ) as problem:  # whatever a mail library may raise, the letters after this one wait for it
            failed += 1
            _note_failure(mail, problem)
            if not isinstance(problem, ABOUT_ONE_MAIL):
                break
        else:
            sent += 1
            _close(mail, sent_at=timezone.now())
    return Delivery(sent, failed)


def _claim(mail: OutboxMail) -> bool:
    """Counts the try before it is made: one statement that only one process can win, on every database."""
    mail.tries += 1
    wait = WAITS[min(mail.tries, len(WAITS)) - 1]
    unclaimed = OutboxMail.objects.filter(pk=mail.pk, tries=mail.tries - 1, next_try_at__isnull=False)
    return unclaimed.update(tries=mail.tries, next_try_at=timezone.now() + wait) == 1


def _send(mail: OutboxMail) -> None:
    EmailMessage(mail.subject, mail.text, to=[mail.to], headers=NO_REPLIES).send()


def _note_failure(mail: OutboxMail, problem: Exception) -> None:
    """Only the kind of the error: its text can hold the address."""
    kind = type(problem).__name__
    logger.error("Mail %s could not be sent, try %s: %s", mail.pk, mail.tries, kind)
    if mail.tries > len(WAITS):
        _close(mail, last_error=kind)
    else:
        OutboxMail.objects.filter(pk=mail.pk).update(last_error=kind)


def _close(mail: OutboxMail, **outcome: object) -> None:
    OutboxMail.objects.filter(pk=mail.pk).update(to="", subject="", text="", next_try_at=None, **outcome)
