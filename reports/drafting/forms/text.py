"""The text of one section in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from documents.forms.fields import TextField
from documents.forms.versioned import VersionedForm
from reports.drafting.plain import problem_of
from reports.drafting.sections import Row, TextState, text_in
from reports.drafting.writing import Written
from reports.snapshot.bilingual import LANGUAGES

ROWS = 14


class TextForm(VersionedForm):
    """`was_…` is what the box held when the page was made, `seen_…` the data's sentences that stood beside it, `holds_…` the word
    of the person that a text is right although the data say something else since.
    """

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        names = {"es": _("Text in Spanish"), "en": _("Text in English")}
        for language in LANGUAGES:
            box = forms.Textarea(attrs={"lang": language, "rows": ROWS})
            self.fields[f"text_{language}"] = TextField(required=False, strip=False, label=names[language], widget=box)
            for hidden in ("was", "seen"):
                self.fields[f"{hidden}_{language}"] = TextField(required=False, strip=False, widget=forms.HiddenInput)
            self.fields[f"holds_{language}"] = forms.BooleanField(
                required=False, label=_("The text still holds: keep it as it is")
            )
            self.order_fields(["version", *(f"text_{each}" for each in LANGUAGES)])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for language in LANGUAGES:
            if problem := problem_of(said.get(f"text_{language}") or ""):
                self.add_error(f"text_{language}", problem)
        return said

    @property
    def written(self) -> Written:
        confirmed = frozenset(each for each in LANGUAGES if self.cleaned_data[f"holds_{each}"])
        return Written(self.texts("text"), self.texts("seen"), confirmed, self.texts("was"))

    def texts(self, name: str) -> dict[str, str]:
        return {language: self.cleaned_data[f"{name}_{language}"] for language in LANGUAGES}


def initial_of(row: Row) -> dict[str, Any]:
    """What a page that is opened now begins with: the text of somebody, else the data's sentences."""
    found: dict[str, Any] = {"version": row.section.version}
    for state in row.texts:
        found[f"text_{state.language}"] = found[f"was_{state.language}"] = shown(row, state)
        found[f"seen_{state.language}"] = state.generated
    return found


def shown(row: Row, state: TextState) -> str:
    return text_in(row.section, state.language) or state.generated
