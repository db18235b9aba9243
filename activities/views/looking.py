"""What the views of activities look at: one year of the plan, as it stands today, as far as the person may see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils import timezone

from activities.figures.facts import ActivityFacts
from activities.figures.reading import PlannedYear, read_activities, years_of
from activities.figures.tally import Tally
from activities.views.finding import current_plan, reader
from indicators.models import ActionPlan
from institutions.models import COMMITTEE_ROLES, Role, User


@dataclass(frozen=True, slots=True)
class Looked:
    """`year` is None where the person may read no planning at all. `activities` are all of the year; filters come later."""

    user: User
    plan: ActionPlan
    on: dt.date
    years: tuple[PlannedYear, ...]
    year: PlannedYear | None
    activities: tuple[ActivityFacts, ...]

    @property
    def sees_all(self) -> bool:
        """The Committee and its observers read every institution; who reports for one, that one."""
        return self.user.has_role(*COMMITTEE_ROLES, Role.OBSERVER)

    @property
    def is_frozen(self) -> bool:
        return self.year is not None and self.year.is_frozen

    @property
    def tally(self) -> Tally:
        return Tally.of(self.activities)


def look(request: HttpRequest) -> Looked:
    """The year of the address (`?anio=`), or the one that is followed up now. A year without planning is not found."""
    user, plan = reader(request), current_plan()
    request.plan = plan  # type: ignore[attr-defined]  # the frame of the page need not ask again
    on = timezone.localtime(timezone.now()).date()
    years = years_of(plan, user)
    year = chosen(years, request.GET.get("anio", ""), on)
    found = read_activities(plan, user, year, on=on) if year else ()
    return Looked(user, plan, on, years, year, found)


def chosen(years: tuple[PlannedYear, ...], asked: str, on: dt.date) -> PlannedYear | None:
    """Without a year in the address: the frozen one of today or before, else a frozen one to come, else the newest."""
    if asked:
        found = next((each for each in years if str(each.year) == asked), None)
        if found is None:
            raise Http404
        return found
    frozen = [each for each in years if each.is_frozen]
    begun = [each for each in frozen if each.year <= on.year]
    return next(iter([*begun, *reversed(frozen), *years]), None)
