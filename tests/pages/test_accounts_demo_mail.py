"""The demonstration's mail box: printed, kept, shown, and nowhere else."""

import datetime as dt
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from assessments.accounts.demo_mail import KEPT, DemoMailBackend, kept_mail, kept_mails, paragraphs_of
from tests.pages.account_steps import create
from tests.pages.reading import read

HERE = ("http://localhost:8000",)


@pytest.fixture(autouse=True)
def demonstration(settings, tmp_path):
    settings.IS_DEMO = True
    settings.DEMO_MAIL_DIR = tmp_path / "mail"


def send(
    subject: str = "Confirm your email address", text: str = "Hello\n", to: str = "alice@example.org"
) -> str:
    printed = io.StringIO()
    DemoMailBackend(stream=printed).send_messages([EmailMessage(subject, text, to=[to])])
    return printed.getvalue()


def test_a_mail_is_printed_as_people_read_it():
    printed = send(text="Naïve – open http://localhost:8000/account/confirm/x/\n")

    assert "Mail to alice@example.org: Confirm your email address" in printed
    assert "Naïve – open http://localhost:8000/account/confirm/x/" in printed


def test_a_mail_is_kept():
    send("Naïve subject – with a dash", "First\n\nSecond: ’\n")

    (mail,) = kept_mails()
    assert (mail.number, mail.subject, mail.to) == (1, "Naïve subject – with a dash", "alice@example.org")
    assert mail.text == "First\n\nSecond: ’\n"
    assert abs(timezone.now() - mail.sent_at) < dt.timedelta(minutes=1)


def test_the_newest_stands_first_and_only_the_last_fifty_are_kept():
    for number in range(KEPT + 5):
        send(f"Mail {number}")

    kept = kept_mails()
    assert len(kept) == KEPT
    assert (kept[0].subject, kept[-1].subject) == (f"Mail {KEPT + 4}", "Mail 5")
    assert kept_mail(1) is None


def test_mails_sent_at_the_same_moment_are_all_kept():
    with ThreadPoolExecutor(8) as together:
        list(together.map(lambda number: send(f"Mail {number}"), range(24)))

    assert {mail.subject for mail in kept_mails()} == {f"Mail {number}" for number in range(24)}


def test_the_list_shows_them(client):
    send("First"), send("Second")

    page = read(client.get(reverse("demo_mail")))

    assert page.title == "Mail of the demonstration – Octant"
    assert page.links == {"Second": "/demo/mail/2/", "First": "/demo/mail/1/"}


def test_an_empty_box_says_how_to_fill_it(client):
    page = read(client.get(reverse("demo_mail")))

    assert "There is none yet" in page.text
    assert reverse("account_signup") in page.links.values()


def test_one_mail_is_shown_with_its_link_to_follow(client):
    send(text="Open:\n\nhttp://localhost:8000/account/confirm/MQ:1:a-b_c/\n\nor http://testserver/help/.\n")

    page = read(client.get(reverse("demo_mail_one", args=[1])))

    assert page.heading == "Confirm your email address"
    assert page.links == {
        "http://localhost:8000/account/confirm/MQ:1:a-b_c/": "http://localhost:8000/account/confirm/MQ:1:a-b_c/",
        "http://testserver/help/": "http://testserver/help/",
    }


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.example/",
        "http://localhost:8000.evil.example/",
        "http://localhost:8000@evil.example/",
        "https://localhost:8000/",
        "http://localhost:8001/",
        "javascript:alert(1)",
        "//localhost:8000/",
        "http://[localhost:8000/",
    ],
)
def test_only_a_link_to_this_site_can_be_followed(text):
    ((line,),) = paragraphs_of(text, ours=HERE)

    assert [piece.href for piece in line if piece.href] == []
    assert "".join(piece.text for piece in line) == text


def test_nothing_of_a_text_is_lost():
    text = "One\ntwo http://localhost:8000/a/?b=c&d=e, three\n\n\n  four <b>\n"

    paragraphs = paragraphs_of(text, ours=HERE)

    lines = [["".join(piece.text for piece in line) for line in lines] for lines in paragraphs]
    assert lines == [["One", "two http://localhost:8000/a/?b=c&d=e, three"], ["four <b>"]]
    assert paragraphs[0][1][1].href == "http://localhost:8000/a/?b=c&d=e"


def test_what_a_mail_says_is_never_markup(client):
    send(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>\nhttp://localhost:8000/'onclick='x\n",
        "a@example.org",
    )

    for name, args in (("demo_mail", []), ("demo_mail_one", [1])):
        body = client.get(reverse(name, args=args)).content.decode()
        assert "<script>alert" not in body
        assert "<img" not in body
        assert "'onclick" not in body


def test_a_mail_that_is_gone_is_not_found(client):
    assert client.get(reverse("demo_mail_one", args=[7])).status_code == 404


@pytest.mark.django_db
def test_the_page_that_waits_for_a_mail_leads_to_the_box(client, settings):
    waiting = create(client)["Location"]

    in_the_demonstration = read(client.get(waiting)).links
    settings.IS_DEMO = False
    elsewhere = read(client.get(waiting)).links

    assert in_the_demonstration["Read the email here"] == reverse("demo_mail")
    assert reverse("demo_mail") not in elsewhere.values()


def test_outside_the_demonstration_there_is_no_mail_box(client, settings):
    send()
    settings.IS_DEMO = False

    assert client.get(reverse("demo_mail")).status_code == 404
    assert client.get(reverse("demo_mail_one", args=[1])).status_code == 404


def test_the_mail_box_only_shows(client):
    assert client.post(reverse("demo_mail")).status_code == 405
