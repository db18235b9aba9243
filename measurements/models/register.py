"""The items behind a register's figure: entered once by an institution, counted for every indicator they are entered under."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from indicators.models import Category, Component, Register, Stage
from institutions.models import REPORTING_ROLES, Institution, User
from measurements.models.measurement import Measurement


class RegisterItemQuerySet(models.QuerySet["RegisterItem"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(institution__in=user.institution_ids(*REPORTING_ROLES))


class RegisterItem(models.Model):
    """A directive, an agreement, an event, a programme, a contingent… of one institution, whatever indicators it serves."""

    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="register_items"
    )
    register = models.ForeignKey(Register, verbose_name=_("register"), on_delete=models.PROTECT, related_name="items")
    title = models.CharField(_("title"), max_length=300)
    number = models.CharField(_("document number"), max_length=100, blank=True)
    dated_on = models.DateField(_("date"))
    counterpart = models.CharField(_("counterpart"), max_length=200, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"), default=1)
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    men = models.PositiveIntegerField(_("men"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    same_as = models.ForeignKey(
        "self", verbose_name=_("same as"), null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates"
    )

    objects = RegisterItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("register item")
        verbose_name_plural = _("register items")
        ordering = ("register", "dated_on", "id")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quantity__gte=1, quantity__lte=10_000), name="item_quantity_from_one"),
            models.CheckConstraint(
                condition=Q(same_as__isnull=True) | ~Q(same_as=F("id")), name="item_not_same_as_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Items that are the same form a group with one head: nothing points at an item that points elsewhere."""
        if self.same_as is None:
            return
        is_head = self.same_as.same_as_id is None and not (self.pk and self.duplicates.exists())
        if not is_head or self.same_as.register_id != self.register_id:
            raise ValidationError({"same_as": _("Choose the head of a group of the same register.")})

    def stage_reached(self, by: dt.date | None = None) -> RegisterStage | None:
        """The furthest stage that it reached, until that day when one is given."""
        reached = [stage for stage in self.stages.all() if by is None or stage.reached_on <= by]
        return max(reached, key=lambda one: one.stage.order, default=None)


class RegisterTag(models.Model):
    """A category that an item carries: its mission, its type."""

    item = models.ForeignKey(RegisterItem, verbose_name=_("item"), on_delete=models.CASCADE, related_name="tags")
    category = models.ForeignKey(Category, verbose_name=_("category"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("tag of an item")
        verbose_name_plural = _("tags of items")
        ordering = ("item_id", "category__dimension", "category__order")
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "category"], name="tag_once_per_item")]

    def __str__(self) -> str:
        return f"{self.item}: {self.category}"


class RegisterStage(models.Model):
    """A stage that an item reached, on its own date."""

    item = models.ForeignKey(RegisterItem, verbose_name=_("item"), on_delete=models.CASCADE, related_name="stages")
    stage = models.ForeignKey(Stage, verbose_name=_("stage"), on_delete=models.PROTECT, related_name="+")
    reached_on = models.DateField(_("reached on"))

    class Meta:
        verbose_name = _("stage of an item")
        verbose_name_plural = _("stages of items")
        ordering = ("item_id", "reached_on", "stage__order")
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "stage"], name="stage_once_per_item")]

    def __str__(self) -> str:
        return f"{self.item}: {self.stage}"


class RegisterEntry(models.Model):
    """An item entered under an indicator for a semester.

    Sending freezes what it counted for, so a later change of the item moves nothing.
    """

    measurement = models.ForeignKey(
        Measurement, verbose_name=_("measurement"), on_delete=models.CASCADE, related_name="entries"
    )
    item = models.ForeignKey(RegisterItem, verbose_name=_("item"), on_delete=models.PROTECT, related_name="entries")
    frozen = models.JSONField(_("as it was sent"), null=True, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("entry of an item")
        verbose_name_plural = _("entries of items")
        ordering = ("measurement", "item__dated_on", "item_id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measurement", "item"], name="entry_once_per_measurement")
        ]

    def __str__(self) -> str:
        return f"{self.measurement}: {self.item}"


class EntryTick(models.Model):
    """A condition that an item meets under a proportion asked for each item: trained, designated."""

    entry = models.ForeignKey(RegisterEntry, verbose_name=_("entry"), on_delete=models.CASCADE, related_name="ticks")
    component = models.ForeignKey(Component, verbose_name=_("component"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("condition met")
        verbose_name_plural = _("conditions met")
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "component"], name="tick_once_per_entry")]

    def __str__(self) -> str:
        return f"{self.entry}: {self.component}"
