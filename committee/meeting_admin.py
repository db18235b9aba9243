"""Meetings and agreements, to look at. Only their verbs write here."""

from django.contrib import admin

from committee.models import AgendaItem, Agreement, AgreementEvent, Attendance, Meeting
from institutions.administration import ReadOnlyAdmin, ReadOnlyInline


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
