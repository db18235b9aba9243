"""The page on which an institution says how far an activity is, with its files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from activities.models import Progress, ProgressNote
from activities.noting.attached import Attached
from activities.noting.checking import problems_of_days
from activities.noting.draft import NewFile, NoteDraft
from activities.refusals import Problem
from documents.forms.days import DayField
from documents.forms.fields import TextField
from documents.forms.file_form import WithFiles
from documents.handed_in import beyond_quota
from documents.speaking import language
from indicators.models import ReportingPeriod
from institutions.models import Institution

TEXT_LENGTH = 4000
TYPED = ("progress", "started_on", "finished_on", "text", "official_number", "is_confidential", "take_off")


class NoteForm(WithFiles):
    """`note` is None where nothing was written yet; `held` are its files."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    progress = forms.ChoiceField(widget=forms.RadioSelect)
    started_on = DayField(required=False)
    finished_on = DayField(required=False)
    text = TextField(max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 7}))
    official_number = forms.CharField(required=False, max_length=100)
    is_confidential = forms.BooleanField(required=False)
    take_off = forms.TypedMultipleChoiceField(required=False, coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        note: ProgressNote | None,
        period: ReportingPeriod,
        institution: Institution,
        held: Sequence[Attached],
        **options: Any,
    ) -> None:
        self.note, self.period, self.institution, self.held = note, period, institution, held
        options["initial"] = initial_of(note) | (options.get("initial") or {})
        super().__init__(data, files, **options)
        self._name()
        self.fields["progress"].choices = Progress.choices  # type: ignore[attr-defined]
        self.fields["take_off"].choices = [(each.pk, each.name) for each in held]  # type: ignore[attr-defined]

    def _name(self) -> None:
        labels = {
            "progress": _("How far is it?"),
            "started_on": _("Day on which it started"),
            "finished_on": _("Day on which it was finished"),
            "text": _("What was done and what was obtained"),
            "official_number": _("Number of the oficio or expediente (optional)"),
            "is_confidential": _("Confidential"),
            "take_off": _("Take off when saving"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["started_on"].help_text = _("Only of what is under way or done.")
        self.fields["finished_on"].help_text = _("Only of what is done. A file must prove it.")
        self.fields["text"].help_text = _("Or why nothing was done. Facts, not plans: the Committee reads it.")
        self.fields["is_confidential"].help_text = _("Marked wherever it is listed.")
        self.fields["progress"].error_messages["required"] = _("Choose how far it is.")
        self.fields["text"].error_messages["required"] = _("Write what was done, or why nothing was.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        days_are_read = not ({"started_on", "finished_on"} & self.errors.keys())
        if cleaned.get("progress") and days_are_read:
            found = problems_of_days(
                cleaned["progress"], cleaned["started_on"], cleaned["finished_on"], last=self.period.ends_on
            )
            self.tell(list(found))
        sentence = beyond_quota(cleaned.get("documents") or (), self.institution)
        if sentence:
            self.add_error("documents", sentence)
        return cleaned

    def tell(self, problems: Sequence[Problem]) -> None:
        """Each beside its box."""
        for problem in problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.text)

    def again(self, note: ProgressNote | None, held: Sequence[Attached]) -> NoteForm:
        """The same form on the note as it is now, with what was typed. Files have to be chosen again."""
        typed = {name: self[name].data for name in TYPED}
        version = note.version if note else 0
        return type(self)(
            note=note,
            period=self.period,
            institution=self.institution,
            held=held,
            initial=typed | {"version": version},
        )

    @property
    def draft(self) -> NoteDraft:
        said = self.cleaned_data
        number, is_confidential = said["official_number"], said["is_confidential"]
        return NoteDraft(
            progress=said["progress"],
            text=said["text"],
            started_on=said["started_on"],
            finished_on=said["finished_on"],
            language=self._language(said["text"].strip()),
            attached=tuple(NewFile(file, number, is_confidential) for file in self.taken),
            taken_off=frozenset(said["take_off"]),
        )

    def _language(self, text: str) -> str:
        """That of the page on which the text was last changed."""
        return self.note.language if self.note is not None and self.note.text == text else language()


def initial_of(note: ProgressNote | None) -> dict[str, Any]:
    if note is None:
        return {"version": 0}
    names = ("version", "progress", "started_on", "finished_on", "text")
    return {name: getattr(note, name) for name in names}
