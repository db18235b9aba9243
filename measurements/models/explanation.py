"""The institution's word about a warning."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from measurements.models.measurement import Measurement


class Explanation(models.Model):
    """Why a figure that looks odd is right. Named by the rule that asked and, where it asked of one, by the cell."""

    measurement = models.ForeignKey(
        Measurement, verbose_name=_("measurement"), on_delete=models.CASCADE, related_name="explanations"
    )
    rule = models.CharField(_("rule"), max_length=60)
    component = models.CharField(_("component"), max_length=40, blank=True)
    cell = models.CharField(_("cell"), max_length=250, blank=True)
    text = models.TextField(_("explanation"))

    class Meta:
        verbose_name = _("explanation")
        verbose_name_plural = _("explanations")
        ordering = ("measurement_id", "rule", "component", "cell")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["measurement", "rule", "component", "cell"], name="explanation_once_per_warning"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="explanation_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.rule, self.component, self.cell)
