"""One set of numbers: the drawings, the table, the words, the interactive chart and every file say the same."""

import csv
import datetime as dt
import io
import json
import re
import uuid
from itertools import islice

import pytest
import time_machine

from assessments.charts.radar_layout import SMALL, WIDE
from assessments.models import Innovation, Role
from assessments.scoring.receipt import read_receipt
from assessments.scoring.score import shown
from tests.core.chart_reader import scores_in, texts_in
from tests.pages.browsing import FRAMEWORK, every, marks, page_of, results_from
from tests.pages.reading import read, text_of
from tests.people import join


def made_up(step):
    """Answers without a pattern that a person would see, the same at every run."""
    letters = ("0123444?-"[(step * at * at + 5 * at) % 9] for at in range(41))
    words = ("".join(islice(letters, len(one.statements))) for one in FRAMEWORK.enablers)
    return marks(" ".join(words)) | {"E2.6": "3"}


ANSWER_SETS = {
    "all fours": every("4"),
    "all zeros": every("0"),
    "with gaps": every("3", E7="33???", E8="?????", E3="012??"),
    "not relevant": every("2", E6="-----", E1="--343"),
    "thirds": every("3", E1="33342", E2="233333", E4="2233?"),
    **{f"made up {step}": made_up(step) for step in (1, 2, 4, 7)},
}


@pytest.fixture(params=ANSWER_SETS.values(), ids=ANSWER_SETS)
def choices(request):
    return request.param


@pytest.fixture
def facts(alice, innovation, choices):
    return results_from(innovation, alice.actor, choices)


@pytest.fixture
def seen(alice, facts):
    return read(alice.get(page_of("results", facts)))


@pytest.fixture
def expected(choices):
    """The score of each enabler as it must be shown, worked out here from the answers; none where there is none."""
    return {
        enabler.short_name: _by_hand([choices[statement.code] for statement in enabler.statements])
        for enabler in FRAMEWORK.enablers
    }


def _by_hand(said):
    levels = [int(one) for one in said if one.isdigit()]
    relevant = [one for one in said if one != "not_relevant"]
    if not relevant or len(levels) < 2 or len(levels) * 5 < len(relevant) * 3:
        return None
    tenths = (20 * sum(levels) + len(levels)) // (2 * len(levels))  # half up
    return f"{tenths // 10}.{tenths % 10}"


def scored(expected):
    return {name: score for name, score in expected.items() if score is not None}


def table_of(seen):
    return {
        text_of(row.find("th")).partition(" ")[2]: [text_of(cell) for cell in row.iter("td")]
        for row in seen.main.iter("tr")
        if row.find("td") is not None
    }


def drawings(seen):
    """The wide and the small radar, as they were sent."""
    svg = re.findall(r"<svg[^>]*role=\"img\".*?</svg>", seen.response.content.decode(), re.DOTALL)
    assert len(svg) == 2
    return svg


def test_the_table_shows_what_the_answers_add_up_to(seen, expected):
    table = {name: cells[1] for name, cells in table_of(seen).items()}

    assert {name: score for name, score in table.items() if re.fullmatch(r"\d\.\d", score)} == scored(
        expected
    )
    assert table.keys() == expected.keys()


def test_the_drawings_show_the_same(seen, expected):
    wide, small = drawings(seen)

    for drawing, frame in ((wide, WIDE), (small, SMALL)):
        drawn = {FRAMEWORK.enablers[at].short_name: level for at, level in scores_in(drawing, frame).items()}
        assert drawn.keys() == scored(expected).keys(), (
            "a point for each score, and none for what is not known"
        )
        assert all(abs(level - float(expected[name])) <= 0.051 for name, level in drawn.items())


def test_the_labels_show_the_same(seen, expected):
    wide, _ = drawings(seen)

    assert [words for words in texts_in(wide) if re.fullmatch(r"\d\.\d", words)] == list(
        scored(expected).values()
    )


def test_the_words_say_the_same(seen, expected):
    words = text_of(next(iter(seen.with_class("oct-describe"))))

    assert all(f"{name} {score}" in words for name, score in scored(expected).items())


def test_the_interactive_chart_shows_the_same(alice, facts, seen, expected):
    response = alice.get(page_of("results_radar", facts))

    figure = json.loads(response.content)
    line = next(trace for trace in figure["data"] if "customdata" in trace)
    points = list(zip(line["text"], line["r"], line["customdata"], strict=True))[:-1]
    assert response["Content-Type"] == "application/json"
    assert {name: row[0] for name, level, row in points if level is not None} == scored(expected)
    assert [row[1] for _, _, row in points] == [cells[2] for cells in table_of(seen).values()]
    assert {"layout", "compactLayout", "downloadLayout"} <= figure.keys()


def test_the_receipt_says_the_same(alice, facts, expected):
    receipt = read_receipt(alice.get(page_of("results_receipt", facts)).content)

    names = {one.code: one.short_name for one in FRAMEWORK.enablers}
    scores = {names[one.enabler]: one.score for one in receipt.result.scores}
    assert {name: None if score is None else shown(score) for name, score in scores.items()} == expected


def test_the_table_to_download_says_the_same(alice, facts, seen, expected):
    text = alice.get(page_of("results_csv", facts)).content.decode("utf-8-sig")

    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["record"] == "enabler"]
    names = {one.code: one.short_name for one in FRAMEWORK.enablers}
    downloaded = {names[row["code"]]: row["score"] or None for row in rows}
    ranges = [(row["range_low"], row["range_high"]) for row in rows]
    on_screen = [cells[2] for cells in table_of(seen).values()]
    assert downloaded == expected
    assert all(_same_range(*pair, words) for pair, words in zip(ranges, on_screen, strict=True))
    assert {row["verdict"] for row in rows} == {seen.heading}


def _same_range(low, high, words):
    if words == "None":
        return (low, high) == ("", "")
    return low == high if words == "All known" else f"{low} to {high}" == words


def test_the_dot_of_each_row_stands_at_its_score(seen, expected):
    dots = {
        text_of(row.find("th")).partition(" ")[2]: [
            (float(part.get("cx")) - 10) / 55
            for part in row.find("td").iter()
            if str(part.tag).endswith("circle")
        ]
        for row in seen.main.iter("tr")
        if row.find("td") is not None
    }

    assert {name for name, found in dots.items() if found} == scored(expected).keys()
    assert all(abs(dots[name][0] - float(score)) <= 0.051 for name, score in scored(expected).items())


def test_at_target_is_counted_by_the_exact_score(seen, facts, choices):
    counted = 0
    for enabler in FRAMEWORK.enablers:
        levels = [int(choices[s.code]) for s in enabler.statements if choices[s.code].isdigit()]
        has_score = _by_hand([choices[s.code] for s in enabler.statements]) is not None
        counted += has_score and sum(levels) >= 3 * len(levels)

    assert text_of(seen.with_class("oct-lede")[0]).startswith(f"{counted} of 8 enablers")


# --- Two assessments


@pytest.fixture
def twice(alice, innovation):
    with time_machine.travel(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)):
        first = results_from(innovation, alice.actor, every("2", E8="?????"))
    with time_machine.travel(dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)):
        second = results_from(innovation, alice.actor, every("3", E5="22222", E6="11111", E7="33???"))
    return first, second


def test_two_assessments_stand_side_by_side(alice, twice):
    first, second = twice

    seen = read(alice.get(page_of("results_compare", second, first.id)))

    changes = {name: cells[3] for name, cells in table_of(seen).items()}
    assert seen.status == 200
    assert seen.title == "ESCAPE-pain: what has changed since March 2026 – Octant"
    assert seen.heading == "What has changed since March 2026"
    assert changes["Networks and stories"].lower().startswith("up 1.0")
    assert changes["System priorities"].lower().startswith(("no", "same"))
    assert changes["Policy and finance levers"].lower().startswith("down 1.0")
    assert "used different questions" not in seen.text


def test_the_results_show_the_change_since_last_time_too(alice, twice):
    first, second = twice

    seen = read(alice.get(page_of("results", second)))

    assert seen.links["Compare with March 2026"] == page_of("results_compare", second, first.id)
    assert "Since March 2026" in text_of(seen.main.find(".//thead"))


def test_the_first_of_two_is_compared_with_nothing(alice, twice):
    seen = read(alice.get(page_of("results", twice[0])))

    assert not any(words.startswith("Compare with") for words in seen.links)
    assert "Since" not in text_of(seen.main.find(".//thead"))


def test_the_interactive_chart_draws_both(alice, twice):
    first, second = twice
    compared = read(alice.get(page_of("results_compare", second, first.id)))

    address = next(one for one in compared.main.iter("figure")).get("data-figure-url")
    figure = json.loads(alice.get(address).content)

    names = [trace.get("name") for trace in figure["data"]]
    assert "Score now" in names
    assert "Score in March 2026" in names


def test_only_an_earlier_one_of_the_same_innovation_can_be_compared(alice, team, twice):
    first, second = twice
    virtual_ward = Innovation.objects.create(name="Virtual ward")
    join(virtual_ward, team.alice, Role.LEAD)
    of_another = results_from(virtual_ward, alice.actor, every("3"))

    pairs = [(second, second.id), (first, second.id), (second, of_another.id), (second, uuid.uuid4())]

    assert [alice.get(page_of("results_compare", *pair)).status_code for pair in pairs] == [404] * 4


@pytest.mark.parametrize("asked", ["", "x", "01a20000-0000-7000-8000-000000000000", "' OR 1=1"])
def test_the_interactive_chart_of_an_unknown_pair_shows_the_last_one(alice, twice, asked):
    response = alice.get(page_of("results_radar", twice[1]), {"with": asked})

    assert response.status_code == 200
    assert "Score in March 2026" in response.content.decode()
