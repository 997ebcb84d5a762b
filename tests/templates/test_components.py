"""Our macros against the HTML that nhsuk-frontend ships as the reference for each component.

The cases are data: fixtures/*.json, carried over by static/vendor/build (MIT, see LICENCE.txt beside them).
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from markupsafe import Markup

from tests.templates import reference_content as content
from tests.templates import reference_controls as controls
from tests.templates.reference import Params, Unsupported
from tests.templates.tree import first_difference, tree

CASES = Path(__file__).parent / "fixtures"
Adapter = Callable[[Mapping[str, Any]], Params]

# The reference's component, our macro (in the file of its name), and how the parameters translate.
ADAPTERS: tuple[tuple[str, str, Adapter], ...] = (
    ("back-link", "back_link", content.back_link),
    ("breadcrumb", "breadcrumb", content.breadcrumb),
    ("button", "button", content.button),
    ("character-count", "character_count", controls.character_count),
    ("checkboxes", "checkboxes", controls.checkboxes),
    ("details", "details", content.details),
    ("error-message", "error_message", controls.error_message),
    ("error-summary", "error_summary", content.error_summary),
    ("fieldset", "fieldset", controls.fieldset),
    ("hint", "hint", controls.hint),
    ("input", "input", controls.text_input),
    ("inset-text", "inset_text", content.inset_text),
    ("label", "label", controls.label),
    ("notification-banner", "notification_banner", content.notification_banner),
    ("panel", "interruption", content.interruption),
    ("password-input", "password_input", controls.password_input),
    ("radios", "radios", controls.choices),
    ("select", "select", controls.select),
    ("skip-link", "skip_link", content.skip_link),
    ("summary-list", "summary_list", content.summary_list),
    ("tables", "table", content.table),
    ("tag", "tag", content.tag),
    ("task-list", "task_list", content.task_list),
    ("textarea", "textarea", controls.textarea),
    ("warning-callout", "warning_callout", content.warning_callout),
)

# Macros that hold a body of the caller's own. A case with one is Unsupported for every other.
WITH_BODY = frozenset(
    {"details", "fieldset", "inset_text", "interruption", "notification_banner", "warning_callout"}
)
ALWAYS_CALLED = frozenset({"fieldset"})

# How many cases each macro is compared on. A number that falls means that a macro lost a parameter.
COMPARED = {
    "back_link": 1,
    "breadcrumb": 1,
    "button": 34,
    "character_count": 15,
    "checkboxes": 23,
    "details": 6,
    "error_message": 3,
    "error_summary": 11,
    "fieldset": 4,
    "hint": 2,
    "input": 32,
    "inset_text": 3,
    "label": 12,
    "notification_banner": 12,
    "interruption": 3,
    "password_input": 9,
    "radios": 27,
    "select": 13,
    "skip_link": 3,
    "summary_list": 7,
    "table": 8,
    "tag": 1,
    "task_list": 2,
    "textarea": 13,
    "warning_callout": 5,
}


@dataclass(frozen=True, slots=True)
class Case:
    macro: str
    name: str
    params: Params
    body: str
    expected: str

    def __str__(self) -> str:
        return f"{self.macro}: {self.name}"


def cases() -> Iterator[Case]:
    for component, macro, adapt in ADAPTERS:
        for given in json.loads((CASES / f"{component}.json").read_text(encoding="utf-8")):
            try:
                yield case(macro, given, adapt)
            except Unsupported:
                continue


def case(macro: str, given: Mapping[str, Any], adapt: Adapter) -> Case:
    params = dict(adapt(given.get("context", {})))
    body = params.pop("body", "") or given.get("callBlock") or ""
    if body and macro not in WITH_BODY:
        raise Unsupported("body")
    return Case(macro, given["name"], params, body, in_our_colours(macro, given["html"]))


def in_our_colours(macro: str, html: str) -> str:
    """Where ours differs on purpose: a label always says what it labels, and statuses have our tints."""
    if macro == "label":
        return html.replace("<label ", '<label for="a" ')
    return html.replace("nhsuk-tag--blue", "oct-tag--pine") if macro == "task_list" else html


def draw(case: Case) -> str:
    macro = getattr(engines["jinja2"].env.get_template(f"components/{case.macro}.jinja").module, case.macro)
    if case.body or case.macro in ALWAYS_CALLED:
        return str(macro(**case.params, caller=lambda: Markup(case.body)))  # noqa: S704 -- the reference's own
    return str(macro(**case.params))


@pytest.mark.parametrize("case", tuple(cases()), ids=str)
def test_a_macro_writes_what_the_reference_writes(case):
    expected = tree(case.expected)

    found = tree(draw(case))

    assert found == expected, first_difference(expected, found)


def test_no_case_is_lost_without_anyone_noticing():
    found: dict[str, int] = {}
    for one in cases():
        found[one.macro] = found.get(one.macro, 0) + 1

    assert found == COMPARED
