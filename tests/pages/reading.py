"""How the tests read a page: strictly, as a browser and a screen reader would, and press its buttons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib
from django.http import HttpResponse
from django.test import Client

Sent = dict[str, str | list[str]]
NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass
class Page:
    """A parsed page. Parsing fails on any error in the HTML."""

    response: HttpResponse
    root: Element = field(init=False)

    def __post_init__(self) -> None:
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.root = parser.parse(self.response.content.decode())

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def title(self) -> str:
        return text_of(self.root.find(".//title"))

    @property
    def heading(self) -> str:
        """The h1, without the caption above it."""
        found = self.root.find(".//h1")
        assert found is not None, "the page has no h1"
        caption = next((text_of(one) for one in with_class(found, "nhsuk-caption-l", "nhsuk-caption-xl")), "")
        return text_of(found).removeprefix(caption).strip()

    @property
    def main(self) -> Element:
        found = self.root.find(".//main")
        assert found is not None, "the page has no main"
        return found

    @property
    def text(self) -> str:
        return text_of(self.main)

    @cached_property
    def ids(self) -> list[str]:
        return [element.get("id", "") for element in self.root.iter() if element.get("id") is not None]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What the error summary lists: words, and where each leads."""
        lists = with_class(self.root, "nhsuk-error-summary__list")
        return [(text_of(item), _first_href(item)) for one in lists for item in one.iter("li")]

    @property
    def notices(self) -> list[str]:
        return [text_of(one) for one in with_class(self.root, "nhsuk-notification-banner__heading")]

    @property
    def links(self) -> dict[str, str]:
        return {text_of(link): link.get("href", "") for link in self.main.iter("a")}

    @property
    def way_back(self) -> tuple[str, str]:
        """The back link: what it says and where it leads."""
        link = with_class(self.root, "nhsuk-back-link")[0]
        return text_of(link), link.get("href", "")

    @property
    def buttons(self) -> list[str]:
        return [text_of(button) for button in self.main.iter("button") if button.get("type") == "submit"]

    @property
    def rows(self) -> dict[str, str]:
        """The page's description lists: what stands beside each term."""
        found: dict[str, str] = {}
        term = ""
        for element in self.main.iter():
            if element.tag == "dt":
                term = text_of(element)
            elif element.tag == "dd" and term:
                found.setdefault(term, text_of(element))
        return found

    def by_id(self, name: str) -> Element:
        return next(element for element in self.root.iter() if element.get("id") == name)

    def with_class(self, *names: str) -> list[Element]:
        return with_class(self.root, *names)

    def form(self, button: str) -> tuple[Element, Sent]:
        """The form of this button, and what a browser would send when it is pressed."""
        for form in self.root.iter("form"):
            away = [one for one in self.root.iter("button") if one.get("form", "") == form.get("id", "-")]
            pressed = next((one for one in (*form.iter("button"), *away) if text_of(one) == button), None)
            if pressed is not None:
                return form, _successful_controls(form, pressed)
        raise AssertionError(f"no button says {button!r}")


def read(response: HttpResponse) -> Page:
    """Parsed once, however often it is read."""
    if not hasattr(response, "read_as"):
        response.read_as = Page(response)
    return response.read_as


def press(
    client: Client,
    response: HttpResponse,
    button: str,
    changes: Mapping[str, object] = NOTHING,
    **extra: object,
) -> HttpResponse:
    """Presses a button on a page that was served: what its form holds is sent, with these changes.

    A change to None takes the field out. `extra` goes to the client, such as headers.
    """
    form, sent = read(response).form(button)
    kept = {name: value for name, value in {**sent, **changes}.items() if value is not None}
    query = response.request["QUERY_STRING"]
    here = response.request["PATH_INFO"] + (f"?{query}" if query else "")
    return client.post(urljoin(here, form.get("action") or here), kept, **extra)


def text_of(element: Element | None) -> str:
    """The words as they are read: a line break parts them."""
    return " ".join("".join(_pieces(element)).split()) if element is not None else ""


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield " " if child.tag == "br" else ""
        yield child.tail or ""


def with_class(root: Element, *names: str) -> list[Element]:
    return [element for element in root.iter() if set(names) & set(element.get("class", "").split())]


def _first_href(item: Element) -> str:
    link = item.find(".//a")
    return link.get("href", "") if link is not None else ""


def _successful_controls(form: Element, pressed: Element) -> Sent:
    sent: Sent = {}
    for control in (*form.iter(), *([] if pressed in form.iter() else [pressed])):
        name, value = control.get("name"), _value(control)
        if not name or value is None or (control.tag == "button" and control is not pressed):
            continue
        sent[name] = [*sent.get(name, []), value] if control.get("type") == "checkbox" else value
    return sent


def _value(control: Element) -> str | None:
    """None: a browser would not send it."""
    if control.get("type") in ("radio", "checkbox") and control.get("checked") is None:
        return None
    if control.tag == "textarea":
        return "".join(control.itertext())
    if control.tag == "select":
        return _chosen(control)
    return control.get("value", "") if control.tag in ("input", "button") else None


def _chosen(select: Element) -> str:
    options = list(select.iter("option"))
    chosen = next((one for one in options if one.get("selected") is not None), options[0])
    return chosen.get("value", text_of(chosen))
