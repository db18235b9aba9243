"""Codes and values of a definition in words, in the current language: for whoever reads what changes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.formatting import joined, number, percent, period_label
from indicators.defining.document import BaselinePoint, DefinitionDocument, Part, Rule, Tag, TargetPoint, Track, Words
from indicators.models import Category, Component, CountingRule, Dimension, IndicatorRevision, Register, Stage, Target
from institutions.models import Institution


def language() -> str:
    return (get_language() or "es")[:2]


def said(words: Words) -> str:
    """In the current language, else in the other."""
    return (words.en or words.es) if language() == "en" else (words.es or words.en)


def field(name: str) -> str:
    """What a field of a definition is called on a page."""
    return _title(IndicatorRevision, name)


def component_field(name: str) -> str:
    return _title(Component, name)


def _title(model: type[Model], name: str) -> str:
    title = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return title[:1].upper() + title[1:]


def in_language(label: str, code: str) -> str:
    text = _("%(label)s, in English") if code == "en" else _("%(label)s, in Spanish")
    return text % {"label": label}


def of(label: str, whose: str) -> str:
    """`Target: Contingents`. What is of everything needs no name."""
    return f"{label}: {whose}" if whose else label


def part(component: Part) -> str:
    return said(component.label) or component.code


def track(series: Track | None, otherwise: str = "") -> str:
    """The one series over everything has no name."""
    return (said(series.label) if series else "") or otherwise


def choice(value: str, choices: Any) -> str:
    """The words of a stored choice; of one that there is not, its code."""
    return str(choices(value).label) if value in choices.values else value


def is_percent(document: DefinitionDocument) -> bool:
    """As `IndicatorRevision.is_percent`, before there is a revision."""
    shares = document.across == IndicatorRevision.Across.SHARE
    return shares or document.kind == IndicatorRevision.Kind.PROPORTION


class Names:
    """Reads what the reference lists call their codes, each list once and only where it is asked for."""

    CHOICES = {
        "kind": IndicatorRevision.Kind,
        "accumulation": IndicatorRevision.Accumulation,
        "across": IndicatorRevision.Across,
        "headline": IndicatorRevision.Headline,
        "direction": IndicatorRevision.Direction,
        "progress_method": IndicatorRevision.ProgressMethod,
        "trajectory": IndicatorRevision.Trajectory,
        "institution_targets": IndicatorRevision.InstitutionTargets,
        "role": Component.Role,
    }

    @cached_property
    def _dimensions(self) -> dict[str, str]:
        return {each.code: each.name for each in Dimension.objects.all()}

    @cached_property
    def _categories(self) -> dict[str, str]:
        return {each.key: each.name for each in Category.objects.select_related("dimension")}

    @cached_property
    def _registers(self) -> dict[str, str]:
        return {each.code: each.name for each in Register.objects.all()}

    @cached_property
    def _stages(self) -> dict[tuple[str, str], str]:
        return {(each.register.code, each.code): each.name for each in Stage.objects.select_related("register")}

    @cached_property
    def _institutions(self) -> dict[str, str]:
        return {each.code: each.short_name or each.name for each in Institution.objects.all()}

    def dimension(self, code: str) -> str:
        return self._dimensions.get(code, code)

    def categories(self, keys: Iterable[str]) -> str:
        return joined([self._categories.get(key, key) for key in keys], language())

    def institution(self, code: str) -> str:
        return self._institutions.get(code, code)

    def value(self, name: str, value: Any) -> str:
        """What a field of a definition or of a component holds. Nothing prints as nothing."""
        if value is None or value == "":
            return ""
        if name in self.CHOICES:
            return choice(value, self.CHOICES[name])
        if name == "headline_category":
            return self.categories([value])
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return number(Decimal(value), language())

    def rule(self, rule: Rule | None) -> str:
        """`Events, only workshops: held (reached the stage in the semester)`."""
        if rule is None:
            return ""
        stages = joined([self._stages.get((rule.register, code), code) for code in rule.stages], language())
        told = {
            "register": self._registers.get(rule.register, rule.register),
            "stages": stages,
            "when": choice(rule.when, CountingRule.When),
        }
        if not rule.only:
            return _("%(register)s: %(stages)s (%(when)s)") % told
        told["only"] = self.categories([rule.only])
        return _("%(register)s, only %(only)s: %(stages)s (%(when)s)") % told

    def tag(self, tag: Tag) -> str:
        name = self.dimension(tag.dimension)
        return _("%(tag)s, several answers") % {"tag": name} if tag.is_multiple else name

    def followed(self, series: Track, document: DefinitionDocument) -> str:
        """Which component a series follows, and of which categories."""
        names = {each.code: part(each) for each in document.components}
        what = names.get(series.component, series.component) if series.component else _("the headline figure")
        return f"{what}: {self.categories(series.only)}" if series.only else what

    def point(self, point: BaselinePoint | TargetPoint | None, document: DefinitionDocument) -> str:
        """`18 of 100`, `15 %`, `25, since the plan's start`; of a baseline, its semester and source."""
        if point is None:
            return ""
        amount = number(point.value, language())
        if is_percent(document):
            amount = percent(point.value, language(), None)
        if point.denominator is not None:
            parts = {"part": number(point.value, language()), "whole": number(point.denominator, language())}
            amount = _("%(part)s of %(whole)s") % parts
        if isinstance(point, BaselinePoint):
            return f"{amount} ({period_label(point.period, language())}; {point.source})"
        notes = [] if point.scope == Target.Scope.PERIOD else [choice(point.scope, Target.Scope)]
        notes += [point.source] if point.source else []
        notes += [_("interpolated")] if point.is_interpolated else []
        return ", ".join([amount, *notes])

    def point_label(self, label: str, institution: str, period: str) -> str:
        """`Target of 2028-II, Army`."""
        if period:
            label = _("%(what)s of %(period)s") % {"what": label, "period": period_label(period, language())}
        return f"{label}, {self.institution(institution)}" if institution else label
