"""Results after a round of blind rating: what people said alone stands in the chart, the table and the words."""

import json

import pytest

from assessments.agreement.blind import blind_of
from assessments.charts.key import ALONE_NAME, BLIND_NAME
from assessments.charts.rounds import Rounds
from assessments.results.presenters import kept_page
from assessments.results.stored import shown_result
from assessments.scoring.types import rating
from tests.pages.browsing import FRAMEWORK, every, page_of, results_from
from tests.pages.reading import read, text_of

PEOPLE = (1, 2, 2, 4)


@pytest.fixture
def facts(alice, innovation):
    return results_from(innovation, alice.actor, every("3"))


@pytest.fixture
def with_a_round(monkeypatch):
    """As the page will ask for it; where rounds are kept is not the charts' concern."""
    raters = [{one.code: rating(level) for one in FRAMEWORK.statements} for level in PEOPLE]
    rounds = Rounds(now=blind_of(FRAMEWORK, raters))
    for module in ("views", "presenters"):
        monkeypatch.setattr(
            f"assessments.results.{module}.shown_result",
            lambda *found, **more: shown_result(*found, **more, rounds=rounds),
        )
    kept_page.cache_clear()
    yield
    kept_page.cache_clear()


def rows_of(seen):
    return [
        [text_of(cell) for cell in row.iter("td")]
        for row in seen.main.iter("tr")
        if row.find("td") is not None
    ]


@pytest.mark.usefixtures("with_a_round")
def test_the_table_has_a_column_for_what_people_said_alone(alice, facts):
    seen = read(alice.get(page_of("results", facts)))

    assert "Rated alone" in [text_of(head) for head in seen.main.iter("th")]
    assert [row[3] for row in rows_of(seen)] == ["1.0 to 4.0"] * 8
    assert ALONE_NAME in seen.text


@pytest.mark.usefixtures("with_a_round")
def test_the_radar_shows_it_and_the_words_say_it(alice, facts):
    seen = read(alice.get(page_of("results", facts)))

    assert BLIND_NAME in seen.text
    assert "Four people rated alone before they agreed." in seen.text


@pytest.mark.usefixtures("with_a_round")
def test_the_interactive_chart_shows_it(alice, facts):
    figure = json.loads(alice.get(page_of("results_radar", facts)).content)

    assert BLIND_NAME in [trace.get("name") for trace in figure["data"]]


def test_one_persons_results_say_nothing_of_it(alice, facts):
    seen = read(alice.get(page_of("results", facts)))

    assert "alone" not in seen.text
    assert {len(row) for row in rows_of(seen)} == {4}
