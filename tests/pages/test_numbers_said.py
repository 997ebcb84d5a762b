"""Numbers in sentences are those of the rules, and change with them."""

from dataclasses import replace

import pytest
from django.urls import reverse

from assessments.innovations import presenters as innovations
from assessments.queries.assessment import AssessmentFacts
from assessments.wizard.task_list import task_list_page
from tests.pages.browsing import FRAMEWORK, every, page_of, results_from
from tests.pages.reading import read

SIX = replace(FRAMEWORK, enablers=FRAMEWORK.enablers[:6])


@pytest.mark.parametrize("name", ["trial", "trial_ended"])
def test_a_trial_lasts_as_long_as_the_settings_say(client, db, settings, name):
    settings.TRIAL_DAYS = 9

    words = read(client.get(reverse(name))).text

    assert "for 9 days" in words
    assert "7 days" not in words


def test_an_innovation_without_assessment_says_how_many_statements_there_are(monkeypatch, alice, innovation):
    monkeypatch.setattr(innovations, "load_framework", lambda version: SIX)

    words = read(alice.get(reverse("innovation", args=[innovation.public_id]))).text

    assert f"Rate {len(SIX.statements)} short statements" in words


def test_the_task_list_says_how_many_enablers_come_first(monkeypatch, draft):
    monkeypatch.setattr(AssessmentFacts, "framework", SIX)

    assert task_list_page(draft, {}).finish.hint == "You can start this when all 6 enablers are completed"


def test_advice_is_offered_for_as_many_enablers_as_there_are(alice, innovation):
    facts = results_from(innovation, alice.actor, every("3", E7="00000"))

    links = read(alice.get(page_of("results", facts))).links

    assert f"See advice for all {len(FRAMEWORK.enablers)} enablers" in links
