"""What was observed, to look at. Only the workflow writes here."""

from django.contrib import admin

from institutions.administration import ReadOnlyAdmin, ReadOnlyInline
from measurements.models import (
    ContributionEvent,
    DeadlineExtension,
    Evidence,
    ItemJoin,
    MeasuredValue,
    Measurement,
    MeasurementEvent,
    Opening,
    Receipt,
    ReceiptLine,
)


class MeasuredValueInline(ReadOnlyInline):
    model = MeasuredValue
    fields = ("component", "combination", "value", "denominator")


class EvidenceInline(ReadOnlyInline):
    model = Evidence
    fk_name = "measurement"
    fields = ("stored_file", "official_number", "grade", "is_confidential", "added_at", "added_by", "removed_at")


@admin.register(Measurement)
class MeasurementAdmin(ReadOnlyAdmin):
    list_display = ("indicator", "institution", "period", "status", "answer")
    list_select_related = ("indicator", "institution", "period")
    list_filter = ("status", "period", "institution")
    inlines = (MeasuredValueInline, EvidenceInline)


@admin.register(MeasurementEvent)
class MeasurementEventAdmin(ReadOnlyAdmin):
    list_display = ("sequence", "measurement", "from_status", "to_status", "actor", "at")
    list_select_related = ("measurement__indicator", "measurement__institution", "measurement__period", "actor")
    list_filter = ("to_status",)


@admin.register(ContributionEvent)
class ContributionEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "indicator", "period", "institution", "unit", "act", "actor")
    list_select_related = ("indicator", "period", "institution", "unit", "actor")
    list_filter = ("act", "institution")


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    """What is attached where, and since when. Not its content: that is read by who may, where it belongs."""

    list_display = ("stored_file", "measurement", "item", "grade", "is_confidential", "added_at", "removed_at")
    list_select_related = (
        "stored_file",
        "measurement__indicator",
        "measurement__institution",
        "measurement__period",
        "item",
    )
    list_filter = ("grade", "is_confidential")


class ReceiptLineInline(ReadOnlyInline):
    model = ReceiptLine
    fields = ("measurement", "version", "digest")


@admin.register(Receipt)
class ReceiptAdmin(ReadOnlyAdmin):
    list_display = ("number", "institution", "period", "sent_by", "sent_at", "is_late")
    list_select_related = ("institution", "period", "sent_by")
    list_filter = ("period", "institution")
    inlines = (ReceiptLineInline,)


@admin.register(DeadlineExtension)
class DeadlineExtensionAdmin(ReadOnlyAdmin):
    list_display = (
        "number",
        "institution",
        "period",
        "indicator",
        "state",
        "asked_until",
        "granted_until",
        "requested_by",
    )
    list_select_related = ("institution", "period", "indicator", "requested_by")
    list_filter = ("state", "period", "institution")


@admin.register(Opening)
class OpeningAdmin(ReadOnlyAdmin):
    list_display = ("measurement", "opened_by", "opened_at", "until", "ended_at")
    list_select_related = ("measurement__indicator", "measurement__institution", "measurement__period", "opened_by")


@admin.register(ItemJoin)
class ItemJoinAdmin(ReadOnlyAdmin):
    list_display = ("item", "other", "is_joined", "reason", "by", "at")
    list_select_related = ("item", "other", "by__user", "by__institution")
    list_filter = ("is_joined",)
