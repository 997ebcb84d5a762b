"""Rating together: a round is opened, everyone rates alone, it is closed, and the team agrees.

While it is open nobody is told what anybody else said, and nothing stands under the team's name. Saving is that of
`actions.rating`, on a sheet of one's own.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from assessments.actions.audit import record
from assessments.actions.outbox import post
from assessments.actions.rating import SaveOutcome, TypedAnswer, save_on, write_on
from assessments.actions.sheet import RaterSheet, team_sheet
from assessments.agreement.spread import answer_without_agreement, spread_of
from assessments.errors import ChangedMeanwhile, NotReady, RatingIsClosed
from assessments.letters import Letter, write
from assessments.models import Agreement, Membership, Rater, RatingRound
from assessments.models.vocabulary import GUEST_STANDING
from assessments.permissions import Actor, Phase, check_can_agree, check_can_rate, check_can_run_round
from assessments.queries.assessment import AssessmentFacts, check_phase
from assessments.queries.rating import StoredAnswer, nothing_said, revision_of
from assessments.queries.rounds import (
    ENOUGH,
    RATING_ROLES,
    Agreed,
    OwnView,
    agreed_in,
    guests_of,
    own_answers,
    views_of,
    who_would_rate,
)
from assessments.scoring.progress import progress_of
from assessments.scoring.types import UNANSWERED, Answers, Kind

REMIND_AGAIN_AFTER = dt.timedelta(days=1)
"""Nobody is reminded twice a day."""


@transaction.atomic
def open_round(facts: AssessmentFacts, *, by: Actor, closes_on: dt.date | None = None) -> None:
    """Asks everyone who may rate for a view of their own. Opening again does nothing.

    Answers that stand already go into the view of whoever gave them: they are that person's, and nobody else is to
    see them now. What nobody here gave (in a trial, or by someone who has left) goes to who opens the round.

    Raises NotAllowed, AlreadySubmitted, or NotReady when there is nobody else.
    """
    check_can_run_round(facts.standing)
    sheet = team_sheet(facts)
    sheet.lock()
    if RatingRound.objects.filter(pk=facts.pk).exists():
        return
    stored = sheet.lock_and_read()
    if who_would_rate(facts).people < ENOUGH:
        raise NotReady("Invite at least one other person first. Then you can rate together.")
    said = [_as_typed(one) for one in stored.values() if one.version]
    write_on(sheet, [_emptied(one) for one in said], stored, by=by)
    round_ = RatingRound.objects.create(
        assessment_id=facts.pk, opened_by_id=by.person_id, closes_on=closes_on
    )
    raters = _add_raters(round_, facts.innovation_pk)
    _give_back(facts, stored, raters, by=by)
    record(by, "round.open", _subject(facts), after=f"{len(raters)} raters")
    _write_to(raters, "rating_open", facts, closes_on=closes_on, but=by)


def _add_raters(round_: RatingRound, innovation_pk: int) -> list[Rater]:
    members = Membership.objects.filter(innovation=innovation_pk, role__in=RATING_ROLES)
    raters = [Rater(rating_round=round_, person_id=pk) for pk in members.values_list("person", flat=True)]
    raters += [Rater(rating_round=round_, guest=guest) for guest in guests_of(innovation_pk)]
    return Rater.objects.bulk_create(raters)


def _give_back(
    facts: AssessmentFacts, stored: Mapping[str, StoredAnswer], raters: Iterable[Rater], *, by: Actor
) -> None:
    sheets: dict[int | None, RaterSheet] = {
        rater.person_id: RaterSheet(rater.pk, facts.framework) for rater in raters if rater.person_id
    }
    given: dict[int | None, list[TypedAnswer]] = {}
    for one in stored.values():
        if one.kind is not Kind.UNANSWERED or one.note or one.link:
            whose = one.changed_by_id if one.changed_by_id in sheets else by.person_id
            given.setdefault(whose, []).append(_as_typed(one))
    for whose, said in given.items():
        write_on(sheets[whose], said, _nothing(said), by=Actor(person_id=whose))


@transaction.atomic
def join_round(
    innovation_pk: int, *, by: Actor, person_id: int | None = None, guest_id: int | None = None
) -> None:
    """For someone who comes while a round is open: called when their invitation is accepted. Joining twice is once."""
    round_ = _open_round_of(innovation_pk)
    if round_ is not None:
        _join(round_, by=by, person_id=person_id, guest_id=guest_id)


def _open_round_of(innovation_pk: int) -> RatingRound | None:
    rounds = RatingRound.objects.select_for_update(of=("self",)).select_related("assessment")
    return rounds.filter(assessment__innovation=innovation_pk, closed_at=None).first()


def _join(round_: RatingRound, *, by: Actor, person_id: int | None, guest_id: int | None) -> Rater:
    me = {"person_id": person_id} if person_id else {"guest_id": guest_id}
    rater, is_new = Rater.objects.get_or_create(rating_round=round_, **me)
    if is_new:
        record(by, "round.join", f"assessment:{round_.assessment.public_id}")
    return rater


@transaction.atomic
def leave_round(innovation_pk: int, *, person_id: int | None = None, guest_id: int | None = None) -> None:
    """For someone who is removed or leaves: called in that act. A view that was finished stays; another goes."""
    open_rounds = Q(rating_round__assessment__innovation=innovation_pk, rating_round__closed_at=None)
    Rater.objects.filter(open_rounds, person=person_id, guest=guest_id, finished_at=None).delete()


@transaction.atomic
def save_rater_answers(view: OwnView, typed: Sequence[TypedAnswer], *, by: Actor) -> SaveOutcome:
    """What one person says. See `actions.rating.save_on`. Raises NotAllowed, and RatingIsClosed.

    Whoever had finished and takes an answer back has not finished any more.
    """
    check_can_rate(view.facts.standing)
    check_phase(view.facts.phase, Phase.RATING)
    rater_pk = view.rater_pk or _join_at_last(view, by=by).pk
    outcome = save_on(RaterSheet(rater_pk, view.facts.framework), typed, by=by)
    if view.is_finished and not _is_complete(view.facts, outcome.answers):
        Rater.objects.filter(pk=rater_pk).update(finished_at=None)
    return outcome


def _join_at_last(view: OwnView, *, by: Actor) -> Rater:
    """For someone who came while the round was open, and whom nobody told it."""
    round_ = _open_round_of(view.facts.innovation_pk)
    if round_ is None:
        raise RatingIsClosed("Rating is closed. Your view can no longer be added.")
    if view.facts.standing != GUEST_STANDING:
        return _join(round_, by=by, person_id=by.person_id, guest_id=None)
    guest = guests_of(view.facts.innovation_pk).get(key_hash=by.guest_key_hash)
    return _join(round_, by=by, person_id=None, guest_id=guest.pk)


@transaction.atomic
def finish_rating(view: OwnView, *, by: Actor, seen_revision: int) -> None:
    """Says that a view is whole. It may still be changed until rating is closed. Finishing twice is finishing once.

    Raises NotAllowed; NotReady when a statement has no answer; ChangedMeanwhile when an answer changed, in another
    tab, after the person opened the page; RatingIsClosed.
    """
    check_can_rate(view.facts.standing)
    check_phase(view.facts.phase, Phase.RATING)
    if view.rater_pk is None:
        raise NotReady("Answer every statement before you finish.")
    stored = RaterSheet(view.rater_pk, view.facts.framework).lock_and_read()
    if revision_of(stored) != seen_revision:
        raise ChangedMeanwhile("Some answers changed since you opened this page. Check them, then finish.")
    if not _is_complete(view.facts, {code: answer.for_scoring for code, answer in stored.items()}):
        raise NotReady("Answer every statement before you finish.")
    unfinished = Rater.objects.filter(pk=view.rater_pk, finished_at=None)
    if unfinished.update(finished_at=timezone.now()):
        record(by, "round.finish", _subject(view.facts))


def _is_complete(facts: AssessmentFacts, answers: Answers) -> bool:
    return progress_of(facts.framework.statements, answers).is_complete


@transaction.atomic
def remind(facts: AssessmentFacts, *, by: Actor) -> int:
    """Writes to everyone who has not finished, at most once a day to each. Gives how many were written to."""
    check_can_run_round(facts.standing)
    check_phase(facts.phase, Phase.RATING)
    long_ago = Q(reminded_at=None) | Q(reminded_at__lte=timezone.now() - REMIND_AGAIN_AFTER)
    rows = Rater.objects.select_for_update(of=("self",)).filter(
        long_ago, rating_round=facts.pk, finished_at=None
    )
    raters = list(rows.select_related("rating_round"))
    closes_on = raters[0].rating_round.closes_on if raters else None
    reminded = _write_to(raters, "rating_reminder", facts, closes_on=closes_on, but=by)
    Rater.objects.filter(pk__in=[one.pk for one in reminded]).update(reminded_at=timezone.now())
    if reminded:
        record(by, "round.remind", _subject(facts), after=f"{len(reminded)} raters")
    return len(reminded)


@transaction.atomic
def close_round(facts: AssessmentFacts, *, by: Actor) -> None:
    """Ends blind rating for good: who has not finished is left out. Closing twice is closing once.

    Raises NotAllowed, or NotReady when fewer than two have finished: then there is nothing to agree on.
    """
    round_ = _round_to_end(facts)
    if round_ is None:
        return
    finished = round_.raters.filter(finished_at__isnull=False).count()
    if finished < ENOUGH:
        raise NotReady("Rating can be closed when at least 2 people have finished.")
    RatingRound.objects.filter(pk=facts.pk).update(closed_at=timezone.now(), closed_by=by.person_id)
    record(by, "round.close", _subject(facts), after=f"{finished} finished")


@transaction.atomic
def cancel_round(facts: AssessmentFacts, *, by: Actor) -> None:
    """For a round to which too few came. The view of who cancels becomes the team's answers; the others are deleted.

    They were given to be blind, and never are: so nobody reads them. Raises NotReady when enough have finished.
    """
    round_ = _round_to_end(facts)
    if round_ is None:
        raise RatingIsClosed("Rating is closed already. The team agrees its answers now.")
    if round_.raters.filter(finished_at__isnull=False).count() >= ENOUGH:
        raise NotReady("Enough people have finished. Close rating, and agree on the answers together.")
    mine = round_.raters.filter(person=by.person_id).first()
    said = own_answers(OwnView(facts, mine.pk)) if mine else {}
    round_.delete()
    sheet = team_sheet(facts)
    write_on(sheet, [_as_typed(one) for one in said.values()], sheet.lock_and_read(), by=by)
    record(by, "round.cancel", _subject(facts))


def _round_to_end(facts: AssessmentFacts) -> RatingRound | None:
    """Locked. None: it is closed already."""
    check_can_run_round(facts.standing)
    check_phase(facts.phase, Phase.RATING, Phase.AGREEING)
    return RatingRound.objects.select_for_update().filter(pk=facts.pk, closed_at=None).first()


# --- Agreeing


@dataclass(frozen=True, slots=True)
class AgreedAnswer:
    """What someone wrote down for the team. Where they could not agree, what level they typed does not matter."""

    answer: TypedAnswer
    could_not_agree: bool
    why: str

    @property
    def beside(self) -> Agreed:
        return Agreed(self.could_not_agree, self.why)

    @property
    def says_something(self) -> bool:
        """Nothing typed beside an answer that nobody had saved yet takes nothing back."""
        return bool(self.why or self.could_not_agree or self.answer.seen)


@transaction.atomic
def agree(facts: AssessmentFacts, agreed: Sequence[AgreedAnswer], *, by: Actor) -> SaveOutcome:
    """Saves levels as the team's answers, and how each came about beside them. See `actions.rating.save_on`.

    Where the team could not agree, the median of what people said stands, halves down.
    """
    check_can_agree(facts.standing)
    check_phase(facts.phase, Phase.AGREEING)
    agreed = _with_medians(facts, agreed)
    before = agreed_in(facts.pk)
    beside = {
        one.answer.statement
        for one in agreed
        if one.says_something and one.beside != before.get(one.answer.statement, Agreed())
    }
    outcome = save_on(team_sheet(facts, Phase.AGREEING), [one.answer for one in agreed], by=by, beside=beside)
    _write_beside(facts, [one for one in agreed if one.answer.statement in outcome.saved], by=by)
    return outcome


def _with_medians(facts: AssessmentFacts, agreed: Sequence[AgreedAnswer]) -> list[AgreedAnswer]:
    open_ = [one.answer.statement for one in agreed if one.could_not_agree]
    raters = views_of(facts, open_).raters if open_ else ()
    medians = {
        code: answer_without_agreement(spread_of(code, [said.get(code, UNANSWERED) for said in raters]))
        for code in open_
    }
    return [
        replace(one, answer=replace(one.answer, kind=medians[code].kind, level=medians[code].level))
        if (code := one.answer.statement) in medians
        else one
        for one in agreed
    ]


def _write_beside(facts: AssessmentFacts, agreed: Sequence[AgreedAnswer], *, by: Actor) -> None:
    now = timezone.now()
    rows = [
        Agreement(
            assessment_id=facts.pk,
            statement=one.answer.statement,
            could_not_agree=one.could_not_agree,
            why=one.why,
            changed_at=now,
            changed_by_id=by.person_id,
        )
        for one in agreed
    ]
    if rows:
        Agreement.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["assessment", "statement"],
            update_fields=["could_not_agree", "why", "changed_at", "changed_by"],
        )


# --- What they share


def tell_raters_of_results(facts: AssessmentFacts, *, by: Actor) -> None:
    """Called when the assessment is submitted: whoever finished was promised a mail."""
    finished = Rater.objects.filter(rating_round=facts.pk, finished_at__isnull=False)
    _write_to(list(finished), "results_ready", facts, but=by)


def _write_to(
    raters: Sequence[Rater], name: str, facts: AssessmentFacts, *, but: Actor, **more: object
) -> list[Rater]:
    """One letter each, to those who have an address. Gives to whom. Nobody writes to themselves."""
    pks = [one.pk for one in raters if one.person_id is None or one.person_id != but.person_id]
    found = list(Rater.objects.filter(pk__in=pks).select_related("person", "guest__invitation"))
    written = [one for one in found if _address(one)]
    post(*(_letter(name, one, facts, **more) for one in written))
    return written


def _letter(name: str, rater: Rater, facts: AssessmentFacts, **more: object) -> Letter:
    said = {"innovation": facts.innovation_name, "assessment": facts.id, "is_guest": rater.person_id is None}
    return write(name, to=_address(rater), facts=said | more)


def _address(rater: Rater) -> str:
    if rater.person:
        return rater.person.email
    return rater.guest.invitation.email if rater.guest else ""


def _as_typed(one: StoredAnswer) -> TypedAnswer:
    return TypedAnswer(one.statement, one.kind, one.level, one.note, one.link, seen=0)


def _emptied(one: TypedAnswer) -> TypedAnswer:
    return TypedAnswer(one.statement, Kind.UNANSWERED, None, "", "", seen=0)


def _nothing(said: Iterable[TypedAnswer]) -> dict[str, StoredAnswer]:
    return {one.statement: nothing_said(one.statement) for one in said}


def _subject(facts: AssessmentFacts) -> str:
    return f"assessment:{facts.id}"
