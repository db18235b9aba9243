"""What a pillar's page says: how its indicators stand, counted, and where each series comes from."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import formatting
from reports.figures.pillar import PillarPage, PillarRow
from reports.wording.figures import figure_text, language, plain

COUNTED = {
    "on_track": lambda n: ngettext("%(n)s on track", "%(n)s on track", n),
    "at_risk": lambda n: ngettext("%(n)s at risk", "%(n)s at risk", n),
    "off_track": lambda n: ngettext("%(n)s off track", "%(n)s off track", n),
    "no_target": lambda n: ngettext("%(n)s without a target", "%(n)s without a target", n),
    "no_data": lambda n: ngettext("%(n)s without data", "%(n)s without data", n),
    "not_due": lambda n: ngettext("%(n)s not due in the semester", "%(n)s not due in the semester", n),
    "passed": lambda n: ngettext("%(n)s whose last target has passed", "%(n)s whose last target has passed", n),
    "not_judged": lambda n: ngettext("%(n)s that cannot be judged", "%(n)s that cannot be judged", n),
    "not_applicable": lambda n: ngettext("%(n)s not applicable", "%(n)s not applicable", n),
}
"""An indicator by state. Keys are those of reports.wording.figures.STATES."""


def standing(page: PillarPage) -> str:
    """ "3 on track, 1 at risk and 2 without a target": counted, never averaged."""
    if not page.indicators:
        return _("No indicator of this pillar is in force in this semester.")
    said = [COUNTED[state](number) % {"n": plain(number)} for state, number in page.states.items()]
    return formatting.joined(said, language()) + "."


def past_finding(row: PillarRow) -> str:
    """The accessible name of a row's small line."""
    seen = row.seen
    if not seen:
        return _("%(code)s: no validated value yet") % {"code": row.indicator.indicator.code}
    first, last = seen[0], seen[-1]
    return _("%(code)s: from %(first)s in %(start)s to %(last)s in %(end)s") % {
        "code": row.indicator.indicator.code,
        "first": figure_text(first.figure),
        "start": formatting.period_label(first.period, language()),
        "last": figure_text(last.figure),
        "end": formatting.period_label(last.period, language()),
    }
