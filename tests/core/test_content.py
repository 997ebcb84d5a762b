"""The content that ships: it passes every check, and it says what the design says it should."""

import re
from pathlib import Path

import pytest

from assessments.framework.check import problems_in, problems_in_advice, words_in
from assessments.framework.freeze import problems_in_files
from assessments.framework.load import load_advice, load_framework
from assessments.framework.reading_age import reading_ages
from assessments.framework.sources import load_sources
from assessments.framework.types import Audience, Band, Group, VerdictCode

V1 = load_framework("v1")
ADVICE_V1 = load_advice("v1")
ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs" / "content.md"
DEMO = ROOT / "fixtures" / "demo.toml"

REPORT_TITLES = (
    "Building demand through existing networks and narratives",
    "Using evidence to build demand",
    "Balancing fidelity, quality and adaptability",
    "Scaling vehicles rather than lone champions",
    "Capitalising on national and local system priorities",
    "Using policy and financial levers to kick start momentum",
    "Commissioning for sustainable spread",
    "External funding to support spread",
)
SLUGS = ("networks", "evidence", "fidelity", "vehicle", "priorities", "levers", "commissioning", "funding")

# The table in which the verdict is read: the team's half downwards, the system's half across.
FOUNDATIONS = "Build the foundations first"
VERDICTS = {
    (Band.NOT_YET, Band.NOT_YET): (VerdictCode.BUILD, FOUNDATIONS),
    (Band.NOT_YET, Band.PARTLY): (VerdictCode.BUILD, FOUNDATIONS),
    (Band.NOT_YET, Band.IN_PLACE): (VerdictCode.BUILD, "The door is open; the innovation is not ready yet"),
    (Band.PARTLY, Band.NOT_YET): (VerdictCode.TEST, "Test in more places, and start on the conditions"),
    (Band.PARTLY, Band.PARTLY): (VerdictCode.TEST, "Ready to test in more places"),
    (Band.PARTLY, Band.IN_PLACE): (VerdictCode.TEST, "Ready to test in more places; the system is waiting"),
    (Band.IN_PLACE, Band.NOT_YET): (VerdictCode.HELD_BACK, "Ready in itself; held back by the conditions"),
    (Band.IN_PLACE, Band.PARTLY): (VerdictCode.NEARLY, "Nearly ready to spread"),
    (Band.IN_PLACE, Band.IN_PLACE): (VerdictCode.READY, "Ready to spread"),
}

# Words that the writing rules keep off the screen, and marks of enthusiasm.
UNWELCOME = {
    "users",
    "user",
    "stakeholder",
    "stakeholders",
    "intervention",
    "interventions",
    "rag",
    "excellent",
}


def every_text() -> list[str]:
    texts = [V1.title, V1.pause.sentence, V1.not_enough_known.sentence, V1.not_enough_known.headline]
    texts += [row.outcome.sentence for row in V1.table]
    for enabler in V1.enablers:
        texts += [enabler.title, enabler.short_name, enabler.why]
    for statement in V1.statements:
        texts += [statement.text, statement.hint, *statement.levels, *statement.evidence]
    for piece in ADVICE_V1.pieces:
        texts += [piece.question, *piece.actions, piece.why]
    return texts


def sources_used() -> set[str]:
    used = {source for statement in V1.statements for source in statement.sources}
    return used | {source for piece in ADVICE_V1.pieces for source in piece.basis}


def test_the_shipped_questions_have_no_problems() -> None:
    assert problems_in(V1) == ()


def test_the_shipped_advice_has_no_problems() -> None:
    assert problems_in_advice(ADVICE_V1, V1) == ()


def test_every_shipped_file_has_no_problems() -> None:
    assert problems_in_files() == ()


def test_there_are_41_statements_of_which_enabler_2_has_six() -> None:
    counts = [len(enabler.statements) for enabler in V1.enablers]

    assert counts == [5, 6, 5, 5, 5, 5, 5, 5]


def test_the_enablers_carry_the_reports_titles_and_the_addresses() -> None:
    assert tuple(enabler.report_title for enabler in V1.enablers) == REPORT_TITLES
    assert tuple(enabler.slug for enabler in V1.enablers) == SLUGS


def test_the_first_four_enablers_are_the_teams_and_the_last_four_the_systems() -> None:
    assert [enabler.number for enabler in V1.enablers_in(Group.PURSUIT)] == [1, 2, 3, 4]
    assert [enabler.number for enabler in V1.enablers_in(Group.CONDITIONS)] == [5, 6, 7, 8]


def test_the_verdict_table_is_the_one_that_was_decided() -> None:
    table = {(row.pursuit, row.conditions): (row.outcome.code, row.outcome.headline) for row in V1.table}

    assert table == VERDICTS


def test_the_gate_is_the_statement_about_harm() -> None:
    assert V1.rules.gate == "E2.6"
    assert "harm and unfairness" in V1.statement_by_code["E2.6"].text


def test_there_are_72_pieces_of_advice_one_for_each_place() -> None:
    assert len(ADVICE_V1.by_place) == 72
    assert {place[2] for place in ADVICE_V1.by_place} == set(Audience)


def test_no_unwelcome_word_is_shown() -> None:
    found = {word for text in every_text() for word in words_in(text) if word.casefold() in UNWELCOME}

    assert found == set()


def test_nobody_is_shouted_at_and_nothing_is_shortened() -> None:
    marked = [text for text in every_text() if re.search(r"!|n['’]t\b|&|e\.g\.|i\.e\.|--", text)]

    assert marked == []


def test_no_two_statements_have_the_same_words() -> None:
    texts = [statement.text for statement in V1.statements]

    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("number", range(1, 9))
def test_every_enabler_reads_easily_enough_for_a_busy_professional(number: int) -> None:
    ages = reading_ages(V1, ADVICE_V1)[number - 1]

    assert ages.questions <= 12
    assert ages.advice <= 13


def test_every_source_used_is_listed_once_and_no_other() -> None:
    listed = [source.code for source in load_sources()]
    in_the_demonstration = set(re.findall(r"\bS\d+[a-z]?\b", DEMO.read_text(encoding="utf-8")))

    assert len(listed) == len(set(listed))
    assert set(listed) == sources_used() | in_the_demonstration


def test_every_source_has_a_title_and_every_address_is_on_the_web() -> None:
    sources = load_sources()

    assert all(source.title.strip() for source in sources)
    assert [s.code for s in sources if s.address and not s.address.startswith(("http://", "https://"))] == []


def test_the_page_for_content_people_shows_todays_reading_ages() -> None:
    page = DOCS.read_text(encoding="utf-8")

    for age in reading_ages(V1, ADVICE_V1):
        assert f"| {age.enabler} | {age.questions:.1f} | {age.advice:.1f} |" in page
