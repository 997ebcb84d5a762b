"""The radar, its key, and the table of scores with its drawings, made from one RadarSpec."""

from dataclasses import dataclass

from markupsafe import Markup

from assessments.charts.dot_plot import dot_plot_svg
from assessments.charts.key import KeyItem, dot_plot_key, radar_key
from assessments.charts.score_table import ScoreRow, table_rows
from assessments.charts.svg import radar_svg, radar_svg_small
from assessments.charts.words import describe
from assessments.framework.types import Framework
from assessments.results.stored import Shown
from assessments.results.words import level_words, scale_ends


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A row of the scores table, with its drawing."""

    row: ScoreRow
    dots: Markup


@dataclass(frozen=True, slots=True)
class ChartGroup:
    name: str
    slug: str
    rows: tuple[ChartRow, ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """One RadarSpec feeds all of these."""

    wide: Markup
    small: Markup
    in_words: str
    radar_key: tuple[KeyItem, ...]
    series: tuple[str, ...]
    groups: tuple[ChartGroup, ...]
    table_key: tuple[KeyItem, ...]
    has_round: bool


def charts_of(shown_: Shown) -> Charts:
    spec = shown_.spec
    rows = table_rows(shown_.framework, shown_.result, shown_.earlier, rounds=shown_.rounds)
    drawn = [ChartRow(row, dot_plot_svg(row)) for row in rows]
    return Charts(
        wide=radar_svg(spec),
        small=radar_svg_small(spec),
        in_words=describe(
            shown_.framework,
            shown_.result,
            shown_.earlier,
            shown_.earlier_when,
            rounds=shown_.rounds,
        ),
        radar_key=radar_key(spec),
        series=tuple(series.name for series in spec.series),
        groups=tuple(
            ChartGroup(
                text.name, text.group.value, tuple(one for one in drawn if one.row.group is text.group)
            )
            for text in shown_.framework.groups
        ),
        table_key=dot_plot_key(rows, earlier_name=shown_.earlier_name),
        has_round=any(row.blind_words for row in rows),
    )


def scale_words(framework: Framework) -> str:
    target = framework.scale[framework.rules.target]
    return f"Scores {scale_ends(framework)}. The target is {level_words(target)}."
