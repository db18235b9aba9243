"""The first and last days of activities, as days of a person's calendar and of the month on their home."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from activities.known import day_of, known_of
from activities.models import Activity, ActivityStep, PlanningRound, Status
from activities.progress import DONE
from documents.speaking import written
from indicators.models import ActionPlan
from institutions.models import REPORTING_ROLES, Role, User
from notifications.other_dates import OtherDate


def activity_dates(user: User, at: dt.datetime) -> Iterator[OtherDate]:
    """Of the institutions for which the person reports or approves, from this month's first day on; for the technical secretary,
    the last day of the planning that is open. The Committee has no institution's days in its calendar: it has the timeline."""
    today = day_of(at)
    yield from _own_days(user, today.replace(day=1), at)
    yield from _planning_days(user, at)


def _own_days(user: User, first: dt.date, at: dt.datetime) -> Iterator[OtherDate]:
    """Every activity in two queries. One that is done has no days to come."""
    own = user.institution_ids(*REPORTING_ROLES)
    if not own:
        return
    validated = Q(changes__status=Status.VALIDATED)
    found = Activity.objects.in_force().filter(institution__in=own, ends_on__gte=first)
    dated = found.select_related("year_plan__round").prefetch_related("notes__period")
    for activity in dated.annotate(
        moved=Count("changes", filter=validated), changed_at=Max("changes__validated_at", filter=validated)
    ).order_by("starts_on", "pk"):
        known = known_of(activity.notes.all())
        if known is None or known.progress != DONE:
            stamps = (activity.changed_at, activity.year_plan.round.sealed_at, at)
            yield from _days_of(activity, first, activity.moved, next(each for each in stamps if each is not None))


def _days_of(activity: Activity, first: dt.date, moved: int, changed_at: dt.datetime) -> Iterator[OtherDate]:
    begins = _("%(code)s begins: %(title)s")
    ends = _("%(code)s ends: %(title)s")
    for name, day, title in (("begins", activity.starts_on, begins), ("ends", activity.ends_on, ends)):
        if day >= first:
            yield OtherDate(
                key=f"activity.{activity.code}.{name}",
                day=day,
                title=title % {"code": activity.code, "title": written(activity.title, activity.language)},
                text=activity.expected_product,
                path=reverse("activity", args=[activity.code]),
                moved=moved,
                changed_at=changed_at,
            )


def _planning_days(user: User, at: dt.datetime) -> Iterator[OtherDate]:
    if not user.has_role(Role.TECHNICAL_SECRETARY):
        return
    open_rounds = PlanningRound.objects.filter(
        state=PlanningRound.State.OPEN, due_at__gt=at, plan=ActionPlan.objects.current()
    )
    moved = Count("steps", filter=Q(steps__verb=ActivityStep.Verb.MOVED))
    for each in open_rounds.annotate(moved=moved, changed_at=Max("steps__at")):
        yield OtherDate(
            key=f"planning.{each.year}",
            day=each.due_on,
            title=_("Plans of %(year)s are due") % {"year": each.year},
            text=_("Institutions propose until this day."),
            path=reverse("activities"),
            moved=each.moved,
            changed_at=each.changed_at or each.opened_at,
        )
