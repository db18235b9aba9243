"""“Actividades”: how the year goes, in one sentence, and the doors to plans, their follow-up, their views and the budget."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from activities.figures.reading import PlannedYear, institutions_with_plan, read_activities
from activities.figures.tally import between_years, by_institution, by_pillar
from activities.hub import lines_of
from activities.progress import day_in
from activities.views.bars import tally_said
from activities.views.frame import frame_of
from activities.views.looking import Looked, look
from activities.views.wording import between_said, heading, linked_counts, share_said


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    looked = look(request)
    context = frame_of(request, looked) | {
        "heading": heading(looked),
        "lines": list(lines_of(looked.user, looked.plan, at=timezone.now())),
        **(figures_of(looked, looked.year) if looked.year else {"counts": (), "groupings": ()}),
    }
    return render(request, "activities/activities.html", context)


def figures_of(looked: Looked, year: PlannedYear) -> dict[str, Any]:
    """Counts with their coverage, by institution and by pillar. Of a year that is not frozen nothing is followed up yet."""
    groups = {"institucion": by_institution(looked.activities), "ambito": by_pillar(looked.activities)}
    tally = looked.tally
    return {
        "tally": tally,
        "counts": linked_counts(tally, year.year) if year.is_frozen else (),
        "share": share_said(tally, year.year, looked.on) if year.is_frozen else "",
        "between": between(looked, year) if year.is_frozen else "",
        "groupings": [
            (name, [(group, tally_said(group.tally, is_frozen=year.is_frozen)) for group in found])
            for name, found in groups.items()
            if len(found) > 1
        ],
    }


def between(looked: Looked, year: PlannedYear) -> str:
    """The year before on the same day, of the institutions that planned both."""
    before = next((each for each in looked.years if each.year == year.year - 1 and each.is_frozen), None)
    if before is None:
        return ""
    then = day_in(looked.on.year + before.year - year.year, looked.on)
    found = read_activities(looked.plan, looked.user, before, on=then)
    compared = between_years(
        found,
        looked.activities,
        planned_before=institutions_with_plan(looked.plan, looked.user, before.year),
        planned_after=institutions_with_plan(looked.plan, looked.user, year.year),
    )
    return between_said(compared, before.year, year.year)
