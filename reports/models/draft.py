"""A report that is being prepared: what it accounts for, its sections and their texts, and what was put before a meeting."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.models import Meeting, ReportPoint
from documents.storing import Damaged
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import REPORTING_ROLES, Appointment, Institution, User
from reports.models.edition import ReportEdition, ReportKind
from reports.permissions import may_read_editions

if TYPE_CHECKING:
    from reports.models.consulting import ConsultationRound


class ProposalDamaged(Damaged):
    """What was put before the meeting is not what is stored: restore it from a backup."""


class ReportDraftQuerySet(models.QuerySet["ReportDraft"]):
    def visible_to(self, user: User) -> Self:
        """The Committee's drafts are read by whoever reads its editions; an institution's own, until it is issued, by its people alone."""
        own = Q(kind=ReportKind.OWN, institution__in=user.institution_ids(*REPORTING_ROLES))
        return self.filter(own | ~Q(kind=ReportKind.OWN)) if may_read_editions(user) else self.filter(own)

    def open(self) -> Self:
        """Neither issued nor given up."""
        return self.filter(edition__isnull=True, abandoned_at__isnull=True)

    def whole(self) -> Self:
        """With all that its standing depends on. The snapshots of its edition and of the one that it corrects are read when asked for."""
        related = self.select_related(
            "plan", "first_period", "period", "institution", "corrects", "opened_by__user", "point__meeting", "edition"
        )
        return related.defer("corrects__snapshot", "edition__snapshot")


class ReportDraft(models.Model):
    """Opened by the technical secretary; an institution's own report by its approver. reports/drafting/ writes it.

    Where it stands is worked out from what happened to it: its edition, its point in a meeting, its open consultation.
    """

    class Standing(models.TextChoices):
        DRAFTING = "drafting", pgettext_lazy("report draft", "Being written")
        CONSULTING = "consulting", pgettext_lazy("report draft", "In consultation")
        PROPOSED = "proposed", pgettext_lazy("report draft", "Before a meeting")
        ADOPTED = "adopted", pgettext_lazy("report draft", "Adopted, its minutes open")
        READY = "ready", pgettext_lazy("report draft", "Adopted, to be issued")
        ISSUED = "issued", pgettext_lazy("report draft", "Issued")
        ABANDONED = "abandoned", pgettext_lazy("report draft", "Given up")

    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="report_drafts")
    kind = models.CharField(_("kind"), max_length=8, choices=ReportKind, default=ReportKind.SEMESTER)
    first_period = models.ForeignKey(
        ReportingPeriod, verbose_name=_("first semester"), on_delete=models.PROTECT, related_name="+"
    )
    period = models.ForeignKey(
        ReportingPeriod, verbose_name=_("last semester"), on_delete=models.PROTECT, related_name="+"
    )
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    corrects = models.ForeignKey(
        ReportEdition,
        verbose_name=_("corrects"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
    )
    correction_reason = models.TextField(_("why it is corrected"), blank=True)
    reason_language = models.CharField(_("language of the reason"), max_length=2, default="es")
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Of everything but the sections' texts.")
    )
    opened_by = models.ForeignKey(Appointment, verbose_name=_("opened by"), on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened"))
    abandoned_at = models.DateTimeField(_("given up"), null=True, blank=True)
    point = models.OneToOneField(
        ReportPoint,
        verbose_name=_("point of a meeting"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="draft",
        help_text=_("The last one that it was put on."),
    )
    proposal = models.TextField(_("what was put before the meeting, as canonical JSON"), blank=True)
    proposal_sha256 = models.CharField(_("SHA-256 of the proposal"), max_length=64, blank=True)

    objects = ReportDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("report draft")
        verbose_name_plural = _("report drafts")
        ordering = ("-opened_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=ReportKind.values), name="draft_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=ReportKind.OWN, institution__isnull=False)
                | (~Q(kind=ReportKind.OWN) & Q(institution__isnull=True)),
                name="draft_of_an_institution_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReportKind.SEMESTER) | Q(first_period=F("period")), name="draft_of_one_semester"
            ),
            models.CheckConstraint(
                condition=Q(proposal="", proposal_sha256="") | (~Q(proposal="") & ~Q(proposal_sha256="")),
                name="draft_proposal_has_its_digest",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(correction_reason=""), name="draft_correction_says_why"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="draft_version_positive"),
        ]

    def __str__(self) -> str:
        """Its kind and the semesters that it accounts for; an institution's own names it too."""
        span = dict.fromkeys((self.first_period.code, self.period.code))
        named = [self.get_kind_display(), "–".join(span), *([self.institution.code] if self.institution else ())]
        return " ".join(named)

    @property
    def standing(self) -> Standing:
        if hasattr(self, "edition"):
            return self.Standing.ISSUED
        if self.abandoned_at is not None:
            return self.Standing.ABANDONED
        if self.point is not None and self.point.state == ReportPoint.State.ADOPTED:
            closed = self.point.meeting.state == Meeting.State.CLOSED
            return self.Standing.READY if closed else self.Standing.ADOPTED
        if self.point is not None and self.point.state == ReportPoint.State.PROPOSED:
            return self.Standing.PROPOSED
        return self.Standing.CONSULTING if self.open_round is not None else self.Standing.DRAFTING

    @property
    def open_round(self) -> ConsultationRound | None:
        """The consultation that is open. Uses what was prefetched."""
        return next((each for each in self.rounds.all() if each.is_open), None)

    @property
    def proposed_content(self) -> dict[str, Any]:
        """What was put before the meeting, read; empty before. Raises ProposalDamaged where the minutes name another digest."""
        if not self.proposal:
            return {}
        stored = hashlib.sha256(self.proposal.encode()).hexdigest()
        if self.point is None or not stored == self.proposal_sha256 == self.point.digest:
            raise ProposalDamaged(f"the proposal of draft {self.pk} is not what was put before the meeting")
        content: dict[str, Any] = json.loads(self.proposal)
        return content


class DraftSection(models.Model):
    """A section of a draft: printed or not, in which place, and its text where a person wrote one.

    An empty text stands for the sentences that the data give. `basis` keeps those that the person saw when they wrote theirs, so
    that it can be told when the data say something else since. `sorting` says, in the section on practices, under which heading
    each text of an institution stands (reports/edition/sorting.py).
    """

    draft = models.ForeignKey(ReportDraft, verbose_name=_("draft"), on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(_("section"), max_length=20)
    is_on = models.BooleanField(_("printed"), default=True)
    order = models.PositiveSmallIntegerField(_("order"))
    text_es = models.TextField(_("text in Spanish"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    basis_es = models.TextField(_("sentences of the data when it was written, in Spanish"), blank=True)
    basis_en = models.TextField(_("sentences of the data when it was written, in English"), blank=True)
    sorting = models.JSONField(_("how the texts of institutions are sorted"), default=list, blank=True)
    version = models.PositiveIntegerField(_("version of the texts"), default=1)
    edited_by = models.ForeignKey(
        Appointment, verbose_name=_("edited by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)

    class Meta:
        verbose_name = _("section of a draft")
        verbose_name_plural = _("sections of a draft")
        ordering = ("draft", "order", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "key"], name="draft_section_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="draft_section_version_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.draft} {self.key}"
