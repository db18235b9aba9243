"""The plan of a year before the Committee: a point of a meeting that adopts it. committee/planning/ writes it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.models import PlanningRound
from committee.models.meeting import Meeting
from institutions.models import COMMITTEE_ROLES, Appointment, Role, User


class PlanningPointQuerySet(models.QuerySet["PlanningPoint"]):
    def whole(self) -> Self:
        """With all that a page says of each."""
        return self.select_related("meeting", "round__plan", "put_by__user")

    def standing(self) -> Self:
        """Before a meeting: to be adopted, or adopted."""
        return self.exclude(state=PlanningPoint.State.WITHDRAWN)

    def visible_to(self, user: User) -> Self:
        """The Committee and its observers."""
        return self.all() if user.has_role(*COMMITTEE_ROLES, Role.OBSERVER) else self.none()


class PlanningPoint(models.Model):
    """A consolidated planning put before a meeting. The round itself says how it was adopted; this says in which meeting.

    Taken off a meeting it stays as a row, and the planning may be put before another one.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("plan of the year in a meeting", "To be adopted")
        ADOPTED = "adopted", pgettext_lazy("plan of the year in a meeting", "Adopted")
        WITHDRAWN = "withdrawn", pgettext_lazy("plan of the year in a meeting", "Taken off the meeting")

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="planning_points"
    )
    round = models.ForeignKey(
        PlanningRound, verbose_name=_("planning round"), on_delete=models.PROTECT, related_name="points"
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PROPOSED)
    version = models.PositiveIntegerField(_("version"), default=1)
    put_by = models.ForeignKey(Appointment, verbose_name=_("put by"), on_delete=models.PROTECT, related_name="+")
    put_at = models.DateTimeField(_("put"))

    objects = PlanningPointQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "adopted", "withdrawn"]), name="planning_point_state_known"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="planning_point_version_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.round.year}"
