"""What the Committee asked for and what it agreed: a row a request, a row an agreement.

Editions from before they were kept have none of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from reports.edition.agreements import STANDINGS
from reports.edition.reading import Row, Snapshot
from reports.files.workbook.answers import SPOKEN, institution
from reports.files.workbook.sheets import Cell, Column, Grid, day, numbers, text, yes_no

REQUESTS: dict[str, Promise] = {
    "in_time": pgettext_lazy("request", "Answered in time"),
    "late": pgettext_lazy("request", "Answered late"),
    "outstanding": pgettext_lazy("request", "Without an answer"),
    "expired": pgettext_lazy("request", "Closed without an answer"),
    "withdrawn": pgettext_lazy("request", "Withdrawn"),
}


def requests(s: Snapshot) -> Grid | None:
    rows = [list(request_row(s, each)) for each in (s.content.get("requests") or {}).get("rows") or []]
    if not rows:
        return None
    columns = [
        *map(text, (_("Number"), _("Institution"), _("Kind"), _("Semester"), _("Indicator"), _("Activity"))),
        Column(_("Due on"), "day"),
        *map(text, (_("Standing"), _("Open"), pgettext("request", "Overdue"))),
        *numbers(_("Days until the first answer")),
    ]
    return Grid(_("Requests"), "solicitudes", columns, rows)


def request_row(s: Snapshot, each: Row) -> Iterator[Cell]:
    yield from (each["number"], institution(s, each), s.text(each["kind"]["words"]))
    yield s.period_label(each["period"]) if each["period"] else ""
    yield from (each["indicator"] or "", each["activity"] or "", day(each["due_on"]))
    yield str(REQUESTS.get(each["standing"], each["standing"]))
    yield from (yes_no(each["is_open"]), yes_no(each["is_overdue"]), each["days"])


def agreements(s: Snapshot) -> Grid | None:
    rows = [list(agreement_row(s, each)) for each in s.content.get("agreements") or []]
    if not rows:
        return None
    columns = [
        text(_("Meeting")),
        *numbers(_("Number")),
        *map(text, (_("Agreement"), _("Language"), _("Institution"), _("Indicator"))),
        Column(_("Due on"), "day"),
        text(_("Standing")),
    ]
    return Grid(_("Agreements"), "acuerdos", columns, rows, frozen=2)


def agreement_row(s: Snapshot, each: Row) -> Iterator[Cell]:
    yield from (each["meeting"], each["ordinal"], each["text"], SPOKEN.get(each["language"], ""))
    yield from (institution(s, each), each["indicator"] or "", day(each["due_on"]))
    yield str(STANDINGS.get(each["standing"], each["standing"]))
