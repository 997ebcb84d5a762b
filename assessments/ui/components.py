"""What the page shell shows on every page: who is signed in, where they can go, what stands at the foot."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

# (what it says, the name of its URL). A room that this installation does not have gets no link.
FOR_EVERYONE = (("Case studies", "case_studies"), ("How it works", "how_it_works"))
FOR_PEOPLE = (("Assessments", "innovations"), ("Portfolios", "portfolios"), *FOR_EVERYONE)
# Pages that belong to one of these and stand under another address: an assessment belongs to its innovation.
ALSO_UNDER = {"innovations": "/assessments/"}
STRANGER = (("Sign in", "account_login"), ("Create an account", "account_signup"))
PERSON = (("Your account", "account"),)
FOOT = (
    ("Accessibility statement", "accessibility"),
    ("Privacy", "privacy"),
    ("Cookies", "cookies"),
    ("Help and contact", "help"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """`current` is what aria-current says: "page", "true" for a page above this one, or nothing."""

    text: str
    href: str
    current: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    person: str
    navigation: tuple[Link, ...]
    account: tuple[Link, ...]
    sign_out: str
    foot: tuple[Link, ...]
    home: str
    help: str
    session_minutes: int
    is_demo: bool
    holds_typing: bool


def shell(request: HttpRequest | None = None) -> Shell:
    """Without a request (an error page when all else fails) it is the shell that a stranger sees."""
    person = getattr(request, "user", None)
    is_person = bool(person and person.is_authenticated)
    path = request.path if request else ""
    return Shell(
        person=str(getattr(person, "name", "") or getattr(person, "email", "")) if is_person else "",
        navigation=_links(FOR_PEOPLE if is_person else FOR_EVERYONE, path),
        account=_links(PERSON if is_person else STRANGER, path),
        sign_out=_address("account_logout") if is_person else "",
        foot=_links(FOOT, path) + _source(),
        home=_address("start") or "/",
        help=_address("help"),
        session_minutes=getattr(settings, "SESSION_IDLE_SECONDS", 0) // 60 if is_person else 0,
        is_demo=getattr(settings, "IS_DEMO", False),
        holds_typing=bool(request and settings.HELD_COOKIE_NAME in request.COOKIES),
    )


def _links(table: tuple[tuple[str, str], ...], path: str) -> tuple[Link, ...]:
    found = ((text, name, _address(name)) for text, name in table)
    return tuple(Link(text, href, _current(name, href, path)) for text, name, href in found if href)


def _source() -> tuple[Link, ...]:
    address = getattr(settings, "SOURCE_URL", "")
    return (Link("Source code", address),) if address else ()


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _current(name: str, href: str, path: str) -> str:
    if path == href:
        return "page"
    return "true" if path.startswith((href, ALSO_UNDER.get(name, href))) else ""
