"""Where people give their own view, and where the team writes down what it agreed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assessments.actions.rating import Conflict, SaveOutcome
from assessments.actions.rounds import agree, save_rater_answers
from assessments.agreement.spread import spreads_in
from assessments.charts.raters_words import closeness_words, index_words, people_words
from assessments.models.vocabulary import NOTE_LENGTH
from assessments.queries.rating import StoredAnswer, answers_of, answers_with_who, nothing_said
from assessments.queries.rounds import Agreed, OwnView, Views, agreed_in, own_answers, own_answers_with_who
from assessments.rounds.forms import AgreeForm
from assessments.rounds.talks import agreement_in, talks_about
from assessments.scoring.types import Answer, Kind
from assessments.ui.answer_form import EnablerForm
from assessments.ui.answering import Desk, PlainDesk
from assessments.ui.conflict import Aside
from assessments.ui.held import opened_by


@dataclass(frozen=True, slots=True)
class OwnDesk(PlainDesk):
    view: OwnView

    caption = "Your own view"
    list_name = "rate"
    check_name = "rate_check"
    enabler_name = "rate_enabler"

    def stored(self, statements: Iterable[str]) -> Mapping[str, StoredAnswer]:
        return own_answers(self.view, statements)

    def stored_with_who(self, statements: Iterable[str]) -> Mapping[str, StoredAnswer]:
        return own_answers_with_who(self.view, statements)

    def save(self, form: EnablerForm) -> SaveOutcome:
        return save_rater_answers(self.view, form.typed_answers(), by=self.by)


@dataclass(frozen=True, slots=True)
class AgreeDesk(Desk[AgreeForm]):
    """`views`: what people said of these statements. `in_order`: as in the question set, and not widest first."""

    views: Views
    in_order: bool

    template = "rounds/agree_enabler.jinja"
    caption = "What you agree"
    list_name = "agree"
    check_name = "check"
    enabler_name = "agree_enabler"

    def form(self, data: Mapping[str, str] | None = None, **more: Any) -> AgreeForm:
        return AgreeForm(
            self.facts.framework,
            self.enabler,
            data,
            talks=talks_about(self.enabler, self.views, in_order=self.in_order),
            agreed=agreed_in(self.facts.pk),
            opened_by=opened_by(self.by),
            **more,
        )

    def more(self, form: AgreeForm) -> Mapping[str, object]:
        agreement = agreement_in(self.facts.framework, self.enabler, self.views)
        return {
            "people_words": people_words(len(self.views.raters)),
            "in_order": self.in_order,
            "closeness": closeness_words(agreement),
            "numbers": index_words(agreement),
        }

    def asides(self, form: AgreeForm, conflicts: Iterable[Conflict]) -> Mapping[str, Aside]:
        now = agreed_in(self.facts.pk)
        return {
            code: Aside(
                Agreed(form.could_not_agree(code), form.cleaned_data.get(f"{code}-why") or "").words,
                now.get(code, Agreed()).words,
            )
            for code in (one.mine.statement for one in conflicts)
        }

    def stored(self, statements: Iterable[str]) -> Mapping[str, StoredAnswer]:
        """Until something is agreed: what all of them said, and as evidence what they noted."""
        found = answers_of(self.facts.pk, statements)
        spreads = spreads_in(self.enabler.statements, self.views.raters)
        return {
            one.statement: self._begun(found.get(one.statement) or nothing_said(one.statement), one.unanimous)
            for one in spreads
        }

    def _begun(self, stored: StoredAnswer, alike: Answer | None) -> StoredAnswer:
        if stored.kind is not Kind.UNANSWERED or stored.note or stored.link:
            return stored
        notes = self.views.notes.get(stored.statement, ())
        begun = replace(
            stored,
            note="\n\n".join(dict.fromkeys(one.text for one in notes if one.text))[:NOTE_LENGTH],
            link=next((one.link for one in notes if one.link), ""),
        )
        return replace(begun, kind=alike.kind, level=alike.level) if alike else begun

    def stored_with_who(self, statements: Iterable[str]) -> Mapping[str, StoredAnswer]:
        return answers_with_who(self.facts.pk, statements)

    def save(self, form: AgreeForm) -> SaveOutcome:
        return agree(self.facts, form.agreed_answers(), by=self.by)
