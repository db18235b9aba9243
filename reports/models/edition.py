"""An issued report, its files, and what may happen to it afterwards: a newer edition, a withdrawal, a signed copy beside it."""

from __future__ import annotations

import json
import re
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.models import Meeting
from documents.models import StoredFile
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import REPORTING_ROLES, Appointment, Institution, User
from reports.permissions import may_read_editions

CODE = re.compile(r"IC-(\d{4})-(\d{4}|[1-9]\d{4})", re.ASCII)
"""As `edition_code` writes it and in no other way: an edition has one address."""


class ReportKind(models.TextChoices):
    """What a report accounts for. The brief and the annex for outside readers are files of these, from the same snapshot."""

    SEMESTER = "semester", _("Compliance report of a semester")
    ANNUAL = "annual", _("Annual report")
    RANGE = "range", _("Report of several semesters")
    OWN = "own", _("An institution's own report")


class ReportEditionQuerySet(models.QuerySet["ReportEdition"]):
    def visible_to(self, user: User) -> Self:
        """Editions are for internal use: the Committee's name what every institution answered (docs/adr/0006).

        Those who report for an institution also read its own reports.
        """
        if may_read_editions(user):
            return self.all()
        return self.filter(kind=ReportKind.OWN, institution__in=user.institution_ids(*REPORTING_ROLES))

    def of_code(self, code: str) -> Self:
        """The edition with that code, whatever its plan; none when the text is not a code."""
        cited = CODE.fullmatch(code)
        return self.filter(year=int(cited[1]), serial=int(cited[2])) if cited else self.none()

    def whole(self) -> Self:
        """With all that a line about each says, but without the snapshots of the editions before and after it."""
        related = self.select_related(
            "plan", "period", "first_period", "institution", "supersedes", "superseded_by__withdrawal",
            "withdrawal__withdrawn_by__institution", "appointment__institution", "adopted_in", "last_comparison",
        )  # fmt: skip
        return related.defer("supersedes__snapshot", "superseded_by__snapshot")


class ReportEdition(models.Model):
    """An issued report: its canonical snapshot and digest. A correction is a new edition that names this one.

    `code` counts what was issued in a year, whatever its kind and plan, so that it names one edition for good; `number` counts the
    editions of one report.
    """

    class Classification(models.TextChoices):
        INTERNAL = "internal", _("Internal use")
        PUBLIC = "public", _("Public")

    class State(models.TextChoices):
        """Worked out from what came after; the row itself never changes."""

        ISSUED = "issued", pgettext_lazy("report edition", "Issued")
        SUPERSEDED = "superseded", pgettext_lazy("report edition", "Superseded")
        WITHDRAWN = "withdrawn", pgettext_lazy("report edition", "Withdrawn")

    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="editions")
    kind = models.CharField(_("kind"), max_length=8, choices=ReportKind, default=ReportKind.SEMESTER)
    first_period = models.ForeignKey(
        ReportingPeriod, verbose_name=_("first semester"), on_delete=models.PROTECT, related_name="+"
    )
    period = models.ForeignKey(
        ReportingPeriod, verbose_name=_("last semester"), on_delete=models.PROTECT, related_name="editions"
    )
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("institution"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Of an institution's own report."),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveSmallIntegerField(_("number in the year"))
    number = models.PositiveSmallIntegerField(_("edition"))
    classification = models.CharField(
        _("classification"), max_length=10, choices=Classification, default=Classification.INTERNAL
    )
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("issued by"), on_delete=models.PROTECT, related_name="+"
    )
    appointment = models.ForeignKey(Appointment, verbose_name=_("post"), on_delete=models.PROTECT, related_name="+")
    adopted_in = models.ForeignKey(
        Meeting, verbose_name=_("adopted in"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    draft = models.OneToOneField(
        "reports.ReportDraft",
        verbose_name=_("draft"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="edition",
        help_text=_("Empty: issued before reports were drafted."),
    )
    supersedes = models.OneToOneField(
        "self",
        verbose_name=_("supersedes"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="superseded_by",
    )
    snapshot = models.TextField(_("snapshot, as canonical JSON"))
    sha256 = models.CharField(_("SHA-256 of the snapshot"), max_length=64, db_index=True)
    renderer = models.CharField(_("version of the renderer"), max_length=60)

    objects = ReportEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("report edition")
        verbose_name_plural = _("report editions")
        ordering = ("-period__ordinal", "-year", "-serial")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "serial"], name="edition_code_once"),
            models.UniqueConstraint(
                fields=["plan", "kind", "first_period", "period", "number"],
                condition=Q(institution__isnull=True),
                name="edition_number_once",
            ),
            models.UniqueConstraint(
                fields=["plan", "kind", "first_period", "period", "institution", "number"],
                condition=Q(institution__isnull=False),
                name="edition_number_once_an_institution",
            ),
            models.CheckConstraint(
                condition=Q(number=1, supersedes__isnull=True) | Q(number__gt=1, supersedes__isnull=False),
                name="edition_after_the_first_names_the_one_before",
            ),
            models.CheckConstraint(condition=Q(kind__in=ReportKind.values), name="edition_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=ReportKind.OWN, institution__isnull=False)
                | (~Q(kind=ReportKind.OWN) & Q(institution__isnull=True)),
                name="edition_of_an_institution_names_it",
            ),
            models.CheckConstraint(
                condition=Q(kind=ReportKind.OWN) | Q(draft__isnull=True) | Q(adopted_in__isnull=False),
                name="edition_was_adopted",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReportKind.SEMESTER) | Q(first_period=F("period")), name="edition_of_one_semester"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """What people cite: `IC-2026-0003`."""
        return edition_code(self.year, self.serial)

    @cached_property
    def content(self) -> dict[str, Any]:
        """The snapshot, read. Everything that is printed of an edition comes from here."""
        content: dict[str, Any] = json.loads(self.snapshot)
        return content

    @property
    def is_superseded(self) -> bool:
        return hasattr(self, "superseded_by")

    @property
    def is_withdrawn(self) -> bool:
        return hasattr(self, "withdrawal")

    @property
    def state(self) -> State:
        """A withdrawn edition stays withdrawn when a newer one follows."""
        if self.is_withdrawn:
            return self.State.WITHDRAWN
        return self.State.SUPERSEDED if self.is_superseded else self.State.ISSUED


def edition_code(year: int, serial: int) -> str:
    return f"IC-{year}-{serial:04}"


class EditionFile(models.Model):
    """A file of an edition, rendered from its snapshot when it was issued."""

    class Part(models.TextChoices):
        REPORT = "report", _("Report")
        BRIEF = "brief", _("One-page brief")
        ANNEX = "annex", _("Annex for outside readers")

    edition = models.ForeignKey(
        ReportEdition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="files"
    )
    part = models.CharField(_("part"), max_length=6, choices=Part, default=Part.REPORT)
    format = models.CharField(_("format"), max_length=5)
    language = models.CharField(_("language"), max_length=2, blank=True, help_text=_("Empty: it holds both."))
    stored_file = models.ForeignKey(StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of an edition")
        ordering = ("edition", "part", "format", "-language")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "part", "format", "language"], name="edition_file_once"),
            models.CheckConstraint(condition=Q(part__in=["report", "brief", "annex"]), name="edition_file_part_known"),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.part} {self.language}.{self.format}"

    @property
    def label(self) -> str:
        """What the link to it says: "Report, PDF in Spanish"."""
        if not self.language:
            return str(_("Data (%(format)s)") % {"format": self.format.upper()})
        words = {"part": self.get_part_display(), "format": self.format.upper()}
        if self.language == "es":
            return str(_("%(part)s, %(format)s in Spanish") % words)
        return str(_("%(part)s, %(format)s in English") % words)


class EditionWithdrawal(models.Model):
    """That an edition is no longer held to be true, and why. It stays readable and says so."""

    edition = models.OneToOneField(
        ReportEdition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason = models.TextField(_("reason"))
    language = models.CharField(_("language of the reason"), max_length=2, default="es")
    withdrawn_at = models.DateTimeField(_("withdrawn"))
    withdrawn_by = models.ForeignKey(
        Appointment, verbose_name=_("withdrawn by"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("withdrawal of an edition")
        verbose_name_plural = _("withdrawals of editions")
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.edition}"


class SignedCopy(models.Model):
    """A file of an edition that somebody signed: the same bytes, grown by an incremental update, kept beside it."""

    file = models.ForeignKey(
        EditionFile, verbose_name=_("file of the edition"), on_delete=models.PROTECT, related_name="signed_copies"
    )
    stored_file = models.ForeignKey(
        StoredFile, verbose_name=_("signed copy"), on_delete=models.PROTECT, related_name="+"
    )
    reference = models.CharField(
        _("reference"),
        max_length=120,
        blank=True,
        help_text=_("Number or date that the ministry's own system gave it."),
    )
    findings = models.JSONField(_("what was found when it was handed in"), default=dict)
    added_at = models.DateTimeField(_("added"))
    added_by = models.ForeignKey(Appointment, verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("signed copy of an edition")
        verbose_name_plural = _("signed copies of editions")
        ordering = ("added_at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "stored_file"], name="signed_copy_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.file}"
