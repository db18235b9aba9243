"""The consultation about the report: a row an institution that was asked, and a row a remark. Silence is no answer, never agreement.

A consultation that was called off is a row of a sheet of its own: nothing that was answered in it counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.formatting import LIMA
from reports.edition.consultation import section_name
from reports.edition.reading import Row, Snapshot
from reports.files.workbook.answers import SPOKEN, institution
from reports.files.workbook.sheets import Cell, Column, Grid, day, numbers, text
from reports.models import ConsultationSeat, Remark


def rounds_of(s: Snapshot) -> list[Row]:
    """None in a report that was not consulted, such as an institution's own."""
    found: list[Row] = (s.content.get("consultation") or {"rounds": []})["rounds"]
    return found


def consultation(s: Snapshot) -> Grid | None:
    rows = [list(seat_row(s, held, seat)) for held in rounds_of(s) for seat in held["seats"]]
    if not rows:
        return None
    columns = [
        *map(text, (_("Institution"), pgettext("consultation", "Answer"), _("Document"))),
        *numbers(_("Number of remarks"), _("Consultation")),
        *(Column(heading, "day") for heading in (_("Opened on"), _("Last day"), _("Closed on"))),
    ]
    return Grid(_("Consultation"), "consulta", columns, rows)


def seat_row(s: Snapshot, held: Row, seat: Row) -> Iterator[Cell]:
    yield from (institution(s, seat), str(ConsultationSeat.Answer(seat["answer"]).label))
    yield from (seat["reference"], len(seat["remarks"]), held["number"])
    yield from (day_of(held["opened_at"]), day(held["closes_on"]), day_of(held["closed_at"]))


def remarks(s: Snapshot) -> Grid | None:
    made = [(held, seat, each) for held in rounds_of(s) for seat in held["seats"] for each in seat["remarks"]]
    if not made:
        return None
    columns = [
        text(_("Institution")),
        *numbers(_("Consultation"), _("Number")),
        *map(text, (_("Section"), _("Remark"), _("Language"), pgettext("remark", "Outcome"), _("What was answered"),
                    _("Language of what was answered"))),
    ]  # fmt: skip
    return Grid(_("Remarks"), "observaciones", columns, [list(remark_row(s, *each)) for each in made], frozen=3)


def remark_row(s: Snapshot, held: Row, seat: Row, remark: Row) -> Iterator[Cell]:
    yield from (institution(s, seat), held["number"], remark["ordinal"], section_name(remark["section"]))
    yield from (remark["text"], SPOKEN.get(remark["language"], ""))
    yield str(Remark.Outcome(remark["outcome"]).label)
    yield from (remark["reply"], SPOKEN.get(remark["reply_language"], "") if remark["reply"] else "")


def called_off(s: Snapshot) -> Grid | None:
    """What was frozen before a consultation could be called off has none."""
    rows = [list(called_off_row(each)) for each in (s.content.get("consultation") or {}).get("called_off", ())]
    if not rows:
        return None
    columns = [
        *numbers(_("Consultation")),
        *(Column(heading, "day") for heading in (_("Opened on"), _("Last day"), _("Called off on"))),
        *numbers(_("Institutions asked"), _("Had answered")),
        *map(text, (_("Why it was called off"), _("Language"))),
    ]
    return Grid(_("Consultations called off"), "consultas_sin_efecto", columns, rows)


def called_off_row(held: Row) -> Iterator[Cell]:
    yield from (held["number"], day_of(held["opened_at"]), day(held["closes_on"]), day_of(held["called_off_at"]))
    yield from (held["asked"], held["answered"], held["reason"], SPOKEN.get(held["reason_language"], ""))


def day_of(moment: str | None) -> Cell:
    """The day in Lima of an instant."""
    return None if moment is None else dt.datetime.fromisoformat(moment).astimezone(LIMA).date()
