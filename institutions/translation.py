from modeltranslation.translator import TranslationOptions, register

from institutions.models import Institution


@register(Institution)
class InstitutionTranslation(TranslationOptions):
    fields = ("name", "short_name", "note")
    required_languages = ()
