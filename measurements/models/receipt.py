"""The constancia: proof that an institution sent what it sent, when, and by whom."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models import ReportingPeriod
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Appointment, Institution, User
from measurements.models.measurement import Measurement


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def visible_to(self, user: User) -> Self:
        """The institution's own people, and the Committee."""
        if user.has_role(*COMMITTEE_ROLES):
            return self.all()
        return self.filter(institution__in=user.institution_ids(*REPORTING_ROLES))


class Receipt(models.Model):
    """A numbered receipt, e.g. `2026-I-EP-0003`, with the digest of its canonical list. Never changed."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="receipts"
    )
    period = models.ForeignKey(
        ReportingPeriod, verbose_name=_("semester"), on_delete=models.PROTECT, related_name="receipts"
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("sent by"), on_delete=models.PROTECT, related_name="+"
    )
    appointment = models.ForeignKey(Appointment, verbose_name=_("post"), on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent"))
    is_late = models.BooleanField(_("late"))
    digest = models.CharField(_("SHA-256 of the list"), max_length=64)
    printed = models.JSONField(
        _("what it prints"),
        default=dict,
        blank=True,
        help_text=_(
            "Names and figures in both languages, as they were sent. Receipts of before this was kept have none."
        ),
    )

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ("-sent_at",)

    def __str__(self) -> str:
        return self.number


class ReceiptLine(models.Model):
    """One measurement of a receipt, in the version that was sent. The pair is unique: a double click cannot send twice."""

    receipt = models.ForeignKey(Receipt, verbose_name=_("receipt"), on_delete=models.PROTECT, related_name="lines")
    measurement = models.ForeignKey(
        Measurement, verbose_name=_("measurement"), on_delete=models.PROTECT, related_name="receipt_lines"
    )
    version = models.PositiveIntegerField(_("version"))
    is_late = models.BooleanField(_("late"))
    digest = models.CharField(_("SHA-256 of the values"), max_length=64)

    class Meta:
        verbose_name = _("line of a receipt")
        verbose_name_plural = _("lines of a receipt")
        ordering = ("receipt", "measurement__indicator__order")
        constraints: ClassVar = [models.UniqueConstraint(fields=["measurement", "version"], name="version_sent_once")]

    def __str__(self) -> str:
        return f"{self.receipt}: {self.measurement}"
