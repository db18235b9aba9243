"""The plausibility rules as a spreadsheet, so that the Committee can tune them together. Keys are the plan's codes."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.widgets import Widget

from indicators.models import Component, Indicator, IndicatorRevision, PlausibilityRule
from institutions.spreadsheet_columns import Code, text_of
from institutions.spreadsheets import ListOptions, ListResource


class DefinitionNumber(Widget):
    """A definition, by its number and the codes of plan and indicator in the same row."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> IndicatorRevision:
        found = definition_in(row)
        if found is None:
            text = _("There is no definition %(number)s of %(indicator)s.")
            words = {"number": text_of(row.get("revision"))[:20], "indicator": text_of(row.get("indicator"))[:20]}
            raise ValueError(text % words)
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "" if value is None else value.number


class ComponentCode(Widget):
    """A component of the row's definition, by its code."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Component | None:
        code = text_of(value)
        if not code:
            return None
        found = Component.objects.filter(revision=definition_in(row), code=code).first()
        if found is None:
            raise ValueError(_("The definition has no component with the code “%(code)s”.") % {"code": code[:60]})
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value.code)


class Exact(Widget):
    """A number with or without decimals; a blank says that the usual bound holds."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        text = text_of(value).replace(",", ".")
        try:
            number = Decimal(text) if text else None
        except InvalidOperation:
            raise ValueError(_("Write a number, for example 0.5.")) from None
        if number is not None and not number.is_finite():
            raise ValueError(_("Write a number, for example 0.5."))
        return number

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else f"{value:f}"


def definition_in(row: Any) -> IndicatorRevision | None:
    number = text_of(row.get("revision"))
    if not (number.isascii() and number.isdigit() and len(number) <= 4):
        return None
    plan, indicator = text_of(row.get("plan")), text_of(row.get("indicator"))
    named = IndicatorRevision.objects.filter(indicator__plan__code=plan, indicator__code=indicator)
    return named.filter(number=int(number)).first()


class PlausibilityRuleResource(ListResource):
    plan = Field("revision__indicator__plan__code", "plan", readonly=True)
    indicator = Field("revision__indicator__code", "indicator", readonly=True)
    revision = Field("revision", "revision", DefinitionNumber())
    compared_with = Field("compared_with", "compared_with", Code(Indicator, within="plan"))
    part = Field("part", "part", ComponentCode())
    whole = Field("whole", "whole", ComponentCode())
    relative = Field("relative", "relative", Exact())
    absolute = Field("absolute", "absolute", Exact())
    low = Field("low", "low", Exact())
    high = Field("high", "high", Exact())

    class Meta(ListOptions):
        model = PlausibilityRule
        import_id_fields = ("revision", "kind", "compared_with", "part", "whole")
        fields = (
            *("plan", "indicator", "revision", "kind", "compared_with", "part", "whole", "is_on"),
            *("relative", "absolute", "low", "high", "sentence_es", "sentence_en"),
        )
        import_order = export_order = fields
