"""What an indicator's figure is made of: its components, and which items of a register each counts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.breakdown import Category, Register, Stage
from indicators.models.definition import IndicatorRevision


class RevisionQuerySet(models.QuerySet[Any]):
    """Parts of a revision, known by the revision's key and their own code."""

    def get_by_natural_key(self, plan: str, indicator: str, number: int, code: str) -> Any:
        return self.get(
            revision__indicator__plan__code=plan,
            revision__indicator__code=indicator,
            revision__number=number,
            code=code,
        )


class Component(models.Model):
    """One value that makes up an indicator's figure: articles, events; a numerator; its denominator."""

    class Role(models.TextChoices):
        VALUE = "value", _("value")
        NUMERATOR = "numerator", _("numerator")
        DENOMINATOR = "denominator", _("denominator")
        BESIDE = "beside", _("printed beside, never added")
        STAGE = "stage", _("stage to be reached, in order")
        OPTION = "option", _("option of a scale, in order")

    revision = models.ForeignKey(
        IndicatorRevision, verbose_name=_("revision"), on_delete=models.CASCADE, related_name="components"
    )
    code = models.SlugField(_("code"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    role = models.CharField(_("role"), max_length=12, choices=Role)
    label = models.CharField(_("label"), max_length=150)
    in_headline = models.BooleanField(_("part of the headline"), default=False)
    is_disaggregated = models.BooleanField(_("broken down"), default=True)
    needs_all = models.BooleanField(_("counts items that meet every other numerator"), default=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("component")
        verbose_name_plural = _("components")
        ordering = ("revision_id", "order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "code"], name="component_code_once_per_revision"),
            models.CheckConstraint(
                condition=~Q(role__in=["denominator", "beside"], in_headline=True),
                name="component_beside_never_in_headline",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def natural_key(self) -> tuple[str, str, int, str]:
        return (*self.revision.natural_key(), self.code)

    natural_key.dependencies = ["indicators.indicatorrevision"]  # type: ignore[attr-defined]

    @property
    def counting_rule(self) -> CountingRule | None:
        return getattr(self, "rule", None)


class CountingRuleQuerySet(models.QuerySet["CountingRule"]):
    def get_by_natural_key(self, plan: str, indicator: str, number: int, code: str) -> CountingRule:
        return self.get(
            component__revision__indicator__plan__code=plan,
            component__revision__indicator__code=indicator,
            component__revision__number=number,
            component__code=code,
        )


class CountingRule(models.Model):
    """Which items of a register a component counts: of which category, in which stages, and when."""

    class When(models.TextChoices):
        REACHED = "reached", _("reached the stage in the semester")
        AT_END = "at_end", _("in the stage at the end of the semester")
        EVER = "ever", _("ever reached the stage by the end of the semester")

    component = models.OneToOneField(
        Component, verbose_name=_("component"), on_delete=models.CASCADE, related_name="rule"
    )
    register = models.ForeignKey(Register, verbose_name=_("register"), on_delete=models.PROTECT, related_name="+")
    only = models.ForeignKey(
        Category, verbose_name=_("only items tagged"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stages = models.ManyToManyField(Stage, verbose_name=_("counted stages"), related_name="+")
    when = models.CharField(_("when"), max_length=8, choices=When)

    objects = CountingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("counting rule")
        verbose_name_plural = _("counting rules")

    def __str__(self) -> str:
        return f"{self.component}: {self.register}"

    def natural_key(self) -> tuple[str, str, int, str]:
        return self.component.natural_key()

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "indicators.component",
        "indicators.register",
        "indicators.stage",
        "indicators.category",
    ]
