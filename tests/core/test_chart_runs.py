"""Where lines and bands round the radar break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.charts.runs import Run, runs_of


@pytest.mark.parametrize(
    ("joins", "expected"),
    [
        ("11111111", (Run((0, 1, 2, 3, 4, 5, 6, 7), is_closed=True),)),
        ("00000000", ()),
        ("10000000", (Run((0, 1)),)),
        ("00000001", (Run((7, 0)),)),
        ("11000001", (Run((7, 0, 1, 2)),)),
        ("11101111", (Run((4, 5, 6, 7, 0, 1, 2, 3)),)),
        ("10100000", (Run((0, 1)), Run((2, 3)))),
    ],
)
def test_runs_follow_the_joins_round_the_circle(joins: str, expected: tuple[Run, ...]) -> None:
    flags = [flag == "1" for flag in joins]

    runs = runs_of(flags)

    assert runs == expected


@given(st.lists(st.booleans(), min_size=3, max_size=12))
def test_runs_cross_every_join_once_and_no_gap(joins: list[bool]) -> None:
    runs = runs_of(joins)

    crossed = [place for run in runs for place in (run.places if run.is_closed else run.places[:-1])]
    assert sorted(crossed) == [place for place, is_joined in enumerate(joins) if is_joined]
