"""Boxes for numbers and texts, read as people type them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format

from documents.number_messages import message
from documents.numbers import read_decimal, read_integer


class NumberField(forms.Field):
    """A number from zero up, with at most `decimals` decimals; an empty box is None, never zero. `may_be_unknown` says so to who
    writes a text instead."""

    def __init__(
        self, *, decimals: int = 0, required: bool = False, may_be_unknown: bool = False, **options: Any
    ) -> None:
        self.decimals, self.may_be_unknown = decimals, may_be_unknown
        attrs = {
            "inputmode": "decimal" if decimals else "numeric",
            "autocomplete": "off",
            "maxlength": "40",
            "class": "short",
        }
        super().__init__(required=required, widget=forms.TextInput(attrs=attrs), **options)

    def prepare_value(self, value: object) -> object:
        return as_typed(value) if isinstance(value, Decimal) else value

    def to_python(self, value: object) -> Decimal | None:
        text = str(value or "")
        reading = read_decimal(text, self.decimals) if self.decimals else read_integer(text)
        if reading.problem is not None:
            sentence = message(
                reading.problem, reading.readings, max_decimals=self.decimals, may_be_unknown=self.may_be_unknown
            )
            raise ValidationError(sentence, code=reading.problem.value)
        return reading.value

    def has_changed(self, initial: object, data: object) -> bool:
        return str(self.prepare_value(initial) or "").strip() != str(data or "").strip()


def as_typed(value: Decimal) -> str:
    """A number as a person would type it to be read back without doubt: no groups; three decimals end in a zero."""
    whole, _point, fraction = f"{value:f}".partition(".")
    fraction = fraction.rstrip("0")
    if not fraction:
        return whole
    return whole + str(get_format("DECIMAL_SEPARATOR")) + (fraction + "0" if len(fraction) == 3 else fraction)


class TextField(forms.CharField):
    """A text of several lines. Browsers send each line's end as two signs and count it as one; so do we count."""

    def to_python(self, value: object) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")
