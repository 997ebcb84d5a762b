"""HTML as a tree that two ways of writing the same thing share.

White space is folded, attributes and classes have no order. Everything else counts.
"""

from xml.etree.ElementTree import Element

import html5lib

Node = tuple[str, frozenset[tuple[str, object]], tuple[object, ...]]


def tree(html: str) -> tuple[object, ...]:
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    fragment = parser.parseFragment(html)
    return _children(fragment)


def first_difference(expected: object, found: object, path: str = "") -> str:
    """Where two trees part, in words, for a failed test."""
    if expected == found:
        return ""
    if not (_is_node(expected) and _is_node(found)):
        if isinstance(expected, tuple) and isinstance(found, tuple):
            for one, other in zip(expected, found, strict=False):
                if one != other:
                    return first_difference(one, other, path)
        return f"{path or '/'}: expected {expected!r}, found {found!r}"
    assert isinstance(expected, tuple)
    assert isinstance(found, tuple)
    if expected[:2] != found[:2]:
        return f"{path}: expected {expected[:2]!r}, found {found[:2]!r}"
    return first_difference(expected[2], found[2], f"{path}/{expected[0]}")


def _is_node(part: object) -> bool:
    return isinstance(part, tuple) and len(part) == 3 and isinstance(part[1], frozenset)


def _children(element: Element) -> tuple[object, ...]:
    parts: list[object] = [*_text(element.text)]
    for child in element:
        if isinstance(child.tag, str):
            parts.append((child.tag, _attributes(child), _children(child)))
        parts.extend(_text(child.tail))
    return tuple(parts)


def _text(text: str | None) -> tuple[str, ...]:
    folded = " ".join((text or "").split())
    return (folded,) if folded else ()


def _attributes(element: Element) -> frozenset[tuple[str, object]]:
    return frozenset(
        (str(name), frozenset(value.split()) if name == "class" else value) for name, value in element.items()
    )
