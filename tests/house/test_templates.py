"""Every template can be read, and none holds what the content policy would block."""

import html.parser
import re
from pathlib import Path

from django.template import engines
from jinja2 import Environment, TemplateSyntaxError

from tests.house.source import ROOT, called, files, text

TEMPLATES = list(files(".jinja", ".html", ".txt", under=ROOT / "templates"))
PAGES = [path for path in TEMPLATES if path.suffix != ".txt"]
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def test_every_template_can_be_read():
    environment = engines["jinja2"].env

    unreadable = [
        f"{called(path)}: {problem}" for path in TEMPLATES for problem in _problems(path, environment)
    ]

    assert TEMPLATES
    assert unreadable == []


def _problems(path: Path, environment: Environment) -> list[str]:
    try:
        environment.parse(text(path), filename=called(path))
    except TemplateSyntaxError as problem:
        return [f"line {problem.lineno}: {problem.message}"]
    return []


def test_no_template_holds_inline_script_or_inline_style():
    found = [f"{called(path)}: {what}" for path in PAGES for what in _inline(path)]

    assert found == []


def _inline(path: Path) -> list[str]:
    reader = Inline()
    reader.feed(CODE.sub("", text(path)))
    return reader.found


class Inline(html.parser.HTMLParser):
    """Collects what the content policy would block."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        is_data = (named.get("type") or "").endswith("json")
        if tag == "style" or (tag == "script" and "src" not in named and not is_data):
            self.found.append(f"<{tag}>")
        self.found += [name for name in named if name == "style" or name.startswith("on")]


def test_no_template_trusts_what_it_is_given():
    trusting = re.compile(r"\|\s*safe\b|autoescape\s+false")

    assert [called(path) for path in TEMPLATES if trusting.search(text(path))] == []
