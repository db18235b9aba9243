"""How a definition breaks its figure down: dimensions crossed, tags asked of items, and the series judged apart."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.breakdown import Category, Dimension
from indicators.models.component import Component, RevisionQuerySet
from indicators.models.definition import IndicatorRevision


class RevisionDimensionQuerySet(models.QuerySet[Any]):
    def get_by_natural_key(self, plan: str, indicator: str, number: int, dimension: str) -> Any:
        return self.get(
            revision__indicator__plan__code=plan,
            revision__indicator__code=indicator,
            revision__number=number,
            dimension__code=dimension,
        )


class RevisionDimension(models.Model):
    """A dimension that a revision crosses with the others, at most three."""

    revision = models.ForeignKey(
        IndicatorRevision, verbose_name=_("revision"), on_delete=models.CASCADE, related_name="revision_dimensions"
    )
    dimension = models.ForeignKey(Dimension, verbose_name=_("dimension"), on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(_("order"))

    objects = RevisionDimensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("dimension of a revision")
        verbose_name_plural = _("dimensions of a revision")
        ordering = ("revision_id", "order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "dimension"], name="dimension_once_per_revision"),
            models.UniqueConstraint(fields=["revision", "order"], name="dimension_order_once_per_revision"),
            models.CheckConstraint(
                condition=Q(order__gte=1, order__lte=3),
                name="at_most_three_dimensions",
                violation_error_message=_("At most three dimensions can be crossed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.dimension}"

    def natural_key(self) -> tuple[str, str, int, str]:
        return (*self.revision.natural_key(), self.dimension.code)

    natural_key.dependencies = ["indicators.indicatorrevision", "indicators.dimension"]  # type: ignore[attr-defined]


class RevisionTag(models.Model):
    """A tag that a revision asks of each item; one with several answers may add up to more than the total, and says so."""

    revision = models.ForeignKey(
        IndicatorRevision, verbose_name=_("revision"), on_delete=models.CASCADE, related_name="revision_tags"
    )
    dimension = models.ForeignKey(Dimension, verbose_name=_("tag"), on_delete=models.PROTECT, related_name="+")
    is_multiple = models.BooleanField(_("several answers"), default=False)

    objects = RevisionDimensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("required tag")
        verbose_name_plural = _("required tags")
        ordering = ("revision_id", "dimension__code")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "dimension"], name="tag_once_per_revision")
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.dimension}"

    def natural_key(self) -> tuple[str, str, int, str]:
        return (*self.revision.natural_key(), self.dimension.code)

    natural_key.dependencies = ["indicators.indicatorrevision", "indicators.dimension"]  # type: ignore[attr-defined]


class Series(models.Model):
    """What is judged apart. Most indicators have one, over everything; PART-1.2.1 has two, each with its own goal."""

    revision = models.ForeignKey(
        IndicatorRevision, verbose_name=_("revision"), on_delete=models.CASCADE, related_name="series"
    )
    code = models.SlugField(_("code"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    label = models.CharField(_("label"), max_length=150, blank=True)
    component = models.ForeignKey(
        Component,
        verbose_name=_("component"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("The one component that the series follows; empty: the headline."),
    )
    categories = models.ManyToManyField(Category, verbose_name=_("only these categories"), blank=True, related_name="+")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ("revision_id", "order")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "code"], name="series_code_once_per_revision")
        ]

    def __str__(self) -> str:
        return self.label or self.code

    def natural_key(self) -> tuple[str, str, int, str]:
        return (*self.revision.natural_key(), self.code)

    natural_key.dependencies = ["indicators.indicatorrevision", "indicators.component", "indicators.category"]  # type: ignore[attr-defined]
