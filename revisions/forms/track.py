"""The series of a definition, one row each: what is judged apart, with a target of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from documents.speaking import language
from indicators.defining.document import Track
from revisions.forms.part import CODE_LENGTH, LABEL_LENGTH
from revisions.forms.rows import RowForm, say
from revisions.forms.texts import add_texts, initial_words, words_of
from revisions.vocabulary import Named


class TrackRow(RowForm):
    """`parts`: code and label of each part. `groups`: the categories by which the figure is broken down."""

    TYPED: ClassVar[tuple[str, ...]] = ("label_es", "label_en")
    code = forms.SlugField(required=False, max_length=CODE_LENGTH, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, parts: Sequence[Named], groups: Sequence[tuple[str, list[Named]]], **options: Any
    ) -> None:
        super().__init__(data, **options)
        add_texts(self, "label", _("Name of the series"), rows=1, max_length=LABEL_LENGTH)
        choices = [("", _("The headline figure")), *parts]
        self.fields["component"] = forms.ChoiceField(required=False, label=_("What it follows"), choices=choices)
        self.fields["component"].error_messages["invalid_choice"] = _(
            "The part that it followed is gone: choose another."
        )
        if groups:
            self.fields["only"] = forms.MultipleChoiceField(
                required=False,
                label=_("Only these categories (none marked: all)"),
                choices=list(groups),
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def label(self) -> str:
        """In the reader's language, or in Spanish until somebody translates it."""
        own, spanish = self.raw(f"label_{language()}"), self.raw("label_es")
        return str(own or spanish or "").strip()

    @property
    def row_name(self) -> str:  # type: ignore[override]
        return self.label or (_("The headline figure") if self.raw("code") else _("New series"))

    def track(self, code: str, kept: Track | None) -> Track:
        """With the baselines and targets that it has already: they are drafted on their own page."""
        said = self.cleaned_data
        only = tuple(said.get("only", ()))
        if kept is not None and set(only) == set(kept.only):
            only = kept.only
        return Track(
            code=code,
            label=words_of(said, "label"),
            component=said["component"],
            only=only,
            baselines=kept.baselines if kept else (),
            targets=kept.targets if kept else (),
        )

    @staticmethod
    def initial_of(track: Track) -> dict[str, Any]:
        kept: dict[str, Any] = {"code": track.code, "component": track.component, "only": list(track.only)}
        return kept | initial_words("label", track.label)

    def tell(self, rest: str, text: str) -> None:
        say(self, {"label": "label_es"}.get(rest, rest.replace(".", "_")), text)
