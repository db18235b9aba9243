"""Beginning a plan of a year with what the institution planned before: its activities, moved to the new year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from activities.content import ActivityContent, content_of
from activities.models import Activity, YearPlan
from activities.planning.writing import add_activity
from activities.progress import day_in
from activities.refusals import NotReady, Problem
from activities.steps import lock
from institutions.models import User


@dataclass(frozen=True, slots=True)
class Copyable:
    """An activity of an earlier year, and how it would read. What was cancelled, or is copied already, is not offered at once."""

    activity: Activity
    content: ActivityContent
    is_copied: bool

    @property
    def is_offered(self) -> bool:
        return not self.is_copied and self.activity.cancelled_at is None


def earlier_plan(year_plan: YearPlan) -> YearPlan | None:
    """The last plan before this year in which the institution planned anything."""
    earlier = YearPlan.objects.filter(
        institution=year_plan.institution_id, round__plan=year_plan.round.plan_id, round__year__lt=year_plan.year
    )
    return earlier.filter(activities__isnull=False).whole().order_by("-round__year").first()


def copyable(year_plan: YearPlan) -> list[Copyable]:
    """What can be copied, in the order of its numbers; nothing where nothing was planned before."""
    earlier = earlier_plan(year_plan)
    if earlier is None:
        return []
    copied = set(year_plan.activities.exclude(continues=None).values_list("continues", flat=True))
    return [
        Copyable(each, moved_to(content_of(each), year_plan.year), each.pk in copied)
        for each in earlier.activities.whole().order_by("ordinal")
    ]


def moved_to(content: ActivityContent, year: int) -> ActivityContent:
    """The same in another year: the same days of it, all within it. 29 February becomes the 28th."""
    starts_on = day_in(year, content.starts_on)
    is_within = content.ends_on.year == content.starts_on.year
    return replace(
        content,
        starts_on=starts_on,
        ends_on=day_in(year, content.ends_on) if is_within else dt.date(year, 12, 31),
    )


def copy_from_last_year(year_plan: YearPlan, codes: Collection[str], *, by: User, at: dt.datetime) -> list[Activity]:
    """Copy the chosen activities, all or none. What is copied already is not copied again."""
    with transaction.atomic():
        lock(year_plan.round.plan_id)
        offered = {each.activity.code: each for each in copyable(year_plan)}
        unknown = sorted(set(codes) - set(offered))
        if unknown or not codes:
            text = _("Choose at least one of the activities of the earlier year.")
            raise NotReady([Problem("codes", text)])
        return [
            add_activity(year_plan, each.content, by=by, at=at, continues=each.activity)
            for code, each in offered.items()
            if code in codes and not each.is_copied
        ]
