"""Mail through the outbox: only with its act, after it, in spite of a mail server that is away, and then forgotten."""

import datetime as dt
import smtplib
from collections.abc import Callable, Iterator
from io import StringIO

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from assessments.actions.outbox import WAITS, Delivery, post, purge_outbox, send_waiting
from assessments.letters import Letter
from assessments.models import OutboxMail

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 9, 14, 9, tzinfo=dt.UTC)
REFUSED = smtplib.SMTPRecipientsRefused({"bob@example.org": (550, b"no such person")})
AWAY = ConnectionRefusedError("mail.example.org")
Mails = list[EmailMessage]


def letter(to: str = "alice@example.org") -> Letter:
    return Letter(to, "A subject", "Some words.\n")


def addresses(mails: Mails) -> list[str]:
    return [address for mail in mails for address in mail.to]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`broken(AWAY)` fails every mail from now on, `broken(REFUSED, to=...)` those to one, `broken(None)` none."""
    works = EmailBackend.send_messages

    def breaks(problem: Exception | None, *, to: str = "") -> None:
        def send(backend: EmailBackend, messages: Mails) -> int:
            if problem and (not to or to in addresses(messages)):
                raise problem
            return works(backend, messages)

        monkeypatch.setattr(EmailBackend, "send_messages", send)

    return breaks


# --- With its act


def test_a_letter_goes_out_once_its_act_is_done(mailoutbox: Mails) -> None:
    with transaction.atomic():
        post(letter())
        before = len(mailoutbox)

    (mail,) = mailoutbox
    assert before == 0
    assert (mail.to, mail.subject, mail.body) == (["alice@example.org"], "A subject", "Some words.\n")
    assert mail.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_no_letter_tells_of_an_act_that_was_undone(mailoutbox: Mails) -> None:
    with transaction.atomic():
        post(letter())
        transaction.set_rollback(True)

    assert mailoutbox == []
    assert not OutboxMail.objects.exists()


def test_what_was_sent_is_forgotten_but_that_it_was(clock: object, mailoutbox: Mails) -> None:
    post(letter())

    sent = OutboxMail.objects.get()
    assert (sent.to, sent.subject, sent.text) == ("", "", "")
    assert (sent.sent_at, sent.next_try_at, sent.tries) == (MORNING, None, 1)


def test_several_letters_are_posted_at_once(mailoutbox: Mails) -> None:
    post(letter("alice@example.org"), letter("bob@example.org"))

    assert addresses(mailoutbox) == ["alice@example.org", "bob@example.org"]


# --- When it cannot be sent


@pytest.mark.parametrize(
    "problem", [AWAY, REFUSED, TimeoutError(), ValueError("alice@example.org"), KeyError("x")]
)
def test_a_letter_that_cannot_be_sent_waits_without_an_error(
    problem: Exception, broken: Callable[..., None], clock: object, caplog: pytest.LogCaptureFixture
) -> None:
    broken(problem)

    post(letter())

    waiting = OutboxMail.objects.get()
    assert (waiting.to, waiting.subject, waiting.text) == ("alice@example.org", "A subject", "Some words.\n")
    assert (waiting.tries, waiting.next_try_at, waiting.sent_at) == (1, MORNING + WAITS[0], None)
    assert waiting.last_error == type(problem).__name__
    assert "@example.org" not in caplog.text


def test_one_try_is_enough_to_see_that_the_mail_server_is_away(broken: Callable[..., None]) -> None:
    broken(AWAY)

    post(*[letter()] * 8)

    assert sorted(OutboxMail.objects.values_list("tries", flat=True)) == [0] * 7 + [1]


def test_a_letter_that_is_refused_does_not_hold_up_the_next(
    broken: Callable[..., None], mailoutbox: Mails
) -> None:
    broken(REFUSED, to="bob@example.org")

    post(letter("bob@example.org"), letter("alice@example.org"))

    assert addresses(mailoutbox) == ["alice@example.org"]
    assert OutboxMail.objects.get(sent_at=None).to == "bob@example.org"


def test_it_is_tried_again_when_its_time_has_come_and_no_sooner(
    broken: Callable[..., None], clock: time_machine.Traveller, mailoutbox: Mails
) -> None:
    broken(AWAY)
    post(letter())
    broken(None)

    clock.shift(WAITS[0] - dt.timedelta(seconds=1))
    too_soon = send_waiting()
    clock.shift(1)
    in_time = send_waiting()

    assert (too_soon, in_time) == (Delivery(0, 0), Delivery(sent=1))
    assert addresses(mailoutbox) == ["alice@example.org"]
    assert send_waiting() == Delivery(0, 0)


def test_it_waits_longer_each_time_and_is_given_up_and_forgotten_after_two_days(
    broken: Callable[..., None], clock: time_machine.Traveller
) -> None:
    broken(REFUSED)
    post(letter())
    waited = []

    while due := OutboxMail.objects.get().next_try_at:
        waited.append(due - timezone.now())
        clock.move_to(due)
        send_waiting()

    given_up = OutboxMail.objects.get()
    assert waited == list(WAITS)
    assert dt.timedelta(hours=40) < timezone.now() - MORNING < dt.timedelta(hours=48)
    assert (given_up.to, given_up.subject, given_up.text, given_up.sent_at) == ("", "", "", None)
    assert given_up.last_error == "SMTPRecipientsRefused"


def test_a_mail_that_another_process_is_sending_is_left_to_it(mailoutbox: Mails, monkeypatch) -> None:
    """Between reading what is due and trying it, the other one was there."""
    waiting = OutboxMail.objects.create(to="alice@example.org", subject="A", text="A")
    works = EmailBackend.send_messages
    meanwhile: list[Delivery] = []

    def send(backend: EmailBackend, messages: Mails) -> int:
        if not meanwhile:
            meanwhile.append(send_waiting())
        return works(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send)

    assert send_waiting() == Delivery(sent=1)
    assert meanwhile == [Delivery(0, 0)]
    assert len(mailoutbox) == 1
    assert OutboxMail.objects.get(pk=waiting.pk).tries == 1


# --- The commands


def run(command: str) -> str:
    said = StringIO()
    call_command(command, stdout=said)
    return said.getvalue()


def test_the_command_sends_what_waits_and_says_how_much(
    broken: Callable[..., None], mailoutbox: Mails
) -> None:
    for name in ("alice", "bob", "carol"):
        OutboxMail.objects.create(to=f"{name}@example.org", subject="A", text="A")
    broken(REFUSED, to="bob@example.org")

    assert run("send_mail") == "2 sent, 1 failed.\n"
    assert addresses(mailoutbox) == ["alice@example.org", "carol@example.org"]


def test_after_a_month_nothing_is_left_of_what_was_sent_and_what_waits_stays(
    clock: time_machine.Traveller, mailoutbox: Mails
) -> None:
    post(letter())
    OutboxMail.objects.create(to="bob@example.org", subject="A", text="A")

    clock.shift(dt.timedelta(days=29))
    too_soon = purge_outbox()
    clock.shift(dt.timedelta(days=1))

    assert (too_soon, purge_outbox()) == (0, 1)
    assert OutboxMail.objects.get().to == "bob@example.org"
