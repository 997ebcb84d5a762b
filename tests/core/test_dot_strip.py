"""The strip of dots for one statement, read back."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.agreement.spread import spread_of
from assessments.charts import style
from assessments.charts.dot_strip import dot_strip_svg
from tests.core.chart_reader import Element, elements_of, texts_in, with_tag
from tests.core.instruments import LETTERS

said = st.lists(st.sampled_from("01234?- "), max_size=20).map("".join)


def strip(letters: str) -> str:
    return dot_strip_svg(spread_of("E1.1", [LETTERS[letter] for letter in letters]))


def dots_in(drawing: str, *, hollow: bool = False) -> list[Element]:
    fill = style.PAPER if hollow else style.SERIES[0].colour
    return [dot for dot in with_tag(drawing, "circle") if dot.attributes["fill"] == fill]


def levels_in(drawing: str) -> Counter[int]:
    """How many dots stand nearest to each level."""
    return Counter(round((float(dot.attributes["cx"]) - 16) / 30) for dot in dots_in(drawing))


@given(said)
def test_each_level_has_a_dot_for_each_person_who_chose_it(letters: str) -> None:
    chosen = Counter(int(letter) for letter in letters if letter.isdigit())

    assert levels_in(strip(letters)) == chosen


@given(said)
def test_a_hollow_dot_stands_for_each_person_who_chose_no_level(letters: str) -> None:
    others = [letter for letter in letters if not letter.isdigit()]

    assert len(dots_in(strip(letters), hollow=True)) == len(others)


@given(said.flatmap(lambda letters: st.tuples(st.just(letters), st.permutations(letters))))
def test_the_drawing_is_the_same_whoever_answered_first(case) -> None:
    one, other = case

    assert strip(one) == strip("".join(other))


@given(said)
def test_no_two_dots_cover_each_other_and_all_stay_in_the_picture(letters: str) -> None:
    drawing = strip(letters)

    places = [
        (float(dot.attributes["cx"]), float(dot.attributes["cy"]), float(dot.attributes["r"]))
        for dot in with_tag(drawing, "circle")
    ]
    width, height = map(int, elements_of(drawing)[0].attributes["viewBox"].split()[2:])
    assert all(r <= x <= width - r and r <= y <= height - r for x, y, r in places)
    for i, (x, y, r) in enumerate(places):
        assert all((x - a) ** 2 + (y - b) ** 2 >= (r + c) ** 2 for a, b, c in places[i + 1 :])


def test_the_levels_are_named_and_so_is_what_stands_apart() -> None:
    assert texts_in(strip("13")) == ["0", "1", "2", "3", "4"]
    assert texts_in(strip("1?-")) == ["0", "1", "2", "3", "4", "Do not", "know", "Not", "relevant"]
    assert texts_in(strip("1 "))[5:] == ["No", "answer"]


@pytest.mark.parametrize("letters", ["13", "1?", "1?-", "??", ""])
def test_on_a_phone_of_320_pixels_every_text_is_shown_at_14_or_more(letters: str) -> None:
    """A card there is 256 wide inside: 320 less the page's margins and its own, 16 on each side."""
    drawing = strip(letters)

    width = int(elements_of(drawing)[0].attributes["viewBox"].split()[2])
    assert all(float(text.attributes["font-size"]) * 256 / width >= 14 for text in with_tag(drawing, "text"))


@pytest.mark.parametrize(
    ("letters", "reach"),
    [("13", ("46", "106")), ("0424", ("16", "136")), ("33", None), ("3?", None), ("?", None)],
)
def test_a_bar_lies_under_the_dots_from_the_lowest_to_the_highest(letters: str, reach) -> None:
    bars = [
        each.attributes
        for each in with_tag(strip(letters), "line")
        if each.attributes["stroke"] == style.RANGE
    ]

    assert [(bar["x1"], bar["x2"]) for bar in bars] == ([reach] if reach else [])


def test_strips_below_each_other_have_the_same_width() -> None:
    widths = {
        elements_of(strip(letters))[0].attributes["viewBox"].split()[2] for letters in ("13", "1?", "??-", "")
    }

    assert widths == {"264"}


def test_screen_readers_pass_over_it() -> None:
    assert elements_of(strip("13"))[0].attributes["aria-hidden"] == "true"
