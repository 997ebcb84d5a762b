"""Two editors do whatever two editors may do, in any order, and a plain model says what must come of it."""

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from assessments.actions.rating import save_answers
from assessments.models import AnswerChange, Innovation, Role
from assessments.permissions import Actor
from assessments.queries.rating import answers_with_who
from tests.factories import start, typed
from tests.people import Team, acting, join

STATEMENTS = ("E1.1", "E1.2", "E2.6")
EDITORS = (0, 1)

Said = tuple[str, str]
"""A choice and a note."""

NOTHING: Said = ("", "")

editors = st.sampled_from(EDITORS)
statements = st.sampled_from(STATEMENTS)
sayings = st.tuples(st.sampled_from(["", "0", "4", "dont_know"]), st.sampled_from(["", "Nine sites"]))


@dataclass
class Sheet:
    """The model: every version of every statement, with who said it. Version 0 is nothing, said by nobody."""

    versions: dict[str, list[tuple[Said, int | None]]] = field(
        default_factory=lambda: {code: [(NOTHING, None)] for code in STATEMENTS}
    )

    def version(self, code: str) -> int:
        return len(self.versions[code]) - 1

    def said(self, code: str, version: int) -> Said:
        return self.versions[code][version][0]

    def now(self, code: str) -> Said:
        return self.said(code, self.version(code))


@dataclass
class Page:
    """What one editor has on the screen: a value for each statement, and the version it came from."""

    shown: dict[str, Said] = field(default_factory=lambda: dict.fromkeys(STATEMENTS, NOTHING))
    seen: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATEMENTS, 0))


class TwoEditors(RuleBasedStateMachine):
    def __init__(self, team: Team) -> None:
        super().__init__()
        innovation = Innovation.objects.create(name="Another round")
        join(innovation, team.alice, Role.LEAD)
        join(innovation, team.bob, Role.EDITOR)
        self.actors: tuple[Actor, ...] = (acting(team.alice), acting(team.bob))
        self.facts = start(innovation, by=self.actors[0])
        self.sheet, self.pages = Sheet(), (Page(), Page())

    @rule(editor=editors)
    def opens_the_page(self, editor: int) -> None:
        page = self.pages[editor]
        for code in STATEMENTS:
            page.shown[code], page.seen[code] = self.sheet.now(code), self.sheet.version(code)

    @rule(editor=editors, code=statements, said=sayings)
    def types(self, editor: int, code: str, said: Said) -> None:
        self.pages[editor].shown[code] = said

    @rule(editor=editors, shown_again=st.booleans())
    def saves(self, editor: int, shown_again: bool) -> None:
        """Afterwards the page is shown again with what was saved, or the editor went back to the old one."""
        page = self.pages[editor]
        sent = [
            typed(code, page.shown[code][0], note=page.shown[code][1], seen=page.seen[code])
            for code in STATEMENTS
        ]
        to_be_saved = [code for code in STATEMENTS if self._would_be_saved(page, code)]
        to_be_settled = [code for code in STATEMENTS if self._would_be_settled(page, code)]

        outcome = save_answers(self.facts, sent, by=self.actors[editor])

        assert list(outcome.saved) == to_be_saved
        assert [conflict.mine.statement for conflict in outcome.conflicts] == to_be_settled
        for conflict in outcome.conflicts:
            assert (conflict.theirs.choice, conflict.theirs.note) == self.sheet.now(conflict.theirs.statement)
        for code in to_be_saved:
            self.sheet.versions[code].append((page.shown[code], self.actors[editor].person_id))
            if shown_again:
                page.seen[code] = self.sheet.version(code)

    @rule(editor=editors, code=statements)
    def keeps_their_own_after_a_conflict(self, editor: int, code: str) -> None:
        """The conflict page shows the version that stands now, and carries it."""
        self.pages[editor].seen[code] = self.sheet.version(code)

    def _would_be_saved(self, page: Page, code: str) -> bool:
        return page.seen[code] == self.sheet.version(code) and page.shown[code] != self.sheet.now(code)

    def _would_be_settled(self, page: Page, code: str) -> bool:
        touched = page.shown[code] != self.sheet.said(code, page.seen[code])
        is_old = page.seen[code] != self.sheet.version(code)
        return is_old and touched and page.shown[code] != self.sheet.now(code)

    @invariant()
    def every_version_says_something_new(self) -> None:
        for code, versions in self.sheet.versions.items():
            assert all(before[0] != after[0] for before, after in pairwise(versions)), code

    def teardown(self) -> None:
        """The store says what the model says: as it stands, and every version that ever stood."""
        stored = answers_with_who(self.facts.pk, STATEMENTS)
        standing = {
            code: ((one.choice, one.note), one.changed_by_id, one.version) for code, one in stored.items()
        }
        assert standing == {
            code: (*versions[-1], len(versions) - 1)
            for code, versions in self.sheet.versions.items()
            if len(versions) > 1
        }
        rows = AnswerChange.objects.filter(assessment=self.facts.pk).order_by("statement", "version")
        assert [(row.statement, row.version, row.note, row.changed_by_id) for row in rows] == [
            (code, version, said[1], who)
            for code in STATEMENTS
            for version, (said, who) in enumerate(self.sheet.versions[code])
            if version
        ]


@pytest.mark.django_db
@pytest.mark.timeout(400)  # when it fails, the shortest way there is looked for, for up to five minutes
def test_whatever_two_editors_do_the_store_agrees_with_a_plain_model(team: Team) -> None:
    run_state_machine_as_test(
        lambda: TwoEditors(team), settings=settings(max_examples=200, stateful_step_count=15, deadline=None)
    )
