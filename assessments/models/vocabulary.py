"""The words and lengths that the store allows. Forms and pages use the same ones, and nothing else of the store."""

from django.db import models

TRIAL_STANDING = "trial"
"""How someone reached an innovation when it was by the cookie of a trial, and not by a `Role`."""

GUEST_STANDING = "guest"
"""The same for someone who was invited to rate and has no account."""

SHARE_STANDING = "share"
"""The same for whoever holds a read-only link to one result."""

NAME_LENGTH = 120  # of a person, or of an innovation
SUMMARY_LENGTH = 200
NOTE_LENGTH = 2000
LINK_LENGTH = 500
STEP_LENGTH = 200


class Stage(models.TextChoices):
    PILOT = "pilot", "Pilot: in the place it began"
    EARLY = "early", "Early spread: a few places"
    WIDE = "wide", "Wide spread: many places"


class CareArea(models.TextChoices):
    CARDIOVASCULAR = "cardiovascular", "Cardiovascular"
    CHILDREN = "children", "Children and young people"
    DIABETES = "diabetes", "Diabetes"
    INCLUSION_HEALTH = "inclusion_health", "Inclusion health"
    MEDICINES = "medicines", "Medicines"
    MENTAL_HEALTH = "mental_health", "Mental health"
    MUSCULOSKELETAL = "musculoskeletal", "Musculoskeletal"
    OLDER_PEOPLE = "older_people", "Older people"
    RESPIRATORY = "respiratory", "Respiratory"
    SEXUAL_HEALTH = "sexual_health", "Sexual health"
    URGENT_CARE = "urgent_care", "Urgent care"
    WOMENS_HEALTH = "womens_health", "Women’s health and maternity"
    OTHER = "other", "Something else"


class Setting(models.TextChoices):
    GENERAL_PRACTICE = "general_practice", "General practice"
    COMMUNITY = "community", "Community health services"
    HOSPITAL = "hospital", "Hospital"
    MENTAL_HEALTH = "mental_health", "Mental health services"
    MATERNITY = "maternity", "Maternity services"
    PHARMACY = "pharmacy", "Pharmacy"
    LEISURE = "leisure", "Leisure and community venues"
    SOCIAL_CARE = "social_care", "Social care"
    HOME = "home", "People’s homes"


class Role(models.TextChoices):
    """What a member of an innovation may do: see `permissions`."""

    LEAD = "lead", "Lead"
    EDITOR = "editor", "Editor"
    RATER = "rater", "Rater"
    VIEWER = "viewer", "Viewer"


class InvitedAs(models.TextChoices):
    """What an invitation may offer: every `Role` but the lead, which is handed over and never offered."""

    RATER = "rater", "Rater"
    EDITOR = "editor", "Editor"
    VIEWER = "viewer", "Viewer"


class StepStatus(models.TextChoices):
    """How far a step of a plan is."""

    TO_DO = "to_do", "To do"
    DOING = "doing", "Doing"
    DONE = "done", "Done"


class Kind(models.TextChoices):
    """The core's `scoring.types.Kind`, as the database holds it. A test keeps the two equal."""

    UNANSWERED = "unanswered", "Not answered"
    LEVEL = "level", "Level"
    DONT_KNOW = "dont_know", "I do not know"
    NOT_RELEVANT = "not_relevant", "Not relevant to us"
