"""Adding innovations and changing what is said about them: what is written, what is refused, what is recorded."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from assessments.actions.innovation import (
    Headline,
    Lead,
    Place,
    add_innovation,
    change_headline,
    change_lead,
    change_place,
)
from assessments.errors import NotAllowed
from assessments.models import AuditEvent, Innovation, InnovationSetting, Membership, Organisation
from assessments.permissions import Actor
from assessments.queries.innovation import InnovationFacts
from tests.factories import HeldTrial, describe
from tests.people import Team

HEADLINE = Headline("Walking groups", "Groups that walk.")
PLACE = Place("pilot", "older_people", ("home", "community"))
LEAD = Lead("Leeds Teaching Hospitals", "RR8")


@pytest.fixture
def facts(team: Team, alice: Actor) -> InnovationFacts:
    return describe(team.innovation, alice)


def events() -> list[tuple[str, str, str, str]]:
    return [(row.action, row.subject, row.before, row.after) for row in AuditEvent.objects.order_by("pk")]


# --- Adding -----------------------------------------------------------------------------------------------------------


def test_whoever_adds_an_innovation_leads_it(team: Team, charlie: Actor) -> None:
    innovation = add_innovation(HEADLINE, by=charlie)

    membership = Membership.objects.get(innovation=innovation)
    assert (innovation.name, innovation.summary, innovation.created_by) == (
        "Walking groups",
        "Groups that walk.",
        team.charlie,
    )
    assert (membership.person, membership.role, membership.added_by) == (team.charlie, "lead", team.charlie)


def test_a_new_innovation_says_nothing_yet_that_nobody_said(charlie: Actor) -> None:
    innovation = add_innovation(HEADLINE, by=charlie)

    assert (innovation.stage, innovation.care_area, innovation.organisation) == ("", "", None)


def test_adding_is_recorded(charlie: Actor) -> None:
    innovation = add_innovation(HEADLINE, by=charlie)

    assert events() == [("innovation.add", f"innovation:{innovation.public_id}", "", "Walking groups")]
    assert AuditEvent.objects.get().actor_id == charlie.person_id


def test_the_same_name_may_be_used_twice_as_people_were_warned(team: Team, alice: Actor) -> None:
    add_innovation(Headline(team.innovation.name, ""), by=alice)

    assert Innovation.objects.filter(name=team.innovation.name).count() == 2


@pytest.mark.parametrize("actor", [Actor(), Actor(trial_key_hash="of-a-browser")])
def test_nobody_adds_an_innovation_without_signing_in(actor: Actor, db: None) -> None:
    with pytest.raises(NotAllowed):
        add_innovation(HEADLINE, by=actor)

    assert not Innovation.objects.exists()


# --- Changing ---------------------------------------------------------------------------------------------------------


def test_the_headline_changes_and_both_versions_are_recorded(facts: InnovationFacts, bob: Actor) -> None:
    change_headline(facts, HEADLINE, by=bob)

    stored = Innovation.objects.get()
    assert (stored.name, stored.summary) == ("Walking groups", "Groups that walk.")
    assert events() == [
        (
            "innovation.describe",
            f"innovation:{facts.id}",
            f"{facts.name}: {facts.summary}",
            "Walking groups: Groups that walk.",
        )
    ]


def test_the_place_changes_as_a_whole(facts: InnovationFacts, alice: Actor) -> None:
    change_place(facts, PLACE, by=alice)
    change_place(
        describe(Innovation.objects.get(), alice), replace(PLACE, settings=("leisure", "home")), by=alice
    )

    now = describe(Innovation.objects.get(), alice)
    assert (now.stage, now.care_area, now.settings) == ("pilot", "older_people", ("home", "leisure"))
    assert [event[2:] for event in events()] == [
        ("wide, musculoskeletal, ", "pilot, older_people, home+community"),
        ("pilot, older_people, community+home", "pilot, older_people, leisure+home"),
    ]


def test_a_setting_named_twice_counts_once(facts: InnovationFacts, alice: Actor) -> None:
    change_place(facts, replace(PLACE, settings=("home", "home")), by=alice)

    assert InnovationSetting.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [replace(PLACE, stage="national"), replace(PLACE, care_area="feet"), replace(PLACE, settings=("moon",))],
)
def test_a_place_that_is_not_on_the_list_is_refused_whole(
    wrong: Place, facts: InnovationFacts, alice: Actor
) -> None:
    change_place(facts, PLACE, by=alice)

    with pytest.raises(IntegrityError), transaction.atomic():
        change_place(facts, wrong, by=alice)

    now = describe(Innovation.objects.get(), alice)
    assert (now.stage, now.care_area, now.settings) == ("pilot", "older_people", ("community", "home"))
    assert len(events()) == 1


def test_a_new_organisation_is_added_with_its_code(facts: InnovationFacts, alice: Actor) -> None:
    change_lead(facts, LEAD, by=alice)

    stored = Innovation.objects.get().organisation
    assert (stored.name, stored.ods_code) == ("Leeds Teaching Hospitals", "RR8")
    assert events()[0][2:] == ("University College Birmingham", "Leeds Teaching Hospitals")


def test_an_entry_typed_alike_is_the_same_organisation(facts: InnovationFacts, alice: Actor) -> None:
    change_lead(facts, Lead("University College Birmingham", "UCB01"), by=alice)

    assert Organisation.objects.get() == Innovation.objects.get().organisation


@pytest.mark.parametrize("name", ["Squatted by Charlie", "university college BIRMINGHAM"])
def test_another_team_never_puts_its_words_on_these_pages(
    facts: InnovationFacts, alice: Actor, name: str
) -> None:
    Organisation.objects.create(name=name, ods_code="RZZ9")

    change_lead(facts, Lead("University College Birmingham", "RZZ9"), by=alice)

    assert Innovation.objects.get().organisation.name == "University College Birmingham"


def test_another_code_is_another_organisation_although_the_name_is_the_same(
    facts: InnovationFacts, alice: Actor
) -> None:
    change_lead(facts, Lead("University College Birmingham", "UCB02"), by=alice)

    assert Innovation.objects.get().organisation.ods_code == "UCB02"
    assert Organisation.objects.count() == 2


# --- Refused ----------------------------------------------------------------------------------------------------------

CHANGES: dict[str, Callable[[InnovationFacts, Actor], None]] = {
    "headline": lambda facts, by: change_headline(facts, HEADLINE, by=by),
    "place": lambda facts, by: change_place(facts, PLACE, by=by),
    "lead": lambda facts, by: change_lead(facts, LEAD, by=by),
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("standing", ["viewer", "rater", ""])
def test_who_may_not_describe_it_changes_nothing(
    what: str, standing: str, facts: InnovationFacts, dana: Actor
) -> None:
    before = Innovation.objects.values().get()

    with pytest.raises(NotAllowed):
        CHANGES[what](replace(facts, standing=standing), dana)

    assert Innovation.objects.values().get() == before
    assert Organisation.objects.count() == 1
    assert events() == []


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_touches_one_innovation(
    what: str, facts: InnovationFacts, alice: Actor, trial: HeldTrial
) -> None:
    others = Innovation.objects.exclude(pk=facts.pk)
    before = list(others.values())

    CHANGES[what](facts, alice)

    assert list(others.values()) == before


def test_the_holder_of_a_trial_may_describe_it(trial: HeldTrial) -> None:
    facts = describe(Innovation.objects.get(), trial.holder)

    change_headline(facts, HEADLINE, by=trial.holder)

    assert Innovation.objects.get().name == "Walking groups"
    event = AuditEvent.objects.get(action="innovation.describe")
    assert (event.actor, event.actor_kind) == (None, "trial")
