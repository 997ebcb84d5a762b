"""The SVG, the interactive chart, the table and the words say the same, whatever the answers."""

import json
import re

from hypothesis import given, settings

from assessments.charts.plotly_figure import radar_figure_json
from assessments.charts.radar_layout import WIDE
from assessments.charts.radar_spec import radar_of
from assessments.charts.score_table import table_rows
from assessments.charts.svg import radar_svg
from assessments.charts.words import describe
from assessments.scoring.score import shown
from assessments.scoring.types import Result
from tests.core.chart_factory import NAMES, a_framework, results
from tests.core.chart_reader import scores_in, texts_in

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
