"""Two semesters side by side as a table to take away: one row a series, with everything that the page prints."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents import formatting
from documents.taking_away import Cell, Column, DataTable
from reports.arithmetic.percent import printed
from reports.comparing.wording import change_text, state_text, text_of
from reports.figures.between import SemesterComparison, SeriesBetween
from reports.figures.names import IndicatorName
from reports.figures.totals import Figure
from reports.tables.exports import value_of
from reports.wording.figures import NOTHING, SITUATIONS, language, series_text

Row = tuple[Cell, ...]


def comparison_table(comparison: SemesterComparison) -> DataTable:
    then, now = (formatting.period_label(each.code, language()) for each in (comparison.earlier, comparison.later))
    return DataTable(
        name=f"comparacion-{comparison.earlier.code}-{comparison.later.code}",
        title=_("%(then)s and %(now)s side by side") % {"then": then, "now": now},
        columns=columns(then, now),
        rows=tuple(
            row_of(pillar.name, each.indicator, series)
            for pillar in comparison.pillars
            for each in pillar.indicators
            for series in each.series
        ),
        notes=(
            (_("Semesters"), f"{then}, {now}"),
            (_("Values"), _("Only validated values. A missing value is never a zero.")),
            (_("Changes"), _("Over the institutions with a value in both semesters; of percentages, in points.")),
            (_("Others"), _("What institutions with a value in one semester only add: it is outside the change.")),
        ),
    )


def columns(then: str, now: str) -> tuple[Column, ...]:
    def semester(label: str) -> tuple[Column, ...]:
        return (
            Column(_("situation %(semester)s") % {"semester": label}),
            Column(_("value %(semester)s") % {"semester": label}, "number"),
            Column(_("institutions with a value %(semester)s") % {"semester": label}, "number"),
            Column(_("institutions expected %(semester)s") % {"semester": label}, "number"),
        )

    return (
        Column(_("pillar")), Column(_("indicator")), Column(_("name")), Column(_("series")), Column(_("unit")),
        *semester(then), *semester(now),
        Column(_("comparison")), Column(_("comparable institutions"), "number"), Column(_("institutions concerned"), "number"),
        Column(_("comparable value then"), "number"), Column(_("comparable value now"), "number"),
        Column(pgettext("noun", "change"), "number"), Column(_("change (%)"), "percent"),
        Column(_("the others then"), "number"), Column(_("the others now"), "number"),
        Column(_("progress then")), Column(_("progress now")),
    )  # fmt: skip


def row_of(pillar: str, name: IndicatorName, series: SeriesBetween) -> Row:
    unit = "%" if name.is_percent else name.unit
    states = state_text(series.state_before), state_text(series.state_after)
    return (
        pillar, name.code, name.name, series_text(series.label), unit,
        *cells(series.before), *cells(series.after), *changes(series), *states,
    )  # fmt: skip


def cells(figure: Figure | None) -> Row:
    if figure is None:
        return text_of(None), None, None, None
    situation = str(NOTHING.get(figure.state, SITUATIONS["reported"]))
    return situation, value_of(figure), figure.reported, figure.expected


def changes(series: SeriesBetween) -> Row:
    """Of percentages what is unrounded in the figures is written to two places, as every percentage is."""
    change = series.change
    if change is None or change.difference is None:
        return change_text(series), *(None,) * 8
    values = (change.before, change.after, change.difference, change.percent, change.added_before, change.added_after)
    before, after, difference, percent, added_before, added_after = (
        None if value is None else printed(value) if change.is_percent or n == 3 else value
        for n, value in enumerate(values)
    )
    return (
        _("like for like"), change.comparable, change.of, before, after, difference, percent, added_before, added_after,
    )  # fmt: skip
