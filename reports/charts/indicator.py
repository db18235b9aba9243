"""An indicator's page as pictures for files and print: all institutions in one picture, a dimension in one picture."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.charts.bars import ShareChart, ShareRow
from documents.charts.keys import Key
from documents.charts.line import LineChart
from documents.charts.look import Gap
from documents.charts.multiples import Panel, SmallMultiples
from measurements.answer.figure_words import women_and_men
from reports.charts.drawing import breakdown_bar, institution_chart
from reports.figures.breakdown import Breakdown, BreakdownRow
from reports.figures.history import IndicatorHistory
from reports.wording.figures import plain, point_text

MOST_LISTED = 2


def institution_charts(history: IndicatorHistory) -> SmallMultiples:
    """The institutions that the reader may see, on one scale."""
    is_percent = history.series.figure.is_percent
    panels = [
        Panel(
            each.institution.name,
            point_text(each.latest, is_percent=is_percent),
            institution_chart(history, each) if each.has_values else None,
        )
        for each in history.institutions
    ]
    title = ngettext(
        "What %(n)s institution reported, semester by semester",
        "What %(n)s institutions reported, semester by semester",
        len(panels),
    ) % {"n": len(panels)}  # fmt: skip
    return SmallMultiples(title, panels)


def line_keys(chart: LineChart) -> list[Key]:
    """What the marks of a line mean, for those that the picture has."""
    keys = [
        (bool(chart.observed), Key("series", chart.series_label or _("Validated value"))),
        (bool(chart.partial), Key("point-partial", _("Partial sum: some institution is missing"))),
        (bool(chart.expected), Key("expected", chart.expected_label or _("Expected trajectory"))),
        (bool(chart.lower), Key("band", _("Margin of risk"))),
        (bool(chart.aim), Key("range", _("Range aimed at"))),
        (any(isinstance(value, Gap) for value in chart.values), Key("missing", _("Semester without a value"))),
        (bool(chart.breaks), Key("break", _("The definition changed"))),
    ]
    return [key for is_drawn, key in keys if is_drawn]


def breakdown_chart(breakdown: Breakdown) -> ShareChart:
    """One dimension: a bar for each category, with its figures in words."""
    return ShareChart(breakdown_finding(breakdown), [breakdown_row(breakdown, row) for row in breakdown.rows])


def breakdown_finding(breakdown: Breakdown) -> str:
    """The categories themselves where they are two; else from the lowest to the highest percentage, or the largest of all."""
    known = [(row.percent, row) for row in breakdown.rows if row.percent is not None]
    if not known:
        return _("By %(dimension)s") % {"dimension": breakdown.label.lower()}
    if len(known) <= MOST_LISTED:
        return "; ".join(f"{row.label}: {breakdown_figure(breakdown, row)}" for _percent, row in known)
    low, high = min(known, key=percent_of), max(known, key=percent_of)
    words = {
        "least": plain(low[0], is_percent=True),
        "where_least": low[1].label,
        "most": plain(high[0], is_percent=True),
        "where_most": high[1].label,
    }
    if breakdown.kind == "sex_split":
        return _("Women are from %(least)s (%(where_least)s) to %(most)s (%(where_most)s)") % words
    if breakdown.kind == "share":
        return _("From %(least)s (%(where_least)s) to %(most)s (%(where_most)s)") % words
    return _("The largest part: %(where_most)s, with %(most)s") % words


def percent_of(known: tuple[Decimal, BreakdownRow]) -> Decimal:
    return known[0]


def breakdown_row(breakdown: Breakdown, row: BreakdownRow) -> ShareRow:
    bar = breakdown_bar(breakdown, row)
    return ShareRow(row.label, breakdown_figure(breakdown, row), bar.parts if bar else (), is_nothing=bar is None)


def breakdown_figure(breakdown: Breakdown, row: BreakdownRow) -> str:
    """The numbers of a category, then its percentage where there is something to divide."""
    numbers = plain(row.value)
    if row.women is not None and row.men is not None:
        numbers = women_and_men(row.women, row.men)
    elif breakdown.kind == "share" and row.denominator is not None:
        numbers = _("%(part)s of %(whole)s") % {"part": numbers, "whole": plain(row.denominator)}
    said = [numbers, plain(row.percent, is_percent=True) if row.percent is not None else ""]
    said += [_("small number")] if row.is_small else []
    return " · ".join(filter(None, said))


def breakdown_keys(breakdown: Breakdown) -> Sequence[Key]:
    if breakdown.kind != "sex_split":
        return ()
    return Key("tone-women", _("Women")), Key("tone-men", _("Men"))
