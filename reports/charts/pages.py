"""A pillar and the comparison of two semesters as pictures for files and print; computes nothing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents import formatting
from documents.charts.dumbbell import Dumbbell
from documents.charts.keys import Key
from documents.charts.rows import Row, RowChart
from documents.charts.sparkline import Sparkline
from documents.charts.tiles import Tile, TileChart, TileGroup
from reports.charts.board import named
from reports.charts.drawing import figure_or_gap
from reports.comparing.wording import comparison_headline, reach_of_change
from reports.figures.between import IndicatorBetween, SemesterComparison, SeriesBetween
from reports.figures.pillar import PillarPage, PillarRow
from reports.pillar.wording import past_finding, standing
from reports.wording.figures import ICONS, STATES, difference_text, figure_text, from_to_text, language, move_text


def pillar_tiles(page: PillarPage) -> TileChart:
    """The indicators of a pillar by state."""
    tiles = [Tile(each.indicator.number, each.state) for each in page.indicators]
    words = {state: str(STATES[state]) for state in page.states}
    return TileChart(standing(page), [TileGroup(page.name, tiles)] if tiles else [], words, ICONS)


def pillar_series(page: PillarPage) -> RowChart:
    """Every series of a pillar with its way up to now, objective by objective; each small line has its own scale."""
    every = [row for part in page.objectives for row in part.rows]
    has_gap = any(point.figure.exact is None for row in every for point in row.past if len(row.seen) > 1)
    keys = [Key("missing", _("Semester without a value"))] if has_gap else []
    return RowChart(standing(page), [pillar_row(row) for row in every], keys)


def pillar_row(row: PillarRow) -> Row:
    """With fewer than two values there is no line, and the words say it."""
    has_line = len(row.seen) > 1
    chart = Sparkline(past_finding(row), [figure_or_gap(point.figure) for point in row.past]) if has_line else None
    notes = [past_finding(row), _("since the definition changed") if row.is_cut else ""]
    return Row(
        named(row.indicator.indicator, row.series),
        figure_text(row.series.figure),
        chart,
        " · ".join(filter(None, notes)),
    )


def comparison_changes(found: SemesterComparison) -> RowChart:
    """Every series that can be compared, in the plan's order and in ink: no colour says which way is better."""
    rows = [
        row for each in found.indicators for series in each.series if (row := comparison_row(each, series)) is not None
    ]
    earlier, later = (formatting.period_label(each.code, language()) for each in (found.earlier, found.later))
    return RowChart(comparison_headline(found), rows, [Key("before", earlier), Key("dot:tone-ink", later)])


def comparison_row(each: IndicatorBetween, series: SeriesBetween) -> Row | None:
    change = series.change
    if change is None or change.before is None or change.after is None:
        return None
    name = f"{each.indicator.code} {each.indicator.name}"
    return Row(
        f"{name} · {series.label}" if series.label else name,
        " ".join(filter(None, (difference_text(change), move_text(change)))),
        Dumbbell(from_to_text(change), change.before, change.after),
        f"{from_to_text(change)} · {reach_of_change(change)}",
    )
