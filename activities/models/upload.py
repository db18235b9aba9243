"""Uploaded spreadsheets between their preview and “save”: their cells, for one person, for two hours; and how those of budgets are read."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.budget import BudgetStatement
from activities.models.planning import YearPlan
from institutions.models import Institution, User

KEPT_FOR = dt.timedelta(hours=2)


class ColumnMapping(models.Model):
    """Where the spreadsheet of a budget system has what: kept by an institution, so that the next file is read without asking.

    `columns` gives, for programme_code, item_code, label, initial, modified, committed and executed, the heading of its column.
    """

    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="column_mappings"
    )
    name = models.CharField(_("name"), max_length=80)
    sheet = models.CharField(_("sheet"), max_length=60, blank=True, help_text=_("Empty: the first one."))
    header_row = models.PositiveSmallIntegerField(_("row of the headings"), default=1)
    columns = models.JSONField(_("columns"), default=dict)
    decimal_sign = models.CharField(_("decimal sign of numbers that are text"), max_length=1, default=".")
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("saved"))
    updated_by = models.ForeignKey(User, verbose_name=_("saved by"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")
        ordering = ("institution__order", "name")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "name"], name="mapping_name_once_per_institution"),
            models.CheckConstraint(condition=~Q(name=""), name="mapping_has_a_name"),
            models.CheckConstraint(condition=Q(header_row__gte=1), name="mapping_row_positive"),
            models.CheckConstraint(condition=Q(decimal_sign__in=[".", ","]), name="mapping_decimal_sign_known"),
        ]

    def __str__(self) -> str:
        return self.name


class UploadQuerySet(models.QuerySet):
    def outdated(self, *, at: dt.datetime) -> Self:
        return self.filter(kept_at__lte=at - KEPT_FOR)

    def fresh(self, *, at: dt.datetime) -> Self:
        return self.filter(kept_at__gt=at - KEPT_FOR)


class KeptUpload(models.Model):
    """The cells of a file, as documents.sheets.reading writes them."""

    user = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name of the file"), max_length=150)
    sha256 = models.CharField(_("SHA-256 digest"), max_length=64)
    cells = models.TextField(_("cells"))
    kept_at = models.DateTimeField(_("uploaded"))

    objects = UploadQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class ActivityUpload(KeptUpload):
    """A filled template of the activities of a year."""

    year_plan = models.ForeignKey(
        YearPlan, verbose_name=_("plan of the year"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("uploaded spreadsheet of activities")
        verbose_name_plural = _("uploaded spreadsheets of activities")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year_plan", "user"], name="activity_upload_one_per_person")
        ]


class BudgetUpload(KeptUpload):
    """A file exported from the ministry's budget system, for the draft of a statement."""

    statement = models.ForeignKey(
        BudgetStatement, verbose_name=_("budget statement"), on_delete=models.CASCADE, related_name="+"
    )
    mapping = models.ForeignKey(
        ColumnMapping,
        verbose_name=_("column mapping"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("uploaded spreadsheet of the budget")
        verbose_name_plural = _("uploaded spreadsheets of the budget")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "user"], name="budget_upload_one_per_person")
        ]
