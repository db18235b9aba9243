"""What a person typed and has not saved yet, kept on the server so that no closed lid or ended session loses it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models import Indicator, ReportingPeriod
from institutions.models import Institution, Role, User


class UnsavedEntryQuerySet(models.QuerySet["UnsavedEntry"]):
    def visible_to(self, user: User) -> Self:
        """Those who report for the institution: they may take over what a colleague left."""
        return self.filter(institution__in=user.institution_ids(Role.REPORTER))


class UnsavedEntry(models.Model):
    """The boxes of an entry page as they were typed, readable or not. Saving, or giving it up, removes it. It counts nowhere."""

    indicator = models.ForeignKey(Indicator, verbose_name=_("indicator"), on_delete=models.CASCADE, related_name="+")
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.CASCADE, related_name="+"
    )
    period = models.ForeignKey(ReportingPeriod, verbose_name=_("semester"), on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    typed = models.TextField(_("as typed"), help_text=_("The boxes and their texts, as a page would post them."))
    kept_at = models.DateTimeField(_("kept"))

    objects = UnsavedEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved text of an entry page")
        verbose_name_plural = _("unsaved texts of entry pages")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "institution", "period", "user"], name="unsaved_entry_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.institution.code} · {self.period} · {self.user}"
