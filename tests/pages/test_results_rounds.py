"""Results after a round of blind rating: what people said alone stands in the chart, the table and the words."""

import csv
import io
import json

import pytest
from django.urls import reverse

from assessments.actions.rounds import AgreedAnswer, agree
from assessments.charts.key import ALONE_NAME, BLIND_NAME
from assessments.queries.assessment import get_visible
from assessments.queries.receipts import wrong_results
from tests.factories import (
    agree_on,
    all_typed,
    answer,
    close_rating,
    rate,
    rated_together,
    start,
    submit,
    typed,
)
from tests.pages.browsing import every, page_of, results_from
from tests.pages.reading import read, text_of

PEOPLE = (1, 2, 2, 4)


@pytest.fixture
def facts(alice, innovation):
    return results_from(innovation, alice.actor, every("3"))


@pytest.fixture
def together(opened, alice, bob, rob, gina):
    """Four people rated alone; what they agreed on is 3 everywhere, but for one statement."""
    for browser, level in zip((alice, bob, rob, gina), PEOPLE, strict=True):
        rate(opened, all_typed(str(level)), by=browser.actor)
    closed = close_rating(opened, by=alice.actor)
    agree(closed, [AgreedAnswer(typed("E1.1", ""), True, "Two sites differ")], by=alice.actor)
    agree_on(closed, "3", by=alice.actor, but=["E1.1"])
    submit(closed, by=alice.actor)
    return get_visible(alice.actor, closed.id)


def rows_of(seen):
    return [
        [text_of(cell) for cell in row.iter("td")]
        for row in seen.main.iter("tr")
        if row.find("td") is not None
    ]


def test_the_table_has_a_column_for_what_people_said_alone(alice, together):
    seen = read(alice.get(page_of("results", together)))

    assert "Rated alone" in [text_of(head) for head in seen.main.iter("th")]
    assert [row[3] for row in rows_of(seen)] == ["1.0 to 4.0"] * 8
    assert ALONE_NAME in seen.text


def test_the_radar_shows_it_and_the_words_say_it(alice, together):
    seen = read(alice.get(page_of("results", together)))

    assert BLIND_NAME in seen.text
    assert "Four people rated alone before they agreed." in seen.text


def test_the_interactive_chart_shows_it(alice, together):
    figure = json.loads(alice.get(page_of("results_radar", together)).content)

    assert BLIND_NAME in [trace.get("name") for trace in figure["data"]]


def test_one_persons_results_say_nothing_of_it(alice, facts):
    seen = read(alice.get(page_of("results", facts)))

    assert "alone" not in seen.text
    assert {len(row) for row in rows_of(seen)} == {4}


def test_whoever_rated_reads_it_and_finds_no_way_to_what_they_may_not_see(rob, alice, innovation, together):
    earlier = results_from(innovation, alice.actor, every("1"))

    response = rob.get(page_of("results", together))

    assert response.status_code == 200
    assert reverse("innovation", args=[innovation.public_id]) not in response.content.decode()
    assert rob.get(page_of("results", earlier)).status_code == 404


def test_whoever_rated_learns_of_no_earlier_assessment(draft, alice, bob, rob, innovation):
    answer(draft, every("1"), by=alice.actor)
    submit(draft, by=alice.actor)
    facts = rated_together(
        start(innovation, by=alice.actor), {alice.actor: "2", rob.actor: "3"}, by=alice.actor
    )
    agree_on(facts, "3", by=alice.actor)
    submit(facts, by=alice.actor)

    assert "Compare with" in read(bob.get(page_of("results", facts))).text
    assert "Compare with" not in read(rob.get(page_of("results", facts))).text
    assert rob.get(page_of("results_compare", facts, draft.id)).status_code == 404


def test_the_page_says_how_many_rated_it_and_never_who(gina, together):
    response = gina.get(page_of("results", together))

    assert "Rated by four people, each alone, before they agreed." in read(response).text
    for name in ("Alice Archer", "Bob Barnes", "Rob Rowe", "gina@example.org"):
        assert name not in response.content.decode()


def test_the_table_to_download_holds_the_same_numbers(rob, together):
    text = rob.get(page_of("results_csv", together)).content.decode("utf-8-sig")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(text))}

    alone = [
        (rows[code]["raters"], rows[code]["alone_lowest"], rows[code]["alone_highest"])
        for code in ("E1", "E8")
    ]
    assert alone == [("4", "1.0", "4.0")] * 2
    assert [code for code, row in rows.items() if row["agreed"]] == ["E1.1"]
    assert rows["E1.1"]["level"] == "2"


def test_answers_say_where_people_could_not_agree_and_why(rob, together):
    text = read(rob.get(page_of("answers", together))).text

    assert text.count("We could not agree: this is the middle of what people said. Two sites differ") == 1


def test_what_people_said_alone_stays_when_one_of_them_is_forgotten(alice, team, together):
    before = read(alice.get(page_of("results", together))).text
    team.rob.delete()

    assert read(alice.get(page_of("results", together))).text == before


def test_the_receipt_of_what_was_agreed_can_be_worked_out_again(together):
    assert [difference for _, difference in wrong_results()] == [""]


def test_last_times_round_stands_beside_the_next_one(alice, together, innovation):
    following = results_from(innovation, alice.actor, every("3"))

    page = alice.get(page_of("results", following))

    assert page.status_code == 200
    assert "Rated alone" not in read(page).text


def test_results_of_a_round_ask_two_questions_more_at_most(alice, together, count_queries):
    alice.get(page_of("results", together))

    with count_queries(at_most=6):
        alice.get(page_of("results", together))
