"""Figures as tables to take away: one row an observation, and a column that tells zero, not available, not applicable and
not sent apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.formatting import period_label
from documents.taking_away import Cell, Column, DataTable
from reports.arithmetic.percent import printed
from reports.figures.answers import plain
from reports.figures.by_institution import InstitutionPoint
from reports.figures.history import HistoryPoint, IndicatorHistory
from reports.figures.totals import Figure
from reports.tables.notes import Note
from reports.wording.answers import own_text
from reports.wording.figures import NOTHING, SITUATIONS, figure_text, language, series_text
from reports.wording.goals import goal_by, goal_note

Row = Sequence[Cell]


def history_table(histories: Sequence[IndicatorHistory]) -> DataTable:
    """One indicator: every series, semester and institution that may be seen, and the total of all. At least one history."""
    first = histories[0]
    name = first.figures.indicator
    rows = [[*row, series_text(history.series.label)] for history in histories for row in history_rows(history)]
    notes = [(_("Up to the semester"), period_label(first.period.code, language())), *notes_of_indicator(first)]
    notes += [note for history in histories for note in notes_of_targets(history)]
    return DataTable(name.code, f"{name.code} {name.name}", columns(), rows, notes)


def columns() -> list[Column]:
    return [
        Column(_("indicator")),
        Column(_("code of the series"), meaning=_("As addresses ask for it; “all” is the one that stands for the whole indicator.")),
        Column(_("semester")),
        Column(_("institution"), meaning=_("The code of one institution; “all” is the total of those that reported.")),
        Column(_("situation"), meaning=_("Whether there is a number and, if not, why.")),
        Column(_("value"), "number", _("Validated values only, in the unit of the next column.")),
        Column(_("unit")),
        Column(_("numerator"), "number", _("Of a percentage: what is divided.")),
        Column(_("denominator"), "number", _("Of a percentage: what it is divided by.")),
        Column(_("institutions with a value"), "number", _("How many of those expected the total is made of.")),
        Column(_("institutions expected"), "number", _("Committed to the indicator, less those to which it does not apply.")),
        Column(_("expected by then"), "number", _("What the targets of all, or of the institution, ask by the semester.")),
        Column(_("series")),
    ]  # fmt: skip


def notes_of_indicator(history: IndicatorHistory) -> Iterator[Note]:
    indicator = history.figures.indicator
    yield _("Unit"), "%" if indicator.is_percent else indicator.unit
    yield _("Definition"), _("revision %(number)s") % {"number": indicator.revision}
    breaks = [period_label(point.period, language()) for point in history.points if point.is_break]
    if breaks:
        yield (
            _("The definition changed"),
            _("From %(periods)s figures mean something else: do not compare across.") % {"periods": ", ".join(breaks)},
        )


def notes_of_targets(history: IndicatorHistory) -> Iterator[Note]:
    """Every target with its act, its source, and whether it is interpolated: of all, then of the institutions."""
    is_percent, label = history.figures.indicator.is_percent, history.series.label
    for goal in history.goals:
        name = " · ".join(filter(None, (_("Target"), label)))
        yield name, f"{goal_by(goal, is_percent=is_percent)} ({goal_note(goal)})"
    for each in history.institutions:
        for goal in each.path.goals if each.path else ():
            name = " · ".join(filter(None, (_("Target"), label, each.institution.short_name)))
            yield name, f"{goal_by(goal, is_percent=is_percent)} ({goal_note(goal)})"


def history_rows(history: IndicatorHistory) -> Iterator[Row]:
    name, code = history.figures.indicator, history.series.code
    for number, point in enumerate(history.points):
        for each in history.institutions:
            own = each.points[number]
            if own.situation != "not_expected":
                expected = each.path.expected[number] if each.path else None
                yield institution_row(
                    name.code, code, each.institution.code, own, unit_of(point.figure, name.unit), expected
                )
        yield total_row(name.code, code, point, name.unit)


def institution_row(
    indicator: str, series: str, institution: str, point: InstitutionPoint, unit: str, expected: Decimal | None
) -> Row:
    situation = str(SITUATIONS[point.situation])
    parts = (point.numerator, point.denominator)
    value = point.value if point.words is None else own_text(point.words)
    return [indicator, series, point.period, institution, situation, value, unit, *parts, None, None, kept(expected)]


def kept(expected: Decimal | None) -> Decimal | None:
    """An expected value as data: to two places where it lies between two targets."""
    return None if expected is None else plain(printed(expected))


def total_row(indicator: str, series: str, point: HistoryPoint, unit: str) -> Row:
    figure = point.figure
    situation = NOTHING.get(figure.state, SITUATIONS["reported"])
    return [
        indicator, series, point.period, _("all"), str(situation), value_of(figure), unit_of(figure, unit),
        figure.numerator, figure.denominator, figure.reported, figure.expected, kept(point.expected),
    ]  # fmt: skip


def value_of(figure: Figure) -> Decimal | str | None:
    """The number; of an answer in words its words."""
    return figure_text(figure) if figure.value is None and figure.has_answer else figure.value


def unit_of(figure: Figure, unit: str) -> str:
    return "%" if figure.is_percent else unit
