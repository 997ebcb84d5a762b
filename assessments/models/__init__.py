"""The store: columns and the rules a database can hold. No logic, no signals."""

from assessments.models.assessment import SCORE_UNIT, Assessment, Result
from assessments.models.audit import AuditEvent
from assessments.models.innovation import (
    Innovation,
    InnovationSetting,
    Membership,
    Organisation,
    Trial,
)
from assessments.models.outbox import OutboxMail
from assessments.models.people import Person
from assessments.models.rating import Answer, AnswerChange, HeldAnswers
from assessments.models.team import (
    Agreement,
    Guest,
    Invitation,
    Rater,
    RaterAnswer,
    RaterAnswerChange,
    RatingRound,
)
from assessments.models.vocabulary import CareArea, InvitedAs, Kind, Role, Setting, Stage

__all__ = [
    "SCORE_UNIT",
    "Agreement",
    "Answer",
    "AnswerChange",
    "Assessment",
    "AuditEvent",
    "CareArea",
    "Guest",
    "HeldAnswers",
    "Innovation",
    "InnovationSetting",
    "Invitation",
    "InvitedAs",
    "Kind",
    "Membership",
    "Organisation",
    "OutboxMail",
    "Person",
    "Rater",
    "RaterAnswer",
    "RaterAnswerChange",
    "RatingRound",
    "Result",
    "Role",
    "Setting",
    "Stage",
    "Trial",
]
