"""That a template was taken away, and by which definitions: so that who changes a definition knows which files become stale."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models import ReportingPeriod
from institutions.models import Institution


class TemplateDownload(models.Model):
    """The latest template that a person took away for an institution and semester."""

    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.CASCADE, related_name="+"
    )
    period = models.ForeignKey(ReportingPeriod, verbose_name=_("semester"), on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    definitions = models.JSONField(_("definitions"), help_text=_("Number of the revision by the indicator's code."))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("template taken away")
        verbose_name_plural = _("templates taken away")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "period", "user"], name="template_download_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.institution.code} · {self.period}"
