"""The figure of one answer: what an institution's own values amount to. Totals across institutions are made in `reports`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from indicators.models import Component, IndicatorRevision
from measurements.models import Answer, MeasuredValue, Measurement


class Amount(Protocol):
    """The content of a cell, in a row or read from an event."""

    @property
    def value(self) -> Decimal: ...
    @property
    def denominator(self) -> Decimal | None: ...


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, for a proportion with its denominator; None is no value, never zero."""

    value: Decimal | None
    denominator: Decimal | None = None

    @property
    def percent(self) -> Decimal | None:
        """Numerator ÷ denominator · 100, unrounded; None without both or with an empty denominator."""
        if self.value is None or not self.denominator:
            return None
        return self.value / self.denominator * 100


NOTHING = Figure(None)


def headline_of(measurement: Measurement) -> Figure:
    """The one figure of an answer, as its definition says; nothing when it has none or nothing was reported."""
    if measurement.answer != Answer.REPORTED or measurement.revision.headline == IndicatorRevision.Headline.NONE:
        return NOTHING
    return add_up(value for value in measurement.values.all() if is_in_headline(measurement.revision, value))


def is_in_headline(revision: IndicatorRevision, value: MeasuredValue) -> bool:
    """Whether a cell counts for the headline: its component does, and its category where only one is counted."""
    return is_headline_cell(revision, value.component, value.combination.key)


def is_headline_cell(revision: IndicatorRevision, component: Component, key: str) -> bool:
    if not component.in_headline:
        return False
    only = revision.headline_category
    return only is None or only.key in key.split("|")


def added_components(revision: IndicatorRevision) -> set[str]:
    """Codes of the components whose boxes are added to one total: the headline's, never one that is printed beside."""
    components = [c for c in revision.components.all() if c.role != Component.Role.BESIDE]
    return {c.code for c in components if c.in_headline} or {c.code for c in components}


def component_total(measurement: Measurement, component: Component) -> Figure:
    return add_up(value for value in measurement.values.all() if value.component_id == component.pk)


def add_up(values: Iterable[Amount]) -> Figure:
    """Sum of values and of denominators; nothing from no values."""
    cells = list(values)
    if not cells:
        return NOTHING
    denominators = [cell.denominator for cell in cells if cell.denominator is not None]
    return Figure(
        sum((cell.value for cell in cells), Decimal(0)), sum(denominators, Decimal(0)) if denominators else None
    )
