"""One enabler's page, with everything that can happen on it: for a team's answers, one's own view, and what is agreed.

The rooms differ in the desk that they sit at; what is saved, shown again, in conflict or missing is the same for all.
"""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from assessments.actions.rating import Conflict, SaveOutcome
from assessments.errors import NotFound
from assessments.framework.types import Enabler, Framework
from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import StoredAnswer
from assessments.ui.answer_form import EnablerForm
from assessments.ui.conflict import Aside, conflict_page
from assessments.ui.held import opened_by, what_was_held
from assessments.ui.http import Request, SeeOther
from assessments.ui.steps import next_after

FormT = TypeVar("FormT", bound=EnablerForm)


@dataclass(frozen=True, slots=True)
class Desk(ABC, Generic[FormT]):
    """One enabler's page for one person: whose answers are given there, and where its links lead."""

    facts: AssessmentFacts
    enabler: Enabler
    by: Actor

    template: ClassVar[str] = "answering/enabler.jinja"
    caption: ClassVar[str] = ""
    list_name: ClassVar[str]
    check_name: ClassVar[str]
    enabler_name: ClassVar[str]

    @property
    def list_href(self) -> str:
        return reverse(self.list_name, args=[self.facts.id])

    @property
    def check_href(self) -> str:
        return reverse(self.check_name, args=[self.facts.id])

    @property
    def later_href(self) -> str:
        """Where "Save and come back later" leads."""
        return self.list_href

    def href_of(self, enabler: Enabler) -> str:
        return reverse(self.enabler_name, args=[self.facts.id, enabler.slug])

    def asides(self, form: FormT, conflicts: Iterable[Conflict]) -> Mapping[str, Aside]:
        """What stands beside the two answers to a statement in conflict, where there is anything."""
        return {}

    def more(self, form: FormT) -> Mapping[str, object]:
        """What else the template shows."""
        return {}

    @abstractmethod
    def form(self, data: Mapping[str, str] | None = None, **more: Any) -> FormT:
        """`data` of what was sent, or what to show: see `EnablerForm`."""

    @abstractmethod
    def stored(self, statements: Iterable[str]) -> Mapping[str, StoredAnswer]: ...

    @abstractmethod
    def stored_with_who(self, statements: Iterable[str]) -> Mapping[str, StoredAnswer]: ...

    @abstractmethod
    def save(self, form: FormT) -> SaveOutcome: ...


@dataclass(frozen=True, slots=True)
class PlainDesk(Desk[EnablerForm]):
    """With the form as it is."""

    def form(self, data: Mapping[str, str] | None = None, **more: Any) -> EnablerForm:
        return EnablerForm(self.facts.framework, self.enabler, data, opened_by=opened_by(self.by), **more)


@dataclass(frozen=True, slots=True)
class EnablerPage:
    """What stands round the form."""

    facts: AssessmentFacts
    enabler: Enabler
    enablers: int
    caption: str
    back_href: str
    back_text: str
    back: str
    saved_at: dt.datetime | None
    was_held: bool


def find_enabler(framework: Framework, slug: str) -> Enabler:
    try:
        return framework.enabler_by_slug[slug]
    except KeyError:
        raise NotFound("There is no such enabler.") from None


def answer_enabler(request: Request, desk: Desk[FormT]) -> HttpResponse:
    if request.method == "POST":
        return _save(request, desk)
    return _show(request, desk)


def _show(request: Request, desk: Desk[FormT]) -> HttpResponse:
    stored = desk.stored([statement.code for statement in desk.enabler.statements])
    held = what_was_held(request)
    form = desk.form(stored=stored, held=held, back=request.GET.get("back", ""))
    return _page(request, desk, form, was_held=bool(held))


def _save(request: Request, desk: Desk[FormT]) -> HttpResponse:
    """Whatever is filled in and allowed is saved first; then we say what is wrong, in conflict or missing.

    In that order, because the page on conflicts holds only those: what is wrong would be typed in vain.
    """
    form = desk.form(request.POST)
    is_valid = form.is_valid()
    outcome = desk.save(form)
    in_conflict = bool(outcome.conflicts or form.undecided)
    if in_conflict and not form.has_wrong_parts:
        return _conflict(request, desk, form, outcome)
    if not is_valid:
        return _page(request, desk, form.as_saved(outcome.saved), status=422)
    return _onwards(request, desk, outcome)


def _onwards(request: Request, desk: Desk[FormT], outcome: SaveOutcome) -> HttpResponse:
    if "later" in request.POST:
        messages.success(request, "Your answers are saved. You can carry on at any time.")
        return SeeOther(desk.later_href)
    if request.POST.get("back") == "check":
        return SeeOther(desk.check_href)
    following = next_after(desk.facts.framework, desk.enabler, outcome.answers)
    return SeeOther(desk.href_of(following) if following else desk.list_href)


def _conflict(request: Request, desk: Desk[FormT], form: FormT, outcome: SaveOutcome) -> HttpResponse:
    """409: two people changed the same statement. 422: they were asked which to keep, and did not say."""
    conflicts = [*outcome.conflicts, *_still_undecided(desk, form)]
    page = conflict_page(
        desk.facts,
        form,
        conflicts,
        list_href=desk.list_href,
        saved=len(outcome.saved),
        asides=desk.asides(form, conflicts),
        by=desk.by,
    )
    return render(request, "answering/conflict.jinja", {"page": page}, status=422 if form.undecided else 409)


def _still_undecided(desk: Desk[FormT], form: FormT) -> list[Conflict]:
    if not form.undecided:
        return []
    stored = desk.stored_with_who(form.undecided)
    return [Conflict(form.typed(code), stored[code]) for code in form.undecided if code in stored]


def _page(
    request: Request, desk: Desk[FormT], form: FormT, *, status: int = 200, was_held: bool = False
) -> HttpResponse:
    goes_to_check = form.back == "check"
    page = EnablerPage(
        facts=desk.facts,
        enabler=desk.enabler,
        enablers=len(desk.facts.framework.enablers),
        caption=desk.caption,
        back_href=desk.check_href if goes_to_check else desk.list_href,
        back_text="Back to your answers" if goes_to_check else "Back to all enablers",
        back=form.back,
        saved_at=form.saved_at,
        was_held=was_held,
    )
    context = {"page": page, "form": form, **desk.more(form)}
    return render(request, desk.template, context, status=status)
