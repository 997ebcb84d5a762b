"""What pages learn about an assessment and its answers."""

import datetime as dt

from assessments.actions.assessment import mark_as_illustration
from assessments.framework.load import load_framework
from assessments.models import Assessment, Innovation
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts, get_visible, results_of
from assessments.queries.rating import (
    StoredAnswer,
    answers_of,
    answers_with_who,
    for_scoring,
    last_saved,
    nothing_said,
    revision_of,
)
from assessments.queries.trial import HeldTrial as Held
from assessments.queries.trial import held_trial
from assessments.scoring.types import DONT_KNOW, Answer, Kind, Nature, rating
from tests.conftest import CountQueries
from tests.factories import HeldTrial, answer, save, start, submitted, typed
from tests.people import Team


def test_an_assessment_is_told_with_its_innovation(team: Team, dana: Actor, draft: AssessmentFacts) -> None:
    facts = get_visible(dana, draft.id)

    assert (facts.id, facts.number, facts.standing) == (draft.id, 1, "viewer")
    assert (facts.innovation_pk, facts.innovation_id) == (team.innovation.pk, team.innovation.public_id)
    assert facts.innovation_name == "ESCAPE-pain"
    assert facts.innovation_is_described
    assert (facts.is_trial, facts.trial_ends_at) == (False, None)
    assert (facts.is_illustration, facts.as_things_stood) == (False, "")
    assert (facts.is_submitted, facts.submitted_at) == (False, None)


def test_an_assessment_knows_its_own_question_set(draft: AssessmentFacts) -> None:
    stored = Assessment.objects.get()

    assert draft.framework is load_framework(draft.framework_version)
    assert (stored.framework_version, stored.framework_checksum) == (
        draft.framework_version,
        draft.framework.checksum,
    )


def test_an_innovation_is_described_once_it_has_a_stage_and_an_organisation(team: Team, alice: Actor) -> None:
    def is_described(**columns: object) -> bool:
        Innovation.objects.filter(pk=team.innovation.pk).update(**columns)
        return get_visible(alice, start(team.innovation, by=alice).id).innovation_is_described

    assert is_described()
    assert not is_described(stage="")
    assert not is_described(stage="wide", organisation=None)


def test_an_assessment_and_its_result_say_whose_view_they_are(team: Team, alice: Actor) -> None:
    own = submitted(team.innovation, by=alice)
    mark_as_illustration(start(team.innovation, by=alice), as_things_stood="March 2020", by=alice)
    made_up = submitted(team.innovation, by=alice)

    natures = [Nature.SELF_ASSESSED, Nature.ILLUSTRATION]
    assert [facts.nature for facts in (own, made_up)] == natures
    assert [result.nature for result in reversed(results_of(team.innovation.pk))] == natures


def test_an_assessment_says_whether_it_was_started_from_another(team: Team, alice: Actor) -> None:
    first = submitted(team.innovation, by=alice)
    second = start(team.innovation, by=alice, from_last=True)

    assert [first.is_copy, second.is_copy] == [False, True]


def test_a_trial_says_when_it_ends(trial: HeldTrial) -> None:
    ends_at = trial.facts.trial_ends_at

    assert ends_at is not None
    assert ends_at - Assessment.objects.get().started_at > dt.timedelta(days=6, hours=23)


# --- Results ----------------------------------------------------------------------------------------------------------


def test_results_come_newest_first_and_without_what_is_unfinished(
    team: Team, alice: Actor, bob: Actor, count_queries: CountQueries
) -> None:
    first, second = submitted(team.innovation, by=alice), submitted(team.innovation, by=bob)
    start(team.innovation, by=alice)

    with count_queries() as queries:
        newest, oldest = results_of(team.innovation.pk)

    assert (newest.assessment_id, newest.number, newest.submitted_by) == (second.id, 2, "Bob Barnes")
    assert (oldest.assessment_id, oldest.number, oldest.submitted_by) == (first.id, 1, "Alice Archer")
    assert newest.submitted_at == second.submitted_at
    assert '"verdict"' in newest.receipt
    assert (newest.as_things_stood, newest.is_illustration) == ("", False)
    assert len(queries) == 1


def test_a_result_of_a_trial_or_of_someone_gone_names_nobody(team: Team, bob: Actor) -> None:
    submitted(team.innovation, by=bob)
    team.bob.delete()

    assert results_of(team.innovation.pk)[0].submitted_by is None


def test_nothing_submitted_has_no_results(draft: AssessmentFacts) -> None:
    assert results_of(draft.innovation_pk) == ()


# --- Answers ----------------------------------------------------------------------------------------------------------


def test_answers_stand_by_statement_as_they_were_said(draft: AssessmentFacts, alice: Actor) -> None:
    save(
        draft,
        typed("E1.1", "4", note="Nine sites", link="https://example.org"),
        typed("E1.2", "dont_know"),
        by=alice,
    )

    stored = answers_of(draft.pk)

    assert list(stored) == ["E1.1", "E1.2"]
    assert stored["E1.1"] == StoredAnswer(
        "E1.1", Kind.LEVEL, 4, "Nine sites", "https://example.org", 1, stored["E1.1"].changed_at
    )
    assert (stored["E1.2"].kind, stored["E1.2"].level, stored["E1.2"].choice) == (
        Kind.DONT_KNOW,
        None,
        "dont_know",
    )


def test_answers_of_some_statements_are_those_and_no_others(draft: AssessmentFacts, alice: Actor) -> None:
    answer(draft, {"E1.1": "1", "E1.2": "2", "E2.1": "3"}, by=alice)

    assert set(answers_of(draft.pk, ["E1.1", "E1.2", "E1.3"])) == {"E1.1", "E1.2"}
    assert answers_of(draft.pk, []) == {}


def test_an_answer_says_who_said_it_when_asked_to(draft: AssessmentFacts, bob: Actor, team: Team) -> None:
    answer(draft, {"E1.1": "1", "E1.2": "2"}, by=bob)

    stored = answers_with_who(draft.pk, ["E1.1"])

    assert list(stored) == ["E1.1"]
    assert (stored["E1.1"].changed_by, stored["E1.1"].changed_by_id) == ("Bob Barnes", team.bob.pk)


def test_an_answer_in_a_trial_was_said_by_nobody_in_particular(trial: HeldTrial) -> None:
    answer(trial.facts, {"E1.1": "1"}, by=trial.holder)

    stored = answers_with_who(trial.facts.pk, ["E1.1"])["E1.1"]

    assert (stored.changed_by, stored.changed_by_id) == (None, None)


def test_reading_answers_is_one_statement(
    draft: AssessmentFacts, alice: Actor, count_queries: CountQueries
) -> None:
    answer(draft, {"E1.1": "1", "E1.2": "2"}, by=alice)

    with count_queries() as without_who:
        answers_of(draft.pk)
    with count_queries() as with_who:
        answers_with_who(draft.pk, ["E1.1", "E1.2"])

    assert (len(without_who), len(with_who)) == (1, 1)


def test_a_form_holds_each_answer_as_one_word() -> None:
    def choice(kind: Kind, level: int | None = None) -> str:
        return StoredAnswer("E1.1", kind, level, "", "", 1, None).choice

    assert [choice(Kind.LEVEL, level) for level in range(5)] == ["0", "1", "2", "3", "4"]
    assert (choice(Kind.DONT_KNOW), choice(Kind.NOT_RELEVANT)) == ("dont_know", "not_relevant")
    assert nothing_said("E1.1").choice == choice(Kind.UNANSWERED) == ""


def test_for_the_sums_a_note_or_a_link_backs_an_answer() -> None:
    def said(note: str = "", link: str = "") -> StoredAnswer:
        return StoredAnswer("E1.1", Kind.LEVEL, 3, note, link, 1, None)

    scored = for_scoring(
        {"bare": said(), "noted": said(note="Yes"), "linked": said(link="https://example.org")}
    )

    assert scored == {"bare": rating(3), "noted": rating(3, backed=True), "linked": rating(3, backed=True)}
    assert for_scoring({"E1.1": nothing_said("E1.1")}) == {"E1.1": Answer()}
    assert for_scoring({"E1.1": StoredAnswer("E1.1", Kind.DONT_KNOW, None, "", "", 1, None)}) == {
        "E1.1": DONT_KNOW
    }


def test_the_last_save_is_the_newest_of_all_answers() -> None:
    early, late = dt.datetime(2026, 3, 1, tzinfo=dt.UTC), dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    answers = {
        str(time): StoredAnswer("E1.1", Kind.DONT_KNOW, None, "", "", 1, time) for time in (early, late, None)
    }

    assert last_saved(answers) == late
    assert last_saved({"E1.1": nothing_said("E1.1")}) is None


def test_the_revision_grows_with_every_change_and_with_nothing_else(
    draft: AssessmentFacts, alice: Actor
) -> None:
    revisions = [revision_of(answers_of(draft.pk))]
    for choices in ({"E1.1": "1", "E1.2": "2"}, {"E1.1": "1"}, {"E1.1": "3"}, {"E1.1": ""}):
        answer(draft, choices, by=alice)
        revisions.append(revision_of(answers_of(draft.pk)))

    assert revisions == [0, 2, 2, 3, 4]


# --- The trial of a browser -------------------------------------------------------------------------------------------


def test_a_browser_finds_its_trial_again(trial: HeldTrial, count_queries: CountQueries) -> None:
    with count_queries() as queries:
        held = held_trial(trial.holder)

    assert held == Held("Balance classes", trial.facts.id)
    assert len(queries) == 1


def test_the_newest_assessment_of_a_trial_is_carried_on(trial: HeldTrial) -> None:
    innovation = Innovation.objects.get(pk=trial.facts.innovation_pk)
    submitted(innovation, by=trial.holder)

    following = start(innovation, by=trial.holder)

    assert held_trial(trial.holder).assessment_id == following.id
