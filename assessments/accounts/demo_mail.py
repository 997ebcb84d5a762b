"""Mail in the demonstration goes nowhere: it is printed, and kept to be read at /demo/mail/."""

import datetime as dt
import email
import email.policy
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend

KEPT = 50
ADDRESS = re.compile(r"(https?://[^\s<>\"']*[\w/=&%-])")


@dataclass(frozen=True, slots=True)
class Mail:
    number: int
    subject: str
    to: str
    sent_at: dt.datetime
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a mail's text. One with an `href` is a link."""

    text: str
    href: str = ""


Line = tuple[Piece, ...]


class DemoMailBackend(EmailBackend):
    def write_message(self, message: EmailMessage) -> None:
        rule = "-" * 79
        self.stream.write(
            f"{rule}\nMail to {', '.join(message.to)}: {message.subject}\n\n{message.body}{rule}\n"
        )
        keep(message.message().as_bytes())


def keep(raw: bytes) -> None:
    folder = Path(settings.DEMO_MAIL_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    number = max(_numbers(), default=0) + 1
    while not _written(_path(number), raw):
        number += 1
    for old in sorted(_numbers())[:-KEPT]:
        _path(old).unlink(missing_ok=True)


def _written(path: Path, raw: bytes) -> bool:
    """False when another process took this number in the meantime."""
    try:
        with path.open("xb") as file:
            file.write(raw)
    except FileExistsError:
        return False
    return True


def kept_mails() -> tuple[Mail, ...]:
    """Newest first."""
    found = (kept_mail(number) for number in sorted(_numbers(), reverse=True))
    return tuple(mail for mail in found if mail)


def kept_mail(number: int) -> Mail | None:
    try:
        raw = _path(number).read_bytes()
    except FileNotFoundError:
        return None
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(("plain",))
    return Mail(
        number=number,
        subject=str(message["Subject"]),
        to=str(message["To"]),
        sent_at=parsedate_to_datetime(str(message["Date"])).replace(tzinfo=dt.UTC),  # Django writes UTC
        text=body.get_content() if body else "",
    )


def _numbers() -> Iterable[int]:
    return [int(path.stem) for path in Path(settings.DEMO_MAIL_DIR).glob("*.eml") if path.stem.isdigit()]


def _path(number: int) -> Path:
    return Path(settings.DEMO_MAIL_DIR) / f"{number}.eml"


def paragraphs_of(text: str, *, ours: Iterable[str]) -> tuple[tuple[Line, ...], ...]:
    """The text as paragraphs of lines. Only links to `ours`, like https://example.org, can be followed."""
    origins = {urlsplit(origin)[:2] for origin in ours}
    return tuple(
        tuple(_pieces_of(line, origins) for line in paragraph.strip().splitlines())
        for paragraph in re.split(r"\n\s*\n", text.strip())
    )


def _pieces_of(line: str, origins: set[tuple[str, str]]) -> Line:
    return tuple(
        Piece(part, part if _leads_to(part, origins) else "") for part in ADDRESS.split(line) if part
    )


def _leads_to(text: str, origins: set[tuple[str, str]]) -> bool:
    try:
        return urlsplit(text)[:2] in origins
    except ValueError:
        return False
