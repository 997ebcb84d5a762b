"""The store: columns and the rules a database can hold. No logic, no signals."""

from assessments.models.assessment import SCORE_UNIT, Assessment, Result
from assessments.models.audit import AuditCheck, AuditEvent
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
from assessments.models.vocabulary import CareArea, Kind, Role, Setting, SiteRole, Stage

__all__ = [
    "SCORE_UNIT",
    "Answer",
    "AnswerChange",
    "Assessment",
    "AuditCheck",
    "AuditEvent",
    "CareArea",
    "HeldAnswers",
    "Innovation",
    "InnovationSetting",
    "Kind",
    "Membership",
    "Organisation",
    "OutboxMail",
    "Person",
    "Result",
    "Role",
    "Setting",
    "SiteRole",
    "Stage",
    "Trial",
]
