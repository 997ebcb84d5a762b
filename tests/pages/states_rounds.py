"""Every state of the pages on which people rate together and agree."""

from django.urls import reverse

from assessments.models import Innovation, Role
from tests.factories import (
    agree_on,
    all_typed,
    close_rating,
    open_rating,
    rate,
    rated_together,
    start,
    submit,
)
from tests.pages.browsing import page_of, signed_in
from tests.pages.reading import press
from tests.pages.world import Shown, World, get, state
from tests.people import a_guest, acting, join

SAVE = "Save and continue"
WHERE = "/assessments/{world.rating.id}/"
WHERE_AGREED = "/assessments/{world.agreeing.id}/"

for name, path in {
    "rate": f"{WHERE}rate/", "rate_enabler": f"{WHERE}rate/networks/", "rate_check": f"{WHERE}rate/check/",
    "round": f"{WHERE}round/", "round_close: too early": f"{WHERE}round/close/",
    "round: opening": "/assessments/{world.draft.id}/round/",
    "innovation: while people rate": "/innovations/{world.rating.innovation_id}/",
    "innovation: agreeing": "/innovations/{world.agreeing.innovation_id}/",
    "agree": f"{WHERE_AGREED}agree/", "agree_enabler": f"{WHERE_AGREED}agree/networks/",
    "agree_enabler: all alike": f"{WHERE_AGREED}agree/fidelity/", "agree_sheet": f"{WHERE_AGREED}agree/sheet/",
    "agree_enabler: agreed": f"{WHERE_AGREED}agree/evidence/", "check: agreeing": f"{WHERE_AGREED}check/",
}.items():  # fmt: skip
    get(name, path, who="alice")
get("agree_enabler: in order", f"{WHERE_AGREED}agree/networks/", who="alice", order="framework")
get("rate: a guest", f"{WHERE}rate/", who="gina")
get("rate_enabler: a guest", f"{WHERE}rate/vehicle/", who="gina")
get("rate: closed, a guest", f"{WHERE_AGREED}rate/", who="gina")
get("rate: a viewer", f"{WHERE}rate/", who="dana")
get("task_list: a viewer, while people rate", WHERE, who="dana")
get("task_list: a viewer, while the team agrees", WHERE_AGREED, who="dana")


@state("rate_done")
def rate_done(world: World) -> Shown:
    browser = signed_in(world.team.rob)
    return browser, browser.get(page_of("rate_done", world.rating))


@state("rate: finished")
def rate_finished(world: World) -> Shown:
    browser = signed_in(world.team.rob)
    return browser, browser.get(page_of("rate", world.rating))


@state("rate_check: finished")
def rate_check_finished(world: World) -> Shown:
    browser = signed_in(world.team.rob)
    return browser, browser.get(page_of("rate_check", world.rating))


@state("rate_check: refused")
def rate_check_refused(world: World) -> Shown:
    return world.alice, press(
        world.alice, world.alice.get(page_of("rate_check", world.rating)), "I have finished"
    )


@state("rate_check: changed meanwhile")
def rate_check_changed(world: World) -> Shown:
    return world.alice, world.alice.post(page_of("rate_check", world.rating), {"revision": "0"})


@state("rate: not open yet")
def not_open_yet(world: World) -> Shown:
    browser = signed_in(world.team.rob)
    join(world.bare, world.team.rob, Role.RATER)
    return browser, browser.get(page_of("rate", start(world.bare, by=world.alice.actor)))


@state("rate: closed before they had finished")
def left_out(world: World) -> Shown:
    rate(world.rating, all_typed("3"), by=world.bob.actor)
    close_rating(world.rating, by=world.alice.actor)
    return world.gina, world.gina.get(page_of("rate", world.rating))


@state("rate_enabler: errors")
def rate_errors(world: World) -> Shown:
    opened = world.alice.get(page_of("rate_enabler", world.rating, "evidence"))
    wrong = {"E2.1": "1", "E2.2-note": "x" * 2001, "E2.3-link": "nowhere"}
    return world.alice, press(world.alice, opened, SAVE, wrong)


@state("rate_enabler: two tabs in conflict")
def rate_conflict(world: World) -> Shown:
    address = page_of("rate_enabler", world.rating, "fidelity")
    one, other = world.alice.get(address), world.alice.get(address)
    press(world.alice, other, SAVE, {"E3.1": "0"})
    return world.alice, press(world.alice, one, SAVE, {"E3.1": "4", "E3.1-note": "Yes"})


@state("rate_enabler: closed meanwhile")
def rate_too_late(world: World) -> Shown:
    opened = world.alice.get(page_of("rate_enabler", world.rating, "networks"))
    for actor in (world.bob.actor, acting(world.team.rob)):
        rate(world.rating, all_typed("3"), by=actor)
    close_rating(world.rating, by=world.alice.actor)
    return world.alice, press(world.alice, opened, SAVE, {"E1.3": "4", "E1.3-note": "Typed too late"})


@state("enabler: opened meanwhile")
def opened_meanwhile(world: World) -> Shown:
    opened = world.bob.get(page_of("enabler", world.draft, "vehicle"))
    open_rating(world.draft, by=world.alice.actor)
    return world.bob, press(world.bob, opened, SAVE, {"E4.1": "4", "E4.1-note": "Typed too late"})


@state("check: submitted while people rate")
def submitted_while_rating(world: World) -> Shown:
    return world.alice, world.alice.post(page_of("check", world.rating), {"revision": "0"})


@state("round: opening alone")
def opening_alone(world: World) -> Shown:
    return world.alice, world.alice.get(page_of("round", start(world.lonely, by=world.alice.actor)))


@state("round: opening alone, pressed")
def opening_alone_pressed(world: World) -> Shown:
    return world.alice, world.alice.post(
        page_of("round", start(world.lonely, by=world.alice.actor)), {"open": "yes"}
    )


@state("round: opening, errors")
def opening_errors(world: World) -> Shown:
    opened = world.alice.get(page_of("round", world.draft))
    return world.alice, press(world.alice, opened, "Open rating", {"closes_on": "2020-01-01"})


@state("round: just opened")
def just_opened(world: World) -> Shown:
    opened = world.alice.get(page_of("round", world.draft))
    response = press(world.alice, opened, "Open rating", {"closes_on": "2090-01-01"})
    return world.alice, world.alice.get(response["Location"])


@state("round: reminded")
def reminded(world: World) -> Shown:
    opened = world.alice.get(page_of("round", world.rating))
    response = press(world.alice, opened, "Send a reminder")
    return world.alice, world.alice.get(response["Location"])


@state("round: reminded again")
def reminded_again(world: World) -> Shown:
    browser, opened = reminded(world)
    response = press(browser, opened, "Send a reminder")
    return browser, browser.get(response["Location"])


@state("round_close")
def closing(world: World) -> Shown:
    rate(world.rating, all_typed("3"), by=world.bob.actor)
    return world.alice, world.alice.get(page_of("round_close", world.rating))


@state("agree: just closed")
def just_closed(world: World) -> Shown:
    response = press(world.alice, closing(world)[1], "Close rating")
    return world.alice, world.alice.get(response["Location"])


@state("task_list: just cancelled")
def just_cancelled(world: World) -> Shown:
    opened = world.alice.get(page_of("round_close", world.rating))
    response = press(world.alice, opened, "Cancel rating")
    return world.alice, world.alice.get(response["Location"])


@state("agree_enabler: errors")
def agree_errors(world: World) -> Shown:
    opened = world.alice.get(page_of("agree_enabler", world.agreeing, "networks"))
    return world.alice, press(world.alice, opened, SAVE, {"E1.2": None, "E1.1-why": "x" * 2001})


@state("agree_enabler: a conflict")
def agree_conflict(world: World) -> Shown:
    address = page_of("agree_enabler", world.agreeing, "networks")
    hers, his = world.alice.get(address), world.bob.get(address)
    press(world.bob, his, SAVE, {"E1.1": "2", "E1.1-why": "His reason"})
    return world.alice, press(world.alice, hers, SAVE, {"E1.1": "could_not_agree", "E1.1-why": "Hers"})


@state("agree_enabler: a conflict undecided")
def agree_undecided(world: World) -> Shown:
    browser, page = agree_conflict(world)
    return browser, press(browser, page, SAVE)


def agreed_results(world: World) -> object:
    agree_on(world.agreeing, "3", by=world.alice.actor)
    submit(world.agreeing, by=world.alice.actor)
    return world.agreeing


@state("results: rated together")
def results_together(world: World) -> Shown:
    return world.alice, world.alice.get(page_of("results", agreed_results(world)))


@state("results: rated together, a guest")
def results_for_a_guest(world: World) -> Shown:
    return world.gina, world.gina.get(page_of("results", agreed_results(world)))


@state("answers: rated together, a rater")
def answers_for_a_rater(world: World) -> Shown:
    browser = signed_in(world.team.rob)
    return browser, browser.get(page_of("answers", agreed_results(world)))


@state("agree: two people")
def two_people(world: World) -> Shown:
    duo = Innovation.objects.create(name="Duo")
    join(duo, world.team.alice, Role.LEAD)
    guest = a_guest(duo)
    facts = rated_together(
        start(duo, by=world.alice.actor), {world.alice.actor: "1", guest: "4"}, by=world.alice.actor
    )
    return world.alice, world.alice.get(page_of("agree", facts))


@state("round: two people")
def two_open(world: World) -> Shown:
    duo = Innovation.objects.create(name="Duo")
    join(duo, world.team.alice, Role.LEAD)
    a_guest(duo)
    return world.alice, world.alice.get(page_of("round", start(duo, by=world.alice.actor)))


@state("innovations: a rater")
def rater_list(world: World) -> Shown:
    browser = signed_in(world.team.rob)
    return browser, browser.get(reverse("innovations"))
