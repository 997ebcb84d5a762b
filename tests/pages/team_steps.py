"""The steps that the tests of pages about people are made of."""

from django.test import Client
from django.urls import reverse

from assessments.models import Innovation, Membership, Person
from tests.pages.reading import Page, read


def address(name: str, innovation: Innovation, *more: object) -> str:
    return reverse(name, args=[innovation.public_id, *more])


def place_of(innovation: Innovation, person: Person) -> object:
    return Membership.objects.get(innovation=innovation, person=person).public_id


def people_page(browser: Client, innovation: Innovation) -> Page:
    return read(browser.get(address("people", innovation)))
