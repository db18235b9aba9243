"""What became of a frozen plan of a year: what was added, moved, altered or cancelled since the meeting adopted it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.models import Activity, PlanningRound
from activities.planning.against import Against, Changed, against_of, changed_since


@dataclass(frozen=True, slots=True)
class LaterChange:
    """One activity that reads otherwise than it was adopted, and how, in words."""

    activity: Activity
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LaterChanges:
    numbers: Changed
    adopted: int
    rows: tuple[LaterChange, ...]


def later_changes(round_: PlanningRound) -> LaterChanges:
    """Of a frozen round, in a fixed number of queries."""
    read = [(each, against_of(each)) for each in planned_of(round_)]
    rows = tuple(LaterChange(each, tuple(words_of(each, against))) for each, against in read if not against.is_same)
    return LaterChanges(changed_since(found for _each, found in read), sum(not f.is_added for _e, f in read), rows)


def planned_of(round_: PlanningRound) -> list[Activity]:
    """All that is of the frozen plan, what was cancelled too."""
    planned = Activity.objects.planned().filter(year_plan__round=round_).whole()
    return list(planned.order_by("institution__order", "institution__code", "ordinal"))


def words_of(activity: Activity, against: Against) -> Iterator[str]:
    """How an activity differs from the line that was adopted."""
    if against.is_cancelled:
        yield _("Cancelled: %(reason)s") % {"reason": activity.cancel_reason}
    if against.is_added:
        yield _("Added after the adoption")
    if against.days:
        yield _moved(against.days, late=_("Ends %(days)s later"), early=_("Ends %(days)s earlier"))
    if against.start_days:
        yield _moved(against.start_days, late=_("Starts %(days)s later"), early=_("Starts %(days)s earlier"))
    others = [each.label for each in against.differences if each.field not in ("starts_on", "ends_on")]
    if others:
        yield _("Changed: %(fields)s") % {"fields": ", ".join(others)}


def _moved(days: int, *, late: str, early: str) -> str:
    many = ngettext("%(n)d day", "%(n)d days", abs(days)) % {"n": abs(days)}
    return (late if days > 0 else early) % {"days": many}
