"""The results page: the verdict and why, how firm it is, what to do next."""

import pytest
from django.urls import reverse

from assessments.models import Assessment
from assessments.results.presenters import kept_page
from tests.factories import answer, submit
from tests.pages.browsing import FRAMEWORK, every, page_of, results_from
from tests.pages.reading import read, text_of

GATE = FRAMEWORK.statement_by_code[FRAMEWORK.rules.gate]
FOURS, ZEROS = every("4"), every("0")
RAISED = every("3", E2="444441")
OPEN = every("3", E2="33333?")
GAPS = every("3", E7="33???", E8="?????")
WITHOUT_LEVERS = every("3", E6="-----")
THIN = every("3", E6="-----", E7="-----")


@pytest.fixture
def shows(alice, innovation):
    def of(choices, **query):
        facts = results_from(innovation, alice.actor, choices)
        return read(alice.get(page_of("results", facts), query))

    return of


def lede(seen):
    return text_of(seen.with_class("oct-lede")[0])


def headings(seen):
    return [text_of(element) for element in seen.main.iter() if element.tag in ("h1", "h2", "h3")]


def advice_headings(seen):
    return [text_of(card.find("h3")) for card in seen.with_class("oct-advice")]


# --- The verdict


@pytest.mark.parametrize(
    ("choices", "headline", "at_target"),
    [
        (FOURS, "Ready to spread", "8 of 8 enablers are at or above the target."),
        (ZEROS, FRAMEWORK.pause.headline, "0 of 8 enablers are at or above the target."),
        (RAISED, FRAMEWORK.pause.headline, "8 of 8 enablers are at or above the target."),
        (OPEN, FRAMEWORK.not_enough_known.headline, "8 of 8 enablers are at or above the target."),
        (GAPS, FRAMEWORK.not_enough_known.headline, "6 of 8 enablers are at or above the target."),
        (THIN, FRAMEWORK.not_enough_known.headline, "6 of 8 enablers are at or above the target."),
        (WITHOUT_LEVERS, "Ready to spread", "7 of 8 enablers are at or above the target."),
        (every("3", E7="00000"), "Ready in itself; held back by the conditions",
         "7 of 8 enablers are at or above the target."),
        (every("3", E7="22222"), "Nearly ready to spread", "7 of 8 enablers are at or above the target."),
        (every("0", E2="000002", E3="33333"), "Build the foundations first",
         "1 of 8 enablers is at or above the target."),
    ],
)  # fmt: skip
def test_the_verdict_heads_the_page(shows, choices, headline, at_target):
    seen = shows(choices)

    assert seen.status == 200
    assert seen.title == f"ESCAPE-pain: {headline} – Octant"
    assert seen.heading == headline
    assert lede(seen).startswith(at_target)


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        (every("3", E7="00000"), "Commissioning decides this result."),
        (every("3", E7="00000", E8="00000"), "Commissioning and external funding decide this result."),
        (GAPS, "There are not enough answers for commissioning and external funding."),
        (WITHOUT_LEVERS, "Not counted, because you said they are not relevant: policy and finance levers."),
        (THIN, "Too few enablers are left in “Creating the conditions for spread” to judge it."),
    ],
)
def test_it_says_what_decides(shows, choices, sentence):
    assert sentence in lede(shows(choices))


@pytest.mark.parametrize("choices", [FOURS, ZEROS, RAISED, OPEN, GAPS, THIN, WITHOUT_LEVERS])
def test_the_verdicts_own_sentence_stands_under_it(shows, choices):
    seen = shows(choices)

    outcomes = [FRAMEWORK.pause, FRAMEWORK.not_enough_known, *(row.outcome for row in FRAMEWORK.table)]
    assert any(one.headline == seen.heading and one.sentence in seen.text for one in outcomes)


def test_there_is_no_total_and_no_rank(shows):
    words = shows(every("3", E7="00000")).text.lower()

    assert not [word for word in ("total", "overall", "rank", "league", "medal") if word in words]


# --- Harm first


@pytest.mark.parametrize("choices", [RAISED, ZEROS])
def test_a_raised_gate_is_said_before_the_chart(shows, choices):
    seen = shows(choices)

    before, _, after = seen.response.content.decode().partition("Deal with this before you spread further")
    assert GATE.text in seen.text
    assert "data-radar" not in before
    assert "data-radar" in after


@pytest.mark.parametrize("choices", [FOURS, OPEN, GAPS])
def test_without_a_raised_gate_there_is_no_warning(shows, choices):
    assert "Deal with this before you spread further" not in shows(choices).text


# --- How firm, and the way up


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        (FOURS, "No single rating, one level lower, would take it below “ready to spread”."),
        (every("3"), "It would fall below “ready to spread” if any one of 41 ratings were one level lower."),
        (
            every("4", E7="33333"),
            "It would fall below “ready to spread” if any one of 5 ratings were one level lower.",
        ),
        (
            every("4", E2="444442"),
            f"It would fall below “ready to spread” if “{GATE.text}” were one level lower.",
        ),
    ],
)
def test_it_says_how_firm_the_verdict_is(shows, choices, sentence):
    assert sentence in shows(choices).text


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        (
            every("4", E7="4444?"),
            "However the “I do not know” answer turned out, it would still be “ready to spread”.",
        ),
        (
            every("4", E7="444??"),
            "turned out well, it would be still “ready to spread”. If badly, “nearly ready to spread”.",
        ),
        (
            every("3", E7="33???"),
            "turned out well, it would be “ready to spread”. If badly, “held back by the",
        ),
    ],
)
def test_it_says_what_the_unknown_answers_could_do(shows, choices, sentence):
    assert sentence in shows(choices).text


def test_the_smallest_way_up_names_the_statements_and_their_next_level(shows):
    seen = shows(every("3", E7="33332"))

    statement = FRAMEWORK.statement_by_code["E7.5"]
    assert "The smallest way up: 1 improvement of one level" in headings(seen)
    assert "After it, the result would be “ready to spread”." in seen.text
    assert f"{statement.text}: from 2 to 3, “{statement.levels[3]}”" in seen.text
    assert seen.links["See the smallest way up"] == "#way-up"
    assert "way-up" in seen.ids


def test_from_a_raised_gate_no_short_way_is_offered_and_harm_comes_first(shows):
    seen = shows(RAISED)

    way_up = text_of(next(one for one in seen.with_class("oct-wayup")))
    assert "There is no short way past this" in way_up
    assert GATE.levels[2] not in way_up
    assert "See the smallest way up" not in seen.links
    assert headings(seen).index("Check for harm first") < seen.text.index("Advice for later")


def test_the_way_up_from_not_knowing_begins_with_finding_out(shows):
    way_up = text_of(next(one for one in shows(GAPS).with_class("oct-wayup")))

    assert "Find out" in way_up
    assert all(FRAMEWORK.statement_by_code[code].text in way_up for code in ("E7.3", "E8.1"))


@pytest.mark.parametrize(
    ("letters", "sentence"),
    [
        ("33333?", "Find this out first. It must come out at 2 or more:"),
        ("33????", "Find out at least 2 of these first, the one on harm among them:"),
        ("3????3", "Find out at least 2 of these first:"),
    ],
)
def test_what_must_be_found_out_is_counted_and_harm_is_always_among_it(shows, letters, sentence):
    way_up = text_of(next(one for one in shows(every("3", E2=letters)).with_class("oct-wayup")))

    assert sentence in way_up
    assert (GATE.text in way_up) == letters.endswith("?")


def test_from_the_best_verdict_there_is_no_way_up(shows):
    seen = shows(FOURS)

    assert "way-up" not in seen.ids
    assert "See the smallest way up" not in seen.links


# --- What is not known


def test_too_few_answers_are_said_and_never_drawn_as_zero(shows):
    seen = shows(GAPS)

    rows = {
        text_of(row.find("th")): [text_of(cell) for cell in row.iter("td")] for row in seen.main.iter("tr")
    }
    assert rows["8. External funding"][1:3] == ["Not enough answers", "0.0 to 4.0"]
    assert rows["7. Commissioning"][1] == "Not enough answers"
    assert "0.0" not in rows["7. Commissioning"][1]


def test_the_table_draws_no_dot_where_nothing_is_known(shows):
    seen = shows(GAPS)

    drawn = {
        text_of(row.find("th")): any(str(part.tag).endswith("circle") for part in row.find("td").iter())
        for row in seen.main.iter("tr")
        if row.find("td") is not None
    }
    assert drawn["8. External funding"] is False
    assert drawn["6. Policy and finance levers"] is True


def test_what_to_find_out_stands_where_advice_would(shows):
    seen = shows(GAPS)

    card = next(one for one in seen.with_class("oct-advice") if "8." in text_of(one.find("h3")))
    statements = FRAMEWORK.enabler_by_code["E8"].statements
    assert "Not enough answers Find out:" in text_of(card)
    assert all(one.text in text_of(card) for one in statements)
    assert "Your team could" not in text_of(card)


def test_an_enabler_that_is_not_relevant_says_so_and_gets_no_advice(shows):
    seen = shows(WITHOUT_LEVERS, advice="all")

    rows = {
        text_of(row.find("th")): [text_of(cell) for cell in row.iter("td")] for row in seen.main.iter("tr")
    }
    assert rows["6. Policy and finance levers"][1] == "Not relevant to us"
    assert not any(heading.startswith("6.") for heading in advice_headings(seen))


# --- What to do next


@pytest.mark.parametrize(
    ("choices", "first"),
    [
        (every("3", E1="22222", E5="11111", E7="00000"), ["7", "5", "1"]),
        (every("3", E1="22222", E5="11111", E7="00000", E8="22222"), ["7", "5"]),
        (every("3", E7="22222"), ["7"]),
    ],
    ids=["three", "a tie for the third place is left out", "one"],
)
def test_advice_is_given_for_those_furthest_below_the_target(shows, choices, first):
    assert [heading.partition(".")[0] for heading in advice_headings(shows(choices))] == first


def test_each_piece_of_advice_asks_a_question_says_what_to_do_and_names_its_basis(shows):
    (card,) = shows(every("3", E7="00000")).with_class("oct-advice")

    words = text_of(card)
    assert "0.0" in words
    assert "3.0 below target" in words
    assert "Ask yourselves" in words
    assert "Your team could" in words
    assert "What commissioners and system leaders could do about Commissioning" in words
    assert "What funders could do about Commissioning" in words
    assert "Based on source S" in words


def test_advice_for_all_enablers_is_one_link_away(alice, innovation):
    facts = results_from(innovation, alice.actor, every("3", E7="00000"))
    address = page_of("results", facts)

    some = read(alice.get(address))
    every_one = read(alice.get(address, {"advice": "all"}))

    assert some.links["See advice for all 8 enablers"] == "?advice=all#advice"
    assert len(advice_headings(every_one)) == 8
    assert every_one.links["Show only what to work on next"] == f"{address}#advice"
    assert "advice" in every_one.ids


def test_where_all_are_at_target_it_says_so(shows):
    seen = shows(FOURS)

    assert "at target" in text_of(seen.by_id("advice"))
    assert advice_headings(seen) == []


# --- Whose view it is


def test_it_says_that_this_is_the_teams_own_view(shows):
    assert "Scores are your team’s own view. Use them to start a conversation." in shows(FOURS).text


def test_an_illustration_is_no_teams_own_rating(alice, draft):
    Assessment.objects.update(is_illustration=True, as_things_stood="May 2020")
    answer(draft, every("3"), by=alice.actor)
    submit(draft, by=alice.actor)

    seen = read(alice.get(page_of("results", draft)))

    assert "This is an illustration made from public sources, not the team’s own rating." in seen.text
    assert "as things stood in May 2020" in seen.text
    assert "assessed" not in text_of(seen.main.find(".//h1"))


@pytest.mark.parametrize("who", ["bob", "dana"])
def test_the_whole_team_sees_them(request, alice, innovation, who):
    facts = results_from(innovation, alice.actor, FOURS)

    assert request.getfixturevalue(who).get(page_of("results", facts)).status_code == 200


def test_a_rater_of_another_assessment_and_a_stranger_do_not(rob, charlie, alice, innovation):
    facts = results_from(innovation, alice.actor, FOURS)

    assert rob.get(page_of("results", facts)).status_code == 404
    assert charlie.get(page_of("results", facts)).status_code == 404


def test_a_verdict_of_the_time_stays_though_the_innovation_is_renamed(alice, innovation):
    facts = results_from(innovation, alice.actor, every("3"))
    alice.get(page_of("results", facts))
    innovation.name = "New name"
    innovation.save()

    assert read(alice.get(page_of("results", facts))).title == "New name: Ready to spread – Octant"


def test_a_page_looked_at_again_is_not_worked_out_again(alice, innovation):
    facts = results_from(innovation, alice.actor, FOURS)
    first = alice.get(page_of("results", facts))
    worked_out = kept_page.cache_info().misses

    again = alice.get(page_of("results", facts))

    assert kept_page.cache_info().misses == worked_out
    assert text_of(read(again).main) == text_of(read(first).main)


def test_advice_for_all_is_not_mistaken_for_advice_on_what_comes_first(alice, innovation):
    page = page_of("results", results_from(innovation, alice.actor, ZEROS))

    few, every_one, few_again = (
        advice_headings(read(alice.get(page, query))) for query in ({}, {"advice": "all"}, {})
    )

    assert few == few_again
    assert len(every_one) > len(few)


def test_the_page_leads_back_to_the_innovation(alice, innovation):
    seen = read(alice.get(page_of("results", results_from(innovation, alice.actor, FOURS))))

    crumbs = next(one for one in seen.root.iter("nav") if one.get("aria-label") == "Breadcrumb")
    assert reverse("innovation", args=[innovation.public_id]) in [
        link.get("href") for link in crumbs.iter("a")
    ]
