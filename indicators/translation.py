from modeltranslation.translator import TranslationOptions, register

from indicators import models


@register(models.ActionPlan)
class ActionPlanTranslation(TranslationOptions):
    fields = ("title", "subtitle", "legal_instrument", "scope", "committee", "budget_note")


@register([models.GeneralObjective, models.Objective, models.Action])
class TextTranslation(TranslationOptions):
    fields = ("text",)


@register(models.Pillar)
class PillarTranslation(TranslationOptions):
    fields = ("name", "description")


@register([models.Dimension, models.Category, models.Register, models.Stage])
class NameTranslation(TranslationOptions):
    fields = ("name",)


@register(models.IndicatorRevision)
class IndicatorRevisionTranslation(TranslationOptions):
    fields = ("name", "definition", "note", "unit", "means_of_verification", "rationale")


@register(models.PlanQuestion)
class PlanQuestionTranslation(TranslationOptions):
    fields = ("text", "quotation", "source")


@register([models.Component, models.Series])
class LabelTranslation(TranslationOptions):
    fields = ("label",)


@register(models.ContextSeries)
class ContextSeriesTranslation(TranslationOptions):
    fields = ("label", "unit", "source", "note")


@register(models.PlausibilityRule)
class SentenceTranslation(TranslationOptions):
    fields = ("sentence",)
