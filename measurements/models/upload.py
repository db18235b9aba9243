"""A filled template between the preview and “save”: kept for one person, for a short time."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models import ReportingPeriod
from institutions.models import Institution, User

KEPT_FOR = dt.timedelta(hours=2)


class SpreadsheetUploadQuerySet(models.QuerySet["SpreadsheetUpload"]):
    def of(self, user: User, institution: Institution, period: ReportingPeriod, *, at: dt.datetime) -> Self:
        """What the person uploaded there and may still save."""
        return self.filter(user=user, institution=institution, period=period, kept_at__gt=at - KEPT_FOR)

    def outdated(self, *, at: dt.datetime) -> Self:
        return self.filter(kept_at__lte=at - KEPT_FOR)


class SpreadsheetUpload(models.Model):
    """The cells of a template as they were read. Saving, giving up, another upload or time removes it. It counts nowhere."""

    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.CASCADE, related_name="+"
    )
    period = models.ForeignKey(ReportingPeriod, verbose_name=_("semester"), on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("name of the file"), max_length=150)
    sha256 = models.CharField("SHA-256", max_length=64)
    cells = models.TextField(_("cells as they were read"))
    kept_at = models.DateTimeField(_("kept"))

    objects = SpreadsheetUploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("uploaded spreadsheet")
        verbose_name_plural = _("uploaded spreadsheets")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "period", "user"], name="spreadsheet_upload_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.institution.code} · {self.period}"
