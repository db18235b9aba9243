"""The plan's texts and the reference lists. Semesters and commitments have pages of their own and are only read here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline, TranslationTabularInline

from indicators import models, resources
from indicators.plausibility_resource import PlausibilityRuleResource
from institutions.administration import KeptAdmin, ReadOnlyAdmin, ReadOnlyInline, is_in_use
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


class RevisionInline(ReadOnlyInline):
    model = models.IndicatorRevision
    fields = ("number", "name", "kind", "effective_from", "adopted_on")
    show_change_link = True


@admin.register(models.Indicator)
class IndicatorAdmin(SpreadsheetMixin, KeptAdmin):
    resource_classes = (resources.IndicatorResource,)
    written_once = ("plan", "code")
    list_display = ("code", "pillar", "action")
    list_select_related = ("pillar", "action")
    list_filter = ("plan", "pillar")
    search_fields = ("code", "revisions__name_es", "revisions__name_en")
    fields = (("plan", "code", "order"), ("pillar", "action"))
    inlines = (RevisionInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A review of the Committee brings in a new one, with its definition."""
        return False


class ComponentInline(TranslationTabularInline):
    """The words of a component can be bettered; what it counts is the Committee's to change, by a new revision."""

    model = models.Component
    extra = 0
    can_delete = False
    fields = ("code", "role", "label_es", "label_en", "in_headline", "is_disaggregated", "needs_all")
    readonly_fields = ("code", "role", "in_headline", "is_disaggregated", "needs_all")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or can_be_reworded(obj)


def can_be_reworded(definition: models.IndicatorRevision) -> bool:
    """While it is only proposed and nobody answered or decided by it. What the Committee adopted, only the Committee changes."""
    return definition.is_proposed and not is_in_use(definition)


RULE_FIELDS = (
    ("kind", "is_on"),
    ("relative", "absolute"),
    ("low", "high"),
    ("compared_with", "part", "whole"),
    ("sentence_es", "sentence_en"),
)


class PlausibilityRuleInline(TranslationStackedInline):
    """How the definition departs from the usual rules."""

    model = models.PlausibilityRule
    fields = RULE_FIELDS
    extra = 0
    can_delete = False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **kwargs | choices_of(db_field.name, request))


def choices_of(name: str, request: HttpRequest) -> dict[str, Any]:
    """Of the definition whose page is open, only its own components can be named."""
    match = request.resolver_match
    opened = match.kwargs.get("object_id") if match is not None else None
    if name not in ("part", "whole") or not opened:
        return {}
    return {"queryset": models.Component.objects.filter(revision=opened)}


MEASURED_BY = ("kind", "accumulation", "across", "direction", "headline", "headline_category", "decimals")
JUDGED_BY = ("progress_method", "trajectory", "institution_targets", "tolerance", "range_low", "range_high")
ADOPTED = ("adopted_on", "act_reference", "sealed_at")
COMPARED = ("change_class", "comparability", "rebase_factor")


@admin.register(models.IndicatorRevision)
class IndicatorRevisionAdmin(KeptAdmin, TranslationAdmin):
    """A definition. The words of a proposed one can be edited until somebody answers by it; then only the Committee changes it."""

    written_once = ("indicator", "number", "effective_from", *ADOPTED, *COMPARED, *MEASURED_BY, *JUDGED_BY)
    list_display = ("indicator", "number", "name", "kind", "effective_from", "adopted_on", "sealed_at")
    list_select_related = ("indicator", "effective_from")
    list_filter = ("kind", "indicator__pillar")
    search_fields = ("indicator__code", "name_es", "name_en")
    inlines = (ComponentInline, PlausibilityRuleInline)
    fields = (
        ("indicator", "number", "effective_from"),
        ADOPTED,
        COMPARED,
        ("name_es", "name_en"),
        ("definition_es", "definition_en"),
        ("note_es", "note_en"),
        ("unit_es", "unit_en"),
        ("means_of_verification_es", "means_of_verification_en"),
        ("rationale_es", "rationale_en"),
        ("is_narrative_required", "is_evidence_required"),
        MEASURED_BY,
        JUDGED_BY,
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.IndicatorRevision | None = None) -> bool:
        return obj is None or can_be_reworded(obj)


@admin.register(models.PlausibilityRule)
class PlausibilityRuleAdmin(SpreadsheetMixin, KeptAdmin, TranslationAdmin):
    """A rule tells nobody what to measure, only when to ask: it can be tuned, or no longer asked, while its definition is in use."""

    resource_classes = (PlausibilityRuleResource,)
    list_display = ("revision", "kind", "is_on", "compared_with", "relative", "absolute", "low", "high")
    list_select_related = ("revision__indicator", "compared_with")
    list_filter = ("kind", "is_on", "revision__indicator__pillar")
    search_fields = ("revision__indicator__code",)
    written_once = ()  # a field that cannot be written is left out of what the row must keep to
    fields = ("revision", *RULE_FIELDS)


class CategoryInline(ReadOnlyInline):
    model = models.Category
    fields = ("code", "name", "order", "is_not_recorded")
    show_change_link = True


@admin.register(models.Dimension)
class DimensionAdmin(SpreadsheetMixin, KeptAdmin, TranslationAdmin):
    resource_classes = (resources.DimensionResource,)
    list_display = ("code", "name")
    fields = ("code", ("name_es", "name_en"))
    inlines = (CategoryInline,)


@admin.register(models.Category)
class CategoryAdmin(SpreadsheetMixin, KeptAdmin, TranslationAdmin):
    resource_classes = (resources.CategoryResource,)
    written_once = ("dimension", "code")
    list_display = ("code", "name", "dimension", "order")
    list_select_related = ("dimension",)
    list_filter = ("dimension",)
    fields = (("dimension", "code", "order"), ("name_es", "name_en"), "is_not_recorded")


class StageInline(ReadOnlyInline):
    model = models.Stage
    fields = ("code", "name", "order", "is_lasting")
    show_change_link = True


@admin.register(models.Register)
class RegisterAdmin(SpreadsheetMixin, KeptAdmin, TranslationAdmin):
    resource_classes = (resources.RegisterResource,)
    list_display = ("code", "name", "counts_people")
    fields = ("code", ("name_es", "name_en"), "counts_people", "tags")
    inlines = (StageInline,)


@admin.register(models.Stage)
class StageAdmin(SpreadsheetMixin, KeptAdmin, TranslationAdmin):
    resource_classes = (resources.StageResource,)
    written_once = ("register", "code")
    list_display = ("code", "name", "register", "order")
    list_select_related = ("register",)
    list_filter = ("register",)
    fields = (("register", "code", "order"), ("name_es", "name_en"), "is_lasting")


@admin.register(models.ReportingPeriod)
class ReportingPeriodAdmin(ReadOnlyAdmin):
    list_display = ("code", "plan", "opens_at", "due_at", "closes_at")


@admin.register(models.Commitment)
class CommitmentAdmin(ReadOnlyAdmin):
    list_display = ("indicator", "institution", "role", "from_period", "until_period")
    list_select_related = ("indicator", "institution", "from_period", "until_period")
    list_filter = ("institution",)


@admin.register(models.CommitmentChange)
class CommitmentChangeAdmin(ReadOnlyAdmin):
    list_display = ("at", "indicator", "institution", "what", "role", "period", "post")
    list_select_related = ("indicator", "institution", "period", "post__user", "post__institution")
    list_filter = ("what", "institution")


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


@admin.register(models.PlanAnswer)
class PlanAnswerAdmin(ReadOnlyAdmin):
    list_display = ("at", "question", "is_settled", "text", "post")
    list_select_related = ("question", "post__user", "post__institution")


@admin.register(models.Alignment)
class AlignmentAdmin(ReadOnlyAdmin):
    list_display = ("general_objective", "action")
    list_select_related = ("general_objective", "action")


@admin.register(models.AlignmentChange)
class AlignmentChangeAdmin(ReadOnlyAdmin):
    list_display = ("at", "general_objective", "action", "is_linked", "post", "reason")
    list_select_related = ("general_objective", "action", "post__user", "post__institution")
