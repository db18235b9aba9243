"""One row for each baseline and each target of a series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from documents.forms.fields import NumberField
from indicators.defining.document import BaselinePoint, TargetPoint
from indicators.models import Target
from revisions.forms.rows import RowForm
from revisions.vocabulary import Named

PLACES, SOURCE_LENGTH = 4, 300


@dataclass(frozen=True, slots=True)
class Offers:
    """What the rows of a definition may choose from. `is_percent`: values are percentages, or a part beside its whole."""

    semesters: Sequence[Named]
    institutions: Sequence[Named]
    is_percent: bool


class PointRow(RowForm):
    """A semester, whose it is, and the value: for a percentage also the whole that it is a part of."""

    TYPED: ClassVar[tuple[str, ...]] = ("value", "denominator", "source")

    def __init__(self, data: Any = None, *, offers: Offers, **options: Any) -> None:
        super().__init__(data, **options)
        semesters = [("", _("Choose")), *offers.semesters]
        self.fields["period"] = forms.ChoiceField(label=_("Semester"), choices=semesters)
        self.fields["period"].error_messages["required"] = _("Choose the semester.")
        if offers.institutions:
            whose = [("", _("All together")), *offers.institutions]
            self.fields["institution"] = forms.ChoiceField(required=False, label=_("Of whom"), choices=whose)
        self.fields["value"] = NumberField(label=_("Value"), decimals=PLACES, required=True)
        self.fields["value"].error_messages["required"] = _("Write the value.")
        if offers.is_percent:
            self.fields["value"].label = _("% or part")
            self.fields["denominator"] = NumberField(label=_("Of how many"), decimals=PLACES)
        self.fields["source"] = forms.CharField(
            required=False,
            max_length=SOURCE_LENGTH,
            label=_("Source"),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )

    @property
    def row_name(self) -> str:  # type: ignore[override]
        return " · ".join(filter(None, self.place)) or _("New row")

    @property
    def place(self) -> tuple[str, str]:
        """Which semester, and of which institution."""
        return str(self.raw("period") or ""), str(self.raw("institution") or "") if "institution" in self.fields else ""

    @staticmethod
    def initial_of(point: BaselinePoint | TargetPoint) -> dict[str, Any]:
        names = ("period", "institution", "value", "denominator", "source")
        return {name: getattr(point, name) for name in names}


class BaselineRow(PointRow):
    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["source"].label = _("Source of the baseline")

    @property
    def point(self) -> BaselinePoint:
        said = self.cleaned_data
        return BaselinePoint(
            said["period"], said["value"], said["source"], said.get("denominator"), said.get("institution", "")
        )


class TargetRow(PointRow):
    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["scope"] = forms.ChoiceField(
            required=False, label=_("Counted over"), choices=Target.Scope.choices, initial=Target.Scope.PERIOD
        )
        self.fields["source"].label = _("Source of the path")
        self.fields["is_interpolated"] = forms.BooleanField(required=False, label=_("Interpolated"))

    def point(self, kept: Mapping[tuple[str, str], TargetPoint]) -> TargetPoint:
        """One that says the same as before keeps the act and the day of its approval; another one gets the session's."""
        said = self.cleaned_data
        drafted = TargetPoint(
            period=said["period"],
            value=said["value"],
            scope=said["scope"] or Target.Scope.PERIOD,
            denominator=said.get("denominator"),
            institution=said.get("institution", ""),
            source=said["source"],
            is_interpolated=said["is_interpolated"],
        )
        before = kept.get((drafted.period, drafted.institution))
        return before if before is not None and says_the_same(before, drafted) else drafted

    @staticmethod
    def initial_of(point: BaselinePoint | TargetPoint) -> dict[str, Any]:
        more = (
            {"scope": point.scope, "is_interpolated": point.is_interpolated} if isinstance(point, TargetPoint) else {}
        )
        return PointRow.initial_of(point) | more


def says_the_same(one: TargetPoint, other: TargetPoint) -> bool:
    names = ("value", "scope", "denominator", "source", "is_interpolated")
    return all(getattr(one, name) == getattr(other, name) for name in names)
