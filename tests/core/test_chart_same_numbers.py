"""The SVG, the interactive chart, the table and the words say the same, whatever the answers."""

import json
import re
from collections import defaultdict

import pytest
from hypothesis import given, settings

from assessments.agreement.blind import blind_of
from assessments.charts import style
from assessments.charts.dot_plot import dot_plot_svg
from assessments.charts.key import BLIND_NAME
from assessments.charts.plotly_figure import radar_figure_json
from assessments.charts.radar_layout import SMALL, WIDE
from assessments.charts.radar_spec import radar_of
from assessments.charts.rounds import NO_ROUNDS, Rounds
from assessments.charts.score_table import table_rows
from assessments.charts.svg import radar_svg, radar_svg_small
from assessments.charts.words import describe
from assessments.scoring.score import shown
from assessments.scoring.types import Result, rating
from tests.core.chart_factory import NAMES, a_framework, results, rounds
from tests.core.chart_reader import path_points, place_and_level, scores_in, texts_in, with_tag

FRAMEWORK = a_framework()
SCORE = re.compile(r"\d\.\d")


def shown_scores(result: Result) -> dict[str, str]:
    pairs = zip(NAMES, result.scores, strict=True)
    return {name: shown(score.score) for name, score in pairs if score.score is not None}


@given(results(FRAMEWORK))
def test_the_table_shows_the_scores(result: Result) -> None:
    rows = table_rows(FRAMEWORK, result)

    in_table = {row.short_name: row.score_words for row in rows if row.score is not None}

    assert in_table == shown_scores(result)


@given(results(FRAMEWORK))
def test_the_points_of_the_svg_lie_where_the_table_says(result: Result) -> None:
    drawing = radar_svg(radar_of(FRAMEWORK, result, name="x", when="", nature="N"))

    drawn = {NAMES[place]: level for place, level in scores_in(drawing, WIDE).items()}

    exact = {row.short_name: row.score for row in table_rows(FRAMEWORK, result) if row.score is not None}
    assert drawn.keys() == exact.keys()
    assert all(abs(level - exact[name]) < 0.01 for name, level in drawn.items())


@given(results(FRAMEWORK))
def test_the_labels_of_the_svg_show_the_scores(result: Result) -> None:
    drawing = radar_svg(radar_of(FRAMEWORK, result, name="x", when="", nature="N"))

    labels = [text for text in texts_in(drawing) if SCORE.fullmatch(text)]

    assert labels == list(shown_scores(result).values())


@settings(deadline=None)  # Plotly prepares its checks with the first figure
@given(results(FRAMEWORK))
def test_the_interactive_chart_shows_the_scores_and_ranges(result: Result) -> None:
    figure = json.loads(radar_figure_json(radar_of(FRAMEWORK, result, name="x", when="", nature="N")))

    (line,) = [trace for trace in figure["data"] if "customdata" in trace]

    points = list(zip(line["text"], line["r"], line["customdata"], strict=True))[:-1]
    rows = table_rows(FRAMEWORK, result)
    assert {name: words for name, level, (words, _, _) in points if level is not None} == shown_scores(result)
    assert [spread for _, _, (_, spread, _) in points] == [row.range_words for row in rows]
    assert [level for _, level, _ in points] == [
        None if r.score is None else round(float(r.score), 4) for r in rows
    ]


@given(results(FRAMEWORK))
def test_the_words_name_every_score(result: Result) -> None:
    sentences = describe(FRAMEWORK, result)

    spoken = [f"{name} {score}" for name, score in shown_scores(result).items()]

    assert all(words in sentences for words in spoken)


# -- what people said alone ------------------------------------------------------------------------


def shown_alone(round_: Rounds) -> dict[str, tuple[str, str]]:
    """Lowest and highest by name, as any reader sees them. Nobody rated alone where nobody else rated."""
    return {
        name: (shown(blind.scores[0]), shown(blind.scores[-1]))
        for name, blind in zip(NAMES, round_.now.values(), strict=True)
        if blind.people > 1 and blind.scores
    }


def edges_in(words: str) -> tuple[str, str]:
    """The two numbers in "1.2 to 2.8", or the one in "All 2.0" twice."""
    found = SCORE.findall(words)
    return found[0], found[-1]


@given(results(FRAMEWORK), rounds(FRAMEWORK))
def test_the_table_shows_the_blind_scores(result: Result, round_: Rounds) -> None:
    rows = table_rows(FRAMEWORK, result, rounds=round_)

    in_table = {row.short_name: edges_in(row.blind_words) for row in rows if row.blind}

    assert in_table == shown_alone(round_)
    assert {
        row.short_name: (shown(row.blind[0]), shown(row.blind[-1])) for row in rows if row.blind
    } == in_table


@given(results(FRAMEWORK), rounds(FRAMEWORK))
def test_the_dots_of_the_table_lie_at_the_blind_scores(result: Result, round_: Rounds) -> None:
    for row in table_rows(FRAMEWORK, result, rounds=round_):
        dots = [
            (float(dot.attributes["cx"]) - 10) / 55
            for dot in with_tag(dot_plot_svg(row), "circle")
            if dot.attributes["fill"] == style.BLIND
        ]

        assert sorted(dots) == pytest.approx([float(score) for score in row.blind], abs=0.002)


@pytest.mark.parametrize(("draw", "frame"), [(radar_svg, WIDE), (radar_svg_small, SMALL)])
@given(result=results(FRAMEWORK), round_=rounds(FRAMEWORK))
def test_the_bars_of_the_svg_reach_from_the_lowest_to_the_highest(draw, frame, result, round_) -> None:
    drawing = draw(radar_of(FRAMEWORK, result, name="x", when="", nature="N", rounds=round_))

    drawn: dict[str, set[float]] = defaultdict(set)
    for path in with_tag(drawing, "path"):
        if "oct-radar__blind" in path.inside:
            for (x, y), (a, b) in path_points(path.attributes["d"]):
                place, level = place_and_level((x + a) / 2, (y + b) / 2, frame)
                drawn[NAMES[place]].add(round(level, 1))

    exact = {row.short_name: row.blind for row in table_rows(FRAMEWORK, result, rounds=round_) if row.blind}
    assert drawn.keys() == exact.keys() == shown_alone(round_).keys()
    for name, scores in exact.items():
        assert min(drawn[name]) == pytest.approx(float(scores[0]), abs=0.06)
        assert max(drawn[name]) == pytest.approx(float(scores[-1]), abs=0.06)


@settings(deadline=None, max_examples=40)
@given(results(FRAMEWORK), rounds(FRAMEWORK))
def test_the_interactive_chart_shows_the_blind_scores(result: Result, round_: Rounds) -> None:
    spec = radar_of(FRAMEWORK, result, name="x", when="", nature="N", rounds=round_)
    figure = json.loads(radar_figure_json(spec))
    (line,) = [trace for trace in figure["data"] if "customdata" in trace]
    bars = [trace for trace in figure["data"] if trace.get("name") == BLIND_NAME]

    said = {
        name: edges_in(words[3])
        for name, words in list(zip(line["text"], line["customdata"], strict=True))[:-1]
        if words[3:] and SCORE.search(words[3])
    }
    along = {  # the ends of a bar lie on its axis; those of its caps beside it
        NAMES[place]: [
            level for angle, level in zip(bar["theta"], bar["r"], strict=True) if angle == axis.angle
        ]
        for bar in bars
        for place, axis in enumerate(spec.axes)
    }

    assert said == shown_alone(round_)
    for row in table_rows(FRAMEWORK, result, rounds=round_):
        ends = [round(float(score), 4) for score in dict.fromkeys((*row.blind[:1], *row.blind[-1:]))]
        assert along.get(row.short_name, []) == (ends if len(ends) == 2 else [])


@given(results(FRAMEWORK), rounds(FRAMEWORK))
def test_the_words_name_every_blind_score(result: Result, round_: Rounds) -> None:
    sentences = describe(FRAMEWORK, result, rounds=round_)

    for name, (lowest, highest) in shown_alone(round_).items():
        assert f"{name} {lowest} to {highest}" in sentences or re.search(f"{name} (all )?{lowest}", sentences)


@given(results(FRAMEWORK), results(FRAMEWORK))
def test_without_a_round_nothing_changes(result: Result, earlier: Result) -> None:
    """Nor with one that a single person held."""
    alone = Rounds(now=blind_of(FRAMEWORK, [{"E1.1": rating(3), "E1.2": rating(2), "E1.3": rating(2)}]))
    plain, single = (
        radar_of(FRAMEWORK, result, name="x", when="", nature="N", earlier=earlier.score_of, rounds=round_)
        for round_ in (NO_ROUNDS, alone)
    )

    assert radar_svg(plain) == radar_svg(single)
    assert "blind" not in radar_svg(plain)
    assert table_rows(FRAMEWORK, result, earlier.score_of) == table_rows(
        FRAMEWORK, result, earlier.score_of, rounds=alone
    )
    assert describe(FRAMEWORK, result, earlier.score_of) == describe(
        FRAMEWORK, result, earlier.score_of, rounds=alone
    )
