"""What the Committee requires of institutions, and what it agrees in its meetings."""

from committee.models.agreement import Agreement, AgreementEvent
from committee.models.conversation import Escalation, RequestAttachment, RequestMessage, Verb
from committee.models.meeting import AgendaItem, Attendance, Meeting
from committee.models.planning import PlanningPoint
from committee.models.point import MeetingPoint
from committee.models.proposal import IndicatorProposal
from committee.models.report import ReportPoint
from committee.models.request import InformationRequest
from committee.models.review import ReviewDecision, ReviewSession

__all__ = [
    "AgendaItem",
    "Agreement",
    "AgreementEvent",
    "Attendance",
    "Escalation",
    "IndicatorProposal",
    "InformationRequest",
    "Meeting",
    "MeetingPoint",
    "PlanningPoint",
    "ReportPoint",
    "RequestAttachment",
    "RequestMessage",
    "ReviewDecision",
    "ReviewSession",
    "Verb",
]
