"""A report before the Committee: a point of a meeting that adopts it. committee/reporting/ writes it.

The report itself is drafted and issued above this app (reports); here stand its name, its digest and what the meeting decided.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from committee.models.meeting import Meeting
from committee.models.point import MeetingPoint, MeetingPointQuerySet, rules_of


class ReportPointQuerySet(MeetingPointQuerySet["ReportPoint"]):
    def whole(self) -> Self:
        """With all that a page says of each."""
        return self.select_related("meeting__plan", "put_by__user")


class ReportPoint(MeetingPoint):
    """A report put before a meeting, as it stood then: `digest` is that of its content, which does not change while it stands there.

    Taken off a meeting, it may be put before another one with another digest.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="report_points"
    )
    reference = models.PositiveBigIntegerField(_("draft"), help_text=_("The draft that it is about."))
    title_es = models.CharField(_("title in Spanish"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    digest = models.CharField(_("SHA-256 of what is adopted"), max_length=64)

    objects = ReportPointQuerySet.as_manager()
    SUBJECT = "reference"
    PAGE = "meeting_report"

    class Meta:
        verbose_name = _("report in a meeting")
        verbose_name_plural = _("reports in meetings")
        ordering = ("-put_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reference"],
                condition=~Q(state="withdrawn"),
                name="report_point_one_meeting_a_draft",
                violation_error_message=_("This report stands before a meeting already."),
            ),
            *rules_of("report_point"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.title}"

    @property
    def title(self) -> str:
        return self.title_es if (get_language() or "es").startswith("es") else self.title_en

    @property
    def about(self) -> int:
        return self.reference

    @property
    def source(self) -> str:
        return report_source(self.reference)


def report_source(reference: int) -> str:
    """What the point of an agenda comes from that is about the report of a draft."""
    return f"report:{reference}"
