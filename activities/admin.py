"""What institutions plan, note and budget, in the administration: looked at with its steps; only the verbs write here."""

from __future__ import annotations

from django.contrib import admin

from activities.models import (
    Activity,
    ActivityChange,
    ActivityStep,
    BudgetItem,
    BudgetStatement,
    NoteFile,
    PlanningRound,
    ProgressNote,
    YearPlan,
)
from institutions.administration import ReadOnlyAdmin, ReadOnlyInline


class StepInline(ReadOnlyInline):
    model = ActivityStep
    fields = ("sequence", "verb", "from_status", "to_status", "post", "at", "comment")


class BudgetItemInline(ReadOnlyInline):
    model = BudgetItem
    fields = ("programme_code", "item_code", "label", "activity", "initial", "modified", "committed", "executed")


class NoteFileInline(ReadOnlyInline):
    model = NoteFile
    fields = ("stored_file", "official_number", "is_confidential", "added_at", "added_by", "removed_at", "removed_by")


@admin.register(PlanningRound)
class PlanningRoundAdmin(ReadOnlyAdmin):
    list_display = ("year", "plan", "state", "due_at", "act_reference", "sealed_at")
    list_select_related = ("plan",)
    list_filter = ("state",)
    inlines = (StepInline,)


@admin.register(YearPlan)
class YearPlanAdmin(ReadOnlyAdmin):
    list_display = ("institution", "round", "status", "has_none", "submitted_at")
    list_select_related = ("institution", "round__plan")
    list_filter = ("round__year", "status", "institution")
    inlines = (StepInline,)


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    list_display = ("code", "title", "institution", "action", "starts_on", "ends_on", "cancelled_at")
    list_select_related = ("institution", "action")
    list_filter = ("year", "institution")
    search_fields = ("code", "title")


@admin.register(ActivityChange)
class ActivityChangeAdmin(ReadOnlyAdmin):
    list_display = ("year_plan", "ordinal", "kind", "activity", "status", "submitted_at")
    list_select_related = ("year_plan__round__plan", "year_plan__institution", "activity")
    list_filter = ("kind", "status")
    inlines = (StepInline,)


@admin.register(ProgressNote)
class ProgressNoteAdmin(ReadOnlyAdmin):
    list_display = ("activity", "period", "progress", "status", "submitted_at")
    list_select_related = ("activity", "period")
    list_filter = ("period", "progress", "status")
    inlines = (NoteFileInline, StepInline)


@admin.register(BudgetStatement)
class BudgetStatementAdmin(ReadOnlyAdmin):
    list_display = ("institution", "year", "ordinal", "has_item", "cut_off_on", "status")
    list_select_related = ("institution",)
    list_filter = ("year", "status", "has_item", "institution")
    inlines = (BudgetItemInline, StepInline)
