"""The plan as its text orders it, what others published beside it, and what it leaves open."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from modeltranslation.admin import TranslationAdmin

from indicators import models, resources
from institutions.administration import KeptAdmin, ReadOnlyInline
from institutions.spreadsheets import SpreadsheetMixin


@admin.register(models.ActionPlan)
class ActionPlanAdmin(KeptAdmin, TranslationAdmin):
    list_display = ("code", "title", "adopted_year", "spanish_status")
    fields = (
        ("code", "country", "adopted_year"),
        ("title_es", "title_en"),
        ("subtitle_es", "subtitle_en"),
        ("legal_instrument_es", "legal_instrument_en"),
        ("scope_es", "scope_en"),
        ("committee_es", "committee_en"),
        "spanish_status",
        "source_note",
        ("starts_on", "ends_on"),
        ("budget_note_es", "budget_note_en"),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A plan comes with its fixtures."""
        return False


class PlanPartAdmin(SpreadsheetMixin, KeptAdmin, TranslationAdmin):
    written_once = ("plan", "code")
    list_filter = ("plan",)


@admin.register(models.GeneralObjective)
class GeneralObjectiveAdmin(KeptAdmin, TranslationAdmin):
    written_once = ("plan", "code")
    list_display = ("code", "text")
    fields = (("plan", "code", "order"), ("text_es", "text_en"))


@admin.register(models.Pillar)
class PillarAdmin(PlanPartAdmin):
    resource_classes = (resources.PillarResource,)
    list_display = ("code", "name")
    fields = (("plan", "code", "order"), ("name_es", "name_en"), ("description_es", "description_en"))


@admin.register(models.Objective)
class ObjectiveAdmin(PlanPartAdmin):
    resource_classes = (resources.ObjectiveResource,)
    list_display = ("code", "text", "pillar")
    list_select_related = ("pillar",)
    fields = (("plan", "code", "order"), "pillar", ("text_es", "text_en"))


@admin.register(models.Action)
class ActionAdmin(PlanPartAdmin):
    resource_classes = (resources.ActionResource,)
    list_display = ("code", "text", "objective")
    list_select_related = ("objective",)
    fields = (("plan", "code", "order"), "objective", ("text_es", "text_en"))


class ContextValueInline(admin.TabularInline):
    model = models.ContextValue
    fields = ("year", "month", "value", "denominator", "is_interpolated", "quotation")
    extra = 0


@admin.register(models.ContextSeries)
class ContextSeriesAdmin(KeptAdmin, TranslationAdmin):
    written_once = ("plan", "code")
    list_display = ("code", "label", "nature", "indicator")
    list_select_related = ("indicator",)
    fields = (
        ("plan", "code", "order"),
        ("nature", "indicator", "series_code"),
        ("label_es", "label_en"),
        ("unit_es", "unit_en"),
        ("source_es", "source_en"),
        ("note_es", "note_en"),
    )
    inlines = (ContextValueInline,)


class PlanAnswerInline(ReadOnlyInline):
    model = models.PlanAnswer
    fields = ("at", "is_settled", "text", "act_reference", "post")


@admin.register(models.PlanQuestion)
class PlanQuestionAdmin(KeptAdmin, TranslationAdmin):
    """Its words are kept like the plan's other texts; its answers are written by their own process."""

    written_once = ("plan", "code", "kind")
    list_display = ("code", "kind", "pillar", "indicator", "text")
    list_select_related = ("pillar", "indicator")
    list_filter = ("kind",)
    fields = (
        ("plan", "code", "order", "kind"),
        ("pillar", "indicator"),
        ("text_es", "text_en"),
        ("quotation_es", "quotation_en"),
        ("source_es", "source_en"),
    )
    inlines = (PlanAnswerInline,)
