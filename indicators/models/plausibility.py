"""What is odd about a figure that arrives twice a year: rules kept as data, so that the Committee can tune them per definition."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.component import Component
from indicators.models.definition import IndicatorRevision
from indicators.models.plan import Indicator

PLACES = ("cell", "before", "now")
"""What a sentence of its own may name, in braces."""


class PlausibilityRuleQuerySet(models.QuerySet["PlausibilityRule"]):
    def get_by_natural_key(self, plan: str, indicator: str, number: int, kind: str, *others: str | None) -> Any:
        other, part, whole = others
        return self.get(
            revision__indicator__plan__code=plan,
            revision__indicator__code=indicator,
            revision__number=number,
            kind=kind,
            compared_with__code=other,
            part__code=part,
            whole__code=whole,
        )


class PlausibilityRule(models.Model):
    """How one definition departs from the usual rule of a kind: other bounds, another indicator to compare with, or not asked.

    A definition without rows follows the usual rules (`measurements.checks.plausibility`). A broken rule is a warning: it never
    blocks saving, and must be explained before the answer is handed over.
    """

    class Kind(models.TextChoices):
        LARGE_CHANGE = "large_change", _("large change against the semester before")
        ZERO_AFTER_VALUE = "zero_after_value", _("zero after a value")
        VALUE_AFTER_ABSENCE = "value_after_absence", _("a value after “not applicable”")
        IDENTICAL = "identical", _("the same values as in the semester before")
        SHARE_OUT_OF_RANGE = "share_out_of_range", _("share out of its usual range")
        UNEQUAL_DENOMINATORS = "unequal_denominators", _("denominator other than another indicator's")
        RUNNING_TOTAL_FELL = "running_total_fell", _("running total that fell")
        PART_ABOVE_WHOLE = "part_above_whole", _("part above its whole")

    revision = models.ForeignKey(
        IndicatorRevision, verbose_name=_("revision"), on_delete=models.CASCADE, related_name="plausibility_rules"
    )
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    is_on = models.BooleanField(_("asked"), default=True)
    relative = models.DecimalField(
        _("relative change from (ratio)"), max_digits=9, decimal_places=4, null=True, blank=True
    )
    absolute = models.DecimalField(_("absolute change from"), max_digits=20, decimal_places=4, null=True, blank=True)
    low = models.DecimalField(_("lowest usual share (%)"), max_digits=7, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(_("highest usual share (%)"), max_digits=7, decimal_places=4, null=True, blank=True)
    compared_with = models.ForeignKey(
        Indicator, verbose_name=_("compared with"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    part = models.ForeignKey(
        Component,
        verbose_name=_("component that is a part"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    whole = models.ForeignKey(
        Component,
        verbose_name=_("component that it is a part of"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    sentence = models.CharField(
        _("sentence"),
        max_length=300,
        blank=True,
        help_text=_("Empty: the usual one. It may name {cell}, {before} and {now}."),
    )

    objects = PlausibilityRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("plausibility rule")
        verbose_name_plural = _("plausibility rules")
        ordering = ("revision_id", "kind")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["revision", "kind"],
                condition=Q(compared_with__isnull=True, part__isnull=True),
                name="plausibility_rule_once_per_kind",
            ),
            models.UniqueConstraint(fields=["revision", "part", "whole"], name="plausibility_rule_once_per_part"),
            models.UniqueConstraint(
                fields=["revision", "kind", "compared_with"], name="plausibility_rule_once_per_comparison"
            ),
            models.CheckConstraint(
                condition=(Q(relative__isnull=True) | Q(relative__gte=0))
                & (Q(absolute__isnull=True) | Q(absolute__gte=0)),
                name="plausibility_bounds_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=models.F("high")),
                name="plausibility_range_in_order",
                violation_error_message=_("The lowest share cannot be above the highest."),
            ),
            models.CheckConstraint(
                condition=Q(kind="large_change") | Q(relative__isnull=True, absolute__isnull=True),
                name="plausibility_change_has_its_bounds",
                violation_error_message=_("Only a large change is bounded by a relative and an absolute change."),
            ),
            models.CheckConstraint(
                condition=Q(kind="share_out_of_range") | Q(low__isnull=True, high__isnull=True),
                name="plausibility_range_has_its_bounds",
                violation_error_message=_("Only a share has a lowest and a highest."),
            ),
            models.CheckConstraint(
                condition=Q(kind="unequal_denominators", compared_with__isnull=False)
                | Q(kind="part_above_whole")
                | (~Q(kind__in=["unequal_denominators", "part_above_whole"]) & Q(compared_with__isnull=True)),
                name="plausibility_comparison_names_the_other",
                violation_error_message=_(
                    "Denominators are compared with another indicator's; besides, only a part can be."
                ),
            ),
            models.CheckConstraint(
                condition=Q(part__isnull=True, whole__isnull=True)
                | Q(kind="part_above_whole", part__isnull=False, whole__isnull=False, compared_with__isnull=True),
                name="plausibility_part_names_its_whole",
                violation_error_message=_("A component that is a part is named together with its whole."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.get_kind_display()}"

    def natural_key(self) -> tuple[str | int | None, ...]:
        named = (self.compared_with, self.part, self.whole)
        return (*self.revision.natural_key(), self.kind, *(each.code if each else None for each in named))

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "indicators.indicatorrevision",
        "indicators.indicator",
        "indicators.component",
    ]

    def clean(self) -> None:
        """What it names belongs to its definition, and its sentence names nothing that is not known."""
        super().clean()
        if any(c is not None and c.revision_id != self.revision_id for c in (self.part, self.whole)):
            raise ValidationError({"part": _("Choose components of this definition.")})
        if self.compared_with is not None and self.compared_with == self.revision.indicator:
            raise ValidationError({"compared_with": _("An indicator is compared with another one.")})
        for language in ("es", "en"):
            named = re.findall(r"\{([^}]*)\}", getattr(self, f"sentence_{language}") or "")
            if set(named) - set(PLACES):
                text = _("A sentence may name only {cell}, {before} and {now}.")
                raise ValidationError({f"sentence_{language}": text})
