"""The compliance reports that the Committee issued. They are the only truth that this app owns, and they never change."""

from __future__ import annotations

import json
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Appointment, User
from reports.permissions import may_read_editions


class ReportEditionQuerySet(models.QuerySet["ReportEdition"]):
    def visible_to(self, user: User) -> Self:
        """For internal use of the Committee: they name what every institution answered (docs/adr/0006)."""
        return self.all() if may_read_editions(user) else self.none()


class ReportEdition(models.Model):
    """An issued report of a semester: its canonical snapshot and digest. A correction is a new edition that names this one."""

    class Classification(models.TextChoices):
        INTERNAL = "internal", _("Internal use")
        PUBLIC = "public", _("Public")

    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="editions")
    period = models.ForeignKey(
        ReportingPeriod, verbose_name=_("semester"), on_delete=models.PROTECT, related_name="editions"
    )
    number = models.PositiveSmallIntegerField(_("edition"))
    classification = models.CharField(
        _("classification"), max_length=10, choices=Classification, default=Classification.INTERNAL
    )
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("issued by"), on_delete=models.PROTECT, related_name="+"
    )
    appointment = models.ForeignKey(Appointment, verbose_name=_("post"), on_delete=models.PROTECT, related_name="+")
    supersedes = models.OneToOneField(
        "self",
        verbose_name=_("supersedes"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="superseded_by",
    )
    snapshot = models.TextField(_("snapshot, as canonical JSON"))
    sha256 = models.CharField(_("SHA-256 of the snapshot"), max_length=64)
    renderer = models.CharField(_("version of the renderer"), max_length=60)

    objects = ReportEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("report edition")
        verbose_name_plural = _("report editions")
        ordering = ("-period__ordinal", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "period", "number"], name="edition_number_once_per_period"),
            models.CheckConstraint(
                condition=Q(number=1, supersedes__isnull=True) | Q(number__gt=1, supersedes__isnull=False),
                name="edition_after_the_first_names_the_one_before",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period.code}/{self.number}"

    @cached_property
    def content(self) -> dict[str, Any]:
        """The snapshot, read. Everything that is printed of an edition comes from here."""
        content: dict[str, Any] = json.loads(self.snapshot)
        return content

    @property
    def is_superseded(self) -> bool:
        return hasattr(self, "superseded_by")


class EditionFile(models.Model):
    """A file of an edition, rendered from its snapshot when it was issued."""

    edition = models.ForeignKey(
        ReportEdition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="files"
    )
    format = models.CharField(_("format"), max_length=5)
    language = models.CharField(_("language"), max_length=2)
    stored_file = models.ForeignKey(StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of an edition")
        ordering = ("edition", "format", "-language")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "format", "language"], name="edition_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.language}.{self.format}"
