"""What stands before a meeting to be adopted in it. The models that inherit it say of which kind; committee/points/ writes it."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.models.meeting import Meeting
from institutions.models import COMMITTEE_ROLES, Appointment, Role, User

Point = TypeVar("Point", bound="MeetingPoint")


class MeetingPointQuerySet(models.QuerySet[Point]):
    def standing(self) -> Self:
        """Before a meeting: to be adopted, or adopted."""
        return self.exclude(state=MeetingPoint.State.WITHDRAWN)

    def visible_to(self, user: User) -> Self:
        """The Committee and its observers."""
        return self.all() if user.has_role(*COMMITTEE_ROLES, Role.OBSERVER) else self.none()


class MeetingPoint(models.Model):
    """Something put before a meeting. Taken off it stays as a row, and what it is about may be put before another meeting."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("point of a meeting", "To be adopted")
        ADOPTED = "adopted", pgettext_lazy("point of a meeting", "Adopted")
        WITHDRAWN = "withdrawn", pgettext_lazy("point of a meeting", "Taken off the meeting")

    meeting: models.ForeignKey[Meeting, Meeting]
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PROPOSED)
    version = models.PositiveIntegerField(_("version"), default=1)
    put_by = models.ForeignKey(Appointment, verbose_name=_("put by"), on_delete=models.PROTECT, related_name="+")
    put_at = models.DateTimeField(_("put"))

    SUBJECT: ClassVar[str]
    """The name of the field that says what it is about."""
    PAGE: ClassVar[str]
    """The name of the address where the meeting decides on it: by the meeting's number and `about`."""

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        """What it is called in agendas, minutes and refusals, in the language of the page."""
        raise NotImplementedError

    @property
    def about(self) -> int:
        """What of its kind it is about: of a plan its year, of a report its draft."""
        raise NotImplementedError

    @property
    def source(self) -> str:
        """What the point of an agenda comes from, so that it is not proposed twice."""
        raise NotImplementedError


def rules_of(name: str) -> list[Any]:
    """The constraints of every kind of point, under names that begin with `name`."""
    return [
        models.CheckConstraint(condition=Q(state__in=["proposed", "adopted", "withdrawn"]), name=f"{name}_state_known"),
        models.CheckConstraint(condition=Q(version__gte=1), name=f"{name}_version_positive"),
    ]
