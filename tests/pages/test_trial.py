"""Trying it without an account: start, carry on, end, keep."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from assessments.models import Answer, Assessment, AuditEvent, Innovation, Membership, Trial
from tests.factories import save, typed
from tests.pages.browsing import a_tryout, every, page_of, sign_in, with_notes
from tests.pages.reading import press, read

MORNING = dt.datetime(2026, 9, 14, 9, tzinfo=dt.UTC)


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def begin(browser, name="Virtual ward"):
    return press(browser, browser.get(reverse("trial")), "Start", {"name": name})


# --- Is this right for you?


def test_two_questions_come_first(client, db):
    page = read(client.get(reverse("suitable")))

    assert page.status == 200
    assert page.title == "Is this right for you? – Octant"
    assert "Does it already work in at least one place?" in page.text
    assert "Do you want other places to use it?" in page.text


@pytest.mark.parametrize(
    ("works", "wants", "following"),
    [("yes", "yes", "trial"), ("no", "yes", "not_suitable"), ("yes", "no", "not_suitable"),
     ("no", "no", "not_suitable")],
)  # fmt: skip
def test_two_times_yes_leads_on(client, db, works, wants, following):
    answers = {"works_somewhere": works, "wants_others": wants}

    response = press(client, client.get(reverse("suitable")), "Continue", answers)

    assert (response.status_code, response["Location"]) == (303, reverse(following))


def test_both_questions_must_be_answered(client, db):
    response = press(client, client.get(reverse("suitable")), "Continue")

    page = read(response)
    assert page.status == 422
    assert page.title == "Error: Is this right for you? – Octant"
    assert page.errors == [
        ("Select yes if it already works in at least one place", "#id_works_somewhere_0"),
        ("Select yes if you want other places to use it", "#id_wants_others_0"),
    ]
    assert {href[1:] for _, href in page.errors} <= set(page.ids)


def test_one_answer_is_kept_while_the_other_is_asked_for(client, db):
    response = press(client, client.get(reverse("suitable")), "Continue", {"works_somewhere": "yes"})

    assert read(response).form("Continue")[1]["works_somewhere"] == "yes"


def test_an_answer_that_is_not_offered_is_refused(client, db):
    response = press(
        client,
        client.get(reverse("suitable")),
        "Continue",
        {"works_somewhere": "maybe", "wants_others": "yes"},
    )

    assert response.status_code == 422


def test_someone_too_early_finds_help_and_may_carry_on_anyway(client, db):
    page = read(client.get(reverse("not_suitable")))

    assert page.heading == "It may be too early for this"
    assert page.links["Carry on anyway"] == reverse("trial")
    assert page.links["NHS Innovation Service"].startswith("https://innovation.nhs.uk")


# --- Starting


def test_a_trial_starts_with_a_name_and_nothing_else(client, db):
    response = begin(client)

    assessment = Assessment.objects.get()
    assert (response.status_code, response["Location"]) == (
        303,
        reverse("task_list", args=[assessment.public_id]),
    )
    assert assessment.innovation.name == "Virtual ward"
    assert read(client.get(response["Location"])).status == 200


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "Enter the name of your innovation"),
        ("  \x00 ", "Enter the name of your innovation"),
        ("x" * 121, "The name must be 120 characters or fewer"),
        ("Ward 943 476 5919", "Remove the NHS number. Do not include patient details."),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_kept(client, db, name, error):
    response = begin(client, name)

    page = read(response)
    assert page.status == 422
    assert page.title == "Error: Try it without an account – Octant"
    assert page.errors == [(error, "#id_name")]
    assert "id_name" in page.ids
    assert page.form("Start")[1]["name"] == name.replace("\x00", "")
    assert not Innovation.objects.exists()


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client, db):
    cookie = begin(client).cookies[settings.TRIAL_COOKIE_NAME]

    assert len(cookie.value) >= 43, "256 random bits"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["domain"] == ""
    assert cookie["max-age"] == 7 * 24 * 3600


def test_the_cookie_travels_over_tls_alone_where_there_is_tls(client, db, settings):
    settings.SESSION_COOKIE_SECURE = True

    assert begin(client).cookies[settings.TRIAL_COOKIE_NAME]["secure"]


def test_only_a_hash_of_the_cookie_is_kept(client, db):
    key = begin(client).cookies[settings.TRIAL_COOKIE_NAME].value

    assert key not in str(list(Trial.objects.values()) + list(AuditEvent.objects.values()))


def test_a_second_start_carries_the_first_on(client, db):
    first = begin(client)

    asked, again = client.get(reverse("trial")), client.post(reverse("trial"), {"name": "Another"})

    assert asked["Location"] == again["Location"] == first["Location"]
    assert Innovation.objects.get().name == "Virtual ward"


def test_two_browsers_have_two_trials(db):
    one, other = Client(), Client()

    begin(one)
    begin(other)

    assert Trial.objects.count() == 2


# --- Whose it is


@pytest.mark.parametrize(
    "name", ["task_list", "check", "results", "results_csv", "results_receipt", "results_radar"]
)
def test_nobody_else_reaches_it(charlie, client, tryout, name):
    address = page_of(name, tryout.facts)

    assert charlie.get(address).status_code == 404
    assert client.get(address)["Location"].startswith(reverse("account_login"))


def test_a_guessed_cookie_opens_nothing(client, tryout):
    client.cookies[settings.TRIAL_COOKIE_NAME] = "x" * 43

    response = client.get(page_of("task_list", tryout.facts))

    assert response["Location"] == reverse("trial_ended")


def test_the_browser_of_another_trial_does_not_reach_it(tryout):
    other = a_tryout("Falls clinic")

    response = other.browser.get(page_of("enabler", tryout.facts, "networks"))

    assert response.status_code == 303
    assert response["Location"].startswith(reverse("account_login"))


def test_following_a_link_to_another_teams_page_does_not_end_a_trial(tryout, draft):
    response = tryout.browser.get(page_of("task_list", draft))

    assert response["Location"].startswith(reverse("account_login"))
    assert tryout.browser.get(page_of("task_list", tryout.facts)).status_code == 200


def test_the_page_for_an_ended_trial_ends_no_other(tryout):
    response = tryout.browser.get(reverse("trial_ended"))

    assert response["Location"] == page_of("task_list", tryout.facts)
    assert tryout.browser.get(page_of("task_list", tryout.facts)).status_code == 200


def test_a_trial_holder_has_no_list_of_innovations(tryout):
    response = tryout.browser.get(reverse("innovations"))

    assert response["Location"].startswith(reverse("account_login"))


# --- The end


def test_after_seven_days_it_has_ended(clock, client, db):
    address = begin(client)["Location"]
    clock.shift(dt.timedelta(days=7))

    response = client.get(address)

    page = read(client.get(response["Location"]))
    assert (response.status_code, response["Location"]) == (303, reverse("trial_ended"))
    assert page.status == 410
    assert page.heading == "Your trial has ended"
    assert page.links["Start again"] == reverse("trial")


def test_a_moment_before_it_has_not(clock, client, db):
    address = begin(client)["Location"]
    clock.shift(dt.timedelta(days=7, seconds=-1))

    assert client.get(address).status_code == 200


def test_what_is_sent_after_the_end_is_not_saved(clock, tryout):
    opened = tryout.browser.get(page_of("enabler", tryout.facts, "networks"))
    clock.shift(dt.timedelta(days=8))

    response = press(tryout.browser, opened, "Save and continue", {"E1.1": "3"})

    assert response["Location"] == reverse("trial_ended")
    assert not Answer.objects.exists()


def test_the_page_takes_the_cookie_away_so_that_a_new_trial_can_start(clock, client, db):
    begin(client)
    clock.shift(dt.timedelta(days=8))

    response = client.get(reverse("trial_ended"))

    assert response.cookies[settings.TRIAL_COOKIE_NAME].value == ""
    assert begin(client, "Again").status_code == 303


def test_purging_deletes_what_has_ended_and_nothing_else(clock, draft, capsys):
    old = a_tryout("Old")
    save(old.facts, typed("E1.1", "3"), by=old.actor)
    clock.shift(dt.timedelta(days=5))
    a_tryout("Young")
    clock.shift(dt.timedelta(days=3))

    call_command("purge")

    assert set(Innovation.objects.values_list("name", flat=True)) == {"Young", "ESCAPE-pain"}
    assert not Answer.objects.exists()
    assert AuditEvent.objects.get(action="trial.purge").after == "1 deleted"
    assert capsys.readouterr().out.startswith("Deleted 1 ended trials, 0 held pages and 0 old mails.\n")


# --- Results, and keeping them


@pytest.fixture
def finished(tryout):
    save(tryout.facts, *with_notes(every("3", E1="33334")), by=tryout.actor)
    press(tryout.browser, tryout.browser.get(page_of("check", tryout.facts)), "Submit and see results")
    return tryout


def test_the_results_offer_to_keep_them(finished):
    page = read(finished.browser.get(page_of("results", finished.facts)))

    assert page.status == 200
    assert "Keep these results" in page.text
    assert page.links["Create an account"] == reverse("account_signup")
    assert "Assessments" not in page.links


def test_the_results_can_be_downloaded(finished):
    for name in ("results_csv", "results_receipt", "results_radar"):
        assert finished.browser.get(page_of(name, finished.facts)).status_code == 200


def test_carrying_on_after_submitting_leads_to_the_results(finished):
    response = finished.browser.get(reverse("trial"), follow=True)

    assert response.redirect_chain[-1][0] == page_of("results", finished.facts)


def test_signing_up_and_confirming_moves_it_into_the_account(finished, mailoutbox):
    said = {"name": "Nina New", "email": "nina@example.org", "password1": "nine paper lanterns burn"}
    browser = finished.browser
    press(browser, browser.get(reverse("account_signup")), "Create an account", said)
    link = next(word for word in mailoutbox[0].body.split() if "/confirm/" in word)

    press(browser, browser.get(link.removeprefix(settings.SITE_URL)), "Confirm this address")

    assert Membership.objects.get(person__email="nina@example.org").innovation.name == "Virtual ward"
    assert not Trial.objects.exists()
    page = read(browser.get(page_of("results", finished.facts)))
    assert page.status == 200
    assert "Keep these results" not in page.text


def test_someone_with_an_account_is_offered_to_keep_it(tryout, team):
    sign_in(tryout.browser, team.charlie)

    page = read(tryout.browser.get(reverse("innovations")))

    assert page.notices == ["You have a trial on this device"]
    assert "“Virtual ward” is not in your account yet." in page.text


def test_keeping_it_moves_it_into_the_account(tryout, team):
    browser = tryout.browser
    sign_in(browser, team.charlie)

    response = press(browser, browser.get(reverse("innovations")), "Keep it in your account")

    kept = Membership.objects.get(person=team.charlie)
    assert (kept.innovation.name, kept.role) == ("Virtual ward", "lead")
    assert response["Location"] == reverse("innovation_about", args=[kept.innovation.public_id])
    assert response.cookies[settings.TRIAL_COOKIE_NAME].value == ""
    assert "Your trial is now in your account." in read(browser.get(response["Location"])).notices
    assert browser.get(page_of("task_list", tryout.facts)).status_code == 200


def test_without_a_trial_there_is_nothing_to_keep(charlie):
    assert charlie.post(reverse("trial_keep")).status_code == 404


def test_an_ended_trial_cannot_be_kept(clock, team):
    held = a_tryout()
    clock.shift(dt.timedelta(days=8))
    sign_in(held.browser, team.charlie)

    assert held.browser.post(reverse("trial_keep")).status_code == 404


def test_keeping_it_without_an_account_leads_to_signing_in_and_then_to_the_button(tryout, team):
    asked = tryout.browser.post(reverse("trial_keep"))

    back = sign_in(tryout.browser, team.charlie, to=asked["Location"])

    page = read(tryout.browser.get(back["Location"], follow=True))
    assert "Keep it in your account" in page.buttons


def test_reading_the_address_that_keeps_a_trial_keeps_nothing(tryout, team):
    sign_in(tryout.browser, team.charlie)

    tryout.browser.get(reverse("trial_keep"))

    assert Trial.objects.count() == 1
    assert not Membership.objects.filter(person=team.charlie).exists()
