"""Information requests in the administration: looked at, with their conversation and what was done about them; nothing is written."""

from __future__ import annotations

from django.contrib import admin

from committee.models import Escalation, InformationRequest, RequestMessage
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
