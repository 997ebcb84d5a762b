"""What pages learn about innovations, and that a long list costs no more statements than a short one."""

import pytest

from assessments.models import Assessment, Innovation, InnovationSetting, Membership, Role
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.innovation import (
    Member,
    assessment_cards,
    cards_of,
    get_visible,
    members_of,
    names_reachable_by,
)
from tests.conftest import CountQueries
from tests.factories import HeldTrial, all_typed, answer, start, submitted
from tests.people import Team, a_person, acting, join

E1 = [f"E1.{number}" for number in range(1, 6)]


def more_innovations(team: Team, count: int) -> None:
    """Each with a submitted assessment and a half-done one."""
    alice = acting(team.alice)
    for number in range(count):
        innovation = Innovation.objects.create(name=f"Innovation {number}")
        join(innovation, team.alice, Role.LEAD)
        submitted(innovation, by=alice)
        answer(start(innovation, by=alice), dict.fromkeys(E1, "2"), by=alice)


def test_an_innovation_is_told_whole(team: Team, bob: Actor) -> None:
    for setting in ("leisure", "community"):
        InnovationSetting.objects.create(innovation=team.innovation, setting=setting)

    facts = get_visible(bob, team.innovation.public_id)

    assert (facts.pk, facts.id, facts.name) == (team.innovation.pk, team.innovation.public_id, "ESCAPE-pain")
    assert facts.summary == "Group exercise for lasting knee or hip pain."
    assert (facts.stage, facts.care_area, facts.settings) == (
        "wide",
        "musculoskeletal",
        ("community", "leisure"),
    )
    assert (facts.organisation_name, facts.ods_code) == ("University College Birmingham", "UCB01")
    assert (facts.is_trial, facts.standing) == (False, "editor")


def test_a_trial_has_a_name_and_nothing_else_yet(trial: HeldTrial) -> None:
    facts = get_visible(trial.holder, trial.facts.innovation_id)

    assert facts.name == "Balance classes"
    assert (facts.summary, facts.stage, facts.care_area, facts.settings) == ("", "", "", ())
    assert (facts.organisation_name, facts.ods_code) == ("", "")


# --- Your innovations -------------------------------------------------------------------------------------------------


def test_nobody_has_no_innovations(team: Team, count_queries: CountQueries) -> None:
    with count_queries() as queries:
        assert cards_of(Actor()) == ()

    assert len(queries) == 0


def test_your_innovations_come_newest_first(team: Team, alice: Actor) -> None:
    later = Innovation.objects.create(name="Later")
    join(later, team.alice, Role.VIEWER)

    cards = cards_of(alice)

    assert [(card.innovation.name, card.innovation.standing) for card in cards] == [
        ("Later", "viewer"),
        ("ESCAPE-pain", "lead"),
    ]
    assert [card.assessments for card in cards] == [(), ()]


def test_a_rater_has_no_card_of_the_teams_own_assessment(rob: Actor, draft: AssessmentFacts) -> None:
    assert cards_of(rob) == ()


def test_a_card_of_an_unfinished_assessment_tells_how_far_it_is(draft: AssessmentFacts, alice: Actor) -> None:
    answer(draft, dict.fromkeys(E1, "dont_know") | {"E2.1": "3"}, by=alice)

    [card] = cards_of(alice)[0].assessments

    assert (card.id, card.number, card.innovation_pk) == (draft.id, 1, draft.innovation_pk)
    assert (card.is_submitted, card.submitted_at, card.is_started) == (False, None, True)
    assert (card.enablers_complete, card.enablers) == (1, 8)
    assert (card.verdict, card.headline, card.at_target, card.framework_version) == ("", "", 0, "v1")


def test_an_assessment_with_notes_only_is_not_started(draft: AssessmentFacts, alice: Actor) -> None:
    answer(draft, {"E1.1": ""}, by=alice)

    assert not cards_of(alice)[0].assessments[0].is_started


def test_a_card_of_a_submitted_assessment_tells_its_verdict(team: Team, alice: Actor) -> None:
    done = submitted(team.innovation, by=alice, answers=all_typed("3", E4_1="0", E4_2="0"))

    [card] = assessment_cards([team.innovation.pk])

    assert card.is_submitted
    assert card.submitted_at == done.submitted_at
    assert (card.verdict, card.at_target) == ("build", 7)
    assert card.headline
    assert (card.enablers_complete, card.is_started) == (0, False)


def test_an_illustration_is_called_one_and_says_as_of_when(draft: AssessmentFacts) -> None:
    Assessment.objects.update(is_illustration=True, as_things_stood="March 2020")

    [card] = assessment_cards([draft.innovation_pk])

    assert (card.is_illustration, card.as_things_stood) == (True, "March 2020")


def test_assessments_come_newest_first_and_only_of_those_asked_for(
    team: Team, alice: Actor, trial: HeldTrial
) -> None:
    submitted(team.innovation, by=alice)
    start(team.innovation, by=alice)

    assert [card.number for card in assessment_cards([team.innovation.pk])] == [2, 1]
    assert [card.id for card in assessment_cards([trial.facts.innovation_pk])] == [trial.facts.id]
    assert assessment_cards([]) == ()


def test_cards_cost_three_statements_for_one_innovation_or_many(
    team: Team, alice: Actor, count_queries: CountQueries
) -> None:
    more_innovations(team, 1)
    with count_queries() as few:
        cards_of(alice)

    more_innovations(team, 6)
    with count_queries() as many:
        assert len(cards_of(alice)) == 8

    assert len(few) == len(many) == 3


def test_cards_do_not_carry_receipts_about(team: Team, alice: Actor, count_queries: CountQueries) -> None:
    """A receipt is 15 kB, and a list shows none of it."""
    more_innovations(team, 1)

    with count_queries() as queries:
        assessment_cards(Innovation.objects.values_list("pk", flat=True))

    assert not [sql for sql in queries.statements if "receipt" in sql]


def test_assessment_cards_are_two_statements(
    draft: AssessmentFacts, alice: Actor, count_queries: CountQueries
) -> None:
    answer(draft, {"E1.1": "3"}, by=alice)

    with count_queries() as queries:
        assessment_cards([draft.innovation_pk])

    assert len(queries) == 2


# --- The team ---------------------------------------------------------------------------------------------------------


def test_the_lead_comes_first_and_then_the_others_by_name(team: Team, count_queries: CountQueries) -> None:
    join(team.innovation, a_person("aaron Ash"), Role.VIEWER)

    with count_queries() as queries:
        members = members_of(team.innovation.pk)

    assert members[0] == Member("Alice Archer", "lead")
    assert [member.name for member in members[1:]] == ["aaron Ash", "Bob Barnes", "Dana Davies", "Rob Rowe"]
    assert len(queries) == 1


def test_an_innovation_whose_people_are_gone_has_no_members(team: Team) -> None:
    Membership.objects.all().delete()

    assert members_of(team.innovation.pk) == ()


# --- Names, to notice duplicates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "names"), [("alice", ["ESCAPE-pain"]), ("dana", ["ESCAPE-pain"]), ("charlie", [])]
)
def test_names_are_compared_with_what_the_person_may_see_anyway(
    who: str, names: list[str], team: Team
) -> None:
    found = names_reachable_by(acting(getattr(team, who)))

    assert list(found.values()) == names


def test_a_rater_is_not_led_to_a_page_that_they_cannot_open(rob: Actor) -> None:
    assert names_reachable_by(rob) == {}


def test_names_are_one_statement(team: Team, alice: Actor, count_queries: CountQueries) -> None:
    with count_queries() as queries:
        assert names_reachable_by(alice) == {team.innovation.public_id: "ESCAPE-pain"}

    assert len(queries) == 1
