"""What administrators see: what needs doing, and the audit log, to read, to check and to take along."""

import csv
import datetime as dt
import io

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from assessments.actions.audit import record
from assessments.models import AuditCheck, AuditEvent, OutboxMail, Person
from assessments.permissions import SYSTEM, Actor
from tests.pages.reading import press, read
from tests.people import a_person, acting
from tests.store.refusals import TRIGGERS

MORNING = dt.datetime(2026, 9, 14, 8, tzinfo=dt.UTC)
ALL = "Download the whole log as a table (CSV)"


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def log(team, alice, ada, clock):
    """Four events, an hour and then days apart."""
    record(alice.actor, "thing.make", "thing:1", after="A choir")
    clock.shift(dt.timedelta(hours=1))
    record(acting(team.bob), "thing.change", "thing:1", before="A choir", after="Two choirs")
    clock.shift(dt.timedelta(days=2))
    record(Actor(request_id="r"), "account.sign_in_failed", "sign-in")
    clock.shift(dt.timedelta(days=2))
    record(SYSTEM, "trial.purge", "trials", after="3 deleted")


def shown(response):
    """The rows of the table: what stands in each cell, without the name of its column."""
    table = read(response).main.find(".//tbody")
    if table is None:
        return []
    return [["".join(cell[1].itertext()).strip() for cell in row] for row in table]


def looked_for(ada, **query):
    return [row[2] for row in shown(ada.get(reverse("manage_audit"), query))]


# --- The way in


def test_only_administrators_are_shown_the_way(alice, ada):
    links = [
        [link.get("href") for link in read(browser.get(reverse("innovations"))).root.iter("a")]
        for browser in (alice, ada)
    ]

    assert [reverse("manage") in found for found in links] == [False, True]


# --- Home


def to_do(ada):
    page = read(ada.get(reverse("manage")))
    return ["".join(item.itertext()) for item in page.main.iter("li")] or [page.text]


def test_the_home_page_counts_people_and_events(ada, log):
    Person.objects.filter(name="Charlie Chen").update(is_active=False)

    page = read(ada.get(reverse("manage")))

    assert page.rows == {
        "Open accounts": "5",
        "Administrators": "1",
        "Closed accounts": "1",
        "Events": "4",
        "Last checked": "Never",
    }


def test_what_needs_doing_is_said_with_the_place_to_do_it(ada, log):
    page = read(ada.get(reverse("manage")))

    assert page.links["Check the audit log: it was never checked"] == reverse("manage_audit")
    assert page.links["Make a second administrator, in case the only one leaves"] == reverse("manage_people")


def test_when_all_is_well_nothing_needs_doing(ada, log):
    a_person("Sam Stone", is_administrator=True)
    ada.post(reverse("manage_audit_check"))
    OutboxMail.objects.create(to="a@example.org", subject="A", text="A")
    OutboxMail.objects.create(next_try_at=None, sent_at=MORNING, tries=1)

    assert "Nothing, right now." in to_do(ada)[0]


def test_a_check_is_asked_for_again_after_a_week(ada, log, clock):
    a_person("Sam Stone", is_administrator=True)
    AuditCheck.objects.create(events=4, last_event=4, last_hash=AuditEvent.objects.get(pk=4).hash)

    clock.shift(dt.timedelta(days=7))
    on_the_day = to_do(ada)
    clock.shift(dt.timedelta(seconds=1))

    assert "Nothing, right now." in on_the_day[0]
    assert to_do(ada) == ["Check the audit log: that was last done more than a week ago"]


def test_mail_that_does_not_go_out_is_said(ada):
    a_person("Sam Stone", is_administrator=True)
    OutboxMail.objects.create(to="a@example.org", subject="A", text="A", tries=1)
    for _ in range(2):
        OutboxMail.objects.create(next_try_at=None, tries=8)

    assert [line.partition(".")[0] for line in to_do(ada)] == [
        "1 email could not be sent yet",
        "2 emails could not be sent and never will be",
    ]


# --- The audit log


def test_the_log_says_when_who_what_and_to_what_newest_first(team, ada, log):
    alice, bob = (f"{one.name} (person {one.pk})" for one in (team.alice, team.bob))

    assert shown(ada.get(reverse("manage_audit"))) == [
        ["18 September 2026 at 10am", "Octant itself", "Trial: purge", "trials", "3 deleted"],
        ["16 September 2026 at 10am", "Someone not signed in", "Account: sign in failed", "sign-in", "–"],
        ["14 September 2026 at 10am", bob, "Thing: change", "thing:1", "A choir → Two choirs"],
        ["14 September 2026 at 9am", alice, "Thing: make", "thing:1", "A choir"],
    ]


def test_someone_who_is_gone_has_only_a_number(team, ada, log):
    number = team.bob.pk
    team.bob.delete()

    assert [row[1] for row in shown(ada.get(reverse("manage_audit")))][2] == f"Person {number}, who is gone"


def test_a_change_from_nothing_shows_no_empty_list(ada, alice):
    record(alice.actor, "innovation.describe", "innovation:1", before=", , ", after="early, other, home")

    assert shown(ada.get(reverse("manage_audit")))[0][4] == "early, other, home"


FOUND = {
    "by a name": ({"person": "barnes"}, ["Thing: change"]),
    "by an address": ({"person": "alice@"}, ["Thing: make"]),
    "by what was done": ({"action": "trial.purge"}, ["Trial: purge"]),
    "by a part of what it was done to": ({"subject": "thing"}, ["Thing: change", "Thing: make"]),
    "from a day on": ({"since": "2026-09-16"}, ["Trial: purge", "Account: sign in failed"]),
    "up to a day, with it": (
        {"until": "16/9/2026"},
        ["Account: sign in failed", "Thing: change", "Thing: make"],
    ),
    "between two days": ({"since": "2026-09-15", "until": "2026-09-17"}, ["Account: sign in failed"]),
    "by several things at once": ({"person": "alice", "subject": "thing"}, ["Thing: make"]),
    "by nothing": (
        {"person": " "},
        ["Trial: purge", "Account: sign in failed", "Thing: change", "Thing: make"],
    ),
}


@pytest.mark.parametrize(("query", "found"), FOUND.values(), ids=FOUND.keys())
def test_events_are_found(ada, log, query, found):
    assert looked_for(ada, **query) == found


def test_events_are_found_by_the_number_of_someone_who_is_gone(team, ada, log):
    number = team.bob.pk
    team.bob.delete()

    assert looked_for(ada, person=str(number)) == ["Thing: change"]


def test_a_day_begins_and_ends_at_midnight_here_and_not_in_utc(ada, alice, clock):
    clock.move_to(dt.datetime(2026, 9, 14, 23, 30, tzinfo=dt.UTC))  # half past midnight in London
    record(alice.actor, "thing.make", "thing:1")

    assert looked_for(ada, since="2026-09-15") == ["Thing: make"]
    assert looked_for(ada, until="2026-09-14") == []


def test_what_is_not_found_is_said(ada, log):
    page = read(ada.get(reverse("manage_audit"), {"person": "nobody"}))

    assert "Nothing matches." in page.text
    assert page.main.find(".//table") is None


def test_a_day_that_is_none_is_said_and_the_rest_still_counts(ada, log):
    response = ada.get(reverse("manage_audit"), {"since": "soon", "person": "alice"})

    page = read(response)
    assert (response.status_code, page.errors) == (422, [("Enter a day like 14/9/2026", "#id_since")])
    assert [row[2] for row in shown(response)] == ["Thing: make"]
    assert page.by_id("id_since").get("value") == "soon"


def test_the_log_is_shown_fifty_at_a_time_and_keeps_what_was_looked_for(ada, alice):
    for number in range(1, 121):
        record(alice.actor, "thing.do", f"thing:{number}")
    record(SYSTEM, "thing.other", "thing:0")
    first = ada.get(reverse("manage_audit"), {"action": "thing.do"})
    second = ada.get(read(first).links["Older events"])
    third = ada.get(read(second).links["Older events"])

    seen = [row[3] for page in (first, second, third) for row in shown(page)]
    assert [len(shown(page)) for page in (first, second, third)] == [50, 50, 20]
    assert seen == [f"thing:{number}" for number in range(120, 0, -1)]
    assert "Newest events" not in read(first).links
    assert "Older events" not in read(third).links
    assert read(third).links["Newest events"] == f"{reverse('manage_audit')}?action=thing.do"


def test_exactly_fifty_are_one_page(ada, alice):
    for number in range(50):
        record(alice.actor, "thing.do", f"thing:{number}")

    assert "Older events" not in read(ada.get(reverse("manage_audit"))).links


def test_the_log_costs_as_much_when_it_is_long(ada, alice, count_queries):
    record(alice.actor, "thing.do", "thing:1")
    ada.get(reverse("manage"))
    with count_queries(at_most=7) as few:
        ada.get(reverse("manage_audit"))
    for number in range(60):
        record(acting(a_person(f"Person{number} Parker")), "thing.do", f"thing:{number}")

    with count_queries() as many:
        ada.get(reverse("manage_audit"))

    assert len(many) == len(few)


# --- Checking it


def test_a_check_says_that_all_is_as_it_was_written_and_is_remembered(ada, log):
    response = press(ada, ada.get(reverse("manage_audit")), "Check it now")

    page = read(ada.get(response["Location"]))
    assert page.notices == ["All 4 events are as they were written."]
    assert "Checked today at 10am: all 4 events were as they were written." in page.text


def test_a_log_that_was_changed_is_said_to_be_broken(ada, log):
    name, (table, *_) = "audit_record_is_not_changed", TRIGGERS["audit_record_is_not_changed"]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    AuditEvent.objects.filter(pk=3).update(after="nothing")

    response = press(ada, ada.get(reverse("manage_audit")), "Check it now")

    page = read(ada.get(response["Location"]))
    assert "Event 3 is not as it was written" in page.text
    assert "The 2 events before it hold." in page.text
    assert to_do(ada)[0].startswith("The audit log is broken: event 3 ")


# --- Taking it along


def downloaded(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_whole_log_can_be_taken_along_and_that_is_on_record(ada, log):
    response = press(ada, ada.get(reverse("manage_audit")), ALL)

    rows = downloaded(response)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="octant-audit-log-2026-09-18.csv"'
    assert [row["action"] for row in rows] == [
        "audit.export", "trial.purge", "account.sign_in_failed", "thing.change", "thing.make",
    ]  # fmt: skip
    assert rows[3] | {"actor": "", "id": ""} == {
        "id": "",
        "at": "2026-09-14 09:00:00+00:00",
        "actor": "",
        "actor_name": "Bob Barnes",
        "actor_kind": "person",
        "action": "thing.change",
        "subject": "thing:1",
        "before": "A choir",
        "after": "Two choirs",
        "request_id": "a-request",
    }
    event = AuditEvent.objects.get(action="audit.export")
    assert (event.actor, event.subject, event.after) == (ada.person, "audit", "all of it")


def test_what_was_looked_for_is_what_is_taken_along(ada, log):
    page = ada.get(reverse("manage_audit"), {"person": "alice", "since": "2026-09-01"})

    rows = downloaded(press(ada, page, "Download what was found as a table (CSV)"))

    assert [row["action"] for row in rows] == ["thing.make"]
    assert AuditEvent.objects.get(action="audit.export").after == "person: alice, since: 2026-09-01"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://evil.example")'])
def test_no_cell_runs_as_a_formula(ada, alice, text):
    record(alice.actor, "thing.do", "thing:1", before=text, after=text)
    Person.objects.filter(pk=alice.person.pk).update(name=text)

    (row,) = downloaded(ada.post(reverse("manage_audit_export"), {"action": "thing.do"}))

    assert (row["before"], row["after"], row["actor_name"]) == (f"'{text}",) * 3


def test_a_long_log_is_read_in_pieces_and_nothing_is_lost(ada, alice, count_queries, monkeypatch):
    monkeypatch.setattr("assessments.queries.audit.CHUNK", 10)
    for number in range(25):
        record(alice.actor, "thing.do", f"thing:{number}")
    response = ada.post(reverse("manage_audit_export"), {"action": "thing.do"})

    with count_queries() as queries:
        rows = downloaded(response)

    assert [row["subject"] for row in rows] == [f"thing:{number}" for number in range(24, -1, -1)]
    assert len(queries) == 7, "three pieces with their names, and a look whether there is more"
