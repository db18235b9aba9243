"""Indicators, what each of their definitions says, and when an answer is asked about."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline, TranslationTabularInline

from indicators import models, resources
from indicators.plausibility_resource import PlausibilityRuleResource
from institutions.administration import KeptAdmin, ReadOnlyInline, is_in_use
from institutions.spreadsheets import SpreadsheetMixin


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
    ordering = ("revision", "kind")  # the list is of the whole plan, in its order
    written_once = ()  # a field that cannot be written is left out of what the row must keep to
    fields = ("revision", *RULE_FIELDS)
