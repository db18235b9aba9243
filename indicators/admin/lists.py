"""The reference lists: dimensions with their categories, registers with their stages."""

from __future__ import annotations

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from indicators import models, resources
from institutions.administration import KeptAdmin, ReadOnlyInline
from institutions.spreadsheets import SpreadsheetMixin


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
