"""What an activity must say before its plan can be handed over. The form asks the same beside its boxes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from activities.content import ActivityContent, content_of, read_back
from activities.known import known_of
from activities.models import Activity, ActivityChange, YearPlan
from activities.progress import DONE
from activities.refusals import Problem

LONGEST = {
    name: int(getattr(Activity._meta.get_field(name), "max_length", 0))
    for name in ("title", "responsible_post", "expected_product")
}
"""How many characters each text may have."""


def problems_of_content(content: ActivityContent, year: int, *, is_planned: bool = True) -> Iterator[Problem]:
    """What is wrong with one activity. While it is planned (`is_planned`), all its days lie in the year; moved, it may end in the next."""
    for field, text in (
        ("title", content.title),
        ("responsible_post", content.responsible_post),
        ("expected_product", content.expected_product),
    ):
        if not text.strip():
            yield Problem(field, _("Write it: an activity says what is done, by which post, with which product."))
        elif len(text) > LONGEST[field]:
            yield Problem(field, _("At most %(number)s characters.") % {"number": LONGEST[field]})
    if content.ends_on < content.starts_on:
        yield Problem("ends_on", _("An activity cannot end before it starts."))
    if content.starts_on.year != year:
        yield Problem("starts_on", _("It starts in %(year)s, the year of the plan.") % {"year": year})
    last = dt.date(year if is_planned else year + 1, 12, 31)
    if content.ends_on > last and is_planned:
        yield Problem(
            "ends_on", _("It ends in %(year)s: what goes on is planned again in the next year.") % {"year": year}
        )
    elif content.ends_on > last:
        yield Problem("ends_on", _("It ends by 31 December %(year)s at the latest.") % {"year": last.year})


def problems_of_year_plan(year_plan: YearPlan) -> list[Problem]:
    """All that keeps a plan of a year from being handed over."""
    activities = list(year_plan.activities.whole().order_by("ordinal"))
    found = [
        Problem(problem.field, problem.text, each.code)
        for each in activities
        for problem in problems_of_content(content_of(each), year_plan.year)
    ]
    if activities and year_plan.has_none:
        found.append(
            Problem("has_none", _("It says that no activity is planned, and holds some: take one of the two back."))
        )
    elif year_plan.has_none and not year_plan.reason.strip():
        found.append(Problem("reason", _("Write why no activity is planned.")))
    elif not activities and not year_plan.has_none:
        found.append(Problem("activities", _("Write at least one activity, or say that none is planned and why.")))
    return found


def problems_of_change(change: ActivityChange) -> list[Problem]:
    """All that keeps a change from being handed over."""
    content = read_back(change.content)
    found = list(problems_of_content(content, change.year_plan.year, is_planned=False))
    if not change.reason.strip():
        found.append(Problem("reason", _("Write why it changes.")))
    if change.kind == ActivityChange.Kind.ALTER and change.before is not None and content == read_back(change.before):
        found.append(Problem("content", _("Nothing would change.")))
    if change.kind == ActivityChange.Kind.CANCEL and change.activity is not None and _is_done(change.activity):
        text = _("Its last note says that it is done: what was done is not cancelled.")
        found.append(Problem("reason", text))
    return found


def _is_done(activity: Activity) -> bool:
    known = known_of(activity.notes.select_related("period"))
    return known is not None and known.progress == DONE
