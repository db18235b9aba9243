"""Boxes for a text in both languages. English may stay empty: the page then says that it is not translated yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from documents.forms.fields import TextField
from indicators.defining.document import LANGUAGES, Words

TEXT_LENGTH = 5000


def add_texts(form: forms.Form, name: str, label: str, *, rows: int = 2, max_length: int = TEXT_LENGTH) -> None:
    """Two boxes side by side, `name_es` and `name_en`. One row is a box of one line."""
    for language in LANGUAGES:
        attrs = {"lang": language, "autocomplete": "off"}
        field: forms.CharField
        if rows == 1:
            field = forms.CharField(required=False, max_length=max_length, widget=forms.TextInput(attrs=attrs))
        else:
            widget = forms.Textarea(attrs=attrs | {"rows": rows})
            field = TextField(required=False, max_length=max_length, widget=widget)
        field.label = in_language(label, language)
        form.fields[f"{name}_{language}"] = field


def in_language(label: str, language: str) -> str:
    words = _("%(text)s (Spanish)") if language == "es" else _("%(text)s (English)")
    return words % {"text": label}


def words_of(cleaned: Mapping[str, Any], name: str) -> Words:
    return Words(*(cleaned.get(f"{name}_{language}") or "" for language in LANGUAGES))


def initial_words(name: str, words: Words) -> dict[str, str]:
    return {f"{name}_es": words.es, f"{name}_en": words.en}
