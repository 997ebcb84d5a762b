"""Adds innovations and changes what is said about them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from assessments.actions.audit import record
from assessments.errors import NotAllowed
from assessments.models import Innovation, InnovationSetting, Membership, Organisation, Role
from assessments.permissions import Actor, check_can_describe
from assessments.queries.innovation import InnovationFacts


@dataclass(frozen=True, slots=True)
class Headline:
    name: str
    summary: str


@dataclass(frozen=True, slots=True)
class Place:
    stage: str
    care_area: str
    settings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lead:
    """The organisation that leads it, as this team writes it."""

    organisation_name: str
    ods_code: str


@transaction.atomic
def add_innovation(headline: Headline, *, by: Actor) -> Innovation:
    """Adds an innovation with this person as its lead. The rest is told on the pages that follow."""
    if by.person_id is None:
        raise NotAllowed("Sign in to add an innovation.")
    innovation = Innovation.objects.create(
        name=headline.name, summary=headline.summary, created_by_id=by.person_id
    )
    Membership.objects.create(
        innovation=innovation, person_id=by.person_id, role=Role.LEAD, added_by_id=by.person_id
    )
    record(by, "innovation.add", f"innovation:{innovation.public_id}", after=headline.name)
    return innovation


@transaction.atomic
def change_headline(facts: InnovationFacts, headline: Headline, *, by: Actor) -> None:
    check_can_describe(facts.standing)
    Innovation.objects.filter(pk=facts.pk).update(name=headline.name, summary=headline.summary)
    _recorded(
        facts, by, before=f"{facts.name}: {facts.summary}", after=f"{headline.name}: {headline.summary}"
    )


@transaction.atomic
def change_place(facts: InnovationFacts, place: Place, *, by: Actor) -> None:
    check_can_describe(facts.standing)
    Innovation.objects.filter(pk=facts.pk).update(stage=place.stage, care_area=place.care_area)
    _replace_settings(facts.pk, place.settings)
    before = f"{facts.stage}, {facts.care_area}, {'+'.join(facts.settings)}"
    _recorded(facts, by, before=before, after=f"{place.stage}, {place.care_area}, {'+'.join(place.settings)}")


@transaction.atomic
def change_lead(facts: InnovationFacts, lead: Lead, *, by: Actor) -> None:
    check_can_describe(facts.standing)
    organisation = _find_or_add(lead)
    Innovation.objects.filter(pk=facts.pk).update(organisation=organisation)
    _recorded(facts, by, before=facts.organisation_name, after=organisation.name)


def _find_or_add(lead: Lead) -> Organisation:
    """Only what was typed alike, name and code, is one entry: no team's words ever stand on another team's pages."""
    found, _ = Organisation.objects.get_or_create(name=lead.organisation_name, ods_code=lead.ods_code)
    return found


def _replace_settings(innovation_pk: int, settings: Iterable[str]) -> None:
    InnovationSetting.objects.filter(innovation=innovation_pk).delete()
    InnovationSetting.objects.bulk_create(
        InnovationSetting(innovation_id=innovation_pk, setting=setting) for setting in sorted(set(settings))
    )


def _recorded(facts: InnovationFacts, by: Actor, *, before: str, after: str) -> None:
    record(by, "innovation.describe", f"innovation:{facts.id}", before=before, after=after)
