"""Signed out while typing: what was typed comes back to the person who typed it, and to nobody else."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from assessments.models import Answer, HeldAnswers
from tests.factories import save, typed
from tests.pages.browsing import every, in_form, page_of, said_in, sign_in, signed_in
from tests.pages.reading import press, read

SAVE, LATER = "Save and continue", "Save and come back later"
NETWORKS = in_form(every("3"), "networks")
HALF = {
    "E1.1": "4",
    "E1.2": "dont_know",
    "E1.3-note": "Asked & waiting <3",
    "E1.4-link": "https://example.org/x",
}
BACK = "Your answers are back, and not saved yet"
MORNING = dt.datetime(2026, 9, 14, 9, tzinfo=dt.UTC)


@pytest.fixture
def address(draft):
    return page_of("enabler", draft, "networks")


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def left_alone(clock, browser, address, minutes, said=HALF, button=SAVE):
    """Opens a page, goes away, comes back and presses the button."""
    opened = browser.get(address)
    clock.shift(dt.timedelta(minutes=minutes))
    return press(browser, opened, button, said)


def shown(response):
    page = read(response)
    _, sent = page.form(SAVE)
    return {name: sent[name] for name in HALF if name in sent}


@pytest.mark.parametrize(
    "minutes", [62, 12 * 60 + 1, 3 * 24 * 60], ids=["idle", "a working day later", "days later"]
)
def test_the_post_is_held_and_the_person_asked_to_sign_in(clock, alice, address, minutes):
    response = left_alone(clock, alice, address, minutes)

    assert response.status_code == 303
    assert response["Location"] == f"{reverse('account_login')}?next={address.replace('/', '%2F')}"
    assert HeldAnswers.objects.get().person == alice.person
    assert not Answer.objects.exists()


@pytest.mark.parametrize("minutes", [62, 12 * 60 + 1], ids=["idle", "expired"])
def test_after_signing_in_what_was_typed_is_shown_as_not_saved(clock, alice, address, minutes):
    response = left_alone(clock, alice, address, minutes)

    back = sign_in(alice, alice.person, to=response["Location"])

    page = read(alice.get(back["Location"]))
    assert back["Location"] == address
    assert page.status == 200
    assert page.notices == [BACK]
    assert not page.title.startswith("Error")
    assert page.errors == []
    assert shown(page.response) == HALF
    assert not Answer.objects.exists()


def test_one_press_saves_it_and_nothing_is_held_any_more(clock, alice, draft, address):
    left_alone(clock, alice, address, 62, NETWORKS)
    sign_in(alice, alice.person)

    response = press(alice, alice.get(address), SAVE)

    assert response["Location"] == page_of("enabler", draft, "evidence")
    assert said_in(draft) == NETWORKS
    assert not HeldAnswers.objects.exists()
    assert response.cookies[settings.HELD_COOKIE_NAME].value == ""
    assert read(alice.get(address)).notices == []


def test_a_half_filled_page_can_be_saved_for_later(clock, alice, draft, address):
    left_alone(clock, alice, address, 62)
    sign_in(alice, alice.person)

    press(alice, alice.get(address), LATER)

    assert {code: said for code, said in said_in(draft).items() if said} == {"E1.1": "4", "E1.2": "dont_know"}


def test_what_is_still_missing_is_asked_for_when_it_is_saved(clock, alice, address):
    left_alone(clock, alice, address, 62)
    sign_in(alice, alice.person)

    response = press(alice, alice.get(address), SAVE)

    assert response.status_code == 422
    assert shown(response) == HALF
    assert not HeldAnswers.objects.exists(), "from here on it is an ordinary page"


def test_reading_the_page_saves_nothing_and_forgets_nothing(clock, alice, address):
    left_alone(clock, alice, address, 62)
    sign_in(alice, alice.person)

    alice.get(address)

    assert read(alice.get(address)).notices == [BACK]
    assert not Answer.objects.exists()


def test_the_way_back_to_the_check_page_is_held_too(clock, alice, draft, address):
    opened = alice.get(address, {"back": "check"})
    clock.shift(dt.timedelta(minutes=62))
    press(alice, opened, SAVE, NETWORKS)
    sign_in(alice, alice.person)

    response = press(alice, alice.get(address), SAVE)

    assert response["Location"] == page_of("check", draft)


def test_two_tabs_that_are_sent_while_signed_out_both_come_back(clock, alice, draft, address):
    other = page_of("enabler", draft, "evidence")
    here, there = alice.get(address), alice.get(other)
    clock.shift(dt.timedelta(minutes=62))
    press(alice, here, SAVE, HALF)
    press(alice, there, SAVE, {"E2.1": "2"})
    sign_in(alice, alice.person)

    assert shown(alice.get(address)) == HALF
    assert read(alice.get(other)).form(SAVE)[1]["E2.1"] == "2"


def test_saving_one_page_does_not_let_go_of_another(clock, alice, draft, address):
    left_alone(clock, alice, address, 62)
    sign_in(alice, alice.person)

    press(alice, alice.get(page_of("enabler", draft, "evidence")), LATER, {"E2.1": "2"})

    assert BACK in read(alice.get(address)).notices
    assert shown(alice.get(address)) == HALF


def test_a_page_that_is_sent_twice_while_signed_out_comes_back_as_it_was_last(clock, alice, address):
    opened = alice.get(address)
    clock.shift(dt.timedelta(minutes=62))
    press(alice, opened, SAVE, {"E1.1": "1"})
    press(alice, opened, SAVE, {"E1.1": "2"})
    sign_in(alice, alice.person)

    assert read(alice.get(address)).form(SAVE)[1]["E1.1"] == "2"


def test_after_it_is_saved_no_older_version_comes_back(clock, alice, address):
    opened = alice.get(address)
    clock.shift(dt.timedelta(minutes=62))
    press(alice, opened, SAVE, {"E1.1": "1"})
    press(alice, opened, SAVE, {"E1.1": "2"})
    sign_in(alice, alice.person)

    press(alice, alice.get(address), LATER)

    assert BACK not in read(alice.get(address)).notices


def test_what_another_changed_meanwhile_is_a_conflict_as_ever(clock, alice, bob, draft, address):
    left_alone(clock, alice, address, 62, NETWORKS)
    save(draft, typed("E1.1", "0"), by=bob.actor)
    sign_in(alice, alice.person)

    response = press(alice, alice.get(address), SAVE)

    assert response.status_code == 409
    assert said_in(draft)["E1.1"] == "0"


@pytest.mark.parametrize(("keep", "shown_level"), [("mine", "4"), ("theirs", "0"), (None, "4")])
def test_a_choice_between_two_answers_that_came_too_late_is_not_made_by_itself(
    clock, alice, bob, draft, address, keep, shown_level
):
    save(draft, *[typed(code, "3") for code in NETWORKS], by=alice.actor)
    hers = alice.get(address)
    save(draft, typed("E1.1", "0", seen=1), by=bob.actor)
    conflict = press(alice, hers, SAVE, {"E1.1": "4"})
    clock.shift(dt.timedelta(minutes=62))
    press(alice, conflict, SAVE, {"E1.1-keep": keep})
    sign_in(alice, alice.person)

    back = alice.get(address)
    response = press(alice, back, SAVE)

    assert read(back).form(SAVE)[1]["E1.1"] == shown_level
    assert response.status_code == (303 if keep else 409), "without a choice they are asked again"


# --- Nobody else


@pytest.mark.parametrize("minutes", [62, 12 * 60 + 1], ids=["idle", "expired"])
def test_another_person_who_signs_in_on_that_browser_never_sees_it(clock, alice, team, address, minutes):
    left_alone(clock, alice, address, minutes)

    sign_in(alice, team.bob)

    page = read(alice.get(address))
    assert page.status == 200
    assert page.notices == []
    assert "Asked & waiting" not in page.response.content.decode()
    assert shown(page.response) == {"E1.3-note": "", "E1.4-link": ""}


def test_it_waits_until_its_person_signs_in_there_again(clock, alice, team, address):
    left_alone(clock, alice, address, 62)
    sign_in(alice, team.bob)
    press(alice, alice.get(address), LATER, {"E1.5": "1"})
    alice.post(reverse("account_logout"))

    sign_in(alice, team.alice)

    assert shown(alice.get(address)) == HALF


def test_it_waits_in_the_browser_where_it_was_typed(clock, alice, team, address):
    left_alone(clock, alice, address, 62)

    elsewhere = signed_in(team.alice)

    assert read(elsewhere.get(address)).notices == []


def test_after_signing_out_in_another_tab_it_is_held_for_who_opened_the_page(alice, team, address):
    opened = alice.get(address)
    alice.post(reverse("account_logout"))

    press(alice, opened, SAVE, HALF)

    assert HeldAnswers.objects.get().person == team.alice
    sign_in(alice, team.bob)
    assert read(alice.get(address)).notices == []


@pytest.mark.parametrize("mark", ["", "1", "1:forged", "trial", None])
def test_a_page_that_does_not_say_whose_it_is_is_not_held(clock, alice, address, mark):
    opened = alice.get(address)
    clock.shift(dt.timedelta(minutes=62))

    response = press(alice, opened, SAVE, {"opened_by": mark})

    assert response.status_code == 303
    assert not HeldAnswers.objects.exists()


def test_a_stranger_without_a_page_of_ours_can_store_nothing(client, draft, address):
    client.post(address, HALF)

    assert not HeldAnswers.objects.exists()


def test_someone_with_a_leftover_trial_is_held_for_like_everyone(clock, alice, tryout, address):
    alice.cookies[settings.TRIAL_COOKIE_NAME] = tryout.browser.cookies[settings.TRIAL_COOKIE_NAME].value
    left_alone(clock, alice, address, 62)

    sign_in(alice, alice.person)

    assert shown(alice.get(address)) == HALF


def test_an_address_longer_than_any_of_ours_is_not_held(clock, alice, draft):
    opened = alice.get(page_of("enabler", draft, "networks"))
    clock.shift(dt.timedelta(minutes=62))

    _, sent = read(opened).form(SAVE)
    response = alice.post(page_of("enabler", draft, "x" * 300), sent)

    assert response.status_code == 303
    assert not HeldAnswers.objects.exists()


def test_a_page_left_open_for_more_than_a_week_is_not_held(clock, alice, address):
    left_alone(clock, alice, address, 7 * 24 * 60 + 1)

    assert not HeldAnswers.objects.exists()


def test_nothing_is_held_for_an_account_that_was_closed(clock, alice, team, address):
    opened = alice.get(address)
    team.alice.is_active = False
    team.alice.save()

    response = press(alice, opened, SAVE, HALF)

    assert response.status_code == 303
    assert not HeldAnswers.objects.exists()


def test_only_what_an_enabler_page_asks_is_held(clock, alice, address):
    left_alone(clock, alice, address, 62, HALF | {"anything": "else", "E1.1-note": "kept", "password": "x"})

    fields = HeldAnswers.objects.get().fields
    assert "kept" in fields
    assert not [name for name in ("anything", "password") if name in fields]


# --- How it is kept


def test_the_cookie_is_for_our_pages_alone_and_lasts_a_day(clock, alice, address):
    response = left_alone(clock, alice, address, 62)

    cookie = response.cookies[settings.HELD_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["max-age"] == 24 * 3600


def test_only_a_hash_of_the_key_is_kept(clock, alice, address):
    response = left_alone(clock, alice, address, 62)

    key = response.cookies[settings.HELD_COOKIE_NAME].value
    assert len(key) >= 43
    assert key not in str(HeldAnswers.objects.values().get())


def test_neither_the_token_nor_the_mark_is_kept(clock, alice, address):
    left_alone(clock, alice, address, 62)

    fields = HeldAnswers.objects.get().fields
    assert "csrfmiddlewaretoken" not in fields
    assert "opened_by" not in fields


def test_after_a_day_it_is_gone(clock, alice, address):
    left_alone(clock, alice, address, 62)
    clock.shift(dt.timedelta(hours=24, seconds=1))
    sign_in(alice, alice.person)

    assert read(alice.get(address)).notices == []


def test_purging_deletes_what_is_older_than_a_day(clock, alice, address, capsys):
    left_alone(clock, alice, address, 62)
    call_command("purge")
    kept = HeldAnswers.objects.count()
    clock.shift(dt.timedelta(hours=24, seconds=1))

    call_command("purge")

    assert (kept, HeldAnswers.objects.count()) == (1, 0)


def test_a_pile_of_held_pages_does_not_make_an_endless_cookie(clock, alice, draft, address):
    opened = alice.get(address)
    clock.shift(dt.timedelta(minutes=62))
    for level in range(12):
        response = press(alice, opened, SAVE, {"E1.1": str(level % 5)})

    assert len(response.cookies[settings.HELD_COOKIE_NAME].value) < 400


# --- When a session ends


def test_a_session_lasts_a_whole_hour_after_its_last_use(clock, alice, address):
    alice.get(address)
    clock.shift(dt.timedelta(minutes=4, seconds=59))
    alice.get(address)
    clock.shift(dt.timedelta(minutes=58))

    assert alice.get(address).status_code == 200


def test_a_session_ends_after_an_hour_and_the_minute_that_use_is_noted_in(clock, alice, address):
    alice.get(address)
    clock.shift(dt.timedelta(minutes=61))

    assert alice.get(address).status_code == 303


def test_noting_that_a_session_is_used_is_not_done_at_every_click(clock, alice, address, count_queries):
    alice.get(address)
    clock.shift(dt.timedelta(seconds=50))

    with count_queries() as queries:
        alice.get(address)

    assert not [sql for sql in queries.statements if sql.startswith("UPDATE")]
