"""Starts and submits assessments."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from assessments.actions.audit import record
from assessments.actions.rating import copy_answers
from assessments.actions.rounds import tell_raters_of_results
from assessments.errors import AlreadySubmitted, ChangedMeanwhile, FrameworkError, NotFound, NotReady
from assessments.framework.load import latest_version, load_framework
from assessments.framework.types import Framework
from assessments.models import Assessment, Innovation, Result
from assessments.permissions import Actor, Phase, check_can_start, check_can_submit
from assessments.queries.assessment import AssessmentFacts, check_phase, nature_of, phase_of
from assessments.queries.innovation import InnovationFacts
from assessments.queries.rating import StoredAnswer, answers_of, for_scoring, revision_of
from assessments.queries.receipts import result_columns, written
from assessments.scoring import receipt, result
from assessments.scoring import types as scoring


@transaction.atomic
def start_assessment(innovation: InnovationFacts, *, by: Actor, from_last: bool = False) -> Assessment:
    """Starts the next assessment, or gives back the one that is unfinished: pressing twice starts one.

    With `from_last`, the answers of the newest submitted assessment are carried over, to be changed.
    """
    check_can_start(innovation.standing)
    if Innovation.objects.select_for_update().filter(pk=innovation.pk).first() is None:
        raise NotFound("There is no such innovation.")
    unfinished = Assessment.objects.filter(innovation=innovation.pk, submitted_at__isnull=True).first()
    return unfinished or _new_assessment(innovation.pk, by=by, from_last=from_last)


def _new_assessment(innovation_pk: int, *, by: Actor, from_last: bool) -> Assessment:
    framework = load_framework(latest_version())
    earlier = Assessment.objects.filter(innovation=innovation_pk)
    last = earlier.order_by("-number").first() if from_last else None
    number = (earlier.aggregate(Max("number"))["number__max"] or 0) + 1
    assessment = Assessment.objects.create(
        innovation_id=innovation_pk,
        number=number,
        framework_version=framework.version,
        framework_checksum=framework.checksum,
        started_by_id=by.person_id,
        started_from=last,
    )
    if last:
        copy_answers(last.pk, assessment.pk, framework, by=by)
    record(by, "assessment.start", f"assessment:{assessment.public_id}", after=f"number {number}")
    return assessment


@transaction.atomic
def mark_as_illustration(facts: AssessmentFacts, *, as_things_stood: str, by: Actor) -> None:
    """Says that a draft is made from public sources and is nobody's own rating. Every page and export repeats it."""
    check_can_submit(facts.standing)
    drafts = Assessment.objects.filter(pk=facts.pk, submitted_at=None)
    if not drafts.update(is_illustration=True, as_things_stood=as_things_stood):
        raise AlreadySubmitted("This assessment has been submitted. It no longer changes.")
    record(by, "assessment.illustrate", f"assessment:{facts.id}", after=as_things_stood)


@transaction.atomic
def submit_assessment(
    facts: AssessmentFacts, *, by: Actor, seen_revision: int, made_at: dt.datetime | None = None
) -> None:
    """Freezes the answers and stores the results, in one transaction. Submitting again does nothing.

    Raises NotAllowed; RatingIsOpen while people rate; NotReady when a statement has no answer; ChangedMeanwhile when
    an answer changed after the person opened the page on which they pressed Submit.
    """
    check_can_submit(facts.standing)
    assessment = _locked(facts.pk)
    if assessment is None:  # a trial that ended meanwhile
        raise NotFound("There is no such assessment.")
    if assessment.submitted_at is not None:
        return
    check_phase(phase_of(None, assessment.opened, assessment.closed), Phase.ANSWERING, Phase.AGREEING)
    if assessment.framework_checksum != facts.framework.checksum:
        raise FrameworkError(
            "This assessment was started with another text of its questions. Ask an administrator."
        )
    stored = answers_of(facts.pk)
    if revision_of(stored) != seen_revision:
        raise ChangedMeanwhile("Some answers changed since you opened this page. Check them, then submit.")
    now = made_at or timezone.now()
    worked_out = _work_out(facts.framework, stored)
    nature = nature_of(is_illustration=assessment.is_illustration)  # of the locked row: `facts` may be older
    _store_result(facts, stored, worked_out, nature=nature, made_at=now)
    assessment.submitted_at = now
    assessment.submitted_by_id = by.person_id
    assessment.save(update_fields=["submitted_at", "submitted_by"])
    record(by, "assessment.submit", f"assessment:{facts.id}", after=worked_out.verdict.code)
    if assessment.closed:
        tell_raters_of_results(facts, by=by)


def _locked(assessment_pk: int) -> Any:
    """The assessment, with the times of its round."""
    rows = Assessment.objects.select_for_update(of=("self",)).filter(pk=assessment_pk)
    times = {"opened": F("rating_round__opened_at"), "closed": F("rating_round__closed_at")}
    return rows.annotate(**times).first()


def _work_out(framework: Framework, stored: Mapping[str, StoredAnswer]) -> scoring.Result:
    worked_out = result.work_out(framework, for_scoring(stored))
    if not worked_out.progress.is_complete:
        missing = worked_out.progress.statements - worked_out.progress.answered
        raise NotReady(f"Answer every statement before you submit. {missing} have no answer yet.")
    return worked_out


def _store_result(
    facts: AssessmentFacts,
    stored: Mapping[str, StoredAnswer],
    worked_out: scoring.Result,
    *,
    nature: scoring.Nature,
    made_at: dt.datetime,
) -> None:
    made = receipt.receipt_of(
        facts.framework,
        for_scoring(stored),
        worked_out,
        engine_version=receipt.ENGINE_VERSION,
        nature=nature,
        made_at=written(made_at),
    )
    Result.objects.create(
        assessment_id=facts.pk,
        engine_version=receipt.ENGINE_VERSION,
        receipt=receipt.to_bytes(made).decode(),
        made_at=made_at,
        **result_columns(worked_out, target=facts.framework.rules.target),
    )
