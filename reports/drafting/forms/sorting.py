"""A heading beside each text that an institution wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from documents.forms.versioned import VersionedForm
from reports.drafting.sorting import Choice, MergedChoice, ToldText, merge_choice
from reports.edition.sorting import HEADINGS, UNSORTED, TextPlace


@dataclass(frozen=True, slots=True)
class Line:
    """A text with its boxes; `theirs` and `is_another` tell what happened to it meanwhile."""

    told: ToldText
    heading: BoundField
    was: BoundField
    read: BoundField
    theirs: str
    is_another: bool

    @property
    def heading_label(self) -> str:
        return str(HEADINGS.get(str(self.heading.value() or ""), UNSORTED))


class SortingForm(VersionedForm):
    """`was_…` is the heading that the page showed, `read_…` the digest of the text that stood beside it."""

    def __init__(
        self,
        texts: Sequence[ToldText],
        version: int,
        data: Mapping[str, Any] | None = None,
        merged: Mapping[TextPlace, MergedChoice] | None = None,
    ) -> None:
        self.texts, self.merged = texts, merged or {}
        super().__init__(data, initial={"version": version})
        headings = [("", str(UNSORTED)), *((key, str(label)) for key, label in HEADINGS.items())]
        for told in texts:
            name, label = name_of(told.place), f"{told.indicator}, {told.teller}"
            box = forms.Select(attrs={"aria-label": _("It stands under: %(text)s") % {"text": label}})
            chosen = self.merged[told.place].heading if told.place in self.merged else told.heading
            self.fields[f"heading_{name}"] = forms.ChoiceField(
                label=label, choices=headings, required=False, widget=box, initial=chosen
            )
            for hidden, value in (("was", told.heading), ("read", told.sha256)):
                self.fields[f"{hidden}_{name}"] = forms.CharField(
                    required=False, max_length=64, widget=forms.HiddenInput, initial=value
                )

    @property
    def choices(self) -> dict[TextPlace, Choice]:
        """What was chosen for each text that the page had; one that came since is left out."""
        said = self.cleaned_data
        return {
            told.place: Choice(said.get(f"heading_{name}", ""), said.get(f"was_{name}", ""), read)
            for told in self.texts
            if (read := said.get(f"read_{(name := name_of(told.place))}", ""))
        }

    @property
    def lines(self) -> list[Line]:
        return [
            self.line(told, name_of(told.place), self.merged.get(told.place, MergedChoice(told.heading)))
            for told in self.texts
        ]

    def line(self, told: ToldText, name: str, merged: MergedChoice) -> Line:
        theirs = "" if merged.theirs is None else str(HEADINGS.get(merged.theirs, UNSORTED))
        heading, was, read = (self[f"{each}_{name}"] for each in ("heading", "was", "read"))
        return Line(told, heading, was, read, theirs, merged.is_another)


def name_of(place: TextPlace) -> str:
    return f"{place.indicator}/{place.period}/{place.institution}"


def again(typed: SortingForm, texts: Sequence[ToldText], version: int) -> SortingForm:
    """What was chosen, on a page that is made of what stands now."""
    typed.is_valid()
    chosen = typed.choices
    return SortingForm(
        texts, version, merged={told.place: merge_choice(chosen.get(told.place), told) for told in texts}
    )
