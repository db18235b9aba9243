"""How an activity differs from the line that was adopted, in words: for the plan of an institution and for the Committee's desk."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.models import Activity
from activities.planning.against import DAYS, Against
from documents.speaking import written


def words_of(activity: Activity, against: Against) -> Iterator[str]:
    """One sentence for each thing; none of an activity that stands as it was adopted."""
    if against.is_cancelled:
        yield _("Cancelled: %(reason)s") % {"reason": written(activity.cancel_reason)}
    if against.is_added:
        yield _("Added after the adoption")
    if against.days:
        yield _moved(against.days, late=_("Ends %(days)s later"), early=_("Ends %(days)s earlier"))
    if against.start_days:
        yield _moved(against.start_days, late=_("Starts %(days)s later"), early=_("Starts %(days)s earlier"))
    others = [each.label for each in against.differences if each.field not in DAYS]
    if others:
        yield _("Changed: %(fields)s") % {"fields": ", ".join(others)}


def _moved(days: int, *, late: str, early: str) -> str:
    many = ngettext("%(n)d day", "%(n)d days", abs(days)) % {"n": abs(days)}
    return (late if days > 0 else early) % {"days": many}
