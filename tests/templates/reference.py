"""Turns the parameters of nhsuk-frontend's reference cases into those of our macros.

A case that uses a parameter we left out on purpose is Unsupported, and is not compared.
"""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

Params = dict[str, Any]


class Unsupported(Exception):
    """A parameter that our macro does not have."""


def text_of(given: object) -> str:
    """Their texts are a string, {"text": ...} or {"html": ...}."""
    if isinstance(given, str):
        return given
    if isinstance(given, Mapping) and set(given) == {"text"}:
        return str(given["text"])
    if isinstance(given, Mapping) and set(given) == {"html"}:
        return Markup(given["html"])  # noqa: S704 -- the reference's own text
    raise Unsupported(given)


def only(given: Mapping[str, Any], *known: str) -> None:
    unknown = set(given) - set(known)
    if unknown:
        raise Unsupported(sorted(unknown))


def heading_of(given: object, *, size_key: str) -> Params:
    """Their label or legend: a string, or text with a size, and perhaps the page's heading."""
    if isinstance(given, str):
        return {"text": given}
    assert isinstance(given, Mapping)
    only(given, "text", "heading", "size", "caption", "html")
    heading, caption = given.get("heading"), given.get("caption", "")
    if (isinstance(heading, Mapping) and heading != {"level": 1}) or not isinstance(caption, str):
        raise Unsupported(given)
    text = (
        heading
        if isinstance(heading, str)
        else text_of({k: given[k] for k in ("text", "html") if k in given})
    )
    return {"text": text, size_key: given.get("size", ""), "page_heading": bool(heading), "caption": caption}
