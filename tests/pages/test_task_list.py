"""The task list: what is done, what is left."""

import pytest
from django.urls import reverse

from assessments.models import Innovation, Role
from tests.factories import answer, start
from tests.pages.browsing import FRAMEWORK, every, marks, page_of, results_from
from tests.pages.reading import read, text_of
from tests.people import join


def tasks(page):
    """What each task says: title, hint, status; and where it leads."""
    items = page.with_class("nhsuk-task-list__item")
    return {
        _part(item, "nhsuk-task-list__name-and-hint").split(" ", 1)[0]: (
            _part(item, "nhsuk-task-list__hint"),
            _part(item, "nhsuk-task-list__status"),
            next((link.get("href", "") for link in item.iter("a")), ""),
        )
        for item in items
    }


def _part(item, name):
    return next((text_of(one) for one in item.iter() if name in one.get("class", "").split()), "")


def test_it_lists_every_enabler_in_its_half(alice, draft):
    page = read(alice.get(page_of("task_list", draft)))

    shown = [text_of(link) for link in page.with_class("nhsuk-task-list__link")]
    assert page.status == 200
    assert page.title == "Readiness assessment: ESCAPE-pain – Octant"
    assert page.heading == "Readiness assessment"
    assert shown == ["Name, stage and setting", *(f"{one.number}. {one.title}" for one in FRAMEWORK.enablers)]
    assert all(group.name in page.text for group in FRAMEWORK.groups)


def test_a_new_assessment_has_everything_before_it(alice, draft):
    page = read(alice.get(page_of("task_list", draft)))

    assert {status for _, status, _ in tasks(page).values()} == {
        "Completed", "Not yet started", "Cannot start yet",
    }  # fmt: skip
    assert tasks(page)["1."] == ("", "Not yet started", page_of("enabler", draft, "networks"))
    assert "You have completed 0 of 8 enablers." in page.text


def test_each_enabler_says_how_far_it_is(alice, draft):
    answer(draft, marks("33??3 33____"), by=alice.actor)

    page = read(alice.get(page_of("task_list", draft)))

    assert tasks(page)["1."][:2] == ("5 of 5 answered, 2 “I do not know”", "Completed")
    assert tasks(page)["2."][:2] == ("2 of 6 answered", "In progress")
    assert "You have completed 1 of 8 enablers." in page.text
    assert "Saved today at" in page.text


@pytest.mark.parametrize(
    ("letters", "reason"),
    [
        ("33333", "You can start this when all 8 enablers are completed"),
        (
            "33333 333333 33333 33333 33333 33333 33333",
            "You can start this when the last enabler is completed",
        ),
    ],
)
def test_the_end_is_no_link_before_all_is_answered(alice, draft, letters, reason):
    answer(draft, marks(letters), by=alice.actor)

    page = read(alice.get(page_of("task_list", draft)))

    assert tasks(page)["Check"] == (reason, "Cannot start yet", "")


def test_the_end_is_a_link_when_all_is_answered(alice, draft):
    answer(draft, every("?"), by=alice.actor)

    page = read(alice.get(page_of("task_list", draft)))

    assert tasks(page)["Check"] == ("", "Not yet started", page_of("check", draft))


def test_hints_and_statuses_belong_to_their_links(alice, draft):
    answer(draft, marks("33___"), by=alice.actor)

    page = read(alice.get(page_of("task_list", draft)))

    link = next(one for one in page.with_class("nhsuk-task-list__link") if "networks" in one.get("href", ""))
    said = [text_of(page.by_id(name)) for name in link.get("aria-describedby", "").split()]
    assert said == ["2 of 5 answered", "In progress"]


def test_an_innovation_that_is_not_described_yet_is_in_progress(alice, innovation, draft):
    innovation.stage = ""
    innovation.save()

    page = read(alice.get(page_of("task_list", draft)))

    assert tasks(page)["Name,"] == (
        "",
        "In progress",
        reverse("innovation_about", args=[innovation.public_id]),
    )


def test_a_viewer_reads_and_is_led_to_no_page_that_would_refuse(dana, alice, draft):
    answer(draft, marks("33333"), by=alice.actor)

    page = read(dana.get(page_of("task_list", draft)))

    assert page.status == 200
    assert [href for _, _, href in tasks(page).values() if href] == [
        reverse("innovation_about", args=[draft.innovation_id])
    ]
    assert page.links["read the answers so far"] == page_of("check", draft)
    assert "Check" not in tasks(page)


def test_every_link_on_a_viewers_task_list_can_be_opened(dana, draft):
    page = read(dana.get(page_of("task_list", draft)))

    found = {href: dana.get(href).status_code for href in page.links.values() if href.startswith("/")}

    assert set(found.values()) == {200}


def test_a_trial_says_how_long_it_lasts_and_asks_for_nothing_about_the_innovation(tryout):
    page = read(tryout.browser.get(page_of("task_list", tryout.facts)))

    assert "You are trying this without an account." in page.text
    assert "Name," not in tasks(page)
    assert page.links["create an account"] == reverse("account_signup")


def test_an_illustration_says_that_it_is_one(alice, innovation, draft):
    innovation.assessments.update(is_illustration=True)

    page = read(alice.get(page_of("task_list", draft)))

    assert "This is an illustration made from public sources, not the team’s own rating." in page.text


def test_after_submitting_the_results_stand_in_its_place(alice, innovation):
    facts = results_from(innovation, alice.actor, every("3"))

    response = alice.get(page_of("task_list", facts))

    assert (response.status_code, response["Location"]) == (303, page_of("results", facts))


def test_a_rater_does_not_see_it(rob, draft):
    assert rob.get(page_of("task_list", draft)).status_code == 404


def test_answers_of_two_assessments_never_mix(alice, innovation, draft, team):
    answer(draft, marks("33333"), by=alice.actor)
    other = start(_another(team), by=alice.actor)

    page = read(alice.get(page_of("task_list", other)))

    assert "You have completed 0 of 8 enablers." in page.text


def _another(team):
    made = Innovation.objects.create(name="Virtual ward", created_by=team.alice)
    join(made, team.alice, Role.LEAD)
    return made
