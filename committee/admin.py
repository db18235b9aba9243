"""What the Committee keeps, to look at in the administration. Only its verbs write here."""

from django.contrib import admin

from committee.models import (
    AgendaItem,
    Agreement,
    AgreementEvent,
    Attendance,
    Escalation,
    IndicatorProposal,
    InformationRequest,
    Meeting,
    RequestMessage,
    ReviewDecision,
    ReviewSession,
)
from institutions.administration import ReadOnlyAdmin, ReadOnlyInline


class MessageInline(ReadOnlyInline):
    model = RequestMessage
    fields = ("sequence", "verb", "from_state", "to_state", "post", "at", "text", "due_at")


class EscalationInline(ReadOnlyInline):
    model = Escalation
    fields = ("step", "due_at", "at")


@admin.register(InformationRequest)
class InformationRequestAdmin(ReadOnlyAdmin):
    list_display = ("number", "institution", "kind", "subject", "state", "due_at", "official_number")
    list_select_related = ("institution",)
    list_filter = ("state", "kind", "institution")
    inlines = (MessageInline, EscalationInline)


class AttendanceInline(ReadOnlyInline):
    model = Attendance
    fields = ("institution", "presence", "person", "post")


class AgendaItemInline(ReadOnlyInline):
    model = AgendaItem
    fields = ("ordinal", "title", "source")


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    list_display = ("number", "kind", "starts_at", "place", "state", "closed_at")
    list_filter = ("state", "kind", "year")
    inlines = (AttendanceInline, AgendaItemInline)


class AgreementEventInline(ReadOnlyInline):
    model = AgreementEvent
    fields = ("sequence", "verb", "from_state", "to_state", "post", "at", "text")


@admin.register(Agreement)
class AgreementAdmin(ReadOnlyAdmin):
    list_display = ("meeting", "ordinal", "institution", "due_on", "state", "said_done_at", "closed_at")
    list_select_related = ("meeting", "institution")
    list_filter = ("state", "institution")
    inlines = (AgreementEventInline,)


@admin.register(IndicatorProposal)
class IndicatorProposalAdmin(ReadOnlyAdmin):
    list_display = ("number", "institution", "indicator", "what", "state", "at", "answered_at")
    list_select_related = ("institution", "indicator")
    list_filter = ("state", "what", "institution")


class ReviewDecisionInline(ReadOnlyInline):
    model = ReviewDecision
    fields = ("indicator", "new_code", "kind", "state", "revision", "written_by", "decided_at")


@admin.register(ReviewSession)
class ReviewSessionAdmin(ReadOnlyAdmin):
    list_display = ("meeting", "period", "effective_from", "is_constitutive", "state", "closed_at")
    list_select_related = ("meeting", "period", "effective_from")
    list_filter = ("state", "is_constitutive")
    inlines = (ReviewDecisionInline,)
