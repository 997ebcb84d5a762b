"""What administrators do with people: find them, give and take roles, close and reopen accounts."""

import pytest
from django.urls import reverse

from assessments.models import Person
from tests.pages.browsing import signed_in
from tests.pages.reading import press, read
from tests.pages.test_manage import shown
from tests.people import a_person

# --- People


def listed(ada, **query):
    return [row[0].partition(" (")[0] for row in shown(ada.get(reverse("manage_people"), query))]


def test_people_are_listed_newest_first_with_what_they_are(ada, team):
    a_person("Ed Evans", is_curator=True, is_reviewer=True)
    Person.objects.filter(pk=team.charlie.pk).update(is_active=False)

    rows = shown(ada.get(reverse("manage_people")))

    assert rows[0] == ["Ed Evans (ed@example.org)", "ed@example.org", "Curator, Reviewer", "Never"]
    assert [row[0].partition(" (")[0] for row in rows] == [
        "Ed Evans", "Ada Marsh", "Charlie Chen", "Rob Rowe", "Dana Davies", "Bob Barnes", "Alice Archer",
    ]  # fmt: skip
    assert rows[2][0].endswith("Closed")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "ALICE"}, ["Alice Archer"]),
        ({"q": "bob@example"}, ["Bob Barnes"]),
        ({"kind": "administrator"}, ["Ada Marsh"]),
        ({"kind": "closed"}, ["Charlie Chen"]),
        ({"kind": "curator"}, []),
        ({"q": "a", "kind": "administrator"}, ["Ada Marsh"]),
    ],
)
def test_people_are_found(ada, team, query, found):
    Person.objects.filter(pk=team.charlie.pk).update(is_active=False)

    assert listed(ada, **query) == found


def test_people_are_shown_fifty_at_a_time(ada):
    for number in range(60):
        a_person(f"Person{number} Parker")
    first = ada.get(reverse("manage_people"), {"q": "parker"})
    second = ada.get(read(first).links["Older accounts"])

    seen = [row[0].partition(" ")[0] for page in (first, second) for row in shown(page)]
    assert seen == [f"Person{number}" for number in range(59, -1, -1)]
    assert read(second).links["Newest accounts"] == f"{reverse('manage_people')}?q=parker"


@pytest.mark.parametrize("name", ["manage", "manage_people"])
def test_pages_about_people_cost_as_much_for_many(ada, count_queries, name):
    ada.get(reverse("manage"))
    with count_queries(at_most=7) as few:
        ada.get(reverse(name))
    for number in range(60):
        a_person(f"Person{number} Parker")

    with count_queries() as many:
        ada.get(reverse(name))

    assert len(many) == len(few)


# --- One person


@pytest.fixture
def charlie_page(team):
    return reverse("manage_person", args=[team.charlie.pk])


def ask_for_roles(ada, page, *roles):
    """Ticks exactly these and presses the button, as a browser does: with GET."""
    form, _ = read(ada.get(page)).form("Change roles")
    return ada.get(form.get("action"), {"roles": list(roles)})


def test_a_person_is_shown_with_the_way_to_what_they_did(ada, team, charlie_page):
    page = read(ada.get(charlie_page))

    assert page.heading == "Charlie Chen"
    assert page.rows["Email address"] == "charlie@example.org"
    assert page.links["See what they did"] == f"{reverse('manage_audit')}?person={team.charlie.pk}"


def test_roles_are_given_after_a_yes(ada, team, charlie_page):
    asked = ask_for_roles(ada, charlie_page, "curator", "administrator")
    before = Person.objects.get(pk=team.charlie.pk).site_roles
    response = press(ada, asked, "Yes, change the roles")

    assert read(asked).heading == "Do you want to change the roles of Charlie Chen?"
    assert ["".join(item.itertext()) for item in read(asked).main.iter("li")] == [
        "They will be: Curator",
        "They will be: Administrator",
    ]
    assert before == frozenset()
    assert Person.objects.get(pk=team.charlie.pk).site_roles == {"curator", "administrator"}
    assert response["Location"] == charlie_page
    assert read(ada.get(charlie_page)).notices == ["The roles of Charlie Chen are changed."]


def test_roles_are_taken_after_a_yes_and_the_others_stay(ada, team, charlie_page):
    Person.objects.filter(pk=team.charlie.pk).update(is_curator=True, is_reviewer=True)
    asked = ask_for_roles(ada, charlie_page, "reviewer")

    press(ada, asked, "Yes, change the roles")

    assert [text for item in read(asked).main.iter("li") if (text := "".join(item.itertext()))] == [
        "They will no longer be: Curator"
    ]
    assert Person.objects.get(pk=team.charlie.pk).site_roles == {"reviewer"}


def test_who_changed_nothing_is_asked_nothing(ada, charlie_page):
    assert ask_for_roles(ada, charlie_page)["Location"] == charlie_page


def test_a_role_that_does_not_exist_is_not_given(ada, team, charlie_page):
    ada.post(reverse("manage_person_roles", args=[team.charlie.pk]), {"roles": ["curator", "king"]})

    assert Person.objects.get(pk=team.charlie.pk).site_roles == frozenset()


def test_the_only_administrator_is_told_so_and_stays_one(ada):
    page = reverse("manage_person", args=[ada.person.pk])
    refused = press(ada, ask_for_roles(ada, page, "curator"), "Yes, change the roles")

    assert "Ada Marsh is the only administrator." in read(ada.get(page)).text
    assert refused.status_code == 422
    assert read(refused).errors[0][0].startswith("Ada Marsh is the only administrator. Make someone else")
    assert Person.objects.get(pk=ada.person.pk).site_roles == {"administrator"}


def test_an_administrator_who_steps_down_is_led_out(ada):
    a_person("Sam Stone", is_administrator=True)
    page = reverse("manage_person", args=[ada.person.pk])

    response = press(ada, ask_for_roles(ada, page), "Yes, change the roles")

    assert response["Location"] == reverse("account")
    assert ada.get(page).status_code == 404


def test_an_account_is_closed_after_a_yes_and_its_owner_is_out_at_once(ada, team, charlie, charlie_page):
    asked = ada.get(read(ada.get(charlie_page)).links["Close the account"])
    still_in = charlie.get(reverse("account")).status_code
    press(ada, asked, "Yes, close the account")

    assert (still_in, charlie.get(reverse("account")).status_code) == (200, 303)
    assert read(ada.get(charlie_page)).rows["Account"] == "Closed"


def test_a_closed_account_is_opened_after_a_yes(ada, team, charlie_page):
    Person.objects.filter(pk=team.charlie.pk).update(is_active=False)

    asked = ada.get(read(ada.get(charlie_page)).links["Open the account again"])
    press(ada, asked, "Yes, open the account")

    team.charlie.refresh_from_db()
    assert team.charlie.is_active
    assert signed_in(team.charlie).get(reverse("account")).status_code == 200


def test_your_own_account_cannot_be_closed_here(ada):
    a_person("Sam Stone", is_administrator=True)
    page = read(ada.get(reverse("manage_person", args=[ada.person.pk])))

    response = ada.post(reverse("manage_person_close", args=[ada.person.pk]))

    assert "Close the account" not in page.links
    assert response.status_code == 400
    assert "Ask another administrator." in read(response).text
    assert Person.objects.get(pk=ada.person.pk).is_active


def test_someone_without_a_name_is_called_by_their_address(ada, team, charlie_page):
    Person.objects.filter(pk=team.charlie.pk).update(name="")

    assert read(ada.get(charlie_page)).heading == "charlie@example.org"
    assert "charlie@example.org" in listed(ada, q="charlie")[0]
