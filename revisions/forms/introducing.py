"""A new indicator: the action that it measures, and what its definition begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from revisions.forms.rows import typed
from revisions.kinds import kinds_in_words
from revisions.vocabulary import Named


class IntroducingForm(forms.Form):
    """`actions`: by pillar. `sources`: indicators that it can begin from. `parts`: by the code of each, its parts."""

    shown_source = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        actions: Sequence[tuple[str, Sequence[Named]]],
        sources: Sequence[Named],
        parts: Mapping[str, Sequence[Named]],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.fields["source"] = forms.ChoiceField(
            required=False,
            label=_("Begin from"),
            choices=[("", _("Nothing: I write it all")), *sources],
            help_text=_(
                "The definition is copied and you change what is different. Its baselines and targets are not; with some parts alone, "
                "neither are its name, its unit and how it is counted."
            ),
        )
        source = str(self._raw("source") or "")
        self.source = source if source in parts else ""
        if len(parts.get(self.source, ())) > 1:
            self.fields["parts"] = forms.MultipleChoiceField(
                required=False,
                label=_("Only with these parts (none marked: all)"),
                choices=list(parts[self.source]),
                widget=forms.CheckboxSelectMultiple,
            )
        if not self.source:
            self.fields["kind"] = forms.ChoiceField(
                label=_("What is entered"), choices=kinds_in_words(), widget=forms.RadioSelect
            )
            self.fields["kind"].error_messages["required"] = _("Choose what institutions will enter.")
        self.fields["action"] = forms.ChoiceField(
            label=_("Action that it measures"), choices=[("", _("Choose")), *actions]
        )
        self.fields["action"].error_messages["required"] = _("Choose the action that it measures.")

    def _raw(self, name: str) -> Any:
        return typed(self, name) if self.is_bound else self.initial.get(name)

    @property
    def needs_showing(self) -> bool:
        """Whether another indicator was chosen since its parts were shown."""
        return self.is_bound and (self._raw("shown_source") or "") != self.source
