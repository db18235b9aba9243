"""How far a plan of a year has come, in the words of a list."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.models import Status, YearPlan


def how_far(year_plan: YearPlan, written: int) -> str:
    """“To be sent, 3 activities”. `written`: how many activities it holds."""
    states = {
        Status.DRAFT: _("To be sent"),
        Status.PREPARED: _("Awaiting approval"),
        Status.SUBMITTED: _("Sent, waits for the Committee"),
        Status.RETURNED: _("Returned: to be corrected"),
        Status.VALIDATED: _("Validated"),
    }
    return f"{states[Status(year_plan.status)]}, {amount(year_plan, written)}"


def amount(year_plan: YearPlan, written: int) -> str:
    """How many it plans: none because it says so, or none written yet, are not the same."""
    if year_plan.has_none:
        return _("none planned, with its reason")
    if not written:
        return _("no activity written yet")
    return ngettext("%(n)s activity", "%(n)s activities", written) % {"n": written}
