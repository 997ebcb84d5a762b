"""Several processes send what waits at the same moment: every mail goes out once."""

from collections import Counter

from django.core.mail import EmailMessage

from assessments.actions.outbox import send_waiting
from assessments.models import OutboxMail
from tests.reliability.crowd import together
from tests.reliability.figures import Measured

MAILS = 60


def test_four_who_send_at_once_send_every_mail_once(
    transactional_db: None, mailoutbox: list[EmailMessage], measured: Measured
) -> None:
    OutboxMail.objects.bulk_create(
        OutboxMail(to=f"person{number}@example.org", subject="A", text="A") for number in range(MAILS)
    )

    crowd = together(*[lambda _: send_waiting()] * 4, rounds=1)

    counted = Counter(address for mail in mailoutbox for address in mail.to)
    measured("Mails sent at once", crowd.seconds, processes=4, mails=len(mailoutbox))
    assert len(counted) == MAILS
    assert set(counted.values()) == {1}
    assert set(OutboxMail.objects.values_list("tries", "next_try_at", "to")) == {(1, None, "")}
