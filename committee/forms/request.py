"""Requiring something of an institution: first about what, by the address; then the words, the day and the parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from activities.models import Activity
from committee.models import InformationRequest
from committee.requests.parts import Offered
from committee.requests.requiring import Asked
from documents.forms.fields import TextField
from documents.speaking import language
from indicators.calendar import end_of
from indicators.models import Indicator, ReportingPeriod
from institutions.models import Institution
from measurements.anchors import Anchor
from measurements.forms.extension import LastDayField, WarnedDay

KINDS = InformationRequest.Kind


@dataclass(frozen=True, slots=True)
class About:
    """What a request is about: always an institution, perhaps a semester, then perhaps an indicator; perhaps an activity of its own."""

    institution: Institution
    period: ReportingPeriod | None = None
    indicator: Indicator | None = None
    activity: Activity | None = None


class RequestForm(WarnedDay):
    """`parts` can be pointed at when the institution sent the answer; `can_open`: its semester is closed to it."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)
    subject = forms.CharField(max_length=150)
    text = TextField(max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    until = LastDayField()
    parts = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    opens = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, parts: Sequence[Offered], can_open: bool, **options: Any) -> None:
        super().__init__(data, **options)
        self.offered = {part.key: part for part in parts}
        kind, subject, text, until = (self.fields[name] for name in ("kind", "subject", "text", "until"))
        kind.label, kind.choices = _("What do you require?"), KINDS.choices  # type: ignore[attr-defined]
        kind.error_messages["required"] = _("Choose what you require.")
        subject.label, text.label = _("Subject"), _("What must the institution do or say?")
        subject.error_messages["required"] = _("Write what the request is about.")
        text.error_messages["required"] = _("Write what the institution must do.")
        text.help_text = _("The institution reads it as you write it, and the official letter quotes it.")
        until.label = _("Last day to answer")
        until.help_text = _("Until midnight in Lima.")
        self._part_fields(can_open=can_open)

    def _part_fields(self, *, can_open: bool) -> None:
        if not self.offered:
            del self.fields["parts"]
        else:
            self.fields["parts"].label = _("About which parts of the answer? (optional)")
            self.fields["parts"].choices = [(key, part.label) for key, part in self.offered.items()]  # type: ignore[attr-defined]
        if not (self.offered and can_open):
            del self.fields["opens"]
        else:
            self.fields["opens"].label = _("Open only these parts, so that the institution corrects them")
            self.fields["opens"].help_text = _(
                "Its semester is closed. Until the last day it can write in the parts marked above and in nothing else."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.warn_of_day_off(cleaned.get("until"))
        if cleaned.get("opens") and cleaned.get("kind") not in (None, KINDS.CORRECT):
            self.add_error("opens", _("Parts are opened only to be corrected: choose “Correct”."))
        if cleaned.get("opens") and not cleaned.get("parts"):
            self.add_error("parts", _("Mark the parts that must be opened."))
        return cleaned

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        return tuple(self.offered[key].anchor for key in self.cleaned_data.get("parts", ()))

    def asked(self, about: About) -> Asked:
        said = self.cleaned_data
        return Asked(
            kind=said["kind"],
            subject=said["subject"],
            text=said["text"],
            until=self.instant,
            period=about.period,
            indicator=about.indicator,
            activity=about.activity,
            anchors=self.anchors,
            opens=bool(said.get("opens")),
            language=language(),
        )

    @property
    def instant(self) -> dt.datetime:
        return end_of(self.cleaned_data["until"])
