"""The plan of a year before the Committee: a point of a meeting that adopts it. committee/planning/ writes it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from activities.models import PlanningRound
from committee.models.meeting import Meeting
from committee.models.point import MeetingPoint, MeetingPointQuerySet, rules_of


class PlanningPointQuerySet(MeetingPointQuerySet["PlanningPoint"]):
    def whole(self) -> Self:
        """With all that a page says of each."""
        return self.select_related("meeting", "round__plan", "put_by__user")


class PlanningPoint(MeetingPoint):
    """A consolidated planning put before a meeting. The round itself says how it was adopted; this says in which meeting."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="planning_points"
    )
    round = models.ForeignKey(
        PlanningRound, verbose_name=_("planning round"), on_delete=models.PROTECT, related_name="points"
    )

    objects = PlanningPointQuerySet.as_manager()
    SUBJECT = "round"
    PAGE = "meeting_planning"

    class Meta:
        verbose_name = _("plan of the year in a meeting")
        verbose_name_plural = _("plans of the year in meetings")
        ordering = ("-put_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round"],
                condition=~Q(state="withdrawn"),
                name="planning_point_one_meeting_a_round",
                violation_error_message=_("This planning stands before a meeting already."),
            ),
            *rules_of("planning_point"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.round.year}"

    @property
    def title(self) -> str:
        return _now("Plan of the year %(year)s") % {"year": self.round.year}

    @property
    def about(self) -> int:
        return self.round.year

    @property
    def source(self) -> str:
        return planning_source(self.round)


def planning_source(round_: PlanningRound) -> str:
    """What the point of an agenda comes from that is about a planning."""
    return f"planning:{round_.year}"
