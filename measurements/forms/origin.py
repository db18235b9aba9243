"""How the figure was obtained: for who must obtain it again, perhaps another person, in six months."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from measurements.answer.content import Origin
from measurements.background.recipes import OriginLine, origin_lines, origin_of
from measurements.checks.box_rules import cut_off_problem
from measurements.models import Measurement


class OriginForm(forms.Form):
    """A new answer begins with the last accepted one's source and post, and says so; its cut-off date is of this semester."""

    source_system = forms.CharField(required=False, max_length=200)
    cut_off_on = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    contact_post = forms.CharField(required=False, max_length=150)

    def __init__(
        self, data: Any = None, *, measurement: Measurement | None, last: Measurement | None, **options: Any
    ) -> None:
        super().__init__(data, initial=_initial(measurement, last), **options)
        self.last = last
        self.is_borrowed = data is None and measurement is None and bool(self.recipe)
        self.fields["source_system"].label = _("Where does the figure come from?")
        self.fields["source_system"].help_text = _("System, office or file.")
        self.fields["cut_off_on"].label = _("Until what day does it count?")
        self.fields["contact_post"].label = _("Which post can be asked about it?")
        self.fields["contact_post"].help_text = _("The post, not the name of the person who holds it now.")

    def clean_cut_off_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["cut_off_on"]
        if problem := cut_off_problem(day, today=timezone.localdate()):
            raise ValidationError(problem)
        return day

    @property
    def recipe(self) -> list[OriginLine]:
        """How it was obtained the last time, in words."""
        return origin_lines(origin_of(self.last)) if self.last else []

    def origin(self) -> Origin:
        said = self.cleaned_data
        return Origin(said.get("source_system", ""), said.get("cut_off_on"), said.get("contact_post", ""))


def _initial(measurement: Measurement | None, last: Measurement | None) -> dict[str, Any]:
    if measurement is not None:
        shown = origin_of(measurement)
        return {
            "source_system": shown.source_system,
            "cut_off_on": shown.cut_off_on,
            "contact_post": shown.contact_post,
        }
    return {"source_system": last.source_system, "contact_post": last.contact_post} if last else {}
