"""Every class in our style sheet has a user, and every class of ours has a style, or a reason to have none."""

import re

from tests.house.source import ROOT, files, text

CSS = re.sub(r"/\*.*?\*/", "", text("static/css/octant.css"), flags=re.DOTALL)
STYLED = set(re.findall(r"\.(oct-[\w-]+)", CSS))
WRITTEN_IN = (
    *files(".jinja", ".html", under=ROOT / "templates"),
    *files(".py", under=ROOT / "assessments"),
    *files(".js", under=ROOT / "static"),
)
# a name of ours, and the bracket that begins the rest of it where it is built at run time: oct-b{{ level }}
NAME = re.compile(r"(?<![\w-])(oct-[\w-]+)(\{)?")

# What follows, where the rest of a name comes at run time. "": nothing, or another name.
BUILT_AT_RUN_TIME = {
    "oct-advice--": ("a", "b"),  # the half an enabler belongs to
    "oct-b": ("0", "1", "2", "3", "4"),  # a level
    "oct-card": ("",),
    "oct-dot--": ("a", "b"),
    "oct-pip--": ("done", "part", "none"),  # how far an enabler is
}

# Used, and without a style of its own.
HOOKS = {
    "oct-advice--a": "the first half looks as every card does; only the second differs",
    "oct-dot--a": "as above",
    "oct-pip--none": "an enabler not yet started looks as every pip does",
    "oct-radar__blind": "tells what people said alone from the scores, for those who read the picture",
    "oct-radar__range": "tells the ranges of a drawn radar from its scores, for those who read the picture",
}


def named() -> set[tuple[str, bool]]:
    """Every name in the files that write HTML, and whether it is only the beginning of one."""
    found = {match for path in WRITTEN_IN for match in NAME.findall(text(path))}
    return {(name, bool(bracket)) for name, bracket in found}


def used() -> set[str]:
    built = {f"{start}{rest}" for start, ends in BUILT_AT_RUN_TIME.items() for rest in ends}
    return {name for name, is_begun in named() if not is_begun} | built


def test_every_class_in_the_style_sheet_has_a_user():
    assert sorted(STYLED - used()) == []


def test_every_class_that_is_used_has_a_style_or_a_reason_to_have_none():
    assert sorted(used() - STYLED) == sorted(HOOKS)


def test_every_name_built_at_run_time_says_what_it_can_become():
    begun = {name for name, is_begun in named() if is_begun}

    assert sorted(begun) == sorted(BUILT_AT_RUN_TIME)


def test_every_colour_and_measure_of_ours_is_used():
    declared = set(re.findall(r"(--oct-[\w-]+):", CSS))

    assert sorted(declared - set(re.findall(r"var\((--oct-[\w-]+)\)", CSS))) == []
