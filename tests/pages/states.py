"""Every page, and every state of a page that looks different."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core import mail
from django.test import override_settings
from django.urls import reverse

from assessments.accounts.demo_mail import DemoMailBackend
from assessments.actions.assessment import mark_as_illustration
from assessments.models import Innovation, Role
from tests.factories import answer, save, start, submit, typed
from tests.pages.browsing import Browser, a_tryout, every, page_of, sign_in, signed_in
from tests.pages.reading import press
from tests.pages.world import Shown, World, get, state
from tests.people import PASSWORD, join

SAVE = "Save and continue"
# Files, redirects, and answers without a body.
NO_PAGE = {
    "health", "account_stay", "trial_keep", "assessment_start", "results_radar", "results_receipt", "results_csv",
}  # fmt: skip

# --- For everyone

for name, path in {
    "start": "/", "trial": "/try/", "suitable": "/try/suitable/", "not_suitable": "/try/not-suitable/",
    "trial_ended": "/try/ended/", "how_it_works": "/how-it-works/", "statements": "/statements/",
    "sources": "/sources/", "accessibility": "/accessibility/", "privacy": "/privacy/", "cookies": "/cookies/",
    "help": "/help/", "health": "/healthz", "account_login": "/account/sign-in/", "account_signup": "/account/create/",
    "account_signed_out": "/account/signed-out/", "account_inactive": "/account/inactive/",
    "account_new_link": "/account/new-link/", "account_reset_password": "/account/password/reset/",
    "account_reset_password_done": "/account/password/reset/sent/",
    "account_reset_password_from_key_done": "/account/password/reset/done/",
}.items():  # fmt: skip
    get(name, path)
get("start: signed in", "/", who="alice")
get("help: signed in", "/help/", who="alice")
get("account_signed_out: idle", "/account/signed-out/", why="idle", next="/innovations/")
get("account_confirm_email: dead link", "/account/confirm/dead/")
get("account_reset_password_from_key: dead link", "/account/password/reset/1-dead/")
get("start: no such page", "/no/such/page/")


# --- Signed in

for name, path in {
    "account": "/account/", "account_change_name": "/account/name/", "account_logout": "/account/sign-out/",
    "account_reauthenticate": "/account/reauthenticate/", "account_change_password": "/account/password/change/",
    "innovations": "/innovations/", "innovation_new": "/innovations/new/", "innovation": "/innovations/{id}/",
    "innovation_about": "/innovations/{id}/about/", "innovation_headline": "/innovations/{id}/about/name/",
    "innovation_place": "/innovations/{id}/about/stage/", "innovation_lead": "/innovations/{id}/about/organisation/",
    "innovation: nothing yet": "/innovations/{world.bare.public_id}/",
    "innovation: in progress": "/innovations/{world.draft.innovation_id}/",
    "assessment_start": "/innovations/{id}/start/", "trial_keep": "/try/keep/",
    "task_list": "/assessments/{world.draft.id}/", "enabler": "/assessments/{world.draft.id}/networks/",
    "enabler: evidence": "/assessments/{world.draft.id}/evidence/", "check": "/assessments/{world.draft.id}/check/",
    "results": "/assessments/{world.second.id}/results/", "results: gate": "/assessments/{world.first.id}/results/",
    "results_radar": "/assessments/{world.second.id}/results/radar.json",
    "results_receipt": "/assessments/{world.second.id}/results.json",
    "results_csv": "/assessments/{world.second.id}/results.csv",
    "answers": "/assessments/{world.second.id}/answers/",
    "results_compare": "/assessments/{world.second.id}/results/compare/{world.first.id}/",
    "results: not found": "/assessments/01a20000-0000-7000-8000-000000000000/results/",
}.items():  # fmt: skip
    get(name, path, who="alice")
get("results: all advice", "/assessments/{world.second.id}/results/", who="alice", advice="all")
get("enabler: on the way back", "/assessments/{world.draft.id}/networks/", who="alice", back="check")

# --- A viewer

get("innovations: a viewer", "/innovations/", who="dana")
get("innovation: a viewer", "/innovations/{id}/", who="dana")
get("task_list: a viewer", "/assessments/{world.draft.id}/", who="dana")
get("check: a viewer", "/assessments/{world.draft.id}/check/", who="dana")
get("enabler: a viewer", "/assessments/{world.draft.id}/networks/", who="dana")

# --- A trial

get("task_list: a trial", "/assessments/{world.tryout.facts.id}/", who="tryout")
get("enabler: a trial", "/assessments/{world.tryout.facts.id}/networks/", who="tryout")
get("check: a trial", "/assessments/{world.tryout.facts.id}/check/", who="tryout")


# --- After something was sent


@state("suitable: errors")
def suitable_errors(world: World) -> Shown:
    return world.stranger, world.stranger.post(reverse("suitable"), {})


@state("trial: errors")
def trial_errors(world: World) -> Shown:
    return world.stranger, world.stranger.post(reverse("trial"), {"name": "x" * 200})


@state("innovation_new: errors")
def new_errors(world: World) -> Shown:
    return world.alice, world.alice.post(reverse("innovation_new"), {"name": ""})


@state("innovation_new: a duplicate")
def duplicate(world: World) -> Shown:
    return world.alice, world.alice.post(
        reverse("innovation_new"), {"name": "ESCAPE pain", "summary": "Again"}
    )


@state("innovation_place: errors")
def place_errors(world: World) -> Shown:
    return world.alice, world.alice.post(reverse("innovation_place", args=[world.id]), {})


@state("innovation_lead: errors")
def lead_errors(world: World) -> Shown:
    return world.alice, world.alice.post(reverse("innovation_lead", args=[world.id]), {"ods_code": "?"})


@state("enabler: errors")
def enabler_errors(world: World) -> Shown:
    wrong = {"E2.1": "7", "E2.2-note": "x" * 2001, "E2.3-link": "nowhere", "E2.4": None}
    opened = world.alice.get(page_of("enabler", world.draft, "evidence"))
    return world.alice, press(world.alice, opened, SAVE, wrong)


@state("enabler: a conflict")
def conflict(world: World) -> Shown:
    address = page_of("enabler", world.draft, "fidelity")
    hers, his = world.alice.get(address), world.bob.get(address)
    press(
        world.bob,
        his,
        SAVE,
        {"E3.1": "0", "E3.2": "0", "E3.2-note": "No", "E3.2-link": "https://example.org"},
    )
    return world.alice, press(world.alice, hers, SAVE, {"E3.1": "4", "E3.2": "4", "E3.2-note": "Yes"})


@state("enabler: a conflict undecided")
def undecided(world: World) -> Shown:
    _, page = conflict(world)
    return world.alice, press(world.alice, page, SAVE, {"E3.1-keep": "mine"})


@state("enabler: too late")
def too_late(world: World) -> Shown:
    here = start(world.bare, by=world.alice.actor)
    answer(here, every("3"), by=world.alice.actor)
    opened = world.alice.get(page_of("enabler", here, "networks"))
    submit(here, by=world.bob.actor)
    return world.alice, press(world.alice, opened, SAVE, {"E1.1": "1", "E1.2-note": "Late"})


@state("enabler: held")
def held(world: World) -> Shown:
    browser = signed_in(world.team.bob)
    opened = browser.get(page_of("enabler", world.draft, "vehicle"))
    browser.post(reverse("account_logout"))
    sent = press(browser, opened, SAVE, {"E4.1": "4", "E4.2": None, "E4.3-note": "Typed"})
    browser.person = world.team.bob
    return browser, browser.get(sign_in(browser, world.team.bob, to=sent["Location"])["Location"])


@state("innovation_place: held")
def place_held(world: World) -> Shown:
    browser = signed_in(world.team.bob)
    opened = browser.get(reverse("innovation_place", args=[world.id]))
    browser.post(reverse("account_logout"))
    sent = press(browser, opened, SAVE, {"stage": "pilot", "settings": ["home", "hospital"]})
    browser.person = world.team.bob
    return browser, browser.get(sign_in(browser, world.team.bob, to=sent["Location"])["Location"])


@state("check: refused")
def refused(world: World) -> Shown:
    opened = world.alice.get(page_of("check", world.draft))
    return world.alice, press(world.alice, opened, "Submit and see results")


@state("check: changed meanwhile")
def changed_meanwhile(world: World) -> Shown:
    return world.alice, world.alice.post(page_of("check", world.draft), {"revision": "1"})


@state("check_first")
def asked_once_more(world: World) -> Shown:
    facts = start(Innovation.objects.get(name="Falls clinic"), by=world.alice.actor)
    answer(facts, every("3"), by=world.alice.actor)
    pressed = press(world.alice, world.alice.get(page_of("check", facts)), "Submit and see results")
    return world.alice, world.alice.get(pressed["Location"])


@state("results: just submitted")
def just_submitted(world: World) -> Shown:
    response = press(world.alice, asked_once_more(world)[1], "Submit anyway")
    return world.alice, world.alice.get(response["Location"])


@state("results: an illustration")
def illustration(world: World) -> Shown:
    made = Innovation.objects.create(name="Pharmacy First")
    join(made, world.team.alice, Role.LEAD)
    facts = start(made, by=world.alice.actor)
    mark_as_illustration(facts, as_things_stood="May 2020", by=world.alice.actor)
    answer(facts, every("4", E5="?????"), by=world.alice.actor)
    submit(facts, by=world.alice.actor)
    return world.alice, world.alice.get(page_of("results", facts))


@state("results: a trial")
def trial_results(world: World) -> Shown:
    save(
        world.tryout.facts,
        *(typed(code, choice) for code, choice in every("2").items()),
        by=world.tryout.actor,
    )
    submit(world.tryout.facts, by=world.tryout.actor)
    return world.tryout.browser, world.tryout.browser.get(page_of("results", world.tryout.facts))


@state("innovations: none yet")
def none_yet(world: World) -> Shown:
    newcomer = signed_in(world.team.charlie)
    return newcomer, newcomer.get(reverse("innovations"))


@state("innovations: with a trial on this device")
def with_a_trial(world: World) -> Shown:
    browser = signed_in(world.team.charlie)
    key = a_tryout("Held here").browser.cookies[settings.TRIAL_COOKIE_NAME].value
    browser.cookies[settings.TRIAL_COOKIE_NAME] = key
    return browser, browser.get(reverse("innovations"))


@state("start: an old tab")
def old_tab(world: World) -> Shown:
    browser = Browser(enforce_csrf_checks=True)
    return browser, browser.post(reverse("suitable"), {})


# --- Accounts


@state("account_login: errors")
def sign_in_errors(world: World) -> Shown:
    return world.stranger, world.stranger.post(
        reverse("account_login"), {"login": "a@example.org", "password": "x"}
    )


@state("account_signup: errors")
def sign_up_errors(world: World) -> Shown:
    return world.stranger, world.stranger.post(reverse("account_signup"), {"email": "x", "password1": "x"})


@state("account_email_verification_sent")
def check_your_email(world: World) -> Shown:
    browser = Browser()
    said = {"name": "Nina New", "email": "nina@example.org", "password1": PASSWORD}
    return browser, browser.get(browser.post(reverse("account_signup"), said)["Location"])


@state("account_confirm_email")
def confirm(world: World) -> Shown:
    browser, _ = check_your_email(world)
    return browser, browser.get(_link_in_last_mail())


@state("account_reset_password_from_key")
def new_password(world: World) -> Shown:
    browser = Browser()
    browser.post(reverse("account_reset_password"), {"email": world.team.bob.email})
    return browser, browser.get(_link_in_last_mail(), follow=True)


def _link_in_last_mail() -> str:
    words = str(mail.outbox[-1].body).split()
    return next(word for word in words if word.startswith(settings.SITE_URL)).removeprefix(settings.SITE_URL)


@state("account_set_password")
def set_password(world: World) -> Shown:
    world.team.charlie.set_unusable_password()
    world.team.charlie.save()
    browser = signed_in(world.team.charlie)
    return browser, browser.get(reverse("account_set_password"))


@state("account_change_name: errors")
def name_errors(world: World) -> Shown:
    return world.alice, world.alice.post(reverse("account_change_name"), {"name": ""})


@state("account_stay")
def stay(world: World) -> Shown:
    return world.alice, world.alice.post(reverse("account_stay"))


# --- The demonstration's mail box


def _in_the_demonstration(address: str) -> Shown:
    browser = Browser()
    with TemporaryDirectory() as folder, override_settings(IS_DEMO=True, DEMO_MAIL_DIR=Path(folder)):
        with open(Path(folder) / "printed", "w") as stream:
            message = mail.EmailMessage("Hello", f"Open {settings.SITE_URL}/help/ now", to=["a@example.org"])
            DemoMailBackend(stream=stream).send_messages([message])
        return browser, browser.get(address)


@state("demo_mail")
def mails(world: World) -> Shown:
    return _in_the_demonstration("/demo/mail/")


@state("demo_mail_one")
def one_mail(world: World) -> Shown:
    return _in_the_demonstration("/demo/mail/1/")
