"""Boxes for days, read as browsers send them and as people type them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class DayField(forms.DateField):
    """A day. What cannot be read is said back, since a browser's date box no longer shows it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y"], widget=widget, **options)

    def to_python(self, value: Any) -> dt.date | None:
        try:
            return super().to_python(value)
        except ValidationError:
            if re.fullmatch(r"\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{2}\s*", str(value)):
                text = _("“%(text)s”: write the year with four digits, as in 31/12/2026.") % {"text": value}
                raise ValidationError(text, code="short_year") from None
            text = _("“%(text)s” is not a date: write day, month and year.") % {"text": str(value)[:40]}
            raise ValidationError(text, code="invalid") from None
