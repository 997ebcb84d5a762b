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
from assessments.models.people import Person
from assessments.models.rating import Answer, AnswerChange, HeldAnswers
from assessments.models.session import BrowserSession
from assessments.models.vocabulary import CareArea, Kind, Role, Setting, Stage

__all__ = [
    "SCORE_UNIT",
    "Answer",
    "AnswerChange",
    "Assessment",
    "AuditEvent",
    "BrowserSession",
    "CareArea",
    "HeldAnswers",
    "Innovation",
    "InnovationSetting",
    "Kind",
    "Membership",
    "Organisation",
    "Person",
    "Result",
    "Role",
    "Setting",
    "Stage",
    "Trial",
]
