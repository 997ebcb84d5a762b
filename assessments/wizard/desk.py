"""Where a team's own answers are given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from assessments.actions.rating import SaveOutcome, save_answers
from assessments.queries.rating import StoredAnswer, answers_of, answers_with_who
from assessments.ui.answer_form import EnablerForm
from assessments.ui.answering import PlainDesk


@dataclass(frozen=True, slots=True)
class TeamDesk(PlainDesk):
    list_name = "task_list"
    check_name = "check"
    enabler_name = "enabler"

    @property
    def later_href(self) -> str:
        return self.list_href if self.facts.is_trial else reverse("innovations")

    def stored(self, statements: Iterable[str]) -> Mapping[str, StoredAnswer]:
        return answers_of(self.facts.pk, statements)

    def stored_with_who(self, statements: Iterable[str]) -> Mapping[str, StoredAnswer]:
        return answers_with_who(self.facts.pk, statements)

    def save(self, form: EnablerForm) -> SaveOutcome:
        return save_answers(self.facts, form.typed_answers(), by=self.by)
