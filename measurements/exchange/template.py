"""The template of one institution and semester: the first sheet says how to use it, the others ask."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from documents.formatting import joined, long_date, period_label
from documents.speaking import language
from measurements.exchange.book import CaseSheets, sheets_of
from measurements.exchange.cases import Case, Desk
from measurements.exchange.drawing import Drawing
from measurements.exchange.paper import Paper
from measurements.exchange.workbook import file_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template_of(desk: Desk) -> bytes:
    """The XLSX file, filled with what is stored, in the reader's language."""
    sheets = [sheets_of(case) for case in desk.cases]
    return file_of(sheets, first_sheet(desk, sheets))


def file_name(desk: Desk) -> str:
    return f"seguimiento-1325_{desk.period.code}_{desk.institution.code}.xlsx"


def first_sheet(desk: Desk, sheets: Sequence[CaseSheets]) -> Paper:
    pen = Drawing([16.0, 74.0, 18.0, 22.0])
    label = period_label(desk.period.code, language())
    pen.say(0, _("Report of indicators %(period)s") % {"period": label}, "title", width=4)
    pen.heights[pen.row] = 30
    pen.down()
    pen.say(0, desk.institution.name, "kicker", width=4)
    pen.down()
    due = _("To be sent by %(day)s") % {"day": long_date(desk.period.due_on, language())}
    pen.say(0, f"{desk.period.plan.title} · {due}", "about", width=4)
    pen.fit(f"{desk.period.plan.title} · {due}", 0, 4)
    pen.down()
    if desk.period.plan.is_demonstration:
        pen.say(0, _("Demonstration data: the figures are invented."), "demonstration", width=4)
        pen.down()
    _draw_steps(pen)
    _draw_indicators(pen, sheets)
    if desk.on_the_web:
        _draw_left_out(pen, desk.on_the_web)
    return pen.finished(_("Instructions"), label)


def _draw_steps(pen: Drawing) -> None:
    pen.down()
    pen.say(0, _("How to fill it in"), "section", width=4)
    pen.heights[pen.row] = 22
    pen.down()
    for number, text in enumerate(steps(), start=1):
        line = f"{number}. {text}"
        pen.say(0, line, "step", width=4)
        pen.fit(line, 0, 4, scale=1.1)
        pen.down()


def steps() -> list[str]:
    return [
        _("Each indicator has its own sheet; the list below leads to it. You may leave sheets for later."),
        _("Fill in the white boxes only. What is grey cannot be changed: if rows or columns move, the file is refused."),
        _("Where there was nobody or nothing, write 0. An empty box means that there is no figure yet; it never becomes 0."),
        _("If you cannot report an indicator, choose “Not available” or “Not applicable” in “Answer” and say why."),
        _("What an indicator said in the semester before stands in grey beside each box."),
        _("Save the file as .xlsx or .ods and upload it where you downloaded it. You see what is new, what changes and"
          " what is wrong before anything is saved."),
        _("Saving makes drafts. Documents (evidence) are added on the page, and from there the answers are sent."),
    ]  # fmt: skip


def _draw_indicators(pen: Drawing, sheets: Sequence[CaseSheets]) -> None:
    pen.down()
    pen.say(0, _("Indicators"), "section", width=4)
    pen.heights[pen.row] = 22
    pen.down()
    for column, text in enumerate((_("Code"), _("Indicator"), _("Sheets"), _("State when downloaded"))):
        pen.say(column, text, "list_head")
    pen.down()
    for each in sheets:
        _draw_indicator(pen, each)


def left_out(codes: Sequence[str]) -> str:
    """Which indicators are answered on the page alone: a stage, an option or a text."""
    text = _("These are answered in words, on the page and not in this file: %(codes)s.")
    return text % {"codes": joined(codes, language())}


def _draw_left_out(pen: Drawing, codes: Sequence[str]) -> None:
    text = left_out(codes)
    pen.down()
    pen.say(0, text, "step", width=4)
    pen.fit(text, 0, 4, scale=1.1)
    pen.down()


def _draw_indicator(pen: Drawing, sheets: CaseSheets) -> None:
    """A line for the indicator, and one for each of its lists."""
    case = sheets.case
    for place, paper in enumerate(sheets.papers):
        pen.say(0, case.code if place == 0 else "", "term")
        pen.say(1, case.revision.name if place == 0 else "", "about")
        pen.fit(case.revision.name if place == 0 else "", 1, 1)
        pen.say(2, paper.name, "link", link=f"internal:'{paper.name}'!A1")
        pen.say(3, state_of(case) if place == 0 else "", "about")
        pen.down()


def state_of(case: Case) -> str:
    return case.measurement.get_status_display() if case.measurement else _("Not started")
